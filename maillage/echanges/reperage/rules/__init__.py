"""What the pages decide with, pure."""
