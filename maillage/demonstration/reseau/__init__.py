"""A fictitious network: PLIE spread over the real regions, and their facts year after year, set to what was published."""
