"""A small catalogue of nothing in particular: every word of the language, every kind of answer."""

from datetime import date
from decimal import Decimal

import ibis
from hypothesis import strategies as st
from ibis import _

from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.mesures import Effectif, Mediane, Moyenne, Somme, Sur, Taux
from maillage.indicateurs.periodes import PERIODE, make_annee
from maillage.indicateurs.populations import TERRITOIRE, Lien, Population
from maillage.indicateurs.tables import Colonne, Table, Type
from maillage.indicateurs.ventilations import Publics, Question, Ventilation, cross

SOURCE = "essai"
VISITES = Table("visites", "une visite", 1, (
    Colonne("dispositif", Type.TEXTE, "où"), Colonne("personne", Type.ENTIER, "qui"),
    Colonne("cle", Type.ENTIER, "numéro"), Colonne("debut", Type.DATE, "depuis"), Colonne("fin", Type.DATE, "jusqu’au"),
    Colonne("couleur", Type.TEXTE, "couleur"), Colonne("taille", Type.TEXTE, "taille"),
    Colonne("gauche", Type.BOOLEEN, "gaucher"), Colonne("lunettes", Type.BOOLEEN, "porte des lunettes"),
    Colonne("points", Type.ENTIER, "points"),
))  # fmt: skip
LETTRES = Table("lettres", "une lettre", 1, (
    Colonne("dispositif", Type.TEXTE, "où"), Colonne("personne", Type.ENTIER, "à qui"),
    Colonne("le", Type.DATE, "envoyée le"),
))  # fmt: skip
RECUES = Lien(
    nom="recues", definition="lettres reçues pendant la période", table=LETTRES, cles=("dispositif", "personne"),
    condition=_.le.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
COULEUR = Ventilation(
    code="couleur", libelle="Couleur", colonne=_.couleur, modalites={"rouge": "Rouge", "vert": "Vert"}
)
TAILLE = Ventilation(code="taille", libelle="Taille", colonne=_.taille, modalites={"p": "Petite", "g": "Grande"})
LES_DEUX = cross("couleur_taille", "Couleur et taille", COULEUR, TAILLE)
SIGNES = Publics(
    code="signes", libelle="Signes",
    questions={"gauche": Question("Gauchers", _.gauche), "lunettes": Question("Porteurs de lunettes", _.lunettes)},
)  # fmt: skip
ARRIVEES = Population(
    code="arrivees", libelle="Arrivées", unite="visites", table=VISITES, regle="commencées dans la période",
    condition=_.debut.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
PRESENTS = Population(
    code="presents", libelle="Présents", unite="personnes", table=VISITES, regle="un jour au moins dans la période",
    condition=(_.debut <= PERIODE.fin) & (_.fin.isnull() | (_.fin >= PERIODE.debut)),
    une_par=("dispositif", "personne"), dernier=("debut", "cle"), liens=(RECUES,),
)  # fmt: skip
COURRIER = Population(
    code="courrier", libelle="Courrier", unite="lettres", table=LETTRES, regle="envoyées dans la période",
    condition=_.le.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
TOUTES = Effectif(
    code="arrivees", libelle="Arrivées", source=SOURCE, population=ARRIVEES, compte="visites",
    ventilations=(COULEUR, SIGNES, LES_DEUX),
)  # fmt: skip
GAUCHERS = TOUTES.where(_.gauche, code="gauchers", libelle="Gauchers", compte="visites de gauchers")
CONNUS = TOUTES.where(_.gauche.notnull(), code="connus", libelle="Main connue", compte="main connue")
GENS = Effectif(
    code="gens",
    libelle="Présents",
    source=SOURCE,
    population=PRESENTS,
    compte="personnes",
    ventilations=(SIGNES, TAILLE),
)
SANS_LETTRE = GENS.where(_.recues == 0, code="sans_lettre", libelle="Sans lettre", compte="personnes sans lettre")
LETTRES_ENVOYEES = Effectif(code="lettres", libelle="Lettres", source=SOURCE, population=COURRIER, compte="lettres")
DUREE = _.fin.delta(_.debut, unit="day")
POINTS = Somme(
    code="points", libelle="Points", source=SOURCE, population=ARRIVEES, compte="points", valeur=_.points,
    condition=_.gauche, ventilations=(COULEUR,),
)  # fmt: skip
CATALOGUE = Catalogue.make([Chapitre("un", "Un", "", (
    TOUTES, GAUCHERS, CONNUS, GENS, SANS_LETTRE, POINTS,
    Taux(code="points_par_visite", libelle="Points par visite", source=SOURCE, numerateur=POINTS, denominateur=TOUTES, facteur=1, decimales=1, ventilations=(COULEUR,)),
    Taux(code="part_gauchers", libelle="Part de gauchers", source=SOURCE, numerateur=GAUCHERS, denominateur=CONNUS, ventilations=(TAILLE,)),
    Taux(code="par_personne", libelle="Lettres par personne", source=SOURCE, numerateur=LETTRES_ENVOYEES, denominateur=GENS, facteur=1, decimales=2),
    Taux(code="couleurs", libelle="Couleurs", source=SOURCE, numerateur=TOUTES, denominateur=TOUTES, sur=Sur.RENSEIGNES, ventilations=(COULEUR, SIGNES)),
    Taux(code="tailles", libelle="Tailles", source=SOURCE, numerateur=TOUTES, denominateur=TOUTES, sur=Sur.ENSEMBLE, ventilations=(TAILLE,)),
    Moyenne(code="duree", libelle="Durée", source=SOURCE, population=ARRIVEES, compte="jours", condition=_.couleur != "vert", valeur=DUREE, diviseur=Decimal("30.4375"), ventilations=(COULEUR,)),
    Mediane(code="mediane", libelle="Durée médiane", source=SOURCE, population=ARRIVEES, compte="jours", condition=_.gauche, valeur=DUREE, ventilations=(COULEUR, SIGNES)),
    Mediane(code="dixieme", libelle="Neuf sur dix", source=SOURCE, population=ARRIVEES, compte="points", valeur=_.points, quantile=Decimal("0.9")),
))])  # fmt: skip
# What several places know counts once in the one that holds them all: the first visit of each, whose points come to more than none.
GAGNES = Lien(
    nom="gagnes", definition="points gagnés pendant la période", table=VISITES, cles=(TERRITOIRE, "personne"),
    condition=_.debut.between(PERIODE.debut, PERIODE.fin), valeur=_.points,
)  # fmt: skip
GAGNANTS = Population(
    code="gagnants", libelle="Gagnants", unite="personnes", table=VISITES, regle="qui ont gagné des points",
    condition=_.debut.between(PERIODE.debut, PERIODE.fin) & (_.gagnes > 0), une_par=(TERRITOIRE, "personne"),
    premier=("debut", "cle"), liens=(GAGNES,),
)  # fmt: skip
QUI_GAGNENT = Effectif(
    code="gagnants", libelle="Gagnants", source=SOURCE, population=GAGNANTS, compte="gagnants", ventilations=(COULEUR,)
)
LEURS_POINTS = Somme(
    code="centaines", libelle="Leurs points", source=SOURCE, population=GAGNANTS, compte="leurs points",
    valeur=ibis.least(_.gagnes, 10) * 100 // 3, diviseur=Decimal(100),
)  # fmt: skip
DISTINCTS = Catalogue.make([Chapitre("deux", "Deux", "", (
    QUI_GAGNENT, LEURS_POINTS,
    Taux(code="par_lettre", libelle="Gagnants par lettre", source=SOURCE, numerateur=QUI_GAGNENT, denominateur=LETTRES_ENVOYEES, facteur=1),
    Taux(code="part_gagnante", libelle="Part des couleurs", source=SOURCE, numerateur=QUI_GAGNENT, denominateur=QUI_GAGNENT, sur=Sur.RENSEIGNES, ventilations=(COULEUR,)),
    Taux(code="points_moyens", libelle="Points par gagnant", source=SOURCE, numerateur=LEURS_POINTS, denominateur=QUI_GAGNENT, facteur=Decimal("0.01"), decimales=1),
))])  # fmt: skip
ANNEES = (make_annee(2019), make_annee(2020))
LIEUX = ("a", "b", "c")
jours = st.dates(min_value=date(2018, 6, 1), max_value=date(2021, 6, 30))
visites = st.fixed_dictionaries({
    "dispositif": st.sampled_from(LIEUX), "personne": st.integers(1, 4), "cle": st.just(0), "debut": jours,
    "fin": st.none() | jours, "couleur": st.sampled_from(["rouge", "vert", None]),
    "taille": st.sampled_from(["p", "g", None]), "gauche": st.sampled_from([True, False, None]),
    "lunettes": st.sampled_from([True, False, None]), "points": st.none() | st.integers(-3, 12),
})  # fmt: skip
lettres = st.fixed_dictionaries({"dispositif": st.sampled_from(LIEUX), "personne": st.integers(1, 4), "le": jours})


@st.composite
def tables(draw) -> dict[str, list[dict]]:
    """Visits numbered in their order, and ending after they begin."""
    rows = draw(st.lists(visites, max_size=14))
    for rang, row in enumerate(rows):
        row["cle"] = rang
        if row["fin"] is not None and row["fin"] < row["debut"]:
            row["debut"], row["fin"] = row["fin"], row["debut"]
    return {"visites": rows, "lettres": draw(st.lists(lettres, max_size=10))}
