"""Where a contract is carried out, why an annonce is shown, what it resembles, what a modification changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maillage.echanges.reperage.nomenclatures import ANNONCES, FICHIERS, EtatAnnonce, EtatFichier
from maillage.echanges.reperage.rules.ecarts import list_ecarts
from maillage.echanges.reperage.rules.etats import check_decision
from maillage.echanges.reperage.rules.indices import weigh_notice, weigh_programme
from maillage.echanges.reperage.rules.lieux import find_lieu
from maillage.echanges.reperage.rules.modifications import list_changements
from maillage.echanges.reperage.rules.programmation import find_uid
from maillage.echanges.reperage.rules.rapprochements import CERTAIN, Cote, compare, compare_objets
from tests.echanges.decp.usine import AUTRE, read_one

REGIONS = {"32": frozenset({"59", "62"}), "01": frozenset({"971"})}
A = EtatAnnonce


@pytest.mark.parametrize(
    ("code", "nature", "attendus"),
    [("59350", "Code postal", {"59"}), ("1000", "Code postal", {"01"}), ("97110", "Code postal", {"971"}),
     ("20000", "Code postal", {"2A", "2B"}), ("59350", "Code commune", {"59"}), ("2A004", "Code commune", {"2A"}),
     ("595", "Code arrondissement", {"59"}), ("5931", "Code canton", {"59"}), ("59", "Code département", {"59"}),
     ("1", "Code département", {"01"}), ("971", "Code département", {"971"}), ("59000", "", {"59"}), ("62", "", {"62"}),
     ("", "Code postal", set())],
)  # fmt: skip
def test_le_lieu_donne_son_departement_meme_sans_son_zero_de_tete(code, nature, attendus):
    lieu = find_lieu(code, nature, regions=REGIONS)
    assert lieu.departements == attendus
    assert not lieu.is_multi


def test_une_region_ou_un_pays_signale_plusieurs_territoires():
    region = find_lieu("32", "Code région", regions=REGIONS)
    assert region.is_multi
    assert region.is_suivi(frozenset({"62"}))
    assert not region.is_suivi(frozenset({"75"}))
    pays = find_lieu("FR", "Code pays", regions=REGIONS)
    assert pays.is_multi
    assert pays.is_suivi(frozenset({"75"}))
    assert not find_lieu("BE", "Code pays", regions=REGIONS).is_suivi(frozenset({"59"}))


def test_une_consideration_sociale_suffit_et_dit_pourquoi():
    signal = weigh_notice(read_one())
    assert signal.points == 6
    assert signal.phrase == (
        "6 points : « clause sociale » déclarée ; « critère social » déclaré ; la main-d’œuvre y pèse."
    )


def test_sans_consideration_les_mots_et_la_nature_comptent_encore():
    aucune = {"considerationSociale": ["Pas de considération sociale"]}
    assert weigh_notice(read_one(considerationsSociales=aucune)).points == 2
    assert weigh_notice(read_one(considerationsSociales=None, objet="Chantier d’insertion")).points == 4


def test_un_achat_programme_vaut_toujours_un_regard():
    assert weigh_programme("Mobilier", "", "").points == 4


class TestRapprochement:
    mien = Cote("Ville fictive", "12345678200002", "2025-042", "Réfection du gymnase Jean-Exemple", date(2025, 3, 2))

    def compare(self, **changes):
        values: Any = {"acheteur": "Ville fictive", "siret": "", "numero": "", "objet": "", "jour": date(2025, 1, 2)}
        return compare(self.mien, Cote(**values | changes), jours_max=540, part_min=50)

    def test_meme_acheteur_et_meme_numero_c_est_certain(self):
        assert self.compare(numero="2025-042").points == CERTAIN

    def test_deux_etablissements_d_un_acheteur_sont_le_meme(self):
        found = self.compare(acheteur="Autre nom", siret="12345678200010", numero="2025-042")
        assert found.phrase == "même acheteur, même numéro"

    def test_le_meme_numero_d_un_autre_acheteur_ne_dit_rien(self):
        assert self.compare(acheteur="Autre ville", numero="2025-042") is None

    def test_sinon_un_objet_et_une_date_proches_avec_leurs_raisons(self):
        found = self.compare(objet="Gymnase Jean-Exemple : réfections")
        assert found.points < CERTAIN
        assert found.phrase == "100 % des mots de l’objet sont communs ; même acheteur ; 59 jours d’écart"

    def test_un_objet_proche_mais_trop_ancien_ne_se_rapproche_pas(self):
        assert self.compare(objet="Réfection du gymnase Jean-Exemple", jour=date(2020, 1, 1)) is None

    def test_un_mot_commun_ne_suffit_pas(self):
        assert compare_objets("Gymnase", "Gymnase") == 0
        assert compare_objets("Travaux de peinture", "Travaux de maçonnerie") == 0


def test_une_modification_se_dit_par_ce_qu_elle_change():
    notice = read_one(
        modifications=[
            {"modification": {"id": 2, "montant": 1400000.5, "titulaires": [{"titulaire": {"id": AUTRE, "typeIdentifiant": "SIRET"}}]}},
            {"modification": {"id": 1, "montant": 1500000.5, "dureeMois": 20}},
        ]
    )  # fmt: skip
    first, second = list_changements(notice)
    assert first.phrases == (
        "montant : 1\u202f200\u202f000,5\u00a0€ devient 1\u202f500\u202f000,5\u00a0€ (+300\u202f000\u00a0€)",
        "durée : 14 mois devient 20 mois (+6)",
    )
    assert "(−100\u202f000\u00a0€)" in second.phrases[0]
    assert second.phrases[1] == "titulaire parti : 11111111800001"
    assert (notice.courante.montant, notice.courante.duree_mois) == (Decimal("1400000.5"), 20)


def test_ce_qui_manque_se_remplit_et_ce_qui_differe_se_demande():
    vides, differents = list_ecarts(
        [("a.b", "A", "", "x"), ("a.c", "C", "École", "ecole"), ("a.d", "D", 1, 2), ("a.e", "E", "y", None)]
    )
    assert ([e.champ for e in vides], [e.champ for e in differents]) == (["a.b"], ["a.d"])


def test_chaque_etat_a_ses_suites_et_un_refus_le_dit():
    assert set(ANNONCES) == set(EtatAnnonce)
    assert set(FICHIERS) == set(EtatFichier)
    assert check_decision(de=A.A_QUALIFIER, vers=A.RETENUE) is None
    assert "se corrige sur le marché" in str(check_decision(de=A.RETENUE, vers=A.ECARTEE))
    assert "remettez-la d’abord à qualifier" in str(check_decision(de=A.ECARTEE, vers=A.RETENUE))


def test_une_ligne_de_programme_corrigee_reste_la_meme():
    ligne = {"acheteur": "Ville", "objet": "Halle aux grains", "montant": 1}
    assert find_uid(ligne) == find_uid(ligne | {"montant": 2, "objet": "halle aux GRAINS"})
    assert find_uid(ligne | {"identifiant": "P1"}) == find_uid(
        {"acheteur": "ville", "identifiant": "P1", "objet": "Autre"}
    )
