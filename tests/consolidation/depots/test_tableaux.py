"""What a deposit shows before it leaves: each figure with its base and the base's name, the chapters that matter open."""

import re
from uuid import UUID

import pytest

from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.tableaux import list_groupes
from maillage.indicateurs.cellules import TOTAL
from tests.consolidation.depots import usine, usine_clause


def read(consolide, cellules, **avant):
    """By code: the value, its base, that of the year before."""
    campagne = Campagne(consolide=consolide, millesime=usine.ANNEE)
    return {
        one.code: (one.valeur, one.base.replace("\u202f", " "), one.avant)
        for groupe in list_groupes(campagne, cellules, avant=avant) for one in groupe.chiffres
    }  # fmt: skip


def test_un_taux_dit_sur_quoi_avec_ses_mots():
    cellules = usine.count_cellules(nombre=60)
    sorties = next(c.numerateur for c in cellules if (c.code, c.ventilation) == ("plie.sorties", TOTAL))
    found = read("plie", cellules, **{"plie.sorties": 31})
    assert found["plie.taux_brut"][1] == f"sur {sorties} (toutes les sorties)"
    assert found["plie.sorties"] == (str(sorties), "", "31")


def test_une_duree_dit_son_unite_et_ce_dont_elle_est_la_duree():
    found = read("plie", usine.count_cellules(nombre=60))
    assert found["plie.duree_moyenne"][:2] == ("2 mois", "sur 48 (parcours sortis)")


def test_une_base_en_heures_se_lit_en_heures():
    """Counted in hundredths of an hour; the year before as well."""
    cellules, _apports = usine_clause.count_service(str(UUID(int=1)))
    heures = {c.code: c.numerateur for c in cellules if c.ventilation == TOTAL}
    found = read("clause", cellules, **{"clause.heures": 2_302_600})
    assert found["clause.heures"][2].replace("\u202f", "") == "23026"
    assert found["clause.part_siae"][1].startswith("sur ")
    nombre = re.sub(r"\D", "", found["clause.part_siae"][1].partition("(")[0])
    assert int(nombre) == pytest.approx(heures["clause.heures"] / 100, abs=1)


@pytest.mark.parametrize("consolide", list(Consolide))
def test_les_chapitres_ouverts_existent_et_ont_des_chiffres(consolide):
    regles = get_regles(consolide)
    chapitres = {one.code: one for one in regles.catalogue.chapitres}
    assert set(regles.principaux) <= chapitres.keys()
    assert all(any(mesure.repere for mesure in chapitres[code].mesures) for code in regles.principaux)
