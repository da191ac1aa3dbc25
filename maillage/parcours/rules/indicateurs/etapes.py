"""The étapes of a period: I-20 to I-22, T-20 to T-24. What an étape is divided by is always said."""

from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum

from maillage.parcours.nomenclatures.etapes import TYPES, Famille, TypeEtape
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte
from maillage.parcours.rules.indicateurs.flux import list_comptes
from maillage.parcours.rules.indicateurs.nombres import Part, Periode

IAE = ("ACI", "EI", "ETTI", "AI", "autre")


class Convention(StrEnum):
    """Which étapes belong to a period: those that touch it (the network's choice), or those that begin in it."""

    CHEVAUCHEMENT = "chevauchement"
    DEBUT = "debut"


def list_etapes(
    etapes: Iterable[EtapeComptee], periode: Periode, convention: Convention = Convention.CHEVAUCHEMENT
) -> list[EtapeComptee]:
    """I-20."""
    if convention is Convention.DEBUT:
        return [etape for etape in etapes if etape.debut in periode]
    return [
        etape for etape in etapes
        if etape.debut <= periode.fin and (etape.fin is None or etape.fin >= periode.debut)
    ]  # fmt: skip


def compute_par_participant(etapes: list[EtapeComptee], accompagnes: int) -> Part:
    """I-21: not a percentage; read its `taux`."""
    return Part(len(etapes), accompagnes)


def compute_sans_etape(faits: Iterable[ParcoursCompte], etapes: list[EtapeComptee], periode: Periode) -> Part:
    """I-22: persons followed during the period whom no étape of the period concerns."""
    suivis = {fait.personne for fait in list_comptes(faits) if fait.is_ouvert_pendant(periode)}
    return Part(len(suivis - {etape.personne for etape in etapes}), len(suivis))


def share_familles(etapes: list[EtapeComptee]) -> dict[Famille, Part]:
    """T-20: the whole table, « autre » included."""
    counts = Counter(etape.famille for etape in etapes)
    return {famille: Part(counts[famille], len(etapes)) for famille in Famille}


def compute_contrats(etapes: list[EtapeComptee]) -> Part:
    """T-21."""
    return Part(_count_contrats(etapes), len(etapes))


def compute_iae_dans_emploi(etapes: list[EtapeComptee]) -> Part:
    """T-22: not to be read for T-23."""
    return Part(_count_iae(etapes), _count_contrats(etapes))


def compute_iae(etapes: list[EtapeComptee]) -> Part:
    """T-23."""
    return Part(_count_iae(etapes), len(etapes))


def share_iae(etapes: list[EtapeComptee]) -> dict[str, Part]:
    """T-24."""
    counts = Counter(etape.definition.iae for etape in etapes)
    return {structure: Part(counts[structure], _count_iae(etapes)) for structure in IAE}


def _count_contrats(etapes: list[EtapeComptee]) -> int:
    return _count(etapes, lambda type: type.is_contrat)


def _count_iae(etapes: list[EtapeComptee]) -> int:
    return _count(etapes, lambda type: bool(type.iae))


def _count(etapes: list[EtapeComptee], belongs: Callable[[TypeEtape], bool]) -> int:
    types = Counter(etape.type for etape in etapes)
    return sum(count for type, count in types.items() if belongs(TYPES[type]))
