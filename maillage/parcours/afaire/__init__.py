"""What the parcours puts in « à faire », one module per subject."""
