"""The exits that wait for their decision; what they would make of the rates once decided: counted again by the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.metiers import Attente, Lien, Passage
from maillage.consolidation.direct.simulation import list_passages
from maillage.consolidation.faits.extraction import find_numero
from maillage.consolidation.faits.tables import PARCOURS
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.parcours.models import Sortie
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import write_accord

CODES = (
    "plie.sorties", "plie.sorties_positives", "plie.taux_brut", "plie.taux_neutralise", "plie.emploi_sur_sorties",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposee:
    """One exit that waits for its decision. `numero`: the coded number of its parcours."""

    numero: int
    sortie: date
    classe: str
    cause: str | None


def list_proposees(acteur: Acteur, dispositif: Dispositif, *, annee: int) -> list[Proposee]:
    """Those dated in a year: until they are decided they count nowhere."""
    number = find_numero(dispositif)
    rows = Sortie.objects.visible_to(acteur).filter(
        dispositif=dispositif, decidee_le=None, rejetee_le=None, annulee_le=None, date_sortie__year=annee,
        parcours__is_erreur=False,
    )  # fmt: skip
    found = []
    for cle, jour, code in rows.values_list("parcours", "date_sortie", "type"):
        type_sortie = TYPES[code]
        cause = type_sortie.cause.value if type_sortie.cause else None
        found.append(Proposee(number("parcours", cle), jour, type_sortie.classe.value, cause))
    return found


@cache
def _make_catalogue() -> Catalogue:
    mesures = tuple(PLIE.mesures[code] for code in CODES)
    return Catalogue.make([Chapitre("sorties", "Sorties", "Ce que les sorties proposées changeraient.", mesures)])


def find_attente(acteur: Acteur, compte: Compte) -> Attente | None:
    """Of the year counted; None where nothing waits."""
    proposees = list_proposees(acteur, compte.dispositif, annee=compte.millesime)
    if not proposees:
        return None
    return Attente(
        titre=write_accord(len(proposees), "sortie proposée attend une décision", "sorties proposées attendent une décision"),
        phrase=f"Datées de {compte.millesime}, elles ne comptent pas encore. Décidées telles quelles, elles changeraient ces chiffres.",
        passages=simulate_sorties(compte, proposees),
        lien=Lien("Décider ces sorties", "parcours:sorties", DroitParcours.DECIDER_SORTIE), sinon="La coordination les décide.",
    )  # fmt: skip


def simulate_sorties(compte: Compte, proposees: Sequence[Proposee]) -> list[Passage]:
    """A copy of the facts bears the exits as if they were decided."""
    by_numero = {proposee.numero: proposee for proposee in proposees}
    closed = [_close(ligne, by_numero) for ligne in compte.faits.lignes[PARCOURS]]
    return list_passages(compte, _make_catalogue(), {PARCOURS: closed})


Ligne = tuple[Any, ...]
COLONNES = {nom: rang for rang, nom in enumerate(PARCOURS.types)}


def _close(ligne: Ligne, proposees: Mapping[int, Proposee]) -> Ligne:
    proposee = proposees.get(ligne[COLONNES["parcours"]])
    if proposee is None:
        return ligne
    values = list(ligne)
    values[COLONNES["sortie"]], values[COLONNES["classe"]] = proposee.sortie, proposee.classe
    values[COLONNES["cause"]] = proposee.cause
    return tuple(values)
