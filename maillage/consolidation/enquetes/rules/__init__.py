"""What the survey asks, what it refuses, what it adds up. Pure."""
