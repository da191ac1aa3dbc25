"""The isolation matrix: every address × every role × {own, foreign, missing} × method. See `objets.py`."""
