"""Shapes of what is typed on markets; the actions check the trade."""
