"""« Ma consolidation en direct »: a dispositif's own figures now, the files that weigh on each, what to mend first."""
