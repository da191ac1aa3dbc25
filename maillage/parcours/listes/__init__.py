"""The lists of the parcours: columns, filters and orders of each table."""
