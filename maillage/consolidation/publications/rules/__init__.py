"""What a publication says of two years. Pure."""
