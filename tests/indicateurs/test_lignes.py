"""The rows behind a cell are those it counts: as many of each place as the cell says."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from ibis import _

from maillage.indicateurs.calcul import compose, compute
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.lignes import Place, list_colonnes, list_places
from maillage.indicateurs.mesures import Effectif, Somme, Sur, Taux
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from tests.indicateurs.essai import (
    ANNEES,
    ARRIVEES,
    CATALOGUE,
    LETTRES,
    LETTRES_ENVOYEES,
    PRESENTS,
    RECUES,
    VISITES,
    tables,
)

REGLAGES = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
SEUL = "a"


def open_memoire(rows: dict[str, list[dict]]) -> MoteurMemoire:
    return MoteurMemoire(
        {
            table: list_lignes(table, [row for row in rows[table.nom] if row["dispositif"] == SEUL])
            for table in (VISITES, LETTRES)
        }
    )


def expect(mesure, cellule) -> dict[str, int]:
    """What the cell says of its rows, in the words of the places."""
    if isinstance(mesure, Taux):
        found = {"base": cellule.base, "inconnu": cellule.non_reponse}
        return found if isinstance(mesure.numerateur, Somme) else found | {"compte": cellule.numerateur}
    compte = cellule.numerateur if isinstance(mesure, Effectif) else cellule.base
    return {"compte": compte, "inconnu": cellule.non_reponse}


def read(mesure, cellule, places: Counter[Place]) -> dict[str, int]:
    found = {"compte": places[Place.COMPTE], "inconnu": places[Place.INCONNU]}
    if not isinstance(mesure, Taux):
        return found
    found["base"] = places[Place.BASE]
    if mesure.numerateur.population is mesure.denominateur.population:
        found["base"] += places[Place.COMPTE]
        # Out of everybody, those who did not answer are in the base too.
        found["base"] += places[Place.INCONNU] if mesure.sur is Sur.ENSEMBLE and cellule.ventilation else 0
    if isinstance(mesure.numerateur, Somme):
        del found["compte"]
    return found


@REGLAGES
@given(rows=tables())
def test_chaque_cellule_a_autant_de_lignes_qu_elle_en_compte(rows):
    with open_memoire(rows) as moteur:
        for cellule in compose(CATALOGUE, compute(CATALOGUE, moteur, ANNEES[:1], [SEUL])):
            mesure = CATALOGUE.mesures[cellule.code]
            if isinstance(mesure, Taux) and isinstance(mesure.numerateur, Somme):
                continue  # its base is of rows whose value need not be known: nothing to list under one line
            ventilation = next((v for v in mesure.ventilations if v.code == cellule.ventilation), None)
            places = Counter(
                one.place
                for one in list_places(
                    moteur, mesure, ANNEES[0], cle="personne", ventilation=ventilation, modalite=cellule.modalite
                )
            )
            assert read(mesure, cellule, places) == expect(mesure, cellule), cellule


@REGLAGES
@given(rows=tables())
def test_ce_que_pesent_les_lignes_comptees_est_ce_que_dit_la_cellule(rows):
    """Of a total, and of a rate between two totals of the same rows."""
    with open_memoire(rows) as moteur:
        for cellule in compose(CATALOGUE, compute(CATALOGUE, moteur, ANNEES[:1], [SEUL])):
            mesure = CATALOGUE.mesures[cellule.code]
            above = mesure.numerateur if isinstance(mesure, Taux) else mesure
            if not isinstance(above, Effectif | Somme):
                continue
            if isinstance(mesure, Taux) and mesure.denominateur.population is not above.population:
                continue
            ventilation = next((v for v in mesure.ventilations if v.code == cellule.ventilation), None)
            found = list_places(
                moteur, mesure, ANNEES[0], cle="personne", ventilation=ventilation, modalite=cellule.modalite
            )
            assert sum(one.part for one in found if one.place is Place.COMPTE) == cellule.numerateur, cellule


@REGLAGES
@given(rows=tables())
def test_une_personne_revient_autant_de_fois_qu_elle_a_de_lignes(rows):
    with open_memoire(rows) as moteur:
        places = list_places(moteur, LETTRES_ENVOYEES, ANNEES[0], cle="personne")
        sent = Counter(
            row["personne"] for row in rows["lettres"] if row["dispositif"] == SEUL and row["le"].year == 2019
        )
        assert Counter(one.cle for one in places) == sent


def test_une_expression_dit_les_colonnes_de_faits_qu_elle_lit():
    assert list_colonnes(ARRIVEES, _.fin.delta(_.debut, unit="day")) == {"debut", "fin"}
    assert list_colonnes(PRESENTS, (_.couleur == "rouge") & (_[RECUES.nom] == 0)) == {"couleur"}


@REGLAGES
@given(rows=tables())
def test_une_condition_niee_ne_rend_personne_inconnu(rows):
    """A rate of what is not something: whoever is it, or is not, is known to be in the base."""
    autres = Effectif(
        code="autres", libelle="Autres", source="essai", population=PRESENTS, compte="visites d’une autre couleur",
        condition=~(_.couleur == "rouge"),
    )  # fmt: skip
    toutes = Effectif(code="toutes", libelle="Toutes", source="essai", population=PRESENTS, compte="visites")
    part = Taux(code="part", libelle="Part", source="essai", unite="%", numerateur=autres, denominateur=toutes)
    catalogue = Catalogue.make([Chapitre("", "", "", (part,))])
    with open_memoire(rows) as moteur:
        (cellule,) = compose(catalogue, compute(catalogue, moteur, ANNEES[:1], [SEUL]))
        places = Counter(one.place for one in list_places(moteur, part, ANNEES[0], cle="personne"))
    assert places[Place.COMPTE] == cellule.numerateur
    assert places[Place.INCONNU] == cellule.non_reponse
    assert places.total() == cellule.base
