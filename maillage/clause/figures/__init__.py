"""The pictures of the clause, one module per subject."""
