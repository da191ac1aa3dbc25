"""What the pages and the jobs read."""
