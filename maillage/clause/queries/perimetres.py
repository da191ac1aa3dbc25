"""What a bilan can be about: the lots a service leads, one by one or together, its own hours, those of a commune."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from maillage.clause.models import DonneurOrdre, LigneHeures, Lot, Marche, MiseEmploi, Operation
from maillage.clause.nomenclatures.bilans import LIBELLES_PERIMETRE, Perimetre
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import PHASES, EtatLot, Phase
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis_lots
from maillage.participants.models import Adresse
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import lower_initiale
from maillage.territoire.models import Commune

P = Perimetre
SUIVIS = PHASES[Phase.AVAL]
SEPARATEUR = ":"


@dataclass(frozen=True)
class Portee:
    """`lots`: those of the hours; `pilotes`: those whose engagement counts; `lignes`: the hours, whatever their month.

    `debut`, `fin`: of the market. `destinataire`: the donneur d'ordre to whom its bilan is handed, where there is one.
    """

    perimetre: Perimetre
    cible: str
    titre: str
    sous_titre: str
    dispositif: int
    lots: QuerySet[Any]
    pilotes: QuerySet[Any]
    lignes: QuerySet[Any]
    debut: date | None = None
    fin: date | None = None
    destinataire: int | None = None

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
    return finder(acteur, cible)


def select_pilotes(acteur: Acteur) -> QuerySet[Any]:
    """The lots the service leads: it answers for their engagement, and makes their bilan (domaine 02 § 6)."""
    return select_suivis_lots(acteur, RoleSuivi.PILOTE)


def read_cle(cle: str) -> tuple[Perimetre, str] | None:
    """« lot:… », as a form or an address says it."""
    code, _, cible = cle.partition(SEPARATEUR)
    return (Perimetre(code), cible) if code in set(Perimetre) else None


def _find_row(rows: QuerySet[Any], cible: str) -> Any:
    try:
        return rows.filter(uuid=UUID(cible)).first()
    except (ValueError, ValidationError):
        return None


def _find_lot(acteur: Acteur, cible: str) -> Portee | None:
    rows = select_pilotes(acteur).exclude(etat=EtatLot.SANS_CLAUSE)
    lot = _find_row(rows.select_related("marche__acheteur"), cible)
    if lot is None:
        return None
    titre = f"{lot.marche.objet}, {lower_initiale(str(lot))}" if lot.numero else str(lot)
    return _build(acteur, P.LOT, cible, titre, lot.marche.acheteur, lot.marche, pk=lot.pk)


def _find_marche(acteur: Acteur, cible: str) -> Portee | None:
    rows = Marche.objects.filter(pk__in=select_pilotes(acteur).values("marche"))
    marche = _find_row(rows.select_related("acheteur"), cible)
    if marche is None:
        return None
    return _build(acteur, P.MARCHE, cible, marche.objet, marche.acheteur, marche, marche__pk=marche.pk)


def _find_operation(acteur: Acteur, cible: str) -> Portee | None:
    rows = Operation.objects.filter(pk__in=select_pilotes(acteur).values("marche__operation"))
    found = _find_row(rows.select_related("maitre_ouvrage"), cible)
    if found is None:
        return None
    return _build(acteur, P.OPERATION, cible, found.intitule, found.maitre_ouvrage, marche__operation=found)


def _find_acheteur(acteur: Acteur, cible: str) -> Portee | None:
    rows = DonneurOrdre.objects.filter(pk__in=select_pilotes(acteur).values("marche__acheteur"))
    donneur = _find_row(rows, cible)
    if donneur is None:
        return None
    return _build(acteur, P.ACHETEUR, cible, donneur.nom, donneur, marche__acheteur=donneur)


def _build(
    acteur: Acteur,
    perimetre: Perimetre,
    cible: str,
    titre: str,
    donneur: DonneurOrdre,
    marche: Any = None,
    **which: Any,
) -> Portee:
    """Of lots that the service leads: every hour done on them counts, whichever structure it is credited to (R10)."""
    lots = select_pilotes(acteur).filter(**which)
    sous_titre = donneur.libelle_type if perimetre is P.ACHETEUR else str(donneur)
    return Portee(
        perimetre, cible, titre, sous_titre, acteur.dispositif or 0, lots, lots, select_lignes().filter(lot__in=lots),
        getattr(marche, "debut", None), getattr(marche, "fin_prevue", None), donneur.pk,
    )  # fmt: skip


def _find_structure(acteur: Acteur, cible: str) -> Portee | None:
    """The hours credited to the service, on lots it leads or not."""
    if cible:
        return None
    lignes = select_lignes().filter(creditrice=acteur.dispositif)
    pilotes = select_pilotes(acteur)
    lots = Lot.objects.filter(Q(pk__in=pilotes.values("pk")) | Q(pk__in=lignes.values("lot")))
    found = Dispositif.objects.get(pk=acteur.dispositif or 0)
    return Portee(P.STRUCTURE, "", str(found), "Service de la clause sociale", found.pk, lots, pilotes, lignes)


def _find_execution(acteur: Acteur, cible: str) -> Portee | None:
    """The lots that the service leads and that are carried out there (or mostly): another reading than where people live (R11)."""
    lots = select_pilotes(acteur).filter(marche__lieu_commune=cible)
    commune = Commune.objects.filter(code=cible).first()
    if commune is None or not lots.exists():
        return None
    lignes = select_lignes().filter(lot__in=lots)
    return Portee(
        P.EXECUTION, cible, commune.nom, "Marchés qui s’y exécutent", acteur.dispositif or 0, lots, lots, lignes
    )  # fmt: skip


def _find_commune(acteur: Acteur, cible: str) -> Portee | None:
    """The hours, on lots that the service leads, of people who lived there on the first day of their contract."""
    dispositif = acteur.dispositif or 0
    commune = Commune.objects.filter(code=cible).first()
    if commune is None or not _select_adresses(dispositif).filter(commune=commune).exists():
        return None
    lots = select_pilotes(acteur)
    lignes = annotate_residence(select_lignes().filter(lot__in=lots)).filter(residence=commune.code)
    return Portee(P.TERRITOIRE, cible, commune.nom, "Participants qui y habitent", dispositif, lots, lots, lignes)


def annotate_residence(lignes: QuerySet[Any]) -> QuerySet[Any]:
    """`residence`: the commune where the person lived on the first day of the contract."""
    last = Adresse.objects.filter(
        personne=OuterRef("mise_emploi__personne"), du__lte=OuterRef("mise_emploi__debut")
    ).order_by("-du", "-rang")
    return lignes.annotate(residence=Subquery(last.values("commune")[:1]))


def _select_adresses(dispositif: int) -> QuerySet[Any]:
    """Where the people of the service's contracts have lived."""
    emplois = MiseEmploi.objects.filter(personne=OuterRef("personne"), dispositif=dispositif)
    return Adresse.objects.filter(Exists(emplois), dispositif=dispositif, commune__isnull=False)


