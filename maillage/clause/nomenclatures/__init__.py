"""The closed lists of the clause sociale."""
