"""What a bilan can be about, within an acteur's reach: a lot, a market, a donneur d'ordre, the service, a commune."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from maillage.clause.models import DonneurOrdre, LigneHeures, Lot, Marche, MiseEmploi
from maillage.clause.nomenclatures.bilans import LIBELLES_PERIMETRE, Perimetre
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import PHASES, EtatLot, Phase
from maillage.participants.models import Adresse
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Commune

P = Perimetre
SUIVIS = PHASES[Phase.AVAL]
SEPARATEUR = ":"


@dataclass(frozen=True)
class Portee:
    """`lots`: whose engagements count; `lignes`: whose hours do, whatever their month. `debut`, `fin`: of the market."""

    perimetre: Perimetre
    cible: str
    titre: str
    sous_titre: str
    dispositif: int
    lots: QuerySet[Any]
    lignes: QuerySet[Any]
    debut: date | None = None
    fin: date | None = None

    @property
    def cle(self) -> str:
        return f"{self.perimetre}{SEPARATEUR}{self.cible}"


def select_lignes() -> QuerySet[Any]:
    """Validated hours. A lot given up without a clause has none; one that was terminated keeps what was done."""
    return LigneHeures.objects.filter(statut=StatutLigne.VALIDEE).exclude(lot__etat=EtatLot.SANS_CLAUSE)


def find_portee(acteur: Acteur, perimetre: Perimetre, cible: str) -> Portee | None:
    """None when it is not within reach, exactly as when it does not exist."""
    finder = FINDERS.get(perimetre)
    if finder is None or acteur.dispositif is None:
        return None
    return finder(acteur.dispositif, cible)


def read_cle(cle: str) -> tuple[Perimetre, str] | None:
    """« lot:… », as a form or an address says it."""
    code, _, cible = cle.partition(SEPARATEUR)
    return (Perimetre(code), cible) if code in set(Perimetre) else None


def _find_row(rows: QuerySet[Any], cible: str) -> Any:
    try:
        return rows.filter(uuid=UUID(cible)).first()
    except (ValueError, ValidationError):
        return None


def _find_lot(dispositif: int, cible: str) -> Portee | None:
    rows = Lot.objects.filter(dispositif=dispositif).exclude(etat=EtatLot.SANS_CLAUSE)
    lot = _find_row(rows.select_related("marche__acheteur"), cible)
    if lot is None:
        return None
    titre = f"{lot.marche.objet}, {str(lot)[:1].lower()}{str(lot)[1:]}" if lot.numero else str(lot)
    return _build(P.LOT, cible, titre, str(lot.marche.acheteur), dispositif, Lot.objects.filter(pk=lot.pk), lot.marche)


def _find_marche(dispositif: int, cible: str) -> Portee | None:
    marche = _find_row(Marche.objects.filter(dispositif=dispositif).select_related("acheteur"), cible)
    if marche is None:
        return None
    lots = Lot.objects.filter(dispositif=dispositif, marche=marche)
    return _build(P.MARCHE, cible, marche.objet, str(marche.acheteur), dispositif, lots, marche)


def _find_acheteur(dispositif: int, cible: str) -> Portee | None:
    donneur = _find_row(DonneurOrdre.objects.filter(dispositif=dispositif), cible)
    if donneur is None:
        return None
    lots = Lot.objects.filter(dispositif=dispositif, marche__acheteur=donneur)
    return _build(P.ACHETEUR, cible, donneur.nom, donneur.libelle_type, dispositif, lots)


def _build(
    perimetre: Perimetre, cible: str, titre: str, sous_titre: str, dispositif: int, lots: QuerySet[Any], marche: Any = None
) -> Portee:  # fmt: skip
    """Of lots of one's own: every hour done on them counts, whichever structure it is credited to (R10)."""
    return Portee(
        perimetre, cible, titre, sous_titre, dispositif, lots, select_lignes().filter(lot__in=lots),
        getattr(marche, "debut", None), getattr(marche, "fin_prevue", None),
    )  # fmt: skip


