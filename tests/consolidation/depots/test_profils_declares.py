"""Who enters and who is followed, told by a PLIE without Maillage: what is refused, and that what is told is what is counted."""

import pytest

from maillage.consolidation.catalogue import ventilations as v
from maillage.consolidation.catalogue.declarations import GROUPE
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.rules import profils
from maillage.consolidation.depots.rules.profils import AXES, NON, OUI, QUI, list_sections
from maillage.consolidation.faits.tables import TABLES
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from tests.consolidation.depots.test_regles import TOTAUX
from tests.consolidation.tirages import draw_faits, sample_2019

DECLARATION = get_regles("plie").declaration
PUBLICS = ("brsa", "deld", "boeth", "qpv")
PROFIL = {
    "plie.entrees:sexe:f": 50, "plie.entrees:sexe:h": 38, "plie.entrees:age_fin:moins_26": 10, "plie.entrees:age_fin:26_44": 50,
    "plie.entrees:age_fin:45_54": 20, "plie.entrees:age_fin:55_59": 0, "plie.entrees:age_fin:60_plus": 10, "plie.entrees:niveau:sans": 30,
    "plie.entrees:niveau:peu": 40, "plie.entrees:niveau:qualifie": 10, "plie.entrees:brsa:oui": 40, "plie.entrees:brsa:non": 45,
}  # fmt: skip


def index(totaux):
    cellules = DECLARATION.expand(totaux, millesime=2019, dispositif="x")
    return {(c.code, c.ventilation, c.modalite): c for c in cellules}


def plain(phrase):
    return phrase.replace("\u202f", " ")


class TestRefus:
    def test_un_profil_en_partie_dit_se_tient(self):
        assert DECLARATION.check(TOTAUX | PROFIL) == {}

    @pytest.mark.parametrize(("dit", "manque"), [("qpv:oui", "qpv:non"), ("sexe:f", "sexe:h")])
    def test_une_liste_commencee_se_finit(self, dit, manque):
        """« Yes » alone would be read as all of them."""
        assert DECLARATION.check(TOTAUX | {f"plie.accompagnes:{dit}": 12}) == {f"plie.accompagnes:{manque}": GROUPE}

    @pytest.mark.parametrize(
        ("change", "cle", "dit"),
        [
            ({"plie.entrees:sexe:f": 60}, "plie.entrees:sexe:f", "Sexe : les lignes font 98, plus que le total (90)"),
            ({"plie.entrees:brsa:non": 51}, "plie.entrees:brsa:oui", "Bénéficiaires du RSA : les lignes font 91"),
            (
                {f"plie.accompagnes:niveau:{m}": n for m, n in (("sans", 0), ("peu", 301), ("qualifie", 0))},
                "plie.accompagnes:niveau:sans",
                "plus que le total (300)",
            ),
        ],
    )
    def test_plus_de_monde_que_le_total_se_dit_ou_c_est(self, change, cle, dit):
        found = DECLARATION.check(TOTAUX | PROFIL | change)
        assert found.keys() == {cle}
        assert dit in plain(found[cle])


class TestCellules:
    def test_ce_qui_est_dit_se_lit_et_ce_qui_manque_est_inconnu(self):
        found = index(TOTAUX | PROFIL)
        femmes, parts = found["plie.entrees", "sexe", "f"], found["plie.entrees.femmes", "", ""]
        assert (femmes.numerateur, femmes.non_reponse) == (50, 2)
        assert (parts.numerateur, parts.base, parts.non_reponse) == (50, 90, 2)
        assert found["plie.entrees", "age", "45_plus"].numerateur == 30
        assert found["plie.entrees", "age_fin", "55_59"].numerateur == 0
        assert found["plie.entrees.peu_qualifies", "", ""].numerateur == 70
        brsa, qpv = (found["plie.entrees", "publics", public] for public in ("brsa", "qpv"))
        assert (brsa.numerateur, brsa.non_reponse) == (40, 5)
        assert (qpv.numerateur, qpv.non_reponse) == (0, 90)
        assert found["plie.entrees", "renseignement", "brsa"].numerateur == 85
        assert found["plie.accompagnes", "sexe", ""].numerateur == 300

    def test_sans_profil_rien_ne_change(self):
        assert {cle: c for cle, c in index(TOTAUX).items() if c != index(TOTAUX | PROFIL)[cle]}.keys() <= {
            cle for cle in index(TOTAUX) if cle[0].startswith("plie.entrees")
        }

    @pytest.mark.parametrize(
        "draw", [lambda: sample_2019(("a",), pas=101), lambda: draw_faits(("a",), graine=3)], ids=["2019", "tire"]
    )
    def test_un_profil_declare_est_le_profil_compte(self, draw):
        rows = draw()
        with MoteurMemoire({table: list_lignes(table, rows.get(table.nom, [])) for table in TABLES}) as moteur:
            comptees = compute(PLIE, moteur, [make_annee(2019)], ["a"])
        found = {(c.code, c.ventilation, c.modalite): c for c in comptees}
        totaux = {code: found[code, "", ""].numerateur for code in PLIE.mesures if (code, "", "") in found}
        for code in QUI:
            totaux |= {
                f"{code}:{axe.code}:{m}": found[code, axe.code, m].numerateur for axe in AXES for m in axe.modalites
            }
            for public in PUBLICS:
                oui = found[code, "publics", public]
                totaux |= {
                    f"{code}:{public}:{OUI}": oui.numerateur,
                    f"{code}:{public}:{NON}": totaux[code] - oui.numerateur - oui.non_reponse,
                }
        declares = {c.cle: c for c in DECLARATION.expand(totaux, millesime=2019, dispositif="a")}
        lues = [c for c in comptees if c.code.startswith(tuple(QUI)) and "delai" not in c.code]
        assert len(lues) > 60
        assert [(cellule, declares[cellule.cle]) for cellule in lues if declares[cellule.cle] != cellule] == []


def test_chaque_liste_se_demande_sous_son_total():
    listes = [liste for section in list_sections() for liste in section.list_repartitions()]
    assert len(listes) == 2 * (len(AXES) + len(PUBLICS))
    assert {liste.total for liste in listes} == set(QUI)


def test_chaque_age_demande_tient_tout_entier_dans_un_age_imprime():
    for fine, tranche in profils.TRANCHES.items():
        _, debut, fin = v.TRANCHES_FINES[fine]
        _, low, high = v.TRANCHES[tranche]
        assert low <= debut <= fin <= high
    assert profils.TRANCHES["55_59"] == "45_plus"
    with pytest.raises(LookupError, match="300 ans"):
        profils.find_tranche(300)
