"""Pages of the clause sociale."""
