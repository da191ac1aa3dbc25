"""What the clause puts in « à faire », one module per subject."""
