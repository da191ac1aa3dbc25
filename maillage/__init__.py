"""Maillage: the information system of the PLIE, the Maisons de l'emploi and the facilitateurs de la clause sociale."""

__version__ = "0.1.0"
