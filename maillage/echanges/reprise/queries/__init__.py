"""What the pages and the jobs of the take-over read."""
