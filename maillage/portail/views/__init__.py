"""The public pages, without account."""
