"""Regions of too few dispositifs are grouped before counting (R-67)."""

import pytest

from maillage.consolidation.secret.parametres import PERIMETRE
from maillage.consolidation.secret.regroupements import Groupe, Regroupement, RegroupementRefuse, build_axe
from tests.consolidation.petits_tableaux import JOUR

MINIMUM = PERIMETRE.get(on=JOUR).valeur
BRETAGNE = {"plie1": ["53", "29"], "plie2": ["53", "35"]}
LOIRE = {"plie3": ["52", "44"], "plie4": ["52", "49"]}
NORD = {f"nord{rang}": ["32", "59"] for rang in range(4)}


def test_r67_la_bretagne_et_les_pays_de_la_loire_font_un_seul_territoire():
    axe = build_axe(BRETAGNE | LOIRE | NORD, Regroupement(2019), minimum=MINIMUM)
    assert {"32", "bre-pdl"} < set(axe.modalites)
    assert not {"53", "52"} & set(axe.modalites), "aucune région d’un groupe n’est publiée seule"
    assert {m for m, rang in axe.rangs.items() if rang == 2} == {
        "32/59",
        "bre-pdl/29",
        "bre-pdl/35",
        "bre-pdl/44",
        "bre-pdl/49",
    }


def test_r67_une_region_de_deux_dispositifs_sans_groupe_arrete_tout():
    with pytest.raises(RegroupementRefuse, match=r"moins de 4 dispositifs dans « 53 » \(2\)"):
        build_axe(BRETAGNE | NORD, Regroupement(2019, groupes=()), minimum=MINIMUM)


def test_r67_un_groupe_qui_reste_trop_petit_est_refuse_aussi():
    with pytest.raises(RegroupementRefuse, match="bre-pdl"):
        build_axe(BRETAGNE | NORD, Regroupement(2019), minimum=MINIMUM)


def test_un_regroupement_est_propre_a_son_millesime():
    ouest = Regroupement(2021, (Groupe("ouest", "Ouest", ("53", "52", "28")),))
    assert {ouest.get_territoire(region) for region in ("53", "52", "28")} == {"ouest"}
    assert Regroupement(2019).get_territoire("28") == "28"
