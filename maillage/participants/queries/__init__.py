"""What is read of the persons followed, always as far as the acteur may."""
