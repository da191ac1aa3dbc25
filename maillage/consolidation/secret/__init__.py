"""Which cells of the published tables are hidden, so that none tells of a few people or of one company (ADR 0030).

It refuses nothing by itself: `maillage.consolidation.attaque`, which shares no code with it, says whether it may go out.
"""
