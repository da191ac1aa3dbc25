"""The PDF of the parcours: what each template receives."""
