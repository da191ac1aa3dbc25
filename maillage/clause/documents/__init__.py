"""Documents of the clause sociale."""
