"""Reads DECP files of every layout into one notice per contract; each trouble is a sentence, none stops the file."""
