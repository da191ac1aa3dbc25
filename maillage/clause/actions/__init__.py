"""Writes of the clause sociale, one function per intention."""
