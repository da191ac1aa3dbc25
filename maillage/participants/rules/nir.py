"""Recognises a numéro de Sécurité sociale, so that none is ever kept (R-03)."""

import re

CORSE = {"2A": "19", "2B": "18"}
NIR = re.compile(r"(?<![0-9])[1-478][0-9]{2}[0-9]{2}(?:[0-9]{2}|2[AB])[0-9]{6}[0-9]{2}(?![0-9])")


def is_nir(texte: str) -> bool:
    """Thirteen characters whose two-digit key is right; spaces, dots and dashes between them change nothing."""
    compact = re.sub(r"(?<=[0-9AB])[ \u00a0\u202f.\-]+(?=[0-9AB])", "", texte.upper())
    return any(_has_key(found.group()) for found in NIR.finditer(compact))


def _has_key(numero: str) -> bool:
    corps = numero[:5] + CORSE.get(numero[5:7], numero[5:7]) + numero[7:13]
    return 97 - int(corps) % 97 == int(numero[13:])
