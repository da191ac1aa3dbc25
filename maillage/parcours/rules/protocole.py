"""The protocole d’accord: which version holds on a day, what may be written, what was achieved and out of what.

Source: domaine 01 § 14. A version never changes; an avenant is another version, from its own day on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import (
    EN_PART,
    LIBELLES_BASE,
    LIBELLES_PUBLIC,
    PRECISIONS_BASE,
    VISABLES,
    Base,
    EtatObjectif,
    PeriodeObjectif,
    Public,
)
from maillage.parcours.rules.indicateurs.faits import ParcoursCompte
from maillage.parcours.rules.indicateurs.flux import (
    PUBLICS,
    Sorties,
    count_accompagnes,
    count_entrees,
    count_sorties,
    count_stock,
)
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, make_annee
from maillage.socle.parametres import fixe
from maillage.socle.typographie import lower_initiale, write_nombre, write_pourcentage

_NATIONAL = "Alliance Villes Emploi, contribution sur les PLIE, base « publics accueillis »"
NATIONAL_EMPLOI = fixe(
    "protocole.national_emploi", "objectif national de sorties en emploi durable", "%", 42, _NATIONAL, a_confirmer=True
)
NATIONAL_FORMATION = fixe(
    "protocole.national_formation", "objectif national de sorties en formation validée", "%", 8, _NATIONAL,
    a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reperes:
    """The national objectives of a day, in percent; `source` says where they come from."""

    emploi: int
    formation: int
    source: str

    @property
    def positives(self) -> int:
        return self.emploi + self.formation


def get_reperes(*, on: date) -> Reperes:
    emploi, formation = NATIONAL_EMPLOI.get(on=on), NATIONAL_FORMATION.get(on=on)
    return Reperes(emploi.valeur, formation.valeur, emploi.source)


@dataclass(frozen=True, slots=True)
class Version:
    """`origine`: the first day of the protocole of which this is a version; its own `du` when it is the first one."""

    du: date
    au: date
    origine: date

    @property
    def is_avenant(self) -> bool:
        return self.origine != self.du


def find_en_vigueur(versions: Iterable[Version], *, on: date) -> Version | None:
    """The last one begun, unless it is over: two at once cannot be."""
    begun = [version for version in versions if version.du <= on]
    last = max(begun, key=lambda version: version.du, default=None)
    return last if last is not None and on <= last.au else None


def find_de_l_annee(versions: Sequence[Version], annee: int, *, today: date) -> Version | None:
    """The version by which a year is read: that of its last day (or today), or else the last one that held in it."""
    periode = make_annee(annee)
    last = min(periode.fin, today)
    found = find_en_vigueur(versions, on=last)
    if found is not None:
        return found
    touched = [v for v in versions if v.du <= last and v.au >= periode.debut]
    return max(touched, key=lambda version: version.du, default=None)


def compute_fin(version: Version, versions: Iterable[Version]) -> date:
    """The last day on which a version really holds: the day before the next one, or its own end."""
    following = min((other.du for other in versions if other.du > version.du), default=None)
    return version.au if following is None else min(version.au, following - timedelta(days=1))


def check_protocole(du: date, au: date, *, versions: Sequence[Version]) -> tuple[str, str] | None:
    """(the field, why) a new protocole is refused: it holds alone on each of its days."""
    if au < du:
        return "au", f"La fin ({au:%d/%m/%Y}) précède le début ({du:%d/%m/%Y})."
    for debut, fin in list_durees(versions):
        if du <= fin and debut <= au:
            return "du", (
                f"Un protocole court déjà du {debut:%d/%m/%Y} au {fin:%d/%m/%Y} : deux protocoles ne valent jamais le "
                "même jour. Changez les dates, ou écrivez un avenant."
            )
    return None


def check_avenant(du: date, au: date, *, origine: date, versions: Sequence[Version]) -> tuple[str, str] | None:
    """(the field, why) an avenant is refused: it begins after the version it follows, while that one still holds."""
    own = [version for version in versions if version.origine == origine]
    last = max(own, key=lambda version: version.du)
    if au < du:
        return "au", f"La fin ({au:%d/%m/%Y}) précède la prise d’effet ({du:%d/%m/%Y})."
    if du <= last.du:
        return "du", f"La version en cours a pris effet le {last.du:%d/%m/%Y} : un avenant prend effet après elle."
    if du > last.au:
        return "du", f"Le protocole finit le {last.au:%d/%m/%Y} : au-delà, c’est un nouveau protocole."
    for debut, fin in list_durees([version for version in versions if version.origine != origine]):
        if debut <= au and fin >= du:
            return "au", f"Un autre protocole court du {debut:%d/%m/%Y} au {fin:%d/%m/%Y} : l’avenant finit avant lui."
    return None


def check_annulation(version: Version, *, versions: Sequence[Version]) -> str | None:
    """Only the last version of its protocole: the others are what it was written upon."""
    if any(v.origine == version.origine and v.du > version.du for v in versions):
        return "Un avenant suit cette version : annulez d’abord l’avenant."
    spans = list_durees([v for v in versions if v != version])
    for (_, fin), (debut, _) in pairwise(spans):
        if debut <= fin:
            return f"Sans cet avenant, le protocole d’avant courrait jusqu’au {fin:%d/%m/%Y}, sur le suivant."
    return None


def list_durees(versions: Iterable[Version]) -> list[tuple[date, date]]:
    """From the first to the last day of each protocole, its avenants included."""
    spans: dict[date, date] = {}
    for version in sorted(versions, key=lambda v: v.du):
        spans[version.origine] = version.au  # the last version says the end
    return sorted(spans.items())


@dataclass(frozen=True, slots=True)
class Objectif:
    """`cible`: in percent of `base`, or a number when there is none. `public`: None, everybody."""

    indicateur: Indicateur
    cible: Decimal
    base: Base
    periode: PeriodeObjectif
    public: Public | None = None

    @property
    def is_part(self) -> bool:
        return self.base is not Base.NOMBRE


def check_objectif(objectif: Objectif) -> tuple[str, str] | None:
    """(the field, why) this objective says nothing that can be measured."""
    if objectif.cible <= 0:
        return "cible", "La cible est un nombre plus grand que zéro."
    if objectif.is_part and objectif.indicateur not in EN_PART:
        return "base", "Cet indicateur est un nombre : choisissez « aucune base »."
    if objectif.is_part and objectif.cible > 100:
        return "cible", "Une part ne dépasse pas 100 %. Pour un nombre de sorties, choisissez « aucune base »."
    if objectif.base is Base.ENTREES_PROTOCOLE and objectif.periode is not PeriodeObjectif.PROTOCOLE:
        return "periode", "Rapporté aux entrées depuis le début du protocole, l’objectif se lit sur toute sa durée."
    return None


def find_periode(objectif: Objectif, version: Version, annee: int, *, today: date) -> Periode | None:
    """The days counted: of the year, or since the protocole began; never beyond today. None: not begun."""
    year = make_annee(annee)
    debut = year.debut if objectif.periode is PeriodeObjectif.ANNEE else version.origine
    fin = min(year.fin, today)
    if objectif.periode is PeriodeObjectif.PROTOCOLE:
        fin = min(fin, version.au)
    return Periode(debut, fin) if debut <= fin else None


def compute_ecoule(objectif: Objectif, version: Version, annee: int, periode: Periode) -> Decimal:
    """How much of the time given to a number is over, between 0 and 1."""
    whole = make_annee(annee) if objectif.periode is PeriodeObjectif.ANNEE else Periode(version.origine, version.au)
    return Decimal((periode.fin - periode.debut).days + 1) / ((whole.fin - whole.debut).days + 1)


@dataclass(frozen=True, slots=True)
class Realise:
    """An objective against what happened. `part.base` is zero when it is a number. `attendu`: what time alone asks for."""

    objectif: Objectif
    periode: Periode
    part: Part
    attendu: Decimal

    @property
    def etat(self) -> EtatObjectif:
        if self.objectif.is_part and not self.part.base:
            return EtatObjectif.SANS_BASE
        if self.valeur >= self.objectif.cible:
            return EtatObjectif.ATTEINT
        if not self.objectif.is_part and self.valeur >= self.attendu:
            return EtatObjectif.AU_RYTHME
        return EtatObjectif.EN_DESSOUS

    @property
    def valeur(self) -> Decimal:
        """In the unit of the target; the exact share, so that a rounding never reaches it."""
        if not self.objectif.is_part:
            return Decimal(self.part.effectif)
        return Decimal(self.part.effectif) * 100 / self.part.base if self.part.base else Decimal(0)

    def write_valeur(self) -> str:
        """A whole percentage, unless rounding it would say that a missed target is reached."""
        if not self.objectif.is_part:
            return write_nombre(self.part.effectif)
        places = 0
        while places < 3 and self.valeur < self.objectif.cible <= round(self.valeur, places):
            places += 1
        return write_pourcentage(self.part.taux, places)

    @property
    def is_tenu(self) -> bool:
        return self.etat in (EtatObjectif.ATTEINT, EtatObjectif.AU_RYTHME)

    def write_calcul(self) -> str:
        """What it is judged on: « 52 sur 107, sorties hors déménagement… », « 184 à atteindre à ce jour »."""
        if self.objectif.is_part:
            return f"{write_nombre(self.part.effectif)} sur {write_nombre(self.part.base)}, {write_base(self.objectif)}"
        return f"{write_nombre(self.attendu, 0)} à atteindre à ce jour"


def write_cible(objectif: Objectif) -> str:
    """« 42 % », « 4 000 »."""
    if not objectif.is_part:
        return write_nombre(objectif.cible)
    return write_pourcentage(objectif.cible / 100, _count_places(objectif.cible))


def _count_places(cible: Decimal) -> int:
    return 0 if cible == cible.to_integral_value() else 1


def write_libelle(objectif: Objectif) -> str:
    """Two objectives of one protocole never bear the same name: of whom, and out of what when it is not all the exits."""
    said = VISABLES[objectif.indicateur]
    if objectif.public:
        said = f"{said}, {lower_initiale(LIBELLES_PUBLIC[objectif.public])}"
    return f"{said} ({PRECISIONS_BASE[objectif.base]})" if objectif.base in PRECISIONS_BASE else said


def write_base(objectif: Objectif) -> str:
    """What the share is taken of, and of whom."""
    said = LIBELLES_BASE[objectif.base] if objectif.is_part else "nombre, sans base"
    return f"{said}, {lower_initiale(LIBELLES_PUBLIC[objectif.public])}" if objectif.public else said


def measure(
    objectif: Objectif, faits: Sequence[ParcoursCompte], version: Version, annee: int, *, today: date
) -> Realise | None:
    """None when nothing has begun. Numerator and denominator are counted over the same days."""
    periode = find_periode(objectif, version, annee, today=today)
    if periode is None:
        return None
    counted = [f for f in faits if objectif.public is None or PUBLICS[LIBELLES_PUBLIC[objectif.public]](f.profil)]
    part = Part(_count(objectif.indicateur, counted, periode), _count_base(objectif.base, counted, periode))
    ecoule = compute_ecoule(objectif, version, annee, periode)
    return Realise(objectif, periode, part, Decimal(objectif.cible) * ecoule)


DES_SORTIES = {
    Indicateur.I_5: "positives", Indicateur.I_6: "emploi", Indicateur.I_7: "formation",
    Indicateur.I_8: "autres_positives",
}  # fmt: skip


def _count(indicateur: Indicateur, faits: Sequence[ParcoursCompte], periode: Periode) -> int:
    if indicateur in DES_SORTIES:
        return int(getattr(count_sorties(faits, periode), DES_SORTIES[indicateur]))
    if indicateur is Indicateur.I_2:
        return count_entrees(faits, periode)
    if indicateur is Indicateur.I_1:
        return count_accompagnes(faits, periode)
    return count_stock(faits, periode.fin)


def _count_base(base: Base, faits: Sequence[ParcoursCompte], periode: Periode) -> int:
    if base is Base.NOMBRE:
        return 0
    if base in (Base.ENTREES_PERIODE, Base.ENTREES_PROTOCOLE):
        return count_entrees(faits, periode)
    sorties: Sorties = count_sorties(faits, periode)
    return sorties.total if base is Base.SORTIES else sorties.total - sorties.neutralisees
