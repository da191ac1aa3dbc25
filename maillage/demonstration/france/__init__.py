"""The fictitious country: as many people as the network follows, for speed and for the consolidation. Never anybody real."""
