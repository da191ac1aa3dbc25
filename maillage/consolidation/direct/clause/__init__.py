"""What a service of the clause counts: hours, contracts, lots, with what is known of each."""
