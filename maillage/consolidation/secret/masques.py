"""One answer per cell, whatever prints it: table, sentence, chart, map or file ask the mask, and cannot differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from maillage.consolidation.secret.nomenclatures import EXPLICATIONS, Cause, Statut
from maillage.consolidation.secret.parametres import Seuils
from maillage.consolidation.secret.tableaux import Cle, Nombre, Pourcentage, Rapport
from maillage.socle.typographie import write_nombre, write_pourcentage

MASQUE = "masqué"
CENT = 100


class CelluleInconnue(KeyError):
    """Nothing is printed that the mask has not seen."""

    def __init__(self, cle: Cle) -> None:
        super().__init__(f"La case {cle} n’a pas passé le contrôle du secret : elle ne peut pas être publiée.")


@dataclass(frozen=True, slots=True)
class Lecture:
    """What a reader gets. `valeur`: None when it is hidden. `publication`: of which release, when it is an earlier one."""

    valeur: Nombre | None
    publication: str = ""

    @property
    def is_masquee(self) -> bool:
        return self.valeur is None

    def __str__(self) -> str:
        return MASQUE if self.valeur is None else write_nombre(self.valeur)


@dataclass(frozen=True, slots=True)
class Etat:
    """Why, for whoever holds the figures: whether a hidden cell is small would itself tell something outside."""

    statut: Statut
    lecture: Lecture
    cause: Cause | None = None

    @property
    def explication(self) -> str:
        return EXPLICATIONS[self.statut]


@dataclass(frozen=True)
class Masque:
    """`echecs`: what could not be protected, one sentence each; as long as there is one, nothing goes out."""

    etats: Mapping[Cle, Etat]
    seuils: Seuils
    rapports: tuple[Rapport, ...] = ()
    echecs: tuple[str, ...] = ()

    def read(self, cle: Cle) -> Lecture:
        return self.get_etat(cle).lecture

    def get_etat(self, cle: Cle) -> Etat:
        """For the calculation side only."""
        try:
            return self.etats[cle]
        except KeyError:
            raise CelluleInconnue(cle) from None

    def read_pourcentage(self, rapport: Rapport) -> Lecture:
        """Whole percents, when both counts are shown, of one release, on enough people, and so is what it leaves aside (R-65)."""
        numerateur, denominateur = self.read(rapport.numerateur), self.read(rapport.denominateur)
        if numerateur.valeur is None or denominateur.valeur is None:
            return Lecture(None)
        reste = denominateur.valeur - numerateur.valeur
        is_petite = any(0 < compte < self.seuils.personnes for compte in (numerateur.valeur, reste))
        base = max(self.seuils.base, self.seuils.personnes)
        if denominateur.valeur < base or is_petite or numerateur.publication != denominateur.publication:
            return Lecture(None)
        taux = Decimal(numerateur.valeur) * CENT / Decimal(denominateur.valeur)
        return Lecture(int(taux.quantize(Decimal(1), ROUND_HALF_UP)), numerateur.publication)

    def write_pourcentage(self, rapport: Rapport) -> str:
        lecture = self.read_pourcentage(rapport)
        return MASQUE if lecture.valeur is None else write_pourcentage(Decimal(lecture.valeur) / CENT)

    @property
    def montrees(self) -> frozenset[Cle]:
        """What the release itself shows; an older value that stays is not of it."""
        return frozenset(cle for cle, etat in self.etats.items() if etat.statut is Statut.MONTREE)

    def list_masquees(self) -> Iterator[Cle]:
        return (cle for cle, etat in self.etats.items() if etat.lecture.is_masquee)

    def list_pourcentages(self) -> Iterator[Pourcentage]:
        for rapport in self.rapports:
            lecture = self.read_pourcentage(rapport)
            if lecture.valeur is not None and not lecture.publication:
                yield Pourcentage(rapport.numerateur, rapport.denominateur, Decimal(lecture.valeur))
