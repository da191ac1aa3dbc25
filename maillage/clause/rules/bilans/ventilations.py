"""The hours of a bilan by month, contract, mode, company, employer; the profiles of those who worked (domaine 02 § 8)."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.nomenclatures.emplois import (
    LIBELLES_CONTRAT,
    LIBELLES_MODE,
    LIBELLES_PROFIL,
    LIBELLES_STATUT_INSERTION,
    Profil,
    StatutInsertion,
)
from maillage.clause.rules.bilans.faits import Faits, Ligne, sum_reelles, sum_valorisees
from maillage.clause.rules.petits_effectifs import Personnes
from maillage.socle.repartitions import share
from maillage.socle.typographie import MOIS, write_accord

CENT = 100
SANS_STATUT = "Sans statut d’insertion connu"


class PartDe(StrEnum):
    """What the percentages of a table are shares of."""

    HEURES = "heures"
    CONTRATS = "contrats"
    PERSONNES = "personnes"


@dataclass(frozen=True, slots=True)
class Case:
    """`part`: a whole percentage; those of an exclusive table add up to a hundred."""

    code: str
    libelle: str
    heures: Decimal
    valorisees: Decimal
    contrats: int
    personnes: Personnes
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`inconnus`: people of whom nothing is known, outside the base and told beside it. `tous`: those of the base."""

    cases: tuple[Case, ...]
    base: str = ""
    inconnus: int = 0
    tous: Personnes = frozenset()


@dataclass(frozen=True, slots=True)
class Ventilation:
    """`is_exclusive`: each hour is in one case only."""

    code: str
    libelle: str
    definition: str
    part_de: PartDe
    build: Callable[[Faits], Table]
    is_exclusive: bool = True
    version: int = 1
    sauf: frozenset[Perimetre] = frozenset()


def build_mois(faits: Faits) -> Table:
    """Every month of the period, those without hours too: a gap is seen."""
    libelles = {mois: f"{MOIS[mois.month - 1]} {mois.year}" for mois in faits.periode.mois}
    return _split(faits, lambda ligne: ligne.mois, libelles, write_code=lambda mois: f"{mois:%Y-%m}", is_complete=True)


def build_contrats(faits: Faits) -> Table:
    return _sort(_split(faits, lambda li: faits.contrats[li.contrat].type, LIBELLES_CONTRAT, part_de=PartDe.CONTRATS))


def build_modes(faits: Faits) -> Table:
    return _sort(_split(faits, lambda li: faits.contrats[li.contrat].mode, LIBELLES_MODE, part_de=PartDe.CONTRATS))


def build_entreprises(faits: Faits) -> Table:
    return _sort(_split(faits, lambda ligne: ligne.entreprise, _name_societes(faits)))


def build_employeurs(faits: Faits) -> Table:
    return _sort(_split(faits, lambda ligne: faits.contrats[ligne.contrat].employeur, _name_societes(faits)))


def build_statuts(faits: Faits) -> Table:
    """Who employs: insertion or not; what nobody said is a case of its own."""
    libelles: dict[StatutInsertion | None, str] = {
        statut: "Entreprise ordinaire" if statut is StatutInsertion.AUCUN else LIBELLES_STATUT_INSERTION[statut]
        for statut in StatutInsertion
    }
    libelles[None] = SANS_STATUT
    return _sort(_split(faits, faits.get_statut, libelles, write_code=lambda statut: statut or "inconnu"))


def build_lots(faits: Faits) -> Table:
    return _sort(_split(faits, lambda ligne: ligne.lot, {lot.cle: lot.nom for lot in faits.lots}))


def _name_societes(faits: Faits) -> dict[Hashable, str]:
    return {cle: societe.nom for cle, societe in faits.societes.items()}


