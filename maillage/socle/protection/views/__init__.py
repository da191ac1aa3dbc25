"""Pages of the protection of data."""