FINDERS: dict[Perimetre, Callable[[Acteur, str], Portee | None]] = {
    P.LOT: _find_lot, P.MARCHE: _find_marche, P.OPERATION: _find_operation, P.ACHETEUR: _find_acheteur,
    P.STRUCTURE: _find_structure, P.EXECUTION: _find_execution, P.TERRITOIRE: _find_commune,
}  # fmt: skip
Choix = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def list_choix(acteur: Acteur) -> Choix:
    """Everything a bilan can be made of, by kind, in seven queries whatever there is of it."""
    dispositif = acteur.dispositif or 0
    lots = select_pilotes(acteur).filter(etat__in=SUIVIS)
    rows = lots.select_related("marche").order_by("marche__objet", "numero")
    combien = Count("lots", filter=Q(lots__in=lots))
    marches = Marche.objects.filter(pk__in=lots.values("marche")).annotate(
        combien=combien
    )  # of its own first: not of all
    marches = marches.filter(combien__gt=1).order_by("objet")
    operations = Operation.objects.filter(pk__in=lots.values("marche__operation")).order_by("intitule")
    donneurs = DonneurOrdre.objects.filter(pk__in=lots.values("marche__acheteur")).order_by("nom")
    lieux = Commune.objects.filter(code__in=lots.values("marche__lieu_commune")).order_by("nom", "code")
    adresses = _select_adresses(dispositif).values_list("commune__code", "commune__nom")
    groups: list[tuple[Perimetre, list[tuple[str, str]]]] = [
        (P.LOT, [(str(lot.uuid), f"{lot.marche.objet} · {lot}" if lot.numero else str(lot)) for lot in rows]),
        (P.MARCHE, [(str(row.uuid), row.objet) for row in marches]),
        (P.OPERATION, [(str(row.uuid), row.intitule) for row in operations]),
        (P.ACHETEUR, [(str(row.uuid), row.nom) for row in donneurs]),
        (P.STRUCTURE, [("", str(row)) for row in Dispositif.objects.filter(pk=dispositif)]),
        (P.EXECUTION, [(commune.code, commune.nom) for commune in lieux]),
        (P.TERRITOIRE, [(code, nom) for code, nom in adresses.distinct().order_by("commune__nom")]),
    ]
    return [
        (LIBELLES_PERIMETRE[perimetre], [(f"{perimetre}{SEPARATEUR}{cible}", libelle) for cible, libelle in rows])
        for perimetre, rows in groups
        if rows
    ]


def list_cibles(acteur: Acteur, perimetre: Perimetre, *, annee: int) -> list[str]:
    """The lots, or the donneurs d'ordre, with validated hours that year: those whose bilan says something."""
    lignes = select_lignes().filter(lot__in=select_pilotes(acteur), mois__year=annee)
    chemin = "lot__uuid" if perimetre is P.LOT else "lot__marche__acheteur__uuid"
    return [str(cle) for cle in lignes.values_list(chemin, flat=True).distinct().order_by(chemin)]


def find_premiere_annee(acteur: Acteur) -> int | None:
    """That of the first validated hours; None before there are any."""
    first = select_lignes().filter(lot__in=select_pilotes(acteur)).aggregate(mois=Min("mois"))["mois"]
    return first.year if first else None
