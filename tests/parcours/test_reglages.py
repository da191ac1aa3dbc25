"""The parameters a dispositif may settle: what holds until it does, then its own value from a day on."""

from datetime import date, timedelta

import pytest

from maillage.parcours.actions.reglages import record_reglage
from maillage.parcours.nomenclatures import reglages
from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules.accueil import ABSENCES, DIAGNOSTIC_REQUIS, RELANCES
from maillage.parcours.rules.commission import LIBELLES_REGLE_ENTREE, REGLE_DATE_ENTREE
from maillage.parcours.rules.parametres_sorties import CARENCE, REOUVERTURE
from tests.parcours.usine import make_coordinateur
from tests.usine import make_dispositif

JOUR = date(2026, 11, 25)
REGLABLES = {
    reglages.REGLE_DATE_ENTREE: REGLE_DATE_ENTREE, reglages.DIAGNOSTIC_AVANT_COMMISSION: DIAGNOSTIC_REQUIS,
    reglages.ABSENCES_ACCUEIL: ABSENCES, reglages.RELANCES_ACCUEIL: RELANCES,
    reglages.DELAI_ANNULATION: REOUVERTURE, reglages.CARENCE: CARENCE,
}  # fmt: skip


@pytest.mark.parametrize("code", REGLABLES)
def test_la_page_montre_par_defaut_ce_que_dit_le_parametre(code):
    definition = REGLAGES[code]
    assert int(definition.defaut) == REGLABLES[code].get(on=JOUR).valeur
    assert definition.defaut in dict(definition.choix)


@pytest.mark.django_db
@pytest.mark.parametrize("code", REGLABLES)
def test_une_valeur_fixee_vaut_a_partir_de_son_jour_et_chez_soi_seulement(code):
    dispositif, parametre = make_dispositif(), REGLABLES[code]
    autre = next(valeur for valeur, _ in REGLAGES[code].choix if valeur != REGLAGES[code].defaut)
    record_reglage(by=make_coordinateur(dispositif), code=code, valeur=autre, du=JOUR)
    commune = parametre.get(on=JOUR).valeur
    assert read_valeur(dispositif.pk, parametre, on=JOUR - timedelta(days=1)) == commune
    assert read_valeur(dispositif.pk, parametre, on=JOUR) == int(autre)
    assert read_valeur(make_dispositif().pk, parametre, on=JOUR) == commune


def test_les_jours_d_entree_proposes_sont_ceux_de_la_regle():
    proposes = dict(REGLAGES[reglages.REGLE_DATE_ENTREE].choix)
    assert list(proposes) == [str(regle.value) for regle in LIBELLES_REGLE_ENTREE]
