"""What is done along a take-over, one module per intention."""
