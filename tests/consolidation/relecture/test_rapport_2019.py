"""The published figures of 2019: each anomaly known to who recomputed them by hand is found, and said in one sentence."""

from dataclasses import dataclass

import pytest

from maillage.consolidation.relecture.exemple import read_exemple
from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.relire import relire
from tests.consolidation.relecture.outils import AUJOURD_HUI, plain


@dataclass(frozen=True)
class Anomalie:
    nom: str
    regle: Regle
    dit: tuple[str, ...]
    gravite: Gravite = Gravite.BLOQUANT


# Recomputed by hand from the published documents, before this program existed.
ANOMALIES = (
    Anomalie("peu qualifiés 2019", Regle.DEUX_VALEURS, ("peu ou pas qualifiés", "62 % (synthèse)", "63 % (§ 2.1)")),
    Anomalie("peu qualifiés 2021", Regle.DEUX_VALEURS, ("Profil des entrées", "61 %", "62 %")),
    Anomalie("sorties positives 2021", Regle.DEUX_VALEURS, ("48 %", "44 %", "base non dite")),
    Anomalie("taux 2021 sans base", Regle.DENOMINATEUR, ("Part des sorties positives", "44 %", "sans dire à quoi il se rapporte")),
    Anomalie("entrées 2021", Regle.DEUX_VALEURS, ("Entrées en parcours", "32 700", "32 000")),
    Anomalie("participants 2021", Regle.DEUX_VALEURS, ("131 000", "130 000"), Gravite.A_VERIFIER),
    Anomalie("IAE, 30 % de toutes les étapes", Regle.RAPPORT, ("30 % est imprimé", "15 775", "des étapes emploi : 31,1 %")),
    Anomalie("IAE, 7 % des étapes", Regle.RAPPORT, ("7 % est imprimé", "entre 8,9 et 9,1 %")),
    Anomalie("IAE, 7 ou 30 %", Regle.DEUX_VALEURS, ("7 %", "30 %", "fiche 8")),
    Anomalie("IAE, 35 % des emplois", Regle.RAPPORT, ("15 775 est imprimé", "50 683 × (1 − 65 %)", "entre 17 486 et 17 992")),
    Anomalie("étapes à 82 %", Regle.TOTAL_100, ("Répartition des étapes", "= 82 %", "18 % ne sont imprimés nulle part")),
    Anomalie("27 % d’étapes en emploi", Regle.DEUX_DEFINITIONS, ("27 %", "contrats de travail, aidés ou non", "l’IAE et les contrats aidés")),
    Anomalie("18 % des participants", Regle.DENOMINATEUR, ("18 %", "aux participants", "le rapporte aux sorties")),
    Anomalie("la moitié ont une suite", Regle.SOMME, ("50 % est imprimé", "14 % + 52 %", "entre 65,0 et 67,0 %")),
    Anomalie("emploi de 47 %, tableau", Regle.TAUX_EMPLOI, ("Conclusion, « Retour durable", "toutes les sorties positives", "37,4 %")),
    Anomalie("emploi de 47 %, phrase", Regle.TAUX_EMPLOI, ("publics accompagnés", "toutes les sorties positives", "37,4 %")),
    Anomalie("réussite des bénéficiaires du RSA", Regle.DENOMINATEUR, ("44 %", "aux entrées", "bénéficiaires du RSA", "aux sorties")),
    Anomalie("RSA, sans base", Regle.DENOMINATEUR, ("Fiche 9, « Taux de sorties positives des BRSA »",)),
    Anomalie("référents externes", Regle.MOYENNE, ("« Référents externes »", "5 ETP", "752 ETP / 62 = 12,1")),
    Anomalie("entreprises partenaires", Regle.DEUX_VALEURS, ("157 (§ 2.4)", "129 (fiche 6)")),
    Anomalie("financements à 101 %", Regle.TOTAL_100, ("Répartition des financements", "= 101 %"), Gravite.REMARQUE),
    Anomalie("autres financements", Regle.SOMME, ("5 % est imprimé", "1 % + 3 % = 4 %"), Gravite.REMARQUE),
    Anomalie("causes à 101 %", Regle.TOTAL_100, ("35 + 14 + 52 = 101 %", "note"), Gravite.REMARQUE),
    Anomalie("participants et liste", Regle.DEUX_VALEURS, ("127 (§ 1.4", "105 (annexe")),
    Anomalie("modes de gestion", Regle.SOMME, ("146 est imprimé", "71 + 13 + 19 + 35 + 4 = 142")),
    Anomalie("ETP et heures de la clause", Regle.EVOLUTION, ("17,5 % est imprimé", "dit 20,7 %", "divisées par 1 607")),
    *(
        Anomalie(f"blanc {rang}", Regle.BLANC, (dit,))
        for rang, dit in enumerate((
            "xxx facilitateurs", "de la clause sociale ont été employés par xxx", "« … ont été employés par xxx structures, dont xx% de PLIE »", "xx PLIE, MDE", "soit xx% des structures",
            "xx opérations", "« Opérations en cours »", "« Facilitateurs de la clause sociale »",
        ))
    ),
    Anomalie("DELD comme 45 ans", Regle.SYNTHESE, ("« Part des DELD »", "32 %", "« Part des 45 ans ou plus »"), Gravite.A_VERIFIER),
    Anomalie("entrées 2020", Regle.EVOLUTION, ("−18 % est imprimé", "28 403 / 33 711 − 1 = −15,7 %")),
    Anomalie("un million par PLIE", Regle.ARRONDI, ("1 000 000 près", "70 %", "54 M€ / 99 M€ = 55 %", "1,3 M€"), Gravite.A_VERIFIER),
    Anomalie("contrats 2021", Regle.DEUX_VALEURS, ("81 000", "75 194")),
    Anomalie("contrats 2020 et 2021", Regle.EVOLUTION, ("17,79 % est imprimé", "75 194 / 81 000", "au plus −7,17 %")),
    Anomalie("ETP 2021", Regle.RAPPORT, ("15 703 est imprimé", "25 124 684 / 1 607 = 15 635", "1 600 heures")),
    Anomalie("MDE adhérentes", Regle.RAPPORT, ("63 % est imprimé", "49 / 76 = 64,5 %")),
    Anomalie("nombre de PLIE 2022", Regle.DEUX_VALEURS, ("138 (", "147 (")),
    Anomalie("nombre de Maisons de l’emploi", Regle.DEUX_VALEURS, ("76 (", "79 (")),
    Anomalie("organismes de services", Regle.TOTAL_100, ("1 + 15 + 4 = 20 %",)),
    Anomalie("référents internes", Regle.MOYENNE, ("« Référents internes »", "2,5 ETP", "165 ETP / 68 = 2,43")),
    Anomalie("crédit par Maison de l’emploi", Regle.MOYENNE, ("50 000", "5 000 000 / 76")),
)  # fmt: skip
CONSTATS = relire(read_exemple(aujourd_hui=AUJOURD_HUI))