def _find_structure(dispositif: int, cible: str) -> Portee | None:
    """The hours credited to the service, on its own lots or on another's."""
    if cible:
        return None
    lignes = select_lignes().filter(creditrice=dispositif)
    found = Dispositif.objects.get(pk=dispositif)
    return Portee(
        P.STRUCTURE, "", str(found), "Service de la clause sociale", dispositif,
        Lot.objects.filter(Q(dispositif=dispositif) | Q(pk__in=lignes.values("lot"))), lignes,
    )  # fmt: skip


def _find_commune(dispositif: int, cible: str) -> Portee | None:
    """The hours, on the service's lots, of people who lived there on the first day of their contract."""
    commune = Commune.objects.filter(code=cible).first()
    if commune is None or not _select_adresses(dispositif).filter(commune=commune).exists():
        return None
    lots = Lot.objects.filter(dispositif=dispositif)
    last = Adresse.objects.filter(
        personne=OuterRef("mise_emploi__personne"), du__lte=OuterRef("mise_emploi__debut")
    ).order_by("-du", "-rang")
    lignes = select_lignes().filter(lot__in=lots).annotate(residence=Subquery(last.values("commune")[:1]))
    return Portee(
        P.TERRITOIRE, cible, commune.nom, "Participants qui y habitent", dispositif, lots,
        lignes.filter(residence=commune.code),
    )  # fmt: skip


def _select_adresses(dispositif: int) -> QuerySet[Any]:
    """Where the people of the service's contracts have lived."""
    emplois = MiseEmploi.objects.filter(personne=OuterRef("personne"), dispositif=dispositif)
    return Adresse.objects.filter(Exists(emplois), dispositif=dispositif, commune__isnull=False)


FINDERS: dict[Perimetre, Callable[[int, str], Portee | None]] = {
    P.LOT: _find_lot, P.MARCHE: _find_marche, P.ACHETEUR: _find_acheteur, P.STRUCTURE: _find_structure,
    P.TERRITOIRE: _find_commune,
}  # fmt: skip
Choix = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def list_choix(acteur: Acteur) -> Choix:
    """Everything a bilan can be made of, by kind, in five queries whatever there is of it."""
    dispositif = acteur.dispositif or 0
    lots = (
        Lot.objects.filter(dispositif=dispositif, etat__in=SUIVIS)
        .select_related("marche")
        .order_by("marche__objet", "numero")
    )
    en_lots = Marche.objects.filter(dispositif=dispositif, lots__etat__in=SUIVIS).annotate(combien=Count("lots"))
    marches = en_lots.filter(combien__gt=1).order_by("objet")
    donneurs = (
        DonneurOrdre.objects.filter(dispositif=dispositif, marches__lots__etat__in=SUIVIS).distinct().order_by("nom")
    )
    communes = (
        _select_adresses(dispositif).values_list("commune__code", "commune__nom").distinct().order_by("commune__nom")
    )
    groups: list[tuple[Perimetre, list[tuple[str, str]]]] = [
        (P.LOT, [(str(lot.uuid), f"{lot.marche.objet} · {lot}" if lot.numero else str(lot)) for lot in lots]),
        (P.MARCHE, [(str(row.uuid), row.objet) for row in marches]),
        (P.ACHETEUR, [(str(row.uuid), row.nom) for row in donneurs]),
        (P.STRUCTURE, [("", str(row)) for row in Dispositif.objects.filter(pk=dispositif)]),
        (P.TERRITOIRE, [(code, nom) for code, nom in communes]),
    ]
    return [
        (LIBELLES_PERIMETRE[perimetre], [(f"{perimetre}{SEPARATEUR}{cible}", libelle) for cible, libelle in rows])
        for perimetre, rows in groups
        if rows
    ]


def list_cibles(acteur: Acteur, perimetre: Perimetre, *, annee: int) -> list[str]:
    """The lots, or the donneurs d'ordre, with validated hours that year: those whose bilan says something."""
    lignes = select_lignes().filter(lot__dispositif=acteur.dispositif, mois__year=annee)
    chemin = "lot__uuid" if perimetre is P.LOT else "lot__marche__acheteur__uuid"
    return [str(cle) for cle in lignes.values_list(chemin, flat=True).distinct().order_by(chemin)]


def find_premiere_annee(acteur: Acteur) -> int | None:
    """That of the first validated hours; None before there are any."""
    first = select_lignes().filter(lot__dispositif=acteur.dispositif).aggregate(mois=Min("mois"))["mois"]
    return first.year if first else None
