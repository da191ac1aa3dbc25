"""What a pièce may be called and weigh. Pure."""

import re
import unicodedata
from datetime import date, timedelta

from maillage.socle.pieces.nomenclatures import MO, PLAFONDS, Etat, Nature, Plafond

LONGUEUR_MAX = 120
# A pièce withdrawn by mistake can be deposited again; its content waits that long before it is erased.
GRACE_RETRAIT = timedelta(days=7)
INTERDITS = re.compile(r'[<>:"/\\|?*]')


def find_plafond(*, on: date) -> Plafond:
    """The size limit in force on a day. Source: R-56."""
    return max((p for p in PLAFONDS if p.depuis <= on), key=lambda p: p.depuis, default=PLAFONDS[0])


def write_trop_lourd(nom: str, octets: int) -> str:
    return (
        f"« {nom} » dépasse {octets // MO} Mo, le poids permis pour une pièce. "
        "Allégez-le (numérisation en 150 points par pouce, par exemple) ou partagez-le en plusieurs fichiers."
    )


def write_trop_gros(nom: str, octets: int) -> str:
    return (
        f"« {nom} » dépasse {octets // MO} Mo : partagez-le en plusieurs fichiers, puis déposez-les l’un après l’autre."
    )


def clean_nom(nom: str, nature: Nature) -> str:
    """A name that is safe to show and to save anywhere, with the extension of what the file really is.

    Paths, control characters and marks that reverse the direction of writing are removed: they serve to disguise.
    """
    nom = unicodedata.normalize("NFC", nom.replace("\\", "/").rpartition("/")[2])
    nom = "".join(c for c in nom if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    nom = re.sub(r"\s+", " ", INTERDITS.sub("-", nom)).strip(" .-")
    stem, dot, extension = nom.rpartition(".")
    if not dot:
        stem, extension = nom, ""
    known = f".{extension.lower()}" in nature.extensions
    stem = (stem if known or not dot else nom)[: LONGUEUR_MAX - 10].strip(" .-") or "piece"
    return f"{stem}.{extension.lower()}" if known else f"{stem}{nature.extensions[0]}"


def check_retrait(etat: Etat) -> str | None:
    return "Cette pièce est déjà retirée." if etat is Etat.RETIREE else None
