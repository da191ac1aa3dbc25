"""The rules of the parcours: pure, sourced, one module per subject."""
