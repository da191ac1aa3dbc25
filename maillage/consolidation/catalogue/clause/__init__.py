"""The figures of the « Consolidation de la clause sociale » (domaine 02 § 8)."""
