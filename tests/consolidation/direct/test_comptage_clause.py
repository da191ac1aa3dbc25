"""On services of the clause drawn at random: what weighs on each cell, the answers that are missing, the bounds they leave."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.catalogue.clause.ventilations import SEXE
from maillage.consolidation.direct.clause.metier import METIER_CLAUSE
from maillage.consolidation.direct.clause.variables import VARIABLES, Variable
from maillage.consolidation.direct.comptage import Compte, find_ventilation, list_objets, open_compte
from maillage.consolidation.direct.manques import list_manques, list_sujets
from maillage.consolidation.faits.codage import Faits, make_numero
from maillage.consolidation.faits.codage_clause import code_clause
from maillage.consolidation.faits.tables_clause import HEURES
from maillage.indicateurs.lignes import Place
from maillage.indicateurs.mesures import Mediane, Moyenne, Somme, Sur, Taux
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from tests.consolidation.usine_histoire import Service, mondes

ANNEE = 2025
REGLAGES = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
RANGS = {nom: rang for rang, nom in enumerate(HEURES.types)}


def open_service(service: Service) -> Compte:
    dispositif = Dispositif(nom="Service d’essai", type=TypeDispositif.CLAUSE)
    numero = make_numero(b"essai")
    faits = code_clause(str(dispositif.uuid), service.histoire, propre=numero, commun=numero)
    return open_compte(METIER_CLAUSE, dispositif, faits, ANNEE)


def hold_positives(service: Service) -> Service:
    """Without corrections: a bound holds of hours that were done."""
    heures = [replace(one, heures=abs(one.heures)) for one in service.histoire.heures]
    return replace(service, histoire=replace(service.histoire, heures=heures))


@settings(parent=REGLAGES, max_examples=4)  # some three hundred cells each, a statement an objet
@given(monde=mondes())
def test_chaque_cellule_est_ce_que_pesent_ses_lignes(monde):
    """Whatever the objet they are read by, a contract, a lot, a company: which one does not change what a category weighs."""
    with open_service(monde["a"]) as compte:
        for cellule in compte.list_cellules():
            mesure = CLAUSE.mesures[cellule.code]
            ventilation = find_ventilation(mesure, cellule.ventilation)
            for objet in list_objets(METIER_CLAUSE, mesure)[: 1 if ventilation else None]:
                places = compte.list_places(mesure, ventilation, cellule.modalite, cle=objet.cle)
                counted = [one for one in places if one.place is Place.COMPTE]
                weighed = len(counted) if isinstance(mesure, Mediane | Moyenne) else sum(one.part for one in counted)
                assert weighed == (cellule.base if isinstance(mesure, Mediane | Moyenne) else cellule.numerateur), (
                    cellule
                )
                assert sum(one.place is Place.INCONNU for one in places) == cellule.non_reponse, cellule
                if isinstance(mesure, Taux) and mesure.numerateur.population is mesure.denominateur.population:
                    check_base(compte, mesure, cellule, places)


def check_base(compte: Compte, taux: Taux, cellule: Any, places: Any) -> None:
    """Those who did not answer are in the base where it does not ask: of a whole, of hours of an employer of unknown status."""
    known = sum(one.poids for one in places if one.place is not Place.INCONNU)
    inconnus = compte.weigh_inconnus(taux, cellule)
    assert cellule.base in {known, known + inconnus}
    if taux.sur is Sur.ENSEMBLE and cellule.ventilation:
        assert cellule.base == known + inconnus


def test_chaque_reponse_est_demandee_et_se_dit_d_une_base():
    sujets = list_sujets(METIER_CLAUSE)
    assert {sujet.variable for sujet in sujets} == set(Variable)
    assert len({(sujet.variable, sujet.libelle) for sujet in sujets}) == len(sujets)
    assert {sujet.cle for sujet in sujets} == {"contrat", "entreprise"}


def test_chaque_reponse_est_une_colonne_des_faits():
    known = {colonne for table in CLAUSE.tables for colonne in table.types}
    for variable, description in VARIABLES.items():
        assert set(description.colonnes or (variable.value,)) <= known
    assert set(METIER_CLAUSE.cles) <= set(CLAUSE.mesures)
    assert set(METIER_CLAUSE.en_tete) <= set(CLAUSE.mesures)


@REGLAGES
@given(monde=mondes())
def test_une_reponse_qui_manque_est_celle_que_la_cellule_ne_connait_pas(monde):
    with open_service(monde["a"]) as compte:
        for manque in list_manques(compte):
            for figure in manque.sujet.figures:
                ventilation = figure.ventilation.code if figure.ventilation else ""
                cellule = compte.find(figure.mesure, ventilation, figure.modalite)
                assert cellule is not None
                if VARIABLES[Variable(manque.sujet.variable)].sauf_connus:
                    assert cellule.non_reponse == 0  # it counts who did not answer as it says it does
                elif isinstance(figure.mesure, Mediane | Moyenne):
                    assert cellule.non_reponse == sum(manque.poids.values())
                elif ventilation == SEXE.code:
                    # A profile may be known, and not say whether it is of a woman or of a man.
                    assert compte.weigh_inconnus(figure.mesure, cellule) >= sum(manque.poids.values())
                else:
                    assert compte.weigh_inconnus(figure.mesure, cellule) == sum(manque.poids.values())


@REGLAGES
@given(monde=mondes(), data=st.data())
def test_quoi_qu_on_reponde_une_part_des_heures_reste_dans_ses_bornes(monde, data):
    """Each missing answer is given, at random: no share of hours leaves the bounds that were announced."""
    service = hold_positives(monde["a"])
    codes = [
        code
        for code, mesure in CLAUSE.mesures.items()
        if isinstance(mesure, Taux) and isinstance(mesure.numerateur, Somme) and mesure.facteur == 100
    ]
    with open_service(service) as compte, fill(compte, data) as then:
        for code in codes:
            mesure = CLAUSE.mesures[code]
            before, after = compte.find(mesure), then.find(mesure)
            if before is None or after is None or not after.base:
                continue
            bornes = compte.find_bornes(mesure, before)
            if bornes is not None:
                assert bornes.bas <= Fraction(after.numerateur, after.base) <= bornes.haut, code


def fill(compte: Compte, data: Any) -> Compte:
    """The same facts, where nothing of the hours is unknown any more."""
    answers: dict[str, list[Any]] = {
        "employeur_statut": ["ei", "aucun"], "entreprise_statut": ["aci", "aucun"], "effectif": ["moins_200", "250_plus"],
        "qpv_adresse": [True, False],
    }  # fmt: skip

    def answer(ligne: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(ligne)
        for nom, choix in answers.items():
            if values[RANGS[nom]] is None and not values[RANGS["is_agregee"]]:
                values[RANGS[nom]] = data.draw(st.sampled_from(choix))
        return tuple(values)

    lignes = {**compte.faits.lignes, HEURES: [answer(ligne) for ligne in compte.faits.lignes[HEURES]]}
    return open_compte(METIER_CLAUSE, compte.dispositif, Faits(lignes), ANNEE)


@REGLAGES
@given(monde=mondes())
def test_un_effectif_qui_manque_pese_ses_heures_et_se_demande_a_l_entreprise(monde):
    service = hold_positives(monde["a"])
    attendues: dict[int, int] = {}
    for one in service.histoire.heures:
        if one.effectif is None and one.mois.year == ANNEE:
            numero = make_numero(b"essai")("entreprise", one.entreprise)
            attendues[numero] = attendues.get(numero, 0) + int(one.heures * 100)
    with open_service(service) as compte:
        (manque,) = list_manques(compte, Variable.EFFECTIF)
        assert manque.poids == attendues
        faites = compte.find(CLAUSE.mesures["clause.heures"])
        assert faites is not None
        assert manque.univers == faites.numerateur
