"""The grid of a month, the lines that wait for a decision, and one line: constant numbers of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from maillage.clause.models import EmploiDuLot, HeuresPayees, LigneHeures, Lot
from maillage.clause.nomenclatures.heures import SI_PREVU, StatutLigne, TypeHeures
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.personnes import read_contrat, read_droits
from maillage.clause.rules.emplois import get_dernier_jour
from maillage.clause.rules.heures import check_mois
from maillage.clause.rules.validations import Examen, examine
from maillage.socle.acteur import Acteur

# From the notification to the balance: contracts and hours may be recorded.
SUIVIS = (EtatLot.NOTIFIE, EtatLot.PLANIFIE, EtatLot.EN_EXECUTION, EtatLot.SUSPENDU, EtatLot.A_SOLDER)
TOUJOURS = tuple(t for t in TypeHeures if t not in SI_PREVU)
ZERO = Decimal(0)


def list_types(lots: Collection[Lot]) -> list[TypeHeures]:
    """Work and training in the contract; the rest where the market of one of these lots provides for it."""
    prevus = {code for lot in lots for code in lot.types_heures}
    return [t for t in TypeHeures if t in TOUJOURS or t in prevus]


@dataclass(frozen=True, slots=True)
class Rang:
    """A contract on a lot, and its lines of the month. `corrections`: what was corrected since, by type.

    `ailleurs`: the hours of the same contract, the same month, on other lots. `payees`: what its pay slip pays, if read.
    """

    emploi: EmploiDuLot
    lignes: dict[TypeHeures, LigneHeures] = field(default_factory=dict)
    corrections: dict[TypeHeures, Decimal] = field(default_factory=dict)
    ailleurs: Decimal = ZERO
    payees: Decimal | None = None

    def get_heures(self, type_heures: TypeHeures) -> Decimal | None:
        """As typed, with its corrections; None when nothing is noted."""
        ligne = self.lignes.get(type_heures)
        return None if ligne is None else ligne.saisies + self.corrections.get(type_heures, ZERO)


def select_emplois(acteur: Acteur, *, mois: date, lot: Lot | None = None) -> QuerySet[Any]:
    """Contracts of the dispositif that run in that month, or whose hours of it are noted."""
    rows = EmploiDuLot.objects.filter(dispositif=acteur.dispositif, mise_emploi__personne__archivee_le=None)
    if lot is not None:
        rows = rows.filter(lot=lot)
    ended = Q(mise_emploi__fin_reelle__lt=mois) | Q(mise_emploi__fin_reelle=None, mise_emploi__fin_prevue__lt=mois)
    noted = LigneHeures.objects.filter(mise_emploi=OuterRef("mise_emploi"), lot=OuterRef("lot"), mois=mois)
    runs = Q(mise_emploi__debut__lte=get_dernier_jour(mois)) & ~ended
    return rows.filter(runs | Exists(noted)).select_related(
        "mise_emploi__personne", "mise_emploi__employeur", "lot__marche", "entreprise"
    )


def list_rangs(acteur: Acteur, *, mois: date, lot: Lot | None = None) -> list[Rang]:
    """Three queries, whatever the contracts."""
    emplois = select_emplois(acteur, mois=mois, lot=lot).order_by(
        "lot__marche__objet", "lot__numero", "mise_emploi__employeur__nom", "mise_emploi__personne__nom_naissance",
        "mise_emploi__personne__prenoms", "pk",
    )  # fmt: skip
    return build_rangs(list(emplois), mois=mois)


def build_rangs(emplois: Sequence[EmploiDuLot], *, mois: date) -> list[Rang]:
    contrats = {emploi.mise_emploi_id for emploi in emplois}
    lignes = list(LigneHeures.objects.filter(mise_emploi__in=contrats, mois=mois))
    rangs = {(e.mise_emploi_id, e.lot_id): Rang(e) for e in emplois}
    totaux: dict[int, Decimal] = defaultdict(Decimal)
    for ligne in lignes:
        totaux[ligne.mise_emploi_id] += ligne.saisies if counts(ligne) else ZERO
        rang = rangs.get((ligne.mise_emploi_id, ligne.lot_id))
        if rang is None:
            continue
        type_heures = TypeHeures(ligne.type)
        if ligne.annule_id is None:
            rang.lignes[type_heures] = ligne
        else:
            rang.corrections[type_heures] = rang.corrections.get(type_heures, ZERO) + ligne.saisies
    payees = read_payees(contrats, {mois})
    return [
        Rang(r.emploi, r.lignes, r.corrections, totaux[contrat] - sum_rang(r), payees.get((contrat, mois)))
        for (contrat, _), r in rangs.items()
    ]


def read_payees(contrats: Collection[int], mois: Collection[date]) -> dict[tuple[int, date], Decimal]:
    """The pay slips that were read."""
    rows = HeuresPayees.objects.filter(mise_emploi__in=contrats, mois__in=mois)
    return {(row.mise_emploi_id, row.mois): row.heures for row in rows}


def counts(ligne: LigneHeures) -> bool:
    """Rejected hours were not worked for the clause: they leave the month to others."""
    return ligne.statut != StatutLigne.REJETEE


def sum_rang(rang: Rang) -> Decimal:
    lignes = sum((li.saisies for li in rang.lignes.values() if counts(li)), ZERO)
    return lignes + sum(rang.corrections.values(), ZERO)


@dataclass(frozen=True, slots=True)
class AValider:
    """A declared line, what becomes of it, and what somebody should look at first. `depassement`: more than was paid."""

    ligne: LigneHeures
    examen: Examen
    alerte: str = ""
    jumelles: int = 0
    depassement: str = ""

    @property
    def is_prete(self) -> bool:
        return not (self.refus or self.examen.phrase or self.alerte or self.jumelles)

    @property
    def refus(self) -> str:
        """Why it cannot be validated as it is: who works, or what was paid."""
        return self.examen.refus or self.depassement


def select_declarees(acteur: Acteur, *, lot: Lot | None = None, mois: date | None = None) -> QuerySet[Any]:
    rows = LigneHeures.objects.filter(dispositif=acteur.dispositif, statut=StatutLigne.DECLAREE)
    if lot is not None:
        rows = rows.filter(lot=lot)
    if mois is not None:
        rows = rows.filter(mois=mois)
    return rows.select_related(
        "mise_emploi__personne", "mise_emploi__employeur", "lot__marche", "entreprise", "creditrice"
    )


def study_lignes(lignes: Sequence[LigneHeures]) -> list[AValider]:
    """Five queries: decisions, contracts, the totals of each month, what was paid, who works twice for one employer."""
    droits = read_droits({li.mise_emploi.personne_id for li in lignes})
    totaux, jumelles = _read_totaux(lignes), _find_jumelles(lignes)
    payees = read_payees({li.mise_emploi_id for li in lignes}, {li.mois for li in lignes})
    found = []
    for ligne in lignes:
        emploi = ligne.mise_emploi
        examen = examine(
            ligne.saisies, mois=ligne.mois, contrat=read_contrat(emploi), droits=droits[emploi.personne_id]
        )
        total, paid = totaux[emploi.pk, ligne.mois], payees.get((emploi.pk, ligne.mois))
        controle = check_mois(total, mois=ligne.mois)
        depassement = check_mois(total, mois=ligne.mois, payees=paid).refus if paid is not None and total > paid else ""
        alerte = "" if depassement else controle.refus or controle.alerte
        found.append(AValider(ligne, examen, alerte, jumelles.get(ligne.pk, 0), depassement))
    return found


def _read_totaux(lignes: Sequence[LigneHeures]) -> dict[tuple[int, date], Decimal]:
    rows = LigneHeures.objects.filter(
        mise_emploi__in={li.mise_emploi_id for li in lignes}, mois__in={li.mois for li in lignes}
    ).exclude(statut=StatutLigne.REJETEE)
    found = (
        rows.order_by()
        .values_list("mise_emploi", "mois")
        .annotate(total=Sum("heures_reelles"), hors=Sum("heures_ecartees"))
    )
    return {(contrat, mois): total + hors for contrat, mois, total, hors in found}


def _find_jumelles(lignes: Sequence[LigneHeures]) -> dict[int, int]:
    """R8, within the structure: two contracts of one person with one employer, that overlap, on one lot, one month.

    Missions that follow one another in a month are lawful. By line, how many others look like it.
    """
    rows = LigneHeures.objects.filter(
        mise_emploi__personne__in={li.mise_emploi.personne_id for li in lignes},
        mois__in={li.mois for li in lignes}, annule=None,
    ).exclude(statut=StatutLigne.REJETEE)  # fmt: skip
    groupes: dict[tuple[Any, ...], list[LigneHeures]] = defaultdict(list)
    for row in rows.select_related("mise_emploi"):
        emploi = row.mise_emploi
        groupes[emploi.personne_id, emploi.employeur_id, row.lot_id, row.mois, row.type].append(row)
    return {
        mine.pk: others
        for rows_of_one in groupes.values()
        for mine in rows_of_one
        if (
            others := sum(_overlap(mine, other) for other in rows_of_one if other.mise_emploi_id != mine.mise_emploi_id)
        )
    }


def _overlap(one: LigneHeures, other: LigneHeures) -> bool:
    a, b = one.mise_emploi, other.mise_emploi
    return a.debut <= (b.fin or date.max) and b.debut <= (a.fin or date.max)


def get_ligne(acteur: Acteur, uuid: UUID) -> LigneHeures:
    rows = LigneHeures.objects.filter(dispositif=acteur.dispositif, mise_emploi__personne__archivee_le=None)
    return rows.select_related(
        "mise_emploi__personne", "mise_emploi__employeur", "lot__marche", "entreprise"
    ).get(uuid=uuid)  # fmt: skip


def list_corrections(ligne: LigneHeures) -> list[LigneHeures]:
    return list(ligne.corrections.order_by("decidee_le", "pk"))
