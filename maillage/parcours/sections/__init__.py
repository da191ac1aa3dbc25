"""The sections of the dossier, one module per subject; each is listed in `apps.py`."""
