"""The pages of publications: those of the network, and those anybody reads."""
