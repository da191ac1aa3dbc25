"""The load of a référent, what it allows, and who could take one more person (domaine 01 § 13).

No score of a person here: référents are compared by their room, by where their people live, by whom they know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.parcours.nomenclatures.charge import LIBELLES_CHARGE, Charge
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord

SOURCE = "Consolidation des PLIE 2019, fiches 5, 12 et 13"
CAPACITE_MIN = fixe("capacite_min_par_etp", "Personnes suivies par ETP, au moins", "personnes", 60, SOURCE)
CAPACITE_MAX = fixe("capacite_max_par_etp", "Personnes suivies par ETP, au plus", "personnes", 100, SOURCE)
SEUIL_TENSION = fixe(
    "seuil_tension", "Part du maximum à partir de laquelle prévenir", "%", 90, "pratique du projet", a_confirmer=True
)
CENT = 100


@dataclass(frozen=True, slots=True)
class Seuils:
    """What one full-time référent follows."""

    minimum: int
    maximum: int
    tension: int  # per cent of the maximum


def get_seuils(*, on: date) -> Seuils:
    return Seuils(CAPACITE_MIN.get(on=on).valeur, CAPACITE_MAX.get(on=on).valeur, SEUIL_TENSION.get(on=on).valeur)


@dataclass(frozen=True, slots=True)
class Jauge:
    """`suivis`: the file active of the day. `etp`: the working time in force that day, 0 before it begins."""

    suivis: int
    etp: Decimal
    seuils: Seuils

    @property
    def minimum(self) -> Decimal:
        return self.seuils.minimum * self.etp

    @property
    def maximum(self) -> Decimal:
        return self.seuils.maximum * self.etp

    @property
    def places(self) -> int:
        """How many more before the maximum; never less than none."""
        return max(0, int(self.maximum) - self.suivis)

    @property
    def etat(self) -> Charge:
        if self.suivis > self.maximum:
            return Charge.DEPASSEMENT
        if self.suivis * CENT >= self.maximum * self.seuils.tension:
            return Charge.TENSION
        return Charge.SOUS_CAPACITE if self.suivis < self.minimum else Charge.NORMAL

    @property
    def libelle(self) -> str:
        return LIBELLES_CHARGE[self.etat]

    @property
    def bornes(self) -> str:
        return f"capacité {int(self.minimum)} à {int(self.maximum)}"

    @property
    def phrase(self) -> str:
        """« 78 personnes pour une capacité de 60 à 100 : dans la capacité. »"""
        return (
            f"{write_accord(self.suivis, 'personne')} pour une capacité de {int(self.minimum)} à {int(self.maximum)} : "
            f"{self.libelle[0].lower()}{self.libelle[1:]}."
        )


def check_place(jauge: Jauge, *, motif: str) -> str | None:
    """Why one more person is refused. A reason lifts it: somebody decided, and it is written down."""
    if jauge.suivis + 1 <= jauge.maximum or motif.strip():
        return None
    return (
        f"Ce référent suit déjà {write_accord(jauge.suivis, 'personne')}, pour {int(jauge.maximum)} au plus avec son temps de travail. "
        "Choisissez un autre référent, ou dites pourquoi lui en confier une de plus."
    )


@dataclass(frozen=True, slots=True)
class Candidat:
    """`connu`: in words, how they already know the person. `voisins`: how many of theirs live in the same commune."""

    cle: int
    nom: str
    jauge: Jauge
    connu: str = ""
    voisins: int = 0
    absent_jusqu_au: date | None = None

    @property
    def has_place(self) -> bool:
        return check_place(self.jauge, motif="") is None


def rank_candidats(candidats: Iterable[Candidat]) -> list[Candidat]:
    """Present and with room first; then who knows the person, who follows neighbours, who has most room."""
    return sorted(
        candidats,
        key=lambda c: (
            not c.has_place, c.absent_jusqu_au is not None, not c.connu, -c.voisins, -c.jauge.places, c.nom, c.cle,
        ),
    )  # fmt: skip


def explain_candidat(candidat: Candidat) -> str:
    """The reasons, readable, in the order in which they weigh."""
    jauge = candidat.jauge
    places = f"{jauge.places} place{'s' if jauge.places > 1 else ''}"
    place = places if candidat.has_place else "plus de place"
    reasons = [f"{place} ({jauge.suivis} suivies, {jauge.bornes})"]
    if candidat.absent_jusqu_au is not None:
        reasons.append(f"en absence jusqu’au {candidat.absent_jusqu_au:%d/%m/%Y}")
    if candidat.connu:
        reasons.append(candidat.connu)
    if candidat.voisins:
        personnes = "personne" if candidat.voisins == 1 else "personnes"
        reasons.append(f"suit {candidat.voisins} {personnes} de la même commune")
    return " ; ".join(reasons)
