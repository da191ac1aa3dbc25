"""What the alerts are read from, for many lots at once: a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from maillage.clause.models import (
    AvenantDuLot,
    Eligibilite,
    EmploiDuLot,
    Engagement,
    LigneHeures,
    Lot,
    PassageLot,
)
from maillage.clause.nomenclatures.calcul import StatutAvenant
from maillage.clause.nomenclatures.eligibilites import Decision
from maillage.clause.nomenclatures.heures import SourceLigne, StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.deroulement import RIEN, TOTAUX, find_planifiee, list_premiers, list_prevues, sum_heures
from maillage.clause.queries.personnes import read_contrat, read_droits
from maillage.clause.rules.alertes import SURVEILLES, Alerte, Situation, list_alertes
from maillage.clause.rules.validations import find_fenetre
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service


def read_situations(lots: Iterable[Lot], *, on: date) -> dict[int, Situation]:
    """A shared lot is read whole, and counts only come out of it."""
    rows = list(lots)
    with open_service(TOTAUX):
        return _read_situations(rows, on=on)


def _read_situations(rows: Sequence[Lot], *, on: date) -> dict[int, Situation]:
    keys = [lot.pk for lot in rows]
    versions: dict[int, list[Engagement]] = defaultdict(list)
    for version in Engagement.objects.filter(lot__in=keys).order_by("numero"):
        versions[version.lot_id].append(version)
    prevues = list_prevues(v.pk for found in versions.values() for v in found)
    heures, premiers = sum_heures(keys), list_premiers(keys)
    notifies, sans_releve, sans_constat = _list_notifies(keys), _count_sans_releve(keys), _count_sans_constat(keys)
    avenants, fins = _list_avenants(keys), _list_fins(keys, on=on)
    found = {}
    for lot in rows:
        (engagement, de), faites = find_planifiee(versions[lot.pk], prevues, on=on), heures.get(lot.pk, RIEN)
        found[lot.pk] = Situation(
            etat=EtatLot(lot.etat), notifie_le=notifies.get(lot.pk), debut=lot.marche.debut, fin=lot.marche.fin_prevue,
            engagees=engagement.heures if engagement else None, planning=prevues[de.pk] if de else {},
            is_plan_a_jour=de is not None and engagement is not None and de.pk == engagement.pk, validees=faites.validees, en_attente=faites.heures_en_attente,
            has_contrat=lot.pk in premiers, sans_releve=sans_releve.get(lot.pk, 0),
            sans_constat=sans_constat.get(lot.pk, 0), fins_eligibilite=tuple(fins.get(lot.pk, ())),
            avenants=tuple(avenants.get(lot.pk, ())),
        )  # fmt: skip
    return found


def _list_notifies(lots: Collection[int]) -> dict[int, date]:
    rows = PassageLot.objects.filter(lot__in=lots, vers=EtatLot.NOTIFIE).values("lot").annotate(le=Max("le"))
    return {row["lot"]: row["le"] for row in rows.order_by("lot")}


def _count_sans_releve(lots: Collection[int]) -> dict[int, int]:
    """Declared by the company itself, which joins its own records.

    The record is asked in the count and not in the filter: most lines of the country have none, and SQLite would begin there.
    """
    rows = LigneHeures.objects.filter(lot__in=lots, statut=StatutLigne.DECLAREE)
    return _count(rows, Q(source=SourceLigne.ENTREPRISE, piece=None))


def _count_sans_constat(lots: Collection[int]) -> dict[int, int]:
    found = Eligibilite.objects.filter(
        personne=OuterRef("mise_emploi__personne"), decision=Decision.ACCORDEE,
        constat__lte=OuterRef("mise_emploi__debut"),
    )  # fmt: skip
    return _count(EmploiDuLot.objects.filter(~Exists(found), lot__in=lots))


def _count(rows: Any, which: Q | None = None) -> dict[int, int]:
    counted = rows.values(cle=F("lot")).annotate(combien=Count("pk", filter=which)).order_by()
    return {row["cle"]: row["combien"] for row in counted if row["combien"]}


def _list_avenants(lots: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = AvenantDuLot.objects.filter(lot__in=lots, statut=StatutAvenant.PROPOSE).order_by("notifie_le", "pk")
    for lot, numero in rows.values_list("lot", "numero"):
        found[lot].append(numero)
    return found


def _list_fins(lots: Collection[int], *, on: date) -> dict[int, list[date]]:
    """The last day on which the hours of each contract that runs may count, once somebody found the person eligible."""
    courants = EmploiDuLot.objects.filter(
        Q(mise_emploi__fin_reelle=None) | Q(mise_emploi__fin_reelle__gte=on), lot__in=lots
    )
    rows = [row for row in courants.select_related("mise_emploi") if (row.mise_emploi.fin or on) >= on]
    droits = read_droits({row.mise_emploi.personne_id for row in rows})
    found: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        fenetre = find_fenetre(read_contrat(row.mise_emploi), droits[row.mise_emploi.personne_id])
        if fenetre is not None:
            found[row.lot_id].append(fenetre.au)
    return found


def find_alertes(lot: Lot, *, on: date) -> list[Alerte]:
    return list_alertes(read_situations([lot], on=on)[lot.pk], on=on)


def list_lots_en_alerte(acteur: Acteur, *roles: RoleSuivi, on: date) -> dict[int, list[Alerte]]:
    """Of every lot that the acteur follows, as one of `roles` or as any: those which call for somebody."""
    rows = select_suivis_lots(acteur, *roles).filter(etat__in=sorted(SURVEILLES)).select_related("marche")
    rows = rows.only("etat", "marche__debut", "marche__fin_prevue")  # hundreds of them, for these alone
    found = {key: list_alertes(situation, on=on) for key, situation in read_situations(rows, on=on).items()}
    return {key: alertes for key, alertes in found.items() if alertes}
