"""The pages of the take-over."""
