"""What changes a campaign or a deposit."""
