"""On files drawn at random: the rows behind each cell, the answers that are missing, the bounds they leave."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.comptage import Compte, find_ventilation, list_objets, open_compte
from maillage.consolidation.direct.manques import list_manques, list_sujets
from maillage.consolidation.direct.plie.metier import METIER_PLIE
from maillage.consolidation.direct.plie.variables import VARIABLES, Variable
from maillage.consolidation.faits.codage import Faits, code_faits, make_numero
from maillage.consolidation.faits.tables import PARCOURS
from maillage.indicateurs.lignes import Place
from maillage.indicateurs.mesures import Effectif, Mediane, Moyenne, Sur, Taux
from maillage.parcours.nomenclatures.sorties import LIBELLES_CONTRAT_TRAVAIL, LIBELLES_SECTEUR, TYPES
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.reseau.models import Dispositif

ANNEE = 2025
REPONSES = (True, False, None)


def draw_faits(dispositif: Dispositif, graine: int) -> Faits:
    chance = Random(graine)
    parcours, etapes = [], []
    for cle in range(120):
        entree = date(2022, 1, 1) + timedelta(days=chance.randrange(1500))
        sortie = entree + timedelta(days=chance.randrange(30, 900)) if chance.random() < 0.6 else None
        prescription = entree - timedelta(days=40) if chance.random() < 0.8 else None
        parcours.append(
            ParcoursCompte(
                cle, chance.randrange(100), entree, sortie, chance.choice(list(TYPES)) if sortie else "",
                Profil(
                    chance.choice(REPONSES), chance.choice((None, 19, 25, 26, 44, 45, 63)),
                    chance.choice((None, 1, 2, 3, 4, 6)), *(chance.choice(REPONSES) for _ in range(4)),
                ),
                prescription, chance.choice((None, entree - timedelta(days=20))),
                chance.choice((None, entree - timedelta(days=10))),
                contrat=chance.choice(["", *LIBELLES_CONTRAT_TRAVAIL]), secteur=chance.choice(["", *LIBELLES_SECTEUR]),
                taille=chance.choice(["", "tpe", "pme"]),
            )
        )  # fmt: skip
        for type_etape in chance.sample(["IAE-ACI", "MOB-ACC", "FOR-QUA"], chance.randrange(3)):
            etapes.append(EtapeComptee(cle, parcours[-1].personne, type_etape, entree + timedelta(days=9)))
    temps = [Temps(1, date(2020, 1, 1), Decimal("0.8"))]
    return code_faits(str(dispositif.uuid), parcours, etapes, temps, numero=make_numero(b"essai"))


@pytest.fixture(params=[1, 2])
def compte(request):
    dispositif = Dispositif(nom="PLIE d’essai")
    with open_compte(METIER_PLIE, dispositif, draw_faits(dispositif, request.param), ANNEE) as found:
        yield found


def test_chaque_cellule_du_catalogue_a_ses_lignes(compte: Compte):
    looked = 0
    for cellule in compte.list_cellules():
        mesure = PLIE.mesures[cellule.code]
        if not list_objets(METIER_PLIE, mesure):
            continue
        places = Counter(
            place
            for _n, place, *_poids in compte.list_places(
                mesure, find_ventilation(mesure, cellule.ventilation), cellule.modalite
            )
        )
        counted, based, unknown = (places[place] for place in Place)
        if not isinstance(mesure, Taux):
            assert (counted, unknown) == (
                cellule.numerateur if isinstance(mesure, Effectif) else cellule.base, cellule.non_reponse,
            )  # fmt: skip
        elif mesure.numerateur.population is mesure.denominateur.population:
            answered = unknown if mesure.sur is Sur.ENSEMBLE and cellule.ventilation else 0
            assert (counted, counted + based + answered, unknown) == (
                cellule.numerateur, cellule.base, cellule.non_reponse,
            )  # fmt: skip
        else:
            assert counted == cellule.numerateur
        looked += 1
    assert looked > 250


def test_une_reponse_qui_manque_est_celle_que_la_cellule_ne_connait_pas(compte: Compte):
    """The answers asked are read in the measures: each figure misses exactly the rows of its subject."""
    compared = 0
    for manque in list_manques(compte):
        for figure in manque.sujet.figures:
            cellule = compte.find(figure.mesure, figure.ventilation.code if figure.ventilation else "", figure.modalite)
            assert cellule is not None
            if isinstance(figure.mesure, Mediane | Moyenne):
                assert cellule.non_reponse >= len(manque.poids)  # two dates, of which the other may be missing
            else:
                assert cellule.non_reponse == len(manque.poids)
                compared += 1
    assert compared > 40


def test_chaque_reponse_du_catalogue_est_demandee():
    assert {sujet.variable for sujet in list_sujets(METIER_PLIE)} == set(Variable)
    labels = {(sujet.variable, sujet.libelle) for sujet in list_sujets(METIER_PLIE)}
    assert len(labels) == len(list_sujets(METIER_PLIE))  # two subjects of one answer are told apart by their base


@pytest.mark.parametrize("variable", [Variable.NIVEAU, Variable.BRSA, Variable.SEXE, Variable.AGE, Variable.TAILLE])
def test_quoi_qu_on_reponde_le_taux_reste_dans_ses_bornes(variable: Variable):
    """Every missing answer is filled at random, many times: no rate ever leaves the bounds that were announced."""
    dispositif, chance = Dispositif(nom="PLIE d’essai"), Random(7)
    faits = draw_faits(dispositif, 4)
    rang = list(PARCOURS.types).index(variable.value)
    known = sorted({ligne[rang] for ligne in faits.lignes[PARCOURS]} - {None}, key=repr)
    with open_compte(METIER_PLIE, dispositif, faits, ANNEE) as compte:
        announced = {
            (figure.mesure.code, figure.ventilation.code if figure.ventilation else "", figure.modalite): figure
            for manque in list_manques(compte, variable)
            for figure in manque.sujet.figures
            if isinstance(figure.mesure, Taux)
        }
        assert announced
        for _tirage in range(4):
            filled = Faits(
                {**faits.lignes, PARCOURS: [_fill(li, rang, chance.choice(known)) for li in faits.lignes[PARCOURS]]}
            )
            with open_compte(METIER_PLIE, dispositif, filled, ANNEE) as then:
                for (_code, ventilation, modalite), figure in announced.items():
                    before, after = (one.find(figure.mesure, ventilation, modalite) for one in (compte, then))
                    assert before is not None
                    assert after is not None
                    bornes = compte.find_bornes(figure.mesure, before)
                    assert after.non_reponse == 0
                    if bornes is not None and after.base:
                        assert bornes.bas <= Fraction(after.numerateur, after.base) <= bornes.haut


def _fill(ligne, rang, value):
    return ligne if ligne[rang] is not None else (*ligne[:rang], value, *ligne[rang + 1 :])


def test_les_annees_d_avant_viennent_des_memes_faits(compte: Compte):
    rang = list(PARCOURS.types).index("entree")
    for annee in compte.annees:
        cellule = compte.find(PLIE.mesures["plie.entrees"], annee=annee)
        assert cellule is not None
        assert cellule.numerateur == sum(li[rang].year == annee for li in compte.faits.lignes[PARCOURS])


def test_une_date_n_est_demandee_qu_a_qui_a_ete_oriente(compte: Compte):
    assert VARIABLES[Variable.PREMIER_RDV].si == "prescription"
    manque = next(one for one in list_manques(compte) if one.sujet.variable == Variable.PREMIER_RDV)
    entrees = compte.find(PLIE.mesures["plie.entrees"])
    assert entrees is not None
    assert 0 < manque.univers < entrees.numerateur
