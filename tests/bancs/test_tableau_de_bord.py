"""The peers of the cases « tableau-de-bord », « depot » and « rapport » count, store and print what ours does."""

from datetime import date

import pytest
from django.db import connection
from django.utils.timezone import localdate

from maillage.bancs.cas import tableau_de_bord
from maillage.bancs.pairs import depot_classeur, tableau_de_bord_orm, tableau_de_bord_sql
from maillage.parcours.queries.pilotage import read_donnees
from maillage.parcours.rules.indicateurs.nombres import make_annee, make_fenetre
from maillage.parcours.rules.indicateurs.tableau import build_lignes
from maillage.parcours.rules.pilotage import find_pendant
from maillage.socle.contexte import open_contexte, open_service
from tests.consolidation.depots.usine import count_cellules
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne
from tests.usine import make_dispositif

ANNEE = localdate().year - 1


@pytest.fixture
def coordinateur(db):
    """Three who came in the year, one before it, one who came in by mistake; another PLIE beside."""
    dispositif = make_dispositif()
    with open_service("essai"):
        for rang, sexe in enumerate(("f", "f", "h", "nr")):
            personne = make_personne(dispositif, sexe=sexe)
            make_parcours(dispositif, personne=personne, date_entree=date(ANNEE - (rang == 3), 3, 1 + rang))
        make_parcours(dispositif, date_entree=date(ANNEE, 5, 1), is_erreur=True)
        make_parcours(make_dispositif(), date_entree=date(ANNEE, 5, 1))
    return make_coordinateur(dispositif)


def count_notres(acteur) -> dict[str, int]:
    with open_contexte(acteur):
        return tableau_de_bord.read_lignes(
            build_lignes(
                read_donnees(acteur, pendant=find_pendant(make_fenetre(ANNEE, today=localdate()))),
                ANNEE,
                today=localdate(),
            )
        )


def test_vingt_cinq_comptes_de_l_orm_donnent_les_notres(coordinateur):
    ours, periode = count_notres(coordinateur), make_annee(ANNEE)
    with open_service("essai"):
        comptes = tableau_de_bord_orm.list_comptes(coordinateur.dispositif, periode.debut, periode.fin)
        assert {nom: rows.count() for nom, rows in comptes.items()} == ours
    assert len(ours) == 25
    assert (ours["entrees"], ours["accompagnes"], ours["femmes"], ours["sexe_connu"]) == (3, 4, 2, 3)


@pytest.mark.postgres
def test_la_requete_a_la_main_donne_les_notres(coordinateur):
    ours, periode = count_notres(coordinateur), make_annee(ANNEE)
    values = {"dispositif": coordinateur.dispositif, "debut": periode.debut, "fin": periode.fin}
    with open_service("essai"), connection.cursor() as cursor:
        cursor.execute(tableau_de_bord_sql.COMPTE, values)
        names = [column.name for column in cursor.description]
        assert dict(zip(names, cursor.fetchone(), strict=True)) == ours


def test_un_depot_mis_en_classeur_se_relit_au_chiffre_pres():
    cellules = count_cellules(nombre=40)
    lignes = depot_classeur.read_classeur(depot_classeur.write_classeur(cellules))
    assert lignes == sorted(
        [c.code, c.ventilation, c.modalite, c.numerateur, c.base, c.non_reponse, [list(pair) for pair in c.histogramme]]
        for c in cellules
    )
