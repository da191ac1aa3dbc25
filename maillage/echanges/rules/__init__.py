"""What the readers of exchanged files share."""
