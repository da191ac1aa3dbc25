"""The pages of the queue and of its files."""
