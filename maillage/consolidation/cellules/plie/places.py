"""What each printed number of the PLIE counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.places import CONNU, INCONNUS, OUI, Place, PlaceInconnue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import AnyMesure, Comptable, Mediane, Moyenne, Sur, Taux
from maillage.indicateurs.ventilations import INCONNU

PARTICIPANTS, ENTREES, STOCK, SORTIES = "plie.accompagnes", "plie.entrees", "plie.stock", "plie.sorties"
ETAPES, ETP = "plie.etapes", "plie.etp"
PROFIL = ("sexe", "age", "niveau", "brsa", "deld", "boeth", "qpv")
NON_PUBLIEES = dict.fromkeys(
    (f"plie.{quoi}_{jours}" for quoi in ("sans_contact", "part_sans_contact") for jours in (45, 90)),
    "du pilotage d’un dispositif, non d’un rapport",
)
REPONSES = frozenset({"renseignement", "renseignement_emploi", "renseignement_secteur"})  # whether each answer is known


@dataclass(frozen=True, slots=True)
class Compte:
    """What a measure of the catalogue counts, before it is broken down."""

    racine: str
    issue: str = ""
    axe: str = ""
    modalite: str = ""

    def make(self) -> Place:
        return Place(self.racine, self.issue, self.axe, self.modalite)


COMPTES: dict[str, Compte] = {
    **{code: Compte(code) for code in (PARTICIPANTS, ENTREES, STOCK, SORTIES, ETAPES)},
    "plie.sorties_positives": Compte(SORTIES, "positives"),
    "plie.emploi_durable": Compte(SORTIES, "emploi_durable"),
    "plie.formation_validee": Compte(SORTIES, "formation"),
    "plie.autres_positives": Compte(SORTIES, "autre_positive"),
    "plie.sans_suite": Compte(SORTIES, "sans_suite"),
    "plie.neutralisees": Compte(SORTIES, "neutre"),
    "plie.sorties_imputables": Compte(SORTIES, "imputables"),
    "plie.sans_etape": Compte(PARTICIPANTS, "", "etape", "sans"),
    "plie.file_active": Compte(STOCK, "", "suspension", "active"),
    "plie.etapes_contrats": Compte(ETAPES, "", "famille", "contrats"),
    "plie.etapes_iae": Compte(ETAPES, "", "famille", "iae"),
    **{
        f"{racine}.{nom}": Compte(racine, "", axe, modalite)
        for racine in (ENTREES, PARTICIPANTS)
        for nom, axe, modalite in (
            ("femmes", "sexe", "f"), ("sexe_connu", "sexe", CONNU), ("peu_qualifies", "niveau", "peu_ou_pas"),
            ("niveau_connu", "niveau", CONNU),
        )
    },
}  # fmt: skip
CATEGORIES: dict[str, tuple[str, str]] = {
    "femmes": ("sexe", "f"), "hommes": ("sexe", "h"), "deld": ("deld", OUI), "brsa": ("brsa", OUI),
    "sans_qualification": ("niveau", "sans"), "peu_qualifies": ("niveau", "peu"), "qualifies": ("niveau", "qualifie"),
}  # fmt: skip
# Of a ventilation, the axis it is a cut of; those of jobs are read on the exits that found one.
AXES = {"sexe": "sexe", "age": "age", "age_fin": "age", "niveau": "niveau", "famille": "famille", "iae": "famille",
        "contrat": "contrat", "taille": "taille", "secteur": "secteur"}  # fmt: skip
POPULATIONS = {"accompagnes": PARTICIPANTS, "entrees": ENTREES, "stock": STOCK, "sorties": SORTIES, "etapes": ETAPES}
NOMBRE_ETP = Place(ETP)


def find_place(code: str, ventilation: str, modalite: str) -> Place:
    """Of a count of the catalogue."""
    compte = COMPTES.get(code)
    if compte is None:
        raise PlaceInconnue(code)
    if ventilation == TOTAL:
        return compte.make()
    if ventilation in {"issue", "cause"}:
        return Place(compte.racine, modalite or INCONNUS)
    if ventilation == "iae":
        return Place(compte.racine, "", "famille", f"iae:{modalite or INCONNUS}")
    axe, found = _find_axe(ventilation, modalite)
    return Place(compte.racine, compte.issue, axe, found)


def _find_axe(ventilation: str, modalite: str) -> tuple[str, str]:
    if ventilation == "categories":
        return CATEGORIES[modalite]
    if ventilation == "publics":
        return modalite, OUI
    if ventilation in REPONSES:
        return modalite, CONNU
    if ventilation not in AXES:
        raise PlaceInconnue(ventilation)
    return AXES[ventilation], modalite if modalite != INCONNU else INCONNUS


def list_nombres(cellule: Cellule) -> Iterator[tuple[Place, int]]:
    """Every number that printing this cell lets out, zeros that are nobody's included; raises `PlaceInconnue`."""
    mesure = PLIE.mesures[cellule.code]
    if cellule.code == ETP:
        yield NOMBRE_ETP, cellule.numerateur
        return
    if isinstance(mesure, Moyenne | Mediane):
        yield from _list_duree(mesure, cellule)
        return
    ventilation, modalite = cellule.ventilation, cellule.modalite
    if ventilation == "cause" and modalite == INCONNU and cellule.numerateur:
        raise PlaceInconnue(cellule.code)  # its base mixes positive exits and those whose cause nobody told
    counted = mesure.numerateur if isinstance(mesure, Taux) else mesure
    numerateur = find_place(counted.code, ventilation, modalite)
    yield numerateur, cellule.numerateur
    base = _find_base(mesure, ventilation, modalite)
    yield base, cellule.base
    if ventilation in REPONSES:  # known or not, there is no third answer
        return
    if cellule.non_reponse or (ventilation and numerateur.axe not in {"", "famille"} and modalite != INCONNU):
        inconnus = base if isinstance(mesure, Taux) and ventilation else numerateur
        yield inconnus._replace(modalite=INCONNUS), cellule.non_reponse


def _list_duree(mesure: Moyenne | Mediane, cellule: Cellule) -> Iterator[tuple[Place, int]]:
    """How many it is the mean of."""
    racine = _find_racine(mesure)
    axe = mesure.code.removeprefix("plie.").rpartition("_")[0]
    yield Place(racine, "", axe, CONNU), cellule.base
    if cellule.non_reponse:
        yield Place(racine, "", axe, INCONNUS), cellule.non_reponse


def _find_racine(mesure: Comptable) -> str:
    racine = POPULATIONS.get(mesure.population.code)
    if racine is None:
        raise PlaceInconnue(mesure.code)
    return racine


def _find_base(mesure: AnyMesure, ventilation: str, modalite: str) -> Place:
    """What a figure is divided by, as it is printed beside it."""
    if not isinstance(mesure, Taux):
        racine = Place(_find_racine(mesure))
        if ventilation == TOTAL:
            return racine
        if ventilation == "cause" and modalite == INCONNU:
            return racine._replace(issue="positives")
        if ventilation in {"issue", "cause", "iae"}:
            return find_place(mesure.code, ventilation, modalite)
        axe, found = _find_axe(ventilation, modalite)
        return racine._replace(axe=axe, modalite=found)
    if mesure.denominateur.code == ETP:
        return NOMBRE_ETP
    if ventilation == TOTAL or mesure.sur is Sur.ENSEMBLE:
        return find_place(mesure.denominateur.code, TOTAL, "")
    place = find_place(mesure.denominateur.code, ventilation, modalite)
    return place if mesure.sur is Sur.MODALITE else place._replace(modalite=CONNU)
