"""Writes the fictitious network: its PLIE in the database, their facts in files. Done already, it does nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import list_sources, read_manifeste, write_faits
from maillage.demonstration.reseau.annees import Annee
from maillage.demonstration.reseau.annees_clause import AnneeClause, count_services, share_annees
from maillage.demonstration.reseau.enquete import fill_enquete
from maillage.demonstration.reseau.lieux import PLIE, make_reseau
from maillage.demonstration.reseau.lignes import share_etapes, write_plie
from maillage.demonstration.reseau.lignes_clause import write_service
from maillage.demonstration.reseau.parcours import draw_reseau
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_service

VERSION = 1  # of what is drawn: facts of another one are written again


@dataclass(frozen=True, slots=True)
class Avancement:
    """After one PLIE. `parcours`, `etapes`: rows written for it; none when its facts were there."""

    fait: int
    total: int
    parcours: int = 0
    etapes: int = 0


def fill_reponses(annee: int, *, graine: int, today: date, diviseur: int = 1) -> int:
    """What the same PLIE answered to the survey of that year; how many."""
    with open_service("réseau de démonstration"):
        dispositifs = make_reseau(max(6, PLIE // diviseur), graine=graine)
        return fill_enquete(dispositifs, annee=annee, graine=graine, today=today)


def fill_reseau(annees: list[Annee], *, graine: int, diviseur: int = 1) -> Iterator[Avancement]:
    """Stopped anywhere, it goes on where it was: the same draw, less the PLIE already written."""
    combien = max(6, PLIE // diviseur)
    with open_service("réseau de démonstration"):
        dispositifs = make_reseau(combien, graine=graine)
    origine = f"démonstration {VERSION}:{graine}:{annees[0].annee}..{annees[-1].annee}:{diviseur}"
    todo = [one for one in dispositifs if not _is_written(one, origine)]
    if not todo:
        yield Avancement(combien, combien)
        return
    yield from _write(dispositifs, {one.pk for one in todo}, annees, graine=graine, origine=origine)


@dataclass(frozen=True, slots=True)
class AvancementClause:
    """After one service of the clause. `lignes`: lines of hours written for it; none when its facts were there."""

    fait: int
    total: int
    lignes: int = 0


def fill_services(annees: list[AnneeClause], *, graine: int, diviseur: int = 1) -> Iterator[AvancementClause]:
    """The services of the clause of the same years, over the regions; stopped anywhere, it goes on where it was."""
    combien = count_services(diviseur)
    with open_service("réseau de démonstration"):
        dispositifs = make_reseau(combien, graine=graine, type_=TypeDispositif.CLAUSE)
    origine = f"démonstration clause {VERSION}:{graine}:{annees[0].annee}..{annees[-1].annee}:{diviseur}"
    parts = share_annees(annees, combien, Random(f"{graine}:reseau-clause"))  # noqa: S311  a seed is the point
    for rang, (dispositif, own) in enumerate(zip(dispositifs, parts, strict=True), 1):
        lignes = 0 if _is_written(dispositif, origine) else write_faits_clause(dispositif, rang, own, graine, origine)
        yield AvancementClause(rang, combien, lignes)


def write_faits_clause(dispositif: Dispositif, rang: int, annees: list[AnneeClause], graine: int, origine: str) -> int:
    """How many lines of hours."""
    alone = Random(f"{graine}:reseau-clause:{rang}")  # noqa: S311
    faits = write_service(str(dispositif.uuid), rang, annees, alone)
    manifeste, _ = write_faits(find_racine(), dispositif.uuid, faits, origine=origine)
    return manifeste.lignes["clause_heures"]


def _is_written(dispositif: Dispositif, origine: str) -> bool:
    manifeste = read_manifeste(find_racine(), dispositif.uuid)
    return (
        manifeste is not None and manifeste.origine == origine and bool(list_sources(find_racine(), [dispositif.uuid]))
    )


def _write(
    dispositifs: list[Dispositif], todo: set[int], annees: list[Annee], *, graine: int, origine: str
) -> Iterator[Avancement]:
    plies = draw_reseau(annees, len(dispositifs), graine=graine)
    for rang, (dispositif, plie, own) in enumerate(
        zip(dispositifs, plies, share_etapes(annees, plies, graine=graine), strict=True)
    ):
        if dispositif.pk not in todo:
            yield Avancement(rang + 1, len(dispositifs))
            continue
        alone = Random(f"{graine}:reseau:{rang}")  # noqa: S311
        faits = write_plie(str(dispositif.uuid), plie, own, derniere=annees[-1].annee, chance=alone)
        manifeste, _ = write_faits(find_racine(), dispositif.uuid, faits, origine=origine)
        plie.suivis.clear()
        yield Avancement(rang + 1, len(dispositifs), manifeste.lignes["parcours"], manifeste.lignes["etapes"])
