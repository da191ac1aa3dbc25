"""What each printed number of the clause counts: people, contracts, hours, the lines of hours behind them, what is owed, posts."""

from collections.abc import Iterator

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.places import CONNU, INCONNUS, OUI, Place, PlaceInconnue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import Comptable, Effectif, Mediane, Moyenne, Somme, Sur, Taux
from maillage.indicateurs.ventilations import INCONNU

HEURES, AGREGEES, EN_TOUT = "clause.heures", "clause.heures_agregees", "clause.heures_en_tout"
LIGNES, LIGNES_AGREGEES, LIGNES_EN_TOUT = "clause.lignes", "clause.lignes_agregees", "clause.lignes_en_tout"
PERSONNES, ACTIFS, SIGNES = "clause.participants", "clause.contrats_actifs", "clause.contrats_signes"
JALONS, SORTIES = "clause.jalons", ("clause.sortie_6", "clause.sortie_12")
POSTES, FACILITATION, COORDINATION = "clause.postes_tenus", "clause.postes", "clause.postes_coordination"
ETP, ETP_COORDINATION = "clause.etp_facilitateurs", "clause.etp_coordinateurs"
ECHUS, SANS_ENTREPRISE = "clause.lots_echus", "clause.lots_echus_sans_entreprise"
ENGAGEES, PILOTEES = "clause.heures_engagees", "clause.heures_engagees_pilotees"
ECHUES, REALISEES = "clause.heures_engagees_echues", "clause.heures_realisees_echues"
TENUES, MANQUANTES, EXCEDENT = "clause.heures_tenues", "clause.heures_manquantes", "clause.heures_excedentaires"
DES_ECHUS = (ECHUES, REALISEES, TENUES, MANQUANTES, EXCEDENT)
REALISATION, FINIS = "clause.taux_realisation", "clause.contrats_finis"
ENTREPRISES, EMPLOYEURS, ENTREPRISES_TENUES = "clause.entreprises", "clause.employeurs", "clause.entreprises_tenus"
# Lots, markets, operations, who buys: public acts, published one by one by the buyers. Their number tells of nobody.
LIBRES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("clause.marches", "clause.donneurs"), frozenset({"achat", "donneur"})),
    **dict.fromkeys(("clause.lots_pilotes", "clause.marches_avec_heures"), frozenset({"achat", "donneur"})),
    "clause.lots": frozenset({"achat", "donneur", "programme", "formes"}),
    "clause.operations": frozenset({"programme"}),
    **dict.fromkeys(
        (
            "clause.maitres_ouvrage",
            "clause.donneurs_tenus",
            "clause.marches_tenus",
            "clause.lots_engages",
            SANS_ENTREPRISE,
        ),
        frozenset[str](),
    ),
}
# Of the services that declared a post, out of all of them.
DES_DECLARANTS = {
    "clause.heures_tenus": HEURES,
    "clause.participants_tenus": PERSONNES,
    "clause.contrats_tenus": ACTIFS,
}
_DES_PERSONNES = ("sexe_embauche", "age_embauche", "niveau_embauche", "profils", "qpv_adresse")
# Not asked by any figure of the network, and each would carry its own contributors.
TUES: frozenset[tuple[str, str]] = frozenset(
    (code, ventilation)
    for code, ventilations in (
        (HEURES, (*_DES_PERSONNES, "contrat_clause", "mode", "domaine", "type_heures")), (ACTIFS, _DES_PERSONNES),
    )
    for ventilation in ventilations
)  # fmt: skip
PART = {
    "clause.heures_siae": (HEURES, "employeur", "siae"),
    "clause.heures_siae_elargie": (HEURES, "employeur", "elargie"),
    "clause.heures_siae_marche": (HEURES, "entreprise", "siae"),
    "clause.heures_tpe_pme": (HEURES, "effectif", "moins_200"),
    "clause.heures_moins_250": (HEURES, "effectif", "moins_250"),
    "clause.heures_effectif_connu": (HEURES, "effectif", "dit"),
    "clause.heures_adresse_connue": (HEURES, "qpv_adresse", "situee"),
    "clause.heures_qpv": (HEURES, "qpv_adresse", OUI),
    "clause.heures_une_a_une": (HEURES, "suivi", "une_a_une"),
    "clause.lots_tenus": (ECHUS, "tenue", "tenus"),
    **{f"{sortie}_{quoi}": (sortie, "situation", quoi) for sortie in SORTIES for quoi in ("repondants", "positives")},
}
# Told of the hours as they are counted, without any of the axes above.
ENTIERS = {"clause.etp": HEURES, "clause.etp_1600": HEURES}
AXES = {
    "sexe_embauche": "sexe", "age_embauche": "age", "niveau_embauche": "niveau", "contrat_clause": "contrat",
    "groupe_donneur": "donneur", "situation_sortie": "situation",
}  # fmt: skip
PROFILS = {
    "femme": ("sexe", "f"), "homme": ("sexe", "h"), "moins_26": ("age", "moins_26"), "senior": ("age", "50_plus"),
    "niveau_3": ("niveau", "cap"),
}  # fmt: skip
PROFIL = "profil"  # asked all at once, or not at all: the axes below share those of whom nothing is known
BLOC = dict.fromkeys(("age", "niveau", "deld", "brsa", "qpv", "handicap"), PROFIL)
REPONSES = {"profil": PROFIL, "adresse": "qpv_adresse", "metier": "domaine"}
RENSEIGNEMENT = "renseignement_clause"
# The hours of which the answer may not be known: their lines are printed beside the share.
AVEC_INCONNUES = frozenset({"employeur", "entreprise", "effectif", "qpv_adresse"})
# By what is counted, the rows that it is read from.
BASES = {
    HEURES: LIGNES, AGREGEES: LIGNES_AGREGEES, EN_TOUT: LIGNES_EN_TOUT, ETP: FACILITATION, ETP_COORDINATION: COORDINATION,
}  # fmt: skip
# The same, where they are not cut as it is.
ENTIERES = {
    FACILITATION: POSTES, **dict.fromkeys(SORTIES, JALONS), **dict.fromkeys((ECHUS, SANS_ENTREPRISE, *DES_ECHUS), ECHUS),
    ENGAGEES: "clause.lots_engages", PILOTEES: "clause.lots_pilotes",
}  # fmt: skip


