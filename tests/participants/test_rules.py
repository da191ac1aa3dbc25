"""The rules of the person followed (domaine 01 § 5.1, 5.5 and 5.6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.participants.nomenclatures.niveaux import DEFINITIONS, Groupe, Niveau
from maillage.participants.nomenclatures.situation import EN_RECHERCHE, CategorieInscription, SituationEmploi
from maillage.participants.rules import chomage, identite, niveaux
from maillage.participants.rules.chomage import Faits, compute_durees
from maillage.participants.rules.identite import Identite, compare
from maillage.socle.dates import add_months

DE, NON_INSCRIT = SituationEmploi.DEMANDEUR_EMPLOI, SituationEmploi.SANS_EMPLOI_NON_INSCRIT
A = CategorieInscription.A
JOUR = date(2026, 3, 31)
jours = st.dates(date(2000, 1, 1), date(2035, 12, 31))


def inscrit(depuis: date, **faits: object) -> Faits:
    return Faits(emploi=DE, categorie=A, inscrit_le=depuis, **faits)  # type: ignore[arg-type]


class TestDuree:
    @pytest.mark.parametrize(
        ("depuis", "jour", "attendu"),
        [
            (date(2025, 3, 31), date(2026, 3, 31), True),
            (date(2025, 4, 1), date(2026, 3, 31), False),
            (date(2024, 2, 29), date(2025, 2, 27), False),
            (date(2024, 2, 29), date(2025, 2, 28), True),  # the anniversary falls on the last day of the month
        ],
    )
    def test_deld_des_le_jour_anniversaire_des_douze_mois(self, depuis, jour, attendu):
        assert compute_durees(inscrit(depuis), on=jour).deld is attendu

    def test_detld_au_vingt_quatrieme_mois(self):
        assert compute_durees(inscrit(date(2024, 3, 31)), on=JOUR).detld is True
        assert compute_durees(inscrit(date(2024, 4, 1)), on=JOUR).detld is False

    def test_le_fse_demande_plus_de_douze_mois_et_plus_de_six_avant_25_ans(self):
        adulte, jeune = {"date_naissance": date(1990, 1, 1)}, {"date_naissance": date(2002, 1, 1)}
        un_an, six_mois = date(2025, 3, 31), date(2025, 8, 31)
        assert compute_durees(inscrit(un_an, **adulte), on=JOUR).cld_fse is False
        assert compute_durees(inscrit(un_an, **adulte), on=date(2026, 4, 1)).cld_fse is True
        assert compute_durees(inscrit(six_mois, **jeune), on=date(2026, 2, 28)).cld_fse is False
        assert compute_durees(inscrit(six_mois, **jeune), on=date(2026, 3, 1)).cld_fse is True

    def test_le_jour_des_25_ans_la_duree_du_fse_devient_douze_mois(self):
        faits = inscrit(date(2025, 6, 1), date_naissance=date(2001, 3, 31))
        assert compute_durees(faits, on=date(2026, 3, 30)).cld_fse is True
        assert compute_durees(faits, on=date(2026, 3, 31)).cld_fse is False

    def test_sans_age_le_fse_ne_repond_que_ce_qui_vaut_a_tout_age(self):
        assert compute_durees(inscrit(date(2025, 12, 1)), on=JOUR).cld_fse is False
        assert compute_durees(inscrit(date(2025, 6, 1)), on=JOUR).cld_fse is None
        assert compute_durees(inscrit(date(2024, 6, 1)), on=JOUR).cld_fse is True

    @pytest.mark.parametrize("faits", [Faits(), Faits(emploi=DE), Faits(emploi=DE, categorie=A),
                                       Faits(emploi=SituationEmploi.AUTRE)])  # fmt: skip
    def test_ce_qui_n_est_pas_su_n_est_pas_un_non(self, faits):
        durees = compute_durees(faits, on=JOUR)
        assert (durees.deld, durees.detld, durees.cld_fse, durees.mois_sans_emploi) == (None,) * 4

    @pytest.mark.parametrize("emploi", [SituationEmploi.SALARIE_SIAE, SituationEmploi.INACTIF])
    def test_qui_n_est_pas_demandeur_d_emploi_n_est_pas_deld_meme_avec_une_vieille_date(self, emploi):
        durees = compute_durees(Faits(emploi=emploi, inscrit_le=date(2020, 1, 1)), on=JOUR)
        assert (durees.deld, durees.detld, durees.cld_fse) == (False, False, False)

    @pytest.mark.parametrize("categorie", [c for c in CategorieInscription if c not in EN_RECHERCHE])
    def test_une_inscription_hors_a_b_c_n_est_pas_deld(self, categorie):
        durees = compute_durees(Faits(emploi=DE, categorie=categorie, inscrit_le=date(2020, 1, 1)), on=JOUR)
        assert durees.deld is False
        assert durees.cld_fse is (False if categorie in ("D", "E") else None)

    def test_sans_categorie_la_methode_le_dit(self):
        durees = compute_durees(Faits(emploi=DE, inscrit_le=date(2020, 1, 1)), on=JOUR)
        assert durees.deld is True
        assert "supposée" in durees.libelle_methode

    def test_un_non_inscrit_ne_compte_que_si_le_dispositif_l_a_decide(self):
        faits = Faits(emploi=NON_INSCRIT, dernier_emploi_fin=date(2024, 1, 31))
        sans = compute_durees(faits, on=JOUR)
        avec = compute_durees(replace(faits, inclut_non_inscrits=True), on=JOUR)
        assert (sans.deld, sans.mois_sans_emploi) == (False, 26)
        assert (avec.deld, avec.methode) == (True, chomage.DERNIER_EMPLOI)

    def test_la_duree_sans_emploi_part_de_la_fin_du_dernier_emploi(self):
        durees = compute_durees(inscrit(date(2025, 9, 30), dernier_emploi_fin=date(2025, 5, 31)), on=date(2026, 2, 28))
        assert durees.mois_sans_emploi == 9
        assert durees.deld is False

    def test_une_inscription_future_ne_dit_rien(self):
        assert compute_durees(inscrit(JOUR + timedelta(days=1)), on=JOUR).deld is None

    @given(depuis=jours, apres=st.integers(0, 4000), pas=st.integers(0, 400))
    def test_avec_le_temps_un_oui_reste_un_oui_et_detld_suppose_deld(self, depuis, apres, pas):
        jour = depuis + timedelta(days=apres)
        before, after = (compute_durees(inscrit(depuis), on=on) for on in (jour, jour + timedelta(days=pas)))
        assert not (before.detld and not before.deld)
        assert not (before.deld and not after.deld)
        assert before.version == chomage.VERSION

    @given(depuis=jours)
    def test_la_bascule_tombe_exactement_au_mois_revolu(self, depuis):
        bascule = add_months(depuis, 12)
        assert compute_durees(inscrit(depuis), on=bascule).deld is True
        assert compute_durees(inscrit(depuis), on=bascule - timedelta(days=1)).deld is False


class TestNiveaux:
    @pytest.mark.parametrize(
        ("texte", "attendu"),
        [
            ("VI", (Niveau.N1, False)), ("v bis", (Niveau.N2, False)), ("Vbis", (Niveau.N2, False)),
            ("Niveau V", (Niveau.N3, False)), ("iv", (Niveau.N4, False)), ("III", (Niveau.N5, False)),
            ("II", (Niveau.N6, False)), ("I", (Niveau.N7, True)), ("IX", None), ("", None),
        ],
    )  # fmt: skip
    def test_un_ancien_niveau_se_lit_et_le_i_reste_a_verifier(self, texte, attendu):
        assert niveaux.read_ancien(texte) == attendu

    def test_peu_ou_pas_qualifies_sont_les_niveaux_1_a_3(self):
        assert [n.value for n in Niveau if niveaux.is_peu_ou_pas_qualifie(n)] == [1, 2, 3]
        assert [n.value for n in Niveau if niveaux.get_groupe(n) is Groupe.SANS_QUALIFICATION] == [1, 2]

    @given(niveau=st.sampled_from(Niveau))
    def test_aller_et_retour_entre_les_deux_nomenclatures(self, niveau):
        found = niveaux.read_ancien(DEFINITIONS[niveau].ancien)
        assert found is not None
        assert found[0] == (Niveau.N7 if niveau is Niveau.N8 else niveau)


MARIE = Identite("Lefèvre", "Durand", "Marie-Hélène", date(1984, 3, 5))
lettres = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèçï -'", min_size=1, max_size=15)
identites = st.builds(Identite, lettres, st.one_of(st.just(""), lettres), lettres, st.one_of(st.none(), jours))


class TestIdentite:
    @pytest.mark.parametrize(
        "autre",
        [
            Identite("LEFEVRE", "", "MARIE HELENE", date(1984, 3, 5)),
            Identite("Lefebvre", "", "Marie-Hélène", date(1984, 3, 5)),
            Identite("Marie-Hélène", "", "Lefèvre", date(1984, 3, 5)),
            Identite("Durand", "", "Marie-Hélène", date(1984, 3, 5)),
            Identite("Lefèvre", "", "Marie-Hélène", date(1984, 5, 3)),
            Identite("Lefevre", "", "Marie-Helene", None),
        ],
    )
    def test_accents_fautes_inversions_et_noms_d_usage_se_retrouvent(self, autre):
        assert compare(MARIE, autre).points >= identite.PROBABLE
        assert identite.list_cles(MARIE) & identite.list_cles_a_chercher(autre)

    def test_deux_personnes_differentes_ne_se_ressemblent_pas(self):
        assert compare(MARIE, Identite("Nguyen", "", "Bastien", date(1971, 11, 2))).points < identite.POSSIBLE

    @pytest.mark.parametrize(("a", "b"), [("Céline", "Séline"), ("Germain", "Germein"), ("Philippe", "Filipe")])
    def test_deux_orthographes_d_un_meme_son_ont_la_meme_cle(self, a, b):
        assert identite.write_sons(identite.normalize(a)) == identite.write_sons(identite.normalize(b))

    @given(a=identites, b=identites)
    def test_ressembler_est_reciproque_et_reste_entre_0_et_100(self, a, b):
        assert compare(a, b).points == compare(b, a).points
        assert 0 <= compare(a, b).points <= 100

    @given(a=st.text("abcde", max_size=9), b=st.text("abcde", max_size=9))
    def test_les_lettres_sans_paire_ne_sont_jamais_plus_nombreuses_que_les_fautes(self, a, b):
        assert identite._count_sans_paire(a, b) <= identite.count_fautes(a, b)

    @given(a=identites)
    def test_on_se_ressemble_a_soi_meme(self, a):
        if a.noms and a.prenom and a.date_naissance:
            assert compare(a, a).points == 100
