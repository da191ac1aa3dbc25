"""Who is nearly eligible and near: each reason said, each limit on its day."""

from datetime import date, timedelta

import pytest

from maillage.clause.nomenclatures.proches import Degre
from maillage.clause.rules.eligibilite import Fenetre
from maillage.clause.rules.proches import HORIZON, RAYON, Connu, is_du_secteur, list_criteres, match

LE = date(2026, 11, 25)
H = HORIZON.get(on=LE).valeur
BRSA = Connu(brsa=True)


def meet(connu, km=5.0, secteur="Peinture"):
    return match(connu, km=km, secteur=secteur, on=LE)


class TestCriteres:
    @pytest.mark.parametrize(("jours", "acquis", "a_venir"), [(0, 1, 0), (1, 0, 1), (H, 0, 1), (H + 1, 0, 0)])
    def test_un_an_sans_emploi_est_acquis_le_jour_dit_et_annonce_dans_le_delai(self, jours, acquis, a_venir):
        found = list_criteres(Connu(deld_le=LE + timedelta(days=jours)), on=LE)
        assert (len(found[0]), len(found[1])) == (acquis, a_venir)

    def test_ce_qui_vient_porte_sa_date_et_le_plus_proche_est_le_premier(self):
        connu = Connu(naissance=date(1976, 12, 20), deld_le=date(2026, 12, 3))
        assert list_criteres(connu, on=LE)[1] == [
            (date(2026, 12, 3), "un an sans emploi le 03/12/2026"), (date(2026, 12, 20), "50 ans le 20/12/2026"),
        ]  # fmt: skip

    def test_un_jeune_est_peu_qualifie_ou_sans_emploi_depuis_six_mois(self):
        ne_le = date(2005, 1, 1)
        assert list_criteres(Connu(naissance=ne_le, niveau=3), on=LE)[0] == ["moins de 26 ans, niveau CAP ou moins"]
        assert list_criteres(Connu(naissance=ne_le, niveau=4), on=LE) == ([], [])
        depuis = Connu(naissance=ne_le, niveau=4, sans_emploi_depuis=date(2026, 5, 25))
        assert list_criteres(depuis, on=LE)[0] == ["moins de 26 ans, sans emploi depuis six mois"]
        depuis = Connu(naissance=ne_le, sans_emploi_depuis=date(2026, 6, 25))
        assert list_criteres(depuis, on=LE)[1][0][0] == date(2026, 12, 25)

    def test_un_critere_de_jeune_qui_viendrait_a_26_ans_ne_vient_pas(self):
        connu = Connu(naissance=date(2000, 12, 25), sans_emploi_depuis=date(2026, 6, 25))
        assert list_criteres(connu, on=LE) == ([], [])

    def test_rien_de_connu_ne_dit_rien(self):
        assert list_criteres(Connu(), on=LE) == ([], [])
        assert meet(Connu()) is None


class TestProche:
    def test_l_eligibilite_constatee_passe_avant_ce_qui_reste_a_constater_puis_ce_qui_vient(self):
        constatee = meet(Connu(constat=LE))
        a_constater = meet(BRSA)
        tot, tard = (meet(Connu(deld_le=LE + timedelta(days=j))) for j in (10, 20))
        assert [p.degre for p in (constatee, a_constater, tot)] == list(Degre)
        ordered = sorted([tard, a_constater, constatee, tot], key=lambda p: p.rang)
        assert ordered == [constatee, a_constater, tot, tard]

    def test_a_degre_egal_le_plus_proche_d_abord_et_l_inconnu_a_la_fin(self):
        assert [p.km for p in sorted([meet(BRSA, None), meet(BRSA, 9), meet(BRSA, 2)], key=lambda p: p.rang)] == [
            2,
            9,
            None,
        ]

    def test_au_dela_du_rayon_personne_n_est_proche(self):
        rayon = RAYON.get(on=LE).valeur
        assert meet(BRSA, rayon) is not None
        assert meet(BRSA, rayon + 0.1) is None

    def test_une_duree_passee_ne_se_propose_pas_et_son_dernier_jour_oui(self):
        assert meet(Connu(constat=LE, fenetre=Fenetre(LE, LE))).raisons == ("éligible jusqu’au 25/11/2026",)
        hier = LE - timedelta(days=1)
        assert meet(Connu(brsa=True, constat=hier, fenetre=Fenetre(hier, hier))) is None

    def test_un_contrat_qui_finit_bientot_se_dit_un_contrat_long_ecarte(self):
        assert meet(Connu(brsa=True, contrats=(date(2026, 12, 31),))).reserves == ("en contrat jusqu’au 31/12/2026",)
        assert meet(Connu(brsa=True, contrats=(LE - timedelta(days=1),))).reserves == ()
        assert meet(Connu(brsa=True, contrats=(LE + timedelta(days=H),))) is None
        assert meet(Connu(brsa=True, contrats=(None,))) is None

    @pytest.mark.parametrize(
        ("mobilite", "dit"),
        [
            ({"permis": "valide", "vehicule": "voiture"}, ("permis et voiture",)),
            ({"permis": "valide"}, ("permis, sans voiture connue",)),
            ({"permis": "aucun", "transports": "oui"}, ("sans permis valide", "prend les transports en commun")),
            ({}, ()),
        ],
    )
    def test_la_mobilite_se_dit_quand_elle_est_connue(self, mobilite, dit):
        assert meet(Connu(brsa=True, **mobilite)).raisons[1:] == dit

    def test_un_trajet_plus_long_que_celui_accepte_est_une_reserve_non_un_refus(self):
        assert meet(Connu(brsa=True, rayon_km=5), 7).reserves == ("accepte 5 km de trajet",)
        assert meet(Connu(brsa=True, rayon_km=7), 7).reserves == ()

    def test_le_metier_vise_et_le_metier_refuse_se_disent_en_toutes_lettres(self):
        found = meet(Connu(brsa=True, metiers=(("projet", "Peintre en bâtiment"), ("projet", "Cuisine"))))
        assert found.raisons == ("bénéficiaire du RSA", "projet : « Peintre en bâtiment »")
        assert found.is_du_secteur
        assert meet(Connu(brsa=True, exclus="Peinture au plomb")).reserves == (
            "ne veut pas de : « Peinture au plomb »",
        )


@pytest.mark.parametrize(
    ("secteur", "texte", "attendu"),
    [
        ("Peinture", "Peintre en bâtiment", True), ("Bâtiment tous corps d’état", "Bâtiment", True),
        ("Travaux publics", "Travail de nuit", False), ("Espaces verts", "Entretien d’espaces verts", True),
        ("", "Peinture", False), ("Peinture", "", False), ("Gros œuvre", "Maçon", False),
    ],
)  # fmt: skip
def test_un_metier_est_du_secteur_si_un_mot_commence_pareil(secteur, texte, attendu):
    assert is_du_secteur(secteur, texte) is attendu
