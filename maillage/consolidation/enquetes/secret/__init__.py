"""Disclosure control of the survey: sums of amounts whose contributors are dispositifs, protected together (ADR 0036)."""
