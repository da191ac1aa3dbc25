"""The facts that the activity is counted on: coded, without any name. A key may be shared by several structures."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.rules.engagements import Version
from maillage.clause.rules.postes import Periode, Poste

Cle = Hashable
COLLECTIONS = ("postes", "lots", "entreprises", "lignes", "contrats", "agreges")


@dataclass(frozen=True, slots=True)
class LotCompte:
    """A lot with a clause, notified on a day, as one of those that follow it counts it. `fin`: the real one, else the planned one; `resilie_le`: when it was given up."""

    structure: Cle
    lot: Cle
    marche: Cle
    acheteur: Cle
    maitre_ouvrage: Cle
    notifie_le: date
    debut: date
    fin: date | None = None
    resilie_le: date | None = None
    versions: tuple[Version, ...] = ()
    operation: Cle | None = None

    def is_en_cours(self, periode: Periode) -> bool:
        """Begun before the end of the period, not over before its beginning, nor given up."""
        if self.notifie_le > periode.au or self.debut > periode.au:
            return False
        ends = [day for day in (self.fin, self.resilie_le) if day is not None]
        return all(day >= periode.du for day in ends)


@dataclass(frozen=True, slots=True)
class EntrepriseComptee:
    """A company bound on a lot, whatever its role, from a day to another."""

    structure: Cle
    lot: Cle
    entreprise: Cle
    du: date
    au: date | None = None

    def is_presente(self, periode: Periode) -> bool:
        return self.du <= periode.au and (self.au is None or self.au >= periode.du)


@dataclass(frozen=True, slots=True)
class LigneComptee:
    """Validated hours of one contract, on one market, in one month. `effectif`: that of the company bound, if known."""

    structure: Cle
    marche: Cle
    contrat: Cle
    personne: Cle
    mois: date
    heures: Decimal
    achat: TypeAchat
    donneur: TypeDonneurOrdre
    employeur: StatutInsertion | None = None
    effectif: int | None = None


@dataclass(frozen=True, slots=True)
class ContratSigne:
    structure: Cle
    contrat: Cle
    debut: date


@dataclass(frozen=True, slots=True)
class LigneAgregee:
    """What a structure that is not in Maillage declared of one month of a lot, told by who leads it (R12). `externe`: that structure."""

    structure: Cle
    lot: Cle
    externe: Cle
    mois: date
    heures: Decimal
    participants: int


@dataclass(frozen=True, slots=True)
class Faits:
    """`structures`: those that carry a service of the clause; `equipees`: those whose software is known."""

    structures: frozenset[Cle] = frozenset()
    equipees: frozenset[Cle] = frozenset()
    postes: Collection[Poste] = ()
    lots: Collection[LotCompte] = ()
    entreprises: Collection[EntrepriseComptee] = ()
    lignes: Collection[LigneComptee] = ()
    contrats: Collection[ContratSigne] = ()
    agreges: Collection[LigneAgregee] = ()

    def keep(self, structures: Collection[Cle]) -> "Faits":
        """Those of some structures only. A fact shared with another stays theirs too."""
        kept = frozenset(structures)
        return Faits(
            structures=self.structures & kept,
            equipees=self.equipees & kept,
            **{nom: [fait for fait in getattr(self, nom) if fait.structure in kept] for nom in COLLECTIONS},
        )

    def split(self) -> "Mapping[Cle, Faits]":
        """Structure by structure, in one pass."""
        groups: dict[str, dict[Cle, list[Any]]] = {nom: {} for nom in COLLECTIONS}
        for nom, group in groups.items():
            for fait in getattr(self, nom):
                group.setdefault(fait.structure, []).append(fait)
        return {
            cle: Faits(
                structures=frozenset({cle}), equipees=self.equipees & {cle},
                **{nom: group.get(cle, []) for nom, group in groups.items()},
            )
            for cle in self.structures
        }  # fmt: skip

    @staticmethod
    def join(parts: "Iterable[Faits]") -> "Faits":
        """Of structures that were split."""
        found = list(parts)
        return Faits(
            structures=frozenset[Cle]().union(*(part.structures for part in found)),
            equipees=frozenset[Cle]().union(*(part.equipees for part in found)),
            **{nom: [fait for part in found for fait in getattr(part, nom)] for nom in COLLECTIONS},
        )


@dataclass(frozen=True, slots=True)
class Comptes:
    """What is counted of the facts over a period: whole numbers and hours, from which every ratio is made.

    `heures_par_*`: the same hours, shared along one dimension; they add up to `heures` within each.
    """

    etp_facilitateurs: Decimal = Decimal(0)
    etp_coordinateurs: Decimal = Decimal(0)
    postes: int = 0
    postes_coordination: int = 0
    marches: int = 0
    lots: int = 0
    donneurs: int = 0
    maitres_ouvrage: int = 0
    operations: int = 0
    entreprises: int = 0
    engagees: Decimal = Decimal(0)
    heures: Decimal = Decimal(0)
    base_etp: int = 0
    participants: int = 0
    contrats_actifs: int = 0
    contrats_signes: int = 0
    marches_avec_heures: int = 0
    heures_siae: Decimal = Decimal(0)
    heures_siae_elargie: Decimal = Decimal(0)
    heures_effectif_connu: Decimal = Decimal(0)
    heures_tpe_pme: Decimal = Decimal(0)
    heures_agregees: Decimal = Decimal(0)
    structures_agregees: int = 0
    structures: int = 0
    structures_equipees: int = 0
    structures_avec_poste: int = 0
    heures_par_achat: Mapping[TypeAchat, Decimal] = field(default_factory=dict)
    heures_par_donneur: Mapping[TypeDonneurOrdre, Decimal] = field(default_factory=dict)
    personnes_par_groupe: Mapping[str, int] = field(default_factory=dict)

    @property
    def heures_en_tout(self) -> Decimal:
        """R12: what structures that are not in Maillage declare adds up with what is followed here."""
        return self.heures + self.heures_agregees

    @property
    def etp(self) -> Decimal:
        return self.heures / self.base_etp if self.base_etp else Decimal(0)
