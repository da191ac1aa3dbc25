"""What indicators are computed from: facts without a name, statuses as the entry photo froze them."""

from dataclasses import dataclass
from datetime import date

from maillage.parcours.nomenclatures.etapes import TYPES as ETAPES
from maillage.parcours.nomenclatures.etapes import Famille, TypeEtape
from maillage.parcours.nomenclatures.sorties import TYPES as SORTIES
from maillage.parcours.nomenclatures.sorties import TypeSortie
from maillage.parcours.rules.indicateurs.nombres import Periode


@dataclass(frozen=True, slots=True)
class Profil:
    """On the day of entry. None: not known, which is never « no »."""

    is_femme: bool | None = None
    age: int | None = None
    niveau: int | None = None
    brsa: bool | None = None
    deld: bool | None = None
    boeth: bool | None = None
    qpv: bool | None = None


@dataclass(frozen=True, slots=True)
class ParcoursCompte:
    """`type_sortie`: only once the exit is decided. `contrat`, `secteur`, `taille`: of the job that was kept."""

    cle: int
    personne: int
    entree: date
    sortie: date | None = None
    type_sortie: str = ""
    profil: Profil = Profil()
    prescription: date | None = None
    premier_rdv: date | None = None
    commission: date | None = None
    suspensions: tuple[tuple[date, date | None], ...] = ()
    contrat: str = ""
    secteur: str = ""
    taille: str = ""
    dernier_contact: date | None = None
    is_erreur: bool = False

    @property
    def definition(self) -> TypeSortie | None:
        return SORTIES[self.type_sortie] if self.type_sortie else None

    @property
    def is_positif(self) -> bool:
        return self.definition is not None and self.definition.is_positive

    def is_ouvert_pendant(self, periode: Periode) -> bool:
        return self.entree <= periode.fin and (self.sortie is None or self.sortie >= periode.debut)

    def is_ouvert_le(self, day: date) -> bool:
        """Gone on the day of the exit: what was open the day before, plus entries, less exits."""
        return self.entree <= day and (self.sortie is None or self.sortie > day)

    def is_suspendu_le(self, day: date) -> bool:
        return bool(self.suspensions) and any(
            du <= day and (repris is None or day < repris) for du, repris in self.suspensions
        )


@dataclass(frozen=True, slots=True)
class EtapeComptee:
    """One étape that really began."""

    parcours: int
    personne: int
    type: str
    debut: date
    fin: date | None = None

    @property
    def definition(self) -> TypeEtape:
        return ETAPES[self.type]

    @property
    def famille(self) -> Famille:
        return self.definition.famille
