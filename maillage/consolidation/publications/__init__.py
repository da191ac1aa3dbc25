"""Publications: a consolidation counted from the deposits, masked, proved, read over, then released by a second person."""
