"""The annual survey: what files do not say of a dispositif (financing, team, partners), asked once a year with the campaign."""