@pytest.mark.parametrize("anomalie", ANOMALIES, ids=lambda anomalie: anomalie.nom)
def test_chaque_anomalie_publiee_est_trouvee_et_dite_en_une_phrase(anomalie: Anomalie):
    found = [
        constat for constat in CONSTATS
        if constat.regle is anomalie.regle and all(dit in plain(constat.phrase) for dit in anomalie.dit)
    ]  # fmt: skip
    assert len(found) == 1, [plain(c.phrase) for c in CONSTATS if c.regle is anomalie.regle]
    assert found[0].gravite is anomalie.gravite
    assert found[0].phrase.endswith(".")
    assert ". " not in found[0].phrase.replace("… ", "").replace("n° ", "")


# Found besides, by no one before: true, and told apart so that a false one is seen the day it appears.
AUSSI = {
    (Regle.DEUX_VALEURS, "« facilitateurs » (réseau), 2022"),
    (Regle.BLANC, "« Structures qui emploient des facilitateurs », 2019"),
    (Regle.BLANC, "« Part de PLIE parmi ces structures », 2019"),
    (Regle.BLANC, "« PLIE, MDE et collectivités dotés du logiciel commun », 2019"),
    (Regle.BLANC, "« Part des structures équipées », 2019"),
}


def test_rien_d_autre_n_est_reproche_aux_chiffres_publies():
    known = [
        constat for constat in CONSTATS
        for anomalie in ANOMALIES
        if constat.regle is anomalie.regle and all(dit in plain(constat.phrase) for dit in anomalie.dit)
    ]  # fmt: skip
    others = {(constat.regle, plain(constat.libelle)) for constat in CONSTATS if constat not in known}
    assert others == AUSSI


@pytest.mark.parametrize(
    "libelle",
    [
        "« Taux de sorties positives », 2019", "« Part des femmes », 2019", "« Part des bénéficiaires du RSA », 2019",
        "« Part des sorties positives sur emploi durable », 2019", "« Taux de participation à la consolidation », 2019",
        "« Répartition des étapes IAE », 2019", "« Répartition des financements (tableau) », 2019", "« Part des PLIE adhérents », 2022",
    ],
)  # fmt: skip
def test_les_chiffres_qui_se_verifient_ne_sont_pas_reproches(libelle: str):
    assert libelle not in {constat.libelle for constat in CONSTATS}
