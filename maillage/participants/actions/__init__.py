"""What is done to the file of a person, one function per intention."""
