"""The workbooks of the clause, one module per subject."""
