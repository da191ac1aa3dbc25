"""What is done along the parcours, one function per intention, one module per subject."""
