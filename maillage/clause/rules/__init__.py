"""The rules of the clause sociale: pure, sourced, dated (domaine 02)."""
