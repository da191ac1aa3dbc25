"""Validated hours along one dimension, people along their profiles; each with its base, who did not answer, a year before.

Two dimensions never add up (R11): each is a reading of the same hours.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from maillage.clause.nomenclatures.emplois import LIBELLES_PROFIL, Profil
from maillage.clause.nomenclatures.marches import (
    COLLECTIVITES,
    LIBELLES_ACHAT,
    LIBELLES_DONNEUR_ORDRE,
    TypeAchat,
    TypeDonneurOrdre,
)
from maillage.clause.rules.activite.faits import Comptes, LigneComptee
from maillage.clause.rules.bilans.secret import is_part_petite
from maillage.clause.rules.postes import Periode
from maillage.socle.repartitions import share

CENT = 100
ZERO = Decimal(0)
K = TypeVar("K", TypeAchat, TypeDonneurOrdre)
SENSIBLES = frozenset({Profil.HANDICAP, Profil.BRSA})


@dataclass(frozen=True, slots=True)
class Part:
    """`part`, `avant`: whole percents, None when hidden, or when there was nothing. `nombre`: hours, or people."""

    code: str
    libelle: str
    nombre: Decimal | None
    part: int | None
    avant: int | None
    is_masquee: bool = False


@dataclass(frozen=True, slots=True)
class Repartition:
    """`total`: what the parts are shares of. `inconnus`: people outside the base, of whom nothing is known."""

    parts: tuple[Part, ...]
    total: Decimal
    inconnus: int = 0

    def find_part(self, codes: Collection[str]) -> int:
        """Of several cases together. Only of exclusive ones."""
        return sum(part.part or 0 for part in self.parts if part.code in codes)


def split_achats(comptes: Comptes, avant: Comptes) -> Repartition:
    return _split(LIBELLES_ACHAT, comptes.heures_par_achat, avant.heures_par_achat)


def split_donneurs(comptes: Comptes, avant: Comptes) -> Repartition:
    return _split(LIBELLES_DONNEUR_ORDRE, comptes.heures_par_donneur, avant.heures_par_donneur)


def _split(libelles: Mapping[K, str], heures: Mapping[K, Decimal], avant: Mapping[K, Decimal]) -> Repartition:
    """Whole percents that add up to a hundred, what weighs most first; only what has hours, now or then."""
    parts, before = _percent(heures), _percent(avant)
    shown = [cle for cle in libelles if heures.get(cle) or avant.get(cle)]
    shown.sort(key=lambda cle: (-heures.get(cle, ZERO), libelles[cle]))
    rows = tuple(
        Part(cle.value, libelles[cle], heures.get(cle, ZERO), parts.get(cle, 0) if parts else None,
             before.get(cle, 0) if before else None)
        for cle in shown
    )  # fmt: skip
    return Repartition(rows, sum(heures.values(), ZERO))


def _percent(heures: Mapping[K, Decimal]) -> dict[K, int]:
    """Nothing of no hours at all. What corrections left under none weighs nothing."""
    weights = [max(0, int(value * CENT)) for value in heures.values()]
    return dict(zip(heures, share(CENT, weights), strict=True)) if sum(weights) else {}


@dataclass(frozen=True, slots=True)
class ProfilEntree:
    """What was taken on the first day of a contract; empty when it was not asked."""

    contrat: Hashable
    debut: date
    profil: frozenset[Profil]


def split_profils(
    lignes: Iterable[LigneComptee], profils: Mapping[Hashable, ProfilEntree], *, periode: Periode, avant: Periode,
    seuil: int,
) -> Repartition:  # fmt: skip
    """Several answers each: the shares do not add up. Few people, or all but few: neither number nor share is shown."""
    rows = list(lignes)
    connus, inconnus = _read_profils(rows, profils, periode)
    anciens, _ = _read_profils(rows, profils, avant)
    parts = []
    for profil in Profil:
        now, then = _measure(profil, connus, seuil), _measure(profil, anciens, seuil)
        parts.append(
            Part(profil.value, LIBELLES_PROFIL[profil], None if now is None else Decimal(now[0]),
                 None if now is None else now[1], None if then is None else then[1], now is None and bool(connus))
        )  # fmt: skip
    return Repartition(tuple(parts), Decimal(len(connus)), inconnus)


def _read_profils(
    lignes: Iterable[LigneComptee], profils: Mapping[Hashable, ProfilEntree], periode: Periode
) -> tuple[dict[str, frozenset[Profil]], int]:
    """By person, that of the first contract of the period; and how many people have none."""
    totals: dict[tuple[Hashable, Hashable], Decimal] = {}
    for ligne in lignes:
        if ligne.mois in periode:
            cle = (ligne.personne, ligne.contrat)
            totals[cle] = totals.get(cle, ZERO) + ligne.heures
    firsts: dict[Hashable, ProfilEntree] = {}
    for (personne, contrat), heures in totals.items():
        entree = profils[contrat]
        known = firsts.get(personne)
        if heures > 0 and (known is None or (entree.debut, str(entree.contrat)) < (known.debut, str(known.contrat))):
            firsts[personne] = entree
    connus = {str(personne): entree.profil for personne, entree in firsts.items() if entree.profil}
    return connus, len(firsts) - len(connus)


def _measure(profil: Profil, connus: Mapping[str, frozenset[Profil]], seuil: int) -> tuple[int, int] | None:
    base = frozenset(connus)
    porteurs = frozenset(cle for cle, profils in connus.items() if profil in profils)
    if not base or is_part_petite(porteurs, base, seuil=seuil, is_sensible=profil in SENSIBLES):
        return None
    return len(porteurs), (len(porteurs) * CENT * 2 + len(base)) // (2 * len(base))


def write_groupes(repartition: Repartition) -> tuple[int, int]:
    """As the network publishes them: local authorities with their companies, social landlords."""
    return repartition.find_part(COLLECTIVITES), repartition.find_part({TypeDonneurOrdre.BAILLEUR_SOCIAL})
