"""What a PLIE counts: parcours, with the answers of the people who follow them."""
