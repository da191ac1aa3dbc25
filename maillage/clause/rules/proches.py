"""Who may work on a market near home: the criteria that hold, the one that soon will, the way there.

Said in words, ordered by a rule that the page states, never scored. Handicap, justice and asylum are not read here: they
are sensitive, and a list is read by more eyes than a file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from maillage.clause.nomenclatures.proches import BANALS, Degre
from maillage.clause.rules.eligibilite import Fenetre
from maillage.participants.nomenclatures.situation import Permis, Vehicule
from maillage.socle.dates import add_months, compute_age
from maillage.socle.parametres import fixe
from maillage.socle.typographie import fold

HORIZON = fixe(
    "presque_eligible_clause", "Délai dans lequel un critère à venir est signalé", "jours", 90,
    "choix du projet, à confirmer par les facilitateurs", a_confirmer=True,
)  # fmt: skip
RAYON = fixe(
    "rayon_clause", "Distance jusqu’à laquelle un marché est dit proche, à vol d’oiseau", "km", 30,
    "choix du projet, à confirmer par les facilitateurs", a_confirmer=True,
)  # fmt: skip
JEUNE, SENIOR = 26, 50
AN, SIX_MOIS = 12, 6
PEU_QUALIFIE = 3
RACINE, MOT_MIN = 5, 4


@dataclass(frozen=True, slots=True)
class Connu:
    """What is known of somebody. `deld_le`: from when a year without work is over. None or False: not known, or not so."""

    naissance: date | None = None
    brsa: bool = False
    ass: bool = False
    qpv: bool = False
    niveau: int | None = None
    deld_le: date | None = None
    sans_emploi_depuis: date | None = None
    constat: date | None = None
    fenetre: Fenetre | None = None
    contrats: Sequence[date | None] = ()
    permis: str = ""
    vehicule: str = ""
    transports: str = ""
    rayon_km: int | None = None
    metiers: Sequence[tuple[str, str]] = ()
    exclus: str = ""


@dataclass(frozen=True, slots=True)
class Proche:
    """`le`: when the nearest criterion will hold, of a `BIENTOT`. `raisons` for, `reserves` to look at first."""

    degre: Degre
    km: int | None
    le: date | None = None
    raisons: tuple[str, ...] = ()
    reserves: tuple[str, ...] = ()
    is_du_secteur: bool = False

    @property
    def rang(self) -> tuple[int, date, int]:
        """The order of the page: found eligible, to be found so, soon by date; then the nearest home."""
        loin = 10_000 if self.km is None else self.km
        return list(Degre).index(self.degre), self.le or date.min, loin


@dataclass(slots=True)
class _Criteres:
    acquis: list[str] = field(default_factory=list)
    a_venir: list[tuple[date, str]] = field(default_factory=list)

    def add(self, depuis: date | None, acquis: str, a_venir: str, *, on: date, limite: date) -> None:
        if depuis is not None and depuis <= on:
            self.acquis.append(acquis)
        elif depuis is not None and depuis <= limite:
            self.a_venir.append((depuis, f"{a_venir} le {depuis:%d/%m/%Y}"))


def list_criteres(connu: Connu, *, on: date) -> tuple[list[str], list[tuple[date, str]]]:
    """Those that hold on the day, then those that will within the horizon, with their day."""
    limite = on + timedelta(days=HORIZON.get(on=on).valeur)
    found = _Criteres()
    found.add(connu.deld_le, "sans emploi depuis plus d’un an", "un an sans emploi", on=on, limite=limite)
    for is_vrai, phrase in (
        (connu.brsa, "bénéficiaire du RSA"),
        (connu.ass, "touche l’ASS"),
        (connu.qpv, "habite un quartier prioritaire"),
    ):
        if is_vrai:
            found.acquis.append(phrase)
    if connu.naissance is not None:
        senior_le = add_months(connu.naissance, SENIOR * AN)
        found.add(senior_le, "50 ans ou plus", "50 ans", on=on, limite=limite)
        _add_jeune(found, connu, connu.naissance, on=on, limite=limite)
    return found.acquis, sorted(found.a_venir)


def _add_jeune(found: _Criteres, connu: Connu, naissance: date, *, on: date, limite: date) -> None:
    """Under 26, and little qualified or six months without work; a criterion that would come at 26 does not."""
    age = compute_age(naissance, on=on)
    if age is None or age >= JEUNE:
        return
    if connu.niveau is not None and connu.niveau <= PEU_QUALIFIE:
        found.acquis.append("moins de 26 ans, niveau CAP ou moins")
        return
    six_mois = add_months(connu.sans_emploi_depuis, SIX_MOIS) if connu.sans_emploi_depuis else None
    if six_mois is not None and six_mois < add_months(naissance, JEUNE * AN):
        found.add(
            six_mois, "moins de 26 ans, sans emploi depuis six mois", "moins de 26 ans et six mois sans emploi",
            on=on, limite=limite,
        )  # fmt: skip


def match(connu: Connu, *, km: float | None, secteur: str, on: date) -> Proche | None:
    """None: too far, at work for long, past the time that counts, or no criterion known."""
    rayon = RAYON.get(on=on).valeur
    if km is not None and km > rayon:
        return None
    libre = _find_libre(connu.contrats, on=on)
    if libre is None:
        return None
    found = _find_degre(connu, on=on)
    if found is None:
        return None
    degre, le, raisons = found
    metiers = tuple(f"{quoi} : « {texte} »" for quoi, texte in connu.metiers if is_du_secteur(secteur, texte))
    reserves = _list_reserves(connu, km=km, secteur=secteur)
    if libre > on:
        reserves = (f"en contrat jusqu’au {libre - timedelta(days=1):%d/%m/%Y}", *reserves)
    return Proche(
        degre, None if km is None else round(km), le, (*raisons, *metiers, *_list_mobilite(connu)), reserves, bool(metiers)
    )  # fmt: skip


def _find_libre(contrats: Iterable[date | None], *, on: date) -> date | None:
    """The first day without a contract of the clause; None when it is not within the horizon. A contract without end: None."""
    fins = list(contrats)
    if any(fin is None for fin in fins):
        return None
    last = max((fin for fin in fins if fin is not None), default=None)
    libre = max(on, last + timedelta(days=1)) if last else on
    return libre if libre <= on + timedelta(days=HORIZON.get(on=on).valeur) else None


def _find_degre(connu: Connu, *, on: date) -> tuple[Degre, date | None, tuple[str, ...]] | None:
    if connu.constat is not None and connu.constat <= on:
        if connu.fenetre is None:
            return Degre.CONSTATEE, None, (f"éligibilité constatée le {connu.constat:%d/%m/%Y}",)
        if connu.fenetre.au >= on:
            return Degre.CONSTATEE, None, (f"éligible jusqu’au {connu.fenetre.au:%d/%m/%Y}",)
        return None
    acquis, a_venir = list_criteres(connu, on=on)
    if acquis:
        return Degre.A_CONSTATER, None, tuple(acquis)
    if a_venir:
        return Degre.BIENTOT, a_venir[0][0], tuple(phrase for _, phrase in a_venir)
    return None


def _list_mobilite(connu: Connu) -> tuple[str, ...]:
    """What is known of it, and no more."""
    has_voiture = connu.vehicule == Vehicule.VOITURE
    if connu.permis == Permis.VALIDE:
        return ("permis et voiture" if has_voiture else "permis, sans voiture connue",)
    found = ["sans permis valide"] if connu.permis else []
    if connu.transports == "oui":
        found.append("prend les transports en commun")
    return tuple(found)


def _list_reserves(connu: Connu, *, km: float | None, secteur: str) -> tuple[str, ...]:
    found = []
    if km is not None and connu.rayon_km is not None and km > connu.rayon_km:
        found.append(f"accepte {connu.rayon_km} km de trajet")
    if is_du_secteur(secteur, connu.exclus):
        found.append(f"ne veut pas de : « {connu.exclus} »")
    return tuple(found)


def is_du_secteur(secteur: str, texte: str) -> bool:
    """A word of one begins like a word of the other: « peinture » and « peintre en bâtiment »."""
    return bool(_list_racines(secteur) & _list_racines(texte))


def _list_racines(texte: str) -> frozenset[str]:
    racines = {mot[:RACINE] for mot in fold(texte).split() if len(mot) >= MOT_MIN}
    return frozenset(racines - BANALS)
