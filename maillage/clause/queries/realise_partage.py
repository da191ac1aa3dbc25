"""What each structure did of a shared lot, counted once at the level of the lot (R7, R10); to each reader what it may read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from maillage.clause.cles_reseau import make_pseudonyme
from maillage.clause.models import Eligibilite, LigneHeures, Lot, PartEngagement
from maillage.clause.nomenclatures.eligibilites import PAR_STRUCTURE, Decision
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import find_role
from maillage.clause.queries.agreges import Externes, read_externes
from maillage.clause.queries.partage import find_repartition, find_version
from maillage.clause.queries.ressemblances import read_participants
from maillage.clause.rules.denombrements import Denombrement, count_distincts
from maillage.clause.rules.petits_effectifs import SEUIL, hide_nombres
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

ZERO = Decimal(0)
SERVICE = "lot partagé : totaux par structure, sans nom, à qui suit le lot"
COMPTEES = (StatutLigne.VALIDEE, StatutLigne.DECLAREE)


@dataclass(frozen=True, slots=True)
class Pseudonyme:
    """Somebody whom another structure follows, as the pilote may know them."""

    nom: str
    structure: str
    validees: Decimal
    declarees: Decimal
    famille: str


@dataclass(frozen=True, slots=True)
class Faite:
    """What one structure has the credit of. `is_masquee`: too few people for this reader."""

    structure: Dispositif
    part: Decimal | None
    validees: Decimal
    declarees: Decimal
    contrats: int
    personnes: int
    is_masquee: bool = False

    @property
    def excedent(self) -> Decimal:
        """R7: more than its part is allowed, and takes nothing from the others'."""
        return max(ZERO, self.validees - self.part) if self.part is not None else ZERO


@dataclass(frozen=True, slots=True)
class FaiteExterne:
    """What a structure that is not in Maillage declared: `contrats` and `participants` of its fullest month (R12)."""

    nom: str
    heures: Decimal
    contrats: int
    participants: int
    is_masquee: bool = False


@dataclass(frozen=True, slots=True)
class Realise:
    """`faites`: those that this reader reads one by one; the totals are of the lot, with the hours declared outside."""

    engagees: Decimal | None
    faites: list[Faite]
    validees: Decimal
    declarees: Decimal
    contrats: Denombrement
    personnes: Denombrement
    pseudonymes: list[Pseudonyme]
    is_entier: bool
    is_masque: bool = False
    externes: list[FaiteExterne] = field(default_factory=list)
    heures_externes: Decimal = ZERO
    equipees: int = 0
    non_equipees: int = 0

    @property
    def couverture(self) -> Decimal | None:
        """The share of the hours that are known line by line; None while there are none."""
        return (self.validees - self.heures_externes) / self.validees if self.validees > 0 else None

    @property
    def autres(self) -> tuple[Decimal, Decimal]:
        """Validated and declared by those not read one by one."""
        shown = [f for f in self.faites if not f.is_masquee]
        externes = [f.heures for f in self.externes if not f.is_masquee]
        return (
            self.validees - sum((f.validees for f in shown), ZERO) - sum(externes, ZERO),
            self.declarees - sum((f.declarees for f in shown), ZERO),
        )


@dataclass(frozen=True, slots=True)
class _Fait:
    structure: int
    contrat: int
    personne: Personne
    cle: str
    heures: Decimal
    is_validee: bool


