"""Reads of the clause sociale."""
