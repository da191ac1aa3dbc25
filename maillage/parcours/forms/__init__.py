"""The forms of the parcours, one module per intention."""