def read_realise(acteur: Acteur, lot: Lot, *, on: date, role: RoleSuivi | None = None) -> Realise:
    """The pilote reads every structure, and pseudonyms; a participante its own; an observatrice all, small ones hidden.

    `role`: as whom one reads, when the acteur follows no lot but coordinates those who do.
    """
    role = role or find_role(acteur, lot)
    with open_service(SERVICE):
        faits = _list_faits(lot)
        version = find_version(lot, on=on)
        parts = _read_parts(lot, on=on)
        externes = read_externes([lot.pk]).get(lot.pk, Externes())
        structures = {d.pk: d for d in Dispositif.objects.filter(pk__in={f.structure for f in faits} | set(parts))}
        pseudonymes = (
            _list_pseudonymes(lot, faits, structures, sauf=acteur.dispositif) if role is RoleSuivi.PILOTE else []
        )
    kept = _keep_nets(faits)
    contrats = count_distincts((f.structure, f.contrat) for f in kept)
    personnes = count_distincts((f.structure, f.cle) for f in kept)
    faites = [
        Faite(
            structure, parts.get(pk), _sum(faits, pk, is_validee=True), _sum(faits, pk, is_validee=False),
            contrats.par_structure.get(pk, 0), personnes.par_structure.get(pk, 0),
        )
        for pk, structure in sorted(structures.items(), key=lambda item: item[1].nom)
    ]  # fmt: skip
    toutes = faites
    dehors = [
        FaiteExterne(one.nom, one.heures, one.contrats, one.participants)
        for _, one in sorted(externes.structures.items())
    ]
    if role is RoleSuivi.OBSERVATRICE:
        effectifs = {f.structure.pk: f.personnes for f in faites} | {
            -rang: f.participants for rang, f in enumerate(dehors, 1)
        }
        masquees = hide_nombres(effectifs, seuil=SEUIL.get(on=on).valeur)
        faites = [replace(f, is_masquee=f.structure.pk in masquees) for f in faites]
        dehors = [replace(f, is_masquee=-rang in masquees) for rang, f in enumerate(dehors, 1)]
    elif role is not RoleSuivi.PILOTE:
        faites, dehors = [f for f in faites if f.structure.pk == acteur.dispositif], []
    declares = sum((one.participants for one in externes.structures.values()), personnes.reseau)
    return Realise(
        version.heures if version else None, faites, _sum(faits, None, is_validee=True) + externes.heures,
        _sum(faits, None, is_validee=False), contrats, personnes, pseudonymes, role is not RoleSuivi.PARTICIPANTE,
        role is RoleSuivi.OBSERVATRICE and 0 < declares < SEUIL.get(on=on).valeur, dehors, externes.heures,
        sum(f.validees > 0 for f in toutes), len(externes.structures),
    )  # fmt: skip


def _list_faits(lot: Lot) -> list[_Fait]:
    rows = (
        LigneHeures.objects.filter(lot=lot, statut__in=COMPTEES).select_related("mise_emploi__personne").order_by("pk")
    )
    read = list(rows)
    cles = read_participants({row.mise_emploi.personne_id: row.mise_emploi.personne for row in read}.values())
    found = []
    for row in read:
        personne = row.mise_emploi.personne
        found.append(
            _Fait(row.creditrice_id, row.mise_emploi_id, personne, cles[personne.pk], row.heures_reelles,
                  row.statut == StatutLigne.VALIDEE)
        )  # fmt: skip
    return found


def _keep_nets(faits: Iterable[_Fait]) -> list[_Fait]:
    """Those of whom validated hours remain once corrected."""
    totals: dict[tuple[int, int], Decimal] = {}
    for fait in faits:
        if fait.is_validee:
            cle = (fait.structure, fait.contrat)
            totals[cle] = totals.get(cle, ZERO) + fait.heures
    return [f for f in faits if f.is_validee and totals[f.structure, f.contrat] > 0]


def _sum(faits: Iterable[_Fait], structure: int | None, *, is_validee: bool) -> Decimal:
    return sum(
        (f.heures for f in faits if f.is_validee == is_validee and structure in (None, f.structure)), ZERO
    )  # fmt: skip


def _read_parts(lot: Lot, *, on: date) -> dict[int, Decimal]:
    version = find_version(lot, on=on)
    row = find_repartition(version) if version else None
    parts = PartEngagement.objects.filter(repartition=row).exclude(structure=None) if row else ()
    return {part.structure_id or 0: part.heures for part in parts}


def _list_pseudonymes(
    lot: Lot, faits: list[_Fait], structures: dict[int, Dispositif], *, sauf: int | None
) -> list[Pseudonyme]:
    others = [f for f in faits if f.structure != sauf]
    familles = _read_familles({f.personne.pk for f in others})
    found = []
    for structure, cle in sorted({(f.structure, f.cle) for f in others}):
        mine = [f for f in others if (f.structure, f.cle) == (structure, cle)]
        found.append(
            Pseudonyme(
                make_pseudonyme(cle, lot=lot.uuid), str(structures[structure]), _sum(mine, None, is_validee=True),
                _sum(mine, None, is_validee=False), familles.get(mine[0].personne.pk, ""),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.structure, one.nom))


def _read_familles(personnes: set[int]) -> dict[int, str]:
    """Why the person is eligible, in two families only: the criteria themselves stay in their file."""
    rows = Eligibilite.objects.filter(personne__in=personnes).exclude(decision=Decision.REFUSEE).order_by("decidee_le")
    return {
        row.personne_id: (
            "Suivi par une structure reconnue" if set(row.criteres) & PAR_STRUCTURE else "Éloignement de l’emploi"
        )
        for row in rows
    }
