"""What the search box finds in the clause, one module per subject."""
