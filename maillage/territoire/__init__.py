"""Communes, EPCI, zones d’emploi, départements, régions, zonings: what places are, never who lives there."""

ATTRIBUTION = "IGN – ADMIN EXPRESS, Insee – COG 2026"
