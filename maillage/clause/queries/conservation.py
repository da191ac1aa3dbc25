"""Whose markets are over, and since when: read by the nightly jobs, for every structure, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.clause.models import Eligibilite, EmploiDuLot, LigneHeures, MiseEmploi, PassageLot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.rules.conservation import Durees, Echeances, compute_echeances, find_depart
from maillage.clause.rules.etats import LOTS
from maillage.parcours.models import Orientation, Parcours
from maillage.parcours.queries.conservation import is_gele
from maillage.participants.models import Personne
from maillage.socle.conservation import MINUTERIES

FINAUX = sorted(etat for etat in EtatLot if not LOTS[etat])


@dataclass(frozen=True, slots=True)
class Fin:
    personne: Personne
    echeances: Echeances


def read_durees(on: date) -> Durees:
    t6 = MINUTERIES["T6"]
    assert t6.active is not None
    assert t6.archive is not None
    return Durees(t6.active.get(on=on).valeur, t6.archive.get(on=on).valeur)


def list_personnes() -> QuerySet[Personne]:
    """Known by the clause alone: a parcours or an orientation has its own timers."""
    mine = {"personne": OuterRef("pk")}
    known = Exists(Eligibilite.objects.filter(**mine)) | Exists(MiseEmploi.objects.filter(**mine))
    others = Exists(Parcours.objects.filter(**mine)) | Exists(Orientation.objects.filter(**mine))
    return Personne.objects.filter(known).exclude(others)


def list_fins(on: date) -> Iterator[Fin]:
    """Each person whose markets are all over, and nobody froze (R-20)."""
    personnes = list(list_personnes().filter(anonymisee_le=None).exclude(is_gele(on)).order_by("pk"))
    keys = [personne.pk for personne in personnes]
    fins, derniers = _read_fins(keys), _read_derniers(keys)
    durees = read_durees(on)
    for personne in personnes:
        depart = find_depart(fins=fins[personne.pk], derniers=derniers[personne.pk])
        if depart is not None:
            yield Fin(personne, compute_echeances(depart, durees))


def _read_fins(personnes: list[int]) -> dict[int, list[date | None]]:
    """The day each lot worked on was closed; None while it is not."""
    ends = {
        passage.lot_id: passage.le for passage in PassageLot.objects.filter(vers__in=FINAUX).order_by("lot", "rang")
    }
    found: dict[int, list[date | None]] = defaultdict(list)
    rows = EmploiDuLot.objects.filter(mise_emploi__personne__in=personnes)
    for personne, lot in rows.values_list("mise_emploi__personne", "lot").distinct():
        found[personne].append(ends.get(lot))
    return found


def _read_derniers(personnes: list[int]) -> dict[int, list[date | None]]:
    found: dict[int, list[date | None]] = defaultdict(list)
    for personne, le in Eligibilite.objects.filter(personne__in=personnes).values_list("personne", "decidee_le"):
        found[personne].append(le)
    rows = MiseEmploi.objects.filter(personne__in=personnes)
    for personne, debut, prevue, reelle in rows.values_list("personne", "debut", "fin_prevue", "fin_reelle"):
        found[personne].append(reelle or prevue or debut)
    lines = LigneHeures.objects.filter(mise_emploi__personne__in=personnes)
    for personne, mois in lines.order_by().values_list("mise_emploi__personne", "mois").distinct():
        found[personne].append(mois)
    return found


def list_a_archiver(on: date) -> list[Personne]:
    return [f.personne for f in list_fins(on) if f.personne.archivee_le is None and f.echeances.archive <= on]


def list_a_anonymiser(on: date) -> list[Personne]:
    return [fin.personne for fin in list_fins(on) if fin.echeances.fin <= on]


def list_nommees() -> QuerySet[Personne]:
    """Those of whom the clause still says something that names or describes them."""
    mine = {"personne": OuterRef("pk")}
    said = Exists(Eligibilite.objects.filter(**mine)) | Exists(
        MiseEmploi.objects.filter(**mine).exclude(Q(metier="") & Q(profil_scelle=b""))
    )
    return list_personnes().filter(Q(anonymisee_le=None) | said)
