"""The lists of the clause sociale, declared as data."""