def list_nombres(cellule: Cellule) -> Iterator[tuple[Place, int]]:
    mesure = CLAUSE.mesures[cellule.code]
    if isinstance(mesure, Moyenne | Mediane):
        yield from _list_duree(cellule)
        return
    ventilation, modalite = cellule.ventilation, cellule.modalite
    if (cellule.code, ventilation) in TUES or (ventilation == "situation_sortie" and modalite == INCONNU):
        return
    counted = mesure.numerateur if isinstance(mesure, Taux) else mesure
    numerateur = find_place(counted.code, ventilation, modalite)
    yield numerateur, cellule.numerateur
    if isinstance(mesure, Taux):
        yield _find_base(mesure, ventilation, modalite), cellule.base
        if cellule.code == REALISATION:  # what was engaged and not done is read beside
            yield Place(MANQUANTES), cellule.base - cellule.numerateur
    elif isinstance(mesure, Effectif | Somme):
        yield _find_rangs(mesure, numerateur), cellule.base
    if ventilation == RENSEIGNEMENT or numerateur.racine in LIBRES or modalite == INCONNU != ventilation:
        return
    if numerateur.racine == HEURES:
        if numerateur.axe in AVEC_INCONNUES or cellule.non_reponse:
            yield Place(LIGNES, "", numerateur.axe, INCONNUS), cellule.non_reponse
    elif ventilation and numerateur.racine in (PERSONNES, ACTIFS, SIGNES):
        yield Place(numerateur.racine, "", find_bloc(ventilation, numerateur.axe), INCONNUS), cellule.non_reponse


def _list_duree(cellule: Cellule) -> Iterator[tuple[Place, int]]:
    """How many contracts it is the mean or the median of."""
    yield Place(FINIS, "", "duree", CONNU), cellule.base
    if cellule.non_reponse:
        yield Place(FINIS, "", "duree", INCONNUS), cellule.non_reponse


def find_place(code: str, ventilation: str, modalite: str) -> Place:
    """Of what is counted row by row."""
    racine, axe, found = PART.get(code, (ENTIERS.get(code, code), "", ""))
    if ventilation == TOTAL:
        return Place(racine, "", axe, found)
    if axe and ventilation != "situation_sortie":
        raise PlaceInconnue(code)
    return Place(racine, "", *_find_axe(ventilation, modalite))


def _find_axe(ventilation: str, modalite: str) -> tuple[str, str]:
    if ventilation == "profils":
        return PROFILS.get(modalite, (modalite, OUI))
    if ventilation == RENSEIGNEMENT:
        return REPONSES[modalite], CONNU
    axe = AXES.get(ventilation, ventilation)
    return (axe, modalite) if modalite != INCONNU else (BLOC.get(axe, axe), INCONNUS)


def find_bloc(ventilation: str, axe: str) -> str:
    """Which answers say whether this one is known."""
    return PROFIL if ventilation == "profils" else BLOC.get(axe, axe)


def _find_base(mesure: Taux, ventilation: str, modalite: str) -> Place:
    if ventilation == TOTAL or mesure.sur is Sur.ENSEMBLE:
        return find_place(mesure.denominateur.code, TOTAL, "")
    place = find_place(mesure.denominateur.code, ventilation, modalite)
    return Place(place.racine, "", find_bloc(ventilation, place.axe), CONNU)


def _find_rangs(mesure: Comptable, place: Place) -> Place:
    """The rows that a count or a sum is read from, as they are printed beside it."""
    if place.racine in ENTIERES:
        return Place(ENTIERES[place.racine])
    return place._replace(racine=BASES.get(place.racine, place.racine))
