"""What a service counts, since it began and before any period is chosen: coded, without a name of anybody or of anything."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.nomenclatures.amont import Programme
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.marches import RoleEntreprise, TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import Jalon, SituationSortie
from maillage.clause.rules.engagements import Version

Cle = Hashable


@dataclass(frozen=True, slots=True)
class LotSuivi:
    """A lot notified one day. `is_pilote`: led by the service on the day it is read, which then answers for its engagement."""

    lot: int
    marche: Cle
    acheteur: Cle
    maitre_ouvrage: Cle
    notifie_le: date
    debut: date
    achat: TypeAchat
    donneur: TypeDonneurOrdre
    fin: date | None = None
    resilie_le: date | None = None
    operation: Cle | None = None
    programme: Programme = Programme.AUCUN
    formes: frozenset[FormeClause] = frozenset()
    is_pilote: bool = False


@dataclass(frozen=True, slots=True)
class SuiviDate:
    """The service leads the lot, or takes part in it, from a day to another. Who only observes counts nothing."""

    lot: int
    role: RoleSuivi
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class EngagementDate:
    """The hours that bind, from a day to the eve of the next version."""

    lot: int
    du: date
    heures: Decimal
    au: date | None = None


@dataclass(frozen=True, slots=True)
class EntreprisePresente:
    lot: int
    entreprise: Cle
    role: RoleEntreprise
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class ContratDate:
    """`is_gere`: kept by the service; else only its hours are. `profil`: of the first day; empty when it was not asked.

    `qpv_adresse`: whether the address of the first day was in a quarter, None when nobody knows. `fin`: once it is past, the
    real last day, else the one that was planned; `is_fin_dite`: it is the real one.
    """

    contrat: int
    personne: int
    debut: date
    type: TypeContrat
    mode: ModeRealisation
    employeur: Cle
    rome: str = ""
    profil: frozenset[Profil] = frozenset()
    qpv_adresse: bool | None = None
    is_gere: bool = True
    is_sur_lot: bool = True
    fin: date | None = None
    is_fin_dite: bool = False


@dataclass(frozen=True, slots=True)
class HeuresDatees:
    """Validated hours of one contract, one company bound, one month, one lot. `statut_*`: what each is recognised as that month."""

    lot: int
    marche: Cle
    contrat: int
    mois: date
    heures: Decimal
    type: TypeHeures
    achat: TypeAchat
    donneur: TypeDonneurOrdre
    entreprise: Cle
    statut_employeur: StatutInsertion | None = None
    statut_entreprise: StatutInsertion | None = None
    effectif: int | None = None


@dataclass(frozen=True, slots=True)
class HeuresAgregees:
    """R12: what a structure that is not in Maillage declared of one month of a lot; counted by who leads it."""

    lot: int
    marche: Cle
    externe: Cle
    mois: date
    heures: Decimal
    achat: TypeAchat
    donneur: TypeDonneurOrdre


@dataclass(frozen=True, slots=True)
class RealiseDuLot:
    """Weighted hours of one month of a lot that the service leads, whatever the structure. `contrat`: who made them, where the
    service knows: None of another structure, or of a total."""

    lot: int
    mois: date
    heures: Decimal
    contrat: int | None = None


@dataclass(frozen=True, slots=True)
class PosteDate:
    poste: int
    fonction: FonctionPoste
    quotite: Decimal
    financement: Financement
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class SortieSuivie:
    """A milestone after a last contract. `situation`: only where it was told near enough to count."""

    contrat: int
    jalon: Jalon
    prevu_le: date
    situation: SituationSortie | None = None


@dataclass(frozen=True, slots=True)
class Histoire:
    lots: Collection[LotSuivi] = ()
    suivis: Collection[SuiviDate] = ()
    engagements: Collection[EngagementDate] = ()
    entreprises: Collection[EntreprisePresente] = ()
    contrats: Collection[ContratDate] = ()
    heures: Collection[HeuresDatees] = ()
    agregees: Collection[HeuresAgregees] = ()
    realises: Collection[RealiseDuLot] = ()
    postes: Collection[PosteDate] = ()
    sorties: Collection[SortieSuivie] = ()


def date_versions(lot: int, versions: Sequence[Version]) -> list[EngagementDate]:
    """Each until the next one takes effect; of two that take effect the same day, the later number alone."""
    par_jour = {version.du: version for version in sorted(versions, key=lambda one: (one.du, one.numero))}
    ends: list[date | None] = [du - timedelta(days=1) for du in list(par_jour)[1:]]
    return [
        EngagementDate(lot, version.du, version.heures, au)
        for version, au in zip(par_jour.values(), [*ends, None], strict=False)
    ]


def date_suivis(lot: int, miens: Sequence[SuiviDate], pilotes: Sequence[date]) -> list[SuiviDate]:
    """`pilotes`: the days on which somebody, this service or another, took the lead; the one before had it until the eve."""
    found = []
    for suivi in miens:
        au = suivi.au
        if suivi.role is RoleSuivi.PILOTE:
            later = min((jour for jour in pilotes if jour > suivi.du), default=None)
            au = later - timedelta(days=1) if later else None
        found.append(SuiviDate(lot, suivi.role, suivi.du, au))
    return found
