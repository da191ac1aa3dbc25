"""What the network publishes each year: the sum of what its dispositifs count, never of people."""
