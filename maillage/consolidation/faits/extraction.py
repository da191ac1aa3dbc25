"""Extracts the facts of one dispositif: reads its rows and nobody else's, writes its files if something changed."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from maillage.consolidation.faits.codage import Faits, code_faits, make_numero
from maillage.consolidation.faits.fichiers import Manifeste, read_manifeste, write_faits
from maillage.parcours.queries.pilotage import read_donnees
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte


@dataclass(frozen=True, slots=True)
class Extraction:
    """`is_ecrite`: False when the facts are those already there."""

    manifeste: Manifeste
    is_ecrite: bool


def find_racine() -> Path:
    """Owner-only, beside the files of people."""
    return Path(settings.VAR) / "faits"


def list_dispositifs(*, apres: int = 0) -> list[Dispositif]:
    """Those whose parcours are counted, closed ones too: their past years stay. The directory is public."""
    return list(Dispositif.objects.filter(type=TypeDispositif.PLIE, pk__gt=apres).order_by("pk"))


def extract_faits(*, dispositif: Dispositif) -> Extraction:
    """May be done again at any time: the same rows give the same files. Facts that do not come from dossiers kept here (those
    of the fictitious network) are left as they are: nothing here could make them again."""
    known = read_manifeste(find_racine(), dispositif.uuid)
    if known is not None and known.origine:
        return Extraction(known, is_ecrite=False)
    return Extraction(*write_faits(find_racine(), dispositif.uuid, read_faits(dispositif)))


def read_faits(dispositif: Dispositif) -> Faits:
    """Under an acteur of this dispositif alone: the database itself shows no other row (PostgreSQL)."""
    acteur = Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))
    with open_contexte(acteur):
        lues = read_donnees(acteur)
    return code_faits(
        str(dispositif.uuid), lues.parcours, lues.etapes, lues.temps, numero=make_numero(_make_secret(dispositif))
    )


def _make_secret(dispositif: Dispositif) -> bytes:
    """One per dispositif: the same person elsewhere has another number."""
    usage = f"maillage-faits|{dispositif.uuid}"
    return hmac.new(settings.SECRET_KEY.encode(), usage.encode(), hashlib.sha256).digest()