def build_profils(faits: Faits) -> Table:
    """Several answers each: the shares do not add up. A person is taken on the first contract of the period."""
    known = {cle: contrat.profil for cle, contrat in faits.premiers.items() if contrat.profil}
    people = frozenset(known)
    cases = []
    for profil in Profil:
        porteurs = frozenset(cle for cle, profils in known.items() if profil in profils)
        lignes = [ligne for ligne in faits.lignes if faits.contrats[ligne.contrat].participant in porteurs]
        part = (len(porteurs) * CENT * 2 + len(people)) // (2 * len(people)) if people else None
        cases.append(_make(faits, profil.value, LIBELLES_PROFIL[profil], lignes, porteurs, part))
    base = write_accord(len(people), "participant de profil connu", "participants de profil connu")
    return Table(tuple(cases), base, len(faits.participants) - len(people), people)


def _make(
    faits: Faits, code: str, libelle: str, lignes: Sequence[Ligne], personnes: Personnes, part: int | None
) -> Case:
    actifs = faits.list_actifs(lignes)
    return Case(code, libelle, sum_reelles(lignes), sum_valorisees(lignes), len(actifs), personnes, part)


def _split(
    faits: Faits,
    cle: Callable[[Ligne], Hashable],
    libelles: Mapping[Any, str],
    *,
    part_de: PartDe = PartDe.HEURES,
    write_code: Callable[[Any], str] = str,
    is_complete: bool = False,
) -> Table:
    """A case per label that has hours, all of them when `is_complete`, in the order of the labels."""
    groups = faits.group(cle)
    cases = []
    for one, libelle in libelles.items():
        if not is_complete and one not in groups:
            continue
        lignes = groups.get(one, [])
        personnes = faits.list_participants(faits.list_actifs(lignes))
        cases.append(_make(faits, write_code(one), libelle, lignes, personnes, None))
    weights = [case.contrats if part_de is PartDe.CONTRATS else max(0, int(case.heures * CENT)) for case in cases]
    if not sum(weights):
        return Table(tuple(cases), tous=faits.participants)
    shared = (replace(case, part=part) for case, part in zip(cases, share(CENT, weights), strict=True))
    return Table(tuple(shared), tous=faits.participants)


def _sort(table: Table) -> Table:
    """What weighs most first."""
    return replace(table, cases=tuple(sorted(table.cases, key=lambda case: (-case.heures, case.libelle))))


PLUSIEURS = frozenset({Perimetre.LOT})
VENTILATIONS: tuple[Ventilation, ...] = (
    Ventilation("MOIS", "Mois par mois", "Heures réalisées, par mois de travail.", PartDe.HEURES, build_mois),
    Ventilation("LOTS", "Lot par lot", "Heures réalisées, par lot.", PartDe.HEURES, build_lots, sauf=PLUSIEURS),
    Ventilation("CONTRATS", "Types de contrat", "Contrats actifs par type ; la part est celle des contrats.", PartDe.CONTRATS, build_contrats),
    Ventilation("MODES", "Modes de réalisation", "Contrats actifs par mode ; la part est celle des contrats.", PartDe.CONTRATS, build_modes),
    Ventilation("ENTREPRISES", "Entreprises engagées", "Heures réalisées, par entreprise au compte de qui elles sont faites.", PartDe.HEURES, build_entreprises),
    Ventilation("STATUTS", "Qui emploie", "Heures réalisées, par statut de l’employeur le mois du travail.", PartDe.HEURES, build_statuts),
    Ventilation("EMPLOYEURS", "Employeurs", "Heures réalisées, par employeur ; il n’est pas toujours l’entreprise engagée.", PartDe.HEURES, build_employeurs),
    Ventilation("PROFILS", "Qui a travaillé", "Participants portant le profil le premier jour de leur premier contrat de la période ÷ participants "
                "dont le profil est renseigné. Plusieurs réponses par personne : les parts ne s’additionnent pas.", PartDe.PERSONNES, build_profils,
                is_exclusive=False),
)  # fmt: skip


def list_ventilations(perimetre: Perimetre) -> list[Ventilation]:
    return [ventilation for ventilation in VENTILATIONS if perimetre not in ventilation.sauf]
