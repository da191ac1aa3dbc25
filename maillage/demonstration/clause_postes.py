"""The fictitious team of the clause sociale of Valombre: its posts since it began, and a year of time noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.models import DonneurOrdre, Lot, PosteFacilitateur, TempsPasse
from maillage.clause.nomenclatures.facilitateurs import (
    TACHES_PAR_PHASE,
    Financement,
    FonctionPoste,
    Tache,
)
from maillage.clause.nomenclatures.lots import Phase
from maillage.comptes.models import Compte
from maillage.demonstration.cles import make_cle
from maillage.reseau.models import Dispositif

FACILITATRICE = ("Aurélie", "Tissot")
DIRECTRICE = ("Hélène", "Castan")
SAMEDI, AOUT = 5, 8
DUREES = (15, 20, 30, 30, 45, 60, 60, 90, 120, 180)
NOTES = ("", "", "", "", "Appel", "Sur le chantier", "Visioconférence", "Compte rendu envoyé")
HORS_MARCHE, DE_SERVICE = 0.12, 0.1


@dataclass(frozen=True, slots=True)
class PosteFictif:
    """Held by a fictitious account, or by a fictitious name."""

    qui: tuple[str, str] | str
    fonction: FonctionPoste
    quotite: str
    financement: Financement
    du: date
    au: date | None = None


F, C = FonctionPoste.FACILITATEUR, FonctionPoste.COORDINATEUR
POSTES = (
    PosteFictif("Pascal Ferrand (personne fictive)", F, "0.5", Financement.INTERCOMMUNALITE, date(2021, 9, 1), date(2024, 6, 30)),
    PosteFictif(FACILITATRICE, F, "0.6", Financement.STRUCTURE, date(2020, 2, 3), date(2023, 12, 31)),
    PosteFictif(FACILITATRICE, F, "0.8", Financement.STRUCTURE, date(2024, 1, 1)),
    PosteFictif("Nora Belkacem (personne fictive)", F, "0.7", Financement.DEPARTEMENT, date(2024, 9, 2)),
    PosteFictif(DIRECTRICE, C, "0.15", Financement.ETAT, date(2024, 1, 1)),
)  # fmt: skip


def fill_postes(dispositif: Dispositif, *, graine: int, today: date) -> None:
    """After its markets."""
    comptes = {
        (compte.prenom, compte.nom): compte for compte in Compte.objects.filter(is_demonstration=True, is_active=True)
    }
    for rang, fiche in enumerate(POSTES):
        nom = fiche.qui if isinstance(fiche.qui, str) else ""
        PosteFacilitateur.objects.create(
            dispositif=dispositif, uuid=make_cle(graine, "poste", str(rang)), fonction=fiche.fonction,
            compte=None if isinstance(fiche.qui, str) else comptes[fiche.qui], nom=nom,
            quotite=Decimal(fiche.quotite), financement=fiche.financement, du=fiche.du, au=fiche.au,
        )  # fmt: skip
    TempsPasse.objects.bulk_create(_list_temps(dispositif, comptes[FACILITATRICE], graine=graine, today=today))


def _list_temps(dispositif: Dispositif, compte: Compte, *, graine: int, today: date) -> Iterator[TempsPasse]:
    """Four days a week, less three weeks in August: what is noted of a day, never all of it."""
    chance = Random(f"{graine}:temps de la clause")  # noqa: S311  a seed is the point
    lots = list(Lot.objects.filter(dispositif=dispositif).select_related("marche").order_by("pk"))
    donneurs = list(DonneurOrdre.objects.filter(dispositif=dispositif).order_by("pk"))
    rang = 0
    for back in range(365, -1, -1):
        day = today - timedelta(days=back)
        if day.weekday() >= SAMEDI - 1 or (day.month == AOUT and day.day <= 21):
            continue
        for _ in range(chance.randint(2, 4)):
            rang += 1
            tache, lot = _choose(chance, [lot for lot in lots if lot.marche.engage_le <= day])
            is_donneur = lot is None and tache is not Tache.SERVICE
            yield TempsPasse(
                dispositif=dispositif, uuid=make_cle(graine, "temps", str(rang)), compte=compte, le=day, tache=tache,
                minutes=chance.choice(DUREES), lot=lot, donneur=chance.choice(donneurs) if is_donneur else None,
                note=chance.choice(NOTES),
            )  # fmt: skip


def _choose(chance: Random, lots: list[Lot]) -> tuple[Tache, Lot | None]:
    """A task that the lot's phase may have called for, that day or before."""
    if chance.random() < DE_SERVICE:
        return Tache.SERVICE, None
    if not lots or chance.random() < HORS_MARCHE:
        return chance.choice((Tache.REPERAGE, Tache.RDV_ACHETEUR)), None
    lot = chance.choice(lots)
    reached = list(Phase).index(Phase(lot.phase))
    phases = list(Phase)[: reached + 1]
    phase = phases[-1] if chance.random() < 0.6 else chance.choice(phases)
    return chance.choice(TACHES_PAR_PHASE[phase]), lot
