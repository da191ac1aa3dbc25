"""What a deposit must be, and what is asked of whoever makes it. Pure."""
