"""Extracts the facts of one dispositif: reads its rows and nobody else's, writes its files if something changed."""

import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate

from maillage.clause.queries import histoire
from maillage.clause.rules.activite.histoire import Histoire
from maillage.consolidation.faits.codage import Faits, Numero, code_faits, make_numero
from maillage.consolidation.faits.codage_clause import code_clause
from maillage.consolidation.faits.fichiers import Manifeste, read_manifeste, write_faits
from maillage.parcours.queries.indicateurs import list_contacts
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


def list_dispositifs(*, apres: int = 0, types: Collection[TypeDispositif] = (TypeDispositif.PLIE,)) -> list[Dispositif]:
    """Those whose files are counted, closed ones too: their past years stay. The directory is public."""
    return list(Dispositif.objects.filter(type__in=types, pk__gt=apres).order_by("pk"))


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
        return LECTEURS[TypeDispositif(dispositif.type)](acteur, dispositif)


def find_numero(dispositif: Dispositif) -> Numero:
    """What numbers its rows: only this installation can tell which file a number is of."""
    # Cached: an étape has the numbers of its parcours and of its person.
    return cache(make_numero(_make_secret(str(dispositif.uuid))))


def find_commun() -> Numero:
    """What numbers what several services of the clause share: the same in each of them."""
    return make_numero(_make_secret(COMMUN))


def read_declarees(acteur: Acteur, dispositif: Dispositif) -> Faits:
    """The hours of a service of the clause that wait for a decision: they are no facts yet, and are never written."""
    return _code_clause(dispositif, histoire.read_declarees(acteur, today=localdate()))


def _read_plie(acteur: Acteur, dispositif: Dispositif) -> Faits:
    lues = read_donnees(acteur)
    return code_faits(
        str(dispositif.uuid), lues.parcours, lues.etapes, lues.temps, contacts=list_contacts(acteur),
        numero=find_numero(dispositif),
    )  # fmt: skip


def _read_clause(acteur: Acteur, dispositif: Dispositif) -> Faits:
    return _code_clause(dispositif, histoire.read_histoire(acteur, today=localdate()))


def _code_clause(dispositif: Dispositif, lue: Histoire) -> Faits:
    return code_clause(
        str(dispositif.uuid), lue, propre=make_numero(_make_secret(str(dispositif.uuid))), commun=find_commun()
    )


# A dispositif of each type yields the tables of its own type.
LECTEURS: Mapping[TypeDispositif, Callable[[Acteur, Dispositif], Faits]] = {
    TypeDispositif.PLIE: _read_plie,
    TypeDispositif.CLAUSE: _read_clause,
}
COMMUN = "clause"


def _make_secret(pour: str) -> bytes:
    """One per dispositif: the same person elsewhere has another number. One for what services of the clause share."""
    return hmac.new(settings.SECRET_KEY.encode(), f"maillage-faits|{pour}".encode(), hashlib.sha256).digest()
