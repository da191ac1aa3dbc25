"""An attacker of our own: from all that was ever published, between what and what does each hidden cell lie? (ADR 0030)

It shares no code with `maillage.consolidation.secret`: it reads a file of plain data, decides again by itself what must not
be found, and refuses the release if it finds it.
"""
