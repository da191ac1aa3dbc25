"""The board of indicators: the same figures as the rules, the year before at the same date, missing answers said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.rules.indicateurs import suivi, tableau
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, make_fenetre, make_precedente
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.parcours.rules.indicateurs.tableau import Donnees, Groupe, Ligne, Valeur

TODAY = date(2026, 11, 28)
INSECABLE = "\u202f"


def build(faits=(), etapes=(), temps=(), annee: int = 2026) -> dict[str, Ligne]:
    found = tableau.build_lignes(Donnees(faits, etapes, temps), annee, today=TODAY)
    return {f"{ligne.groupe} / {ligne.libelle}": ligne for ligne in found}


def test_l_annee_en_cours_se_compare_aux_memes_jours_de_l_annee_d_avant():
    faits = [
        ParcoursCompte(1, 1, date(2026, 3, 1)), ParcoursCompte(2, 2, date(2025, 11, 28)),
        ParcoursCompte(3, 3, date(2025, 12, 1)),
    ]  # fmt: skip
    entrees = build(faits)["Entrées et sorties / Entrées"]
    assert (entrees.valeur.nombre, entrees.precedent.nombre, entrees.ecart) == (1, 1, "0")
    finie = build(faits, annee=2025)["Entrées et sorties / Entrées"]
    assert (finie.valeur.nombre, finie.precedent.nombre, finie.ecart) == (2, 0, "+2")


def test_le_29_fevrier_se_compare_au_28():
    fenetre = make_fenetre(2024, today=date(2024, 2, 29))
    assert make_precedente(fenetre).periode == Periode(date(2023, 1, 1), date(2023, 2, 28))


def test_les_trois_denominateurs_donnent_trois_taux_qui_ne_se_confondent_pas():
    sorti = date(2026, 6, 1)
    faits = [
        ParcoursCompte(1, 1, date(2025, 1, 1), sorti, "ED-CDI"), ParcoursCompte(2, 2, date(2025, 1, 1), sorti, "SS-DEM"),
        ParcoursCompte(3, 3, date(2025, 1, 1), sorti, "SS-ABA"), ParcoursCompte(4, 4, date(2026, 1, 1)),
    ]  # fmt: skip
    lignes = build(faits)
    read = {
        ligne.indicateur: (ligne.numerateur, ligne.denominateur, ligne.base)
        for ligne in lignes.values() if ligne.groupe is Groupe.TAUX
    }  # fmt: skip
    assert read[Indicateur.T_1] == (1, 3, "toutes les sorties")
    assert read[Indicateur.T_2] == (1, 2, "sorties hors déménagement, décès, retraite")
    assert read[Indicateur.T_3] == (1, 1, "entrées de la période")


def test_une_part_dit_combien_n_ont_pas_repondu():
    faits = [
        ParcoursCompte(1, 1, date(2026, 1, 1), profil=Profil(is_femme=True)),
        ParcoursCompte(2, 2, date(2026, 1, 1), profil=Profil(is_femme=False)),
        ParcoursCompte(3, 3, date(2026, 1, 1)),
    ]
    femmes = build(faits)["Profil des entrées / Femmes"]
    assert femmes.valeur.write() == f"50{INSECABLE}%"
    assert femmes.renseignement == Part(2, 3)


def test_un_denominateur_vide_ne_donne_ni_taux_ni_ecart():
    ligne = build()["Taux de sorties / Taux de sorties positives"]
    assert (ligne.valeur.write(), ligne.ecart) == ("–", "–")


def test_une_difference_de_parts_se_dit_en_points():
    ligne = Ligne(Groupe.TAUX, Indicateur.T_1, "Taux", Valeur(part=Part(1, 2)), Valeur(part=Part(1, 3)))
    assert ligne.ecart == f"+17{INSECABLE}pt"


def test_sans_contact_ne_se_lit_que_d_aujourd_hui():
    faits = [ParcoursCompte(1, 1, date(2025, 1, 1))]
    code = "File active / Sans contact depuis plus de 90 jours"
    assert build(faits)[code].valeur.part == Part(1, 1)
    assert not build(faits)[code].precedent.is_connue
    assert not build(faits, annee=2025)[code].valeur.is_connue


class TestTemps:
    TEMPS = (Temps(1, date(2020, 1, 1), Decimal("1")), Temps(1, date(2026, 6, 1), Decimal("0.5")),
             Temps(2, date(2020, 1, 1), Decimal("0.8"), depart=date(2026, 3, 31)))  # fmt: skip

    @pytest.mark.parametrize(
        ("on", "etp"),
        [(date(2019, 1, 1), "0"), (date(2026, 3, 31), "1.8"), (date(2026, 4, 1), "1"), (date(2026, 6, 1), "0.5")],
    )
    def test_le_temps_de_travail_est_celui_du_jour(self, on, etp):
        assert suivi.compute_etp(self.TEMPS, on=on) == Decimal(etp)

    def test_la_file_active_se_rapporte_au_temps_present(self):
        faits = [ParcoursCompte(cle, cle, date(2026, 1, 1)) for cle in range(30)]
        ligne = build(faits, temps=self.TEMPS)["File active / File active par équivalent temps plein"]
        assert ligne.valeur.write() == "60,0 personnes"


@given(
    st.lists(
        st.builds(
            ParcoursCompte, cle=st.integers(0, 9), personne=st.integers(0, 9),
            entree=st.dates(date(2023, 1, 1), date(2026, 11, 1)),
            profil=st.builds(Profil, is_femme=st.none() | st.booleans(), age=st.none() | st.integers(16, 70)),
        ), max_size=12,
    ),
    st.lists(st.builds(EtapeComptee, parcours=st.integers(0, 9), personne=st.integers(0, 9),
                       type=st.sampled_from(["MOB-ACC"]), debut=st.dates(date(2024, 1, 1), date(2026, 11, 1))), max_size=5),
    st.integers(2023, 2026),
)  # fmt: skip
def test_chaque_annee_a_les_memes_lignes_et_chacune_son_annee_d_avant(faits, etapes, annee):
    lignes = build(faits, etapes, annee=annee)
    assert list(lignes) == list(build())
    assert all(ligne.compte for ligne in lignes.values())
    assert all(ligne.base for ligne in lignes.values() if ligne.valeur.part is not None)
    # Every figure has its base beside it, but the people followed: they are the base of the others.
    assert [li.indicateur for li in lignes.values() if li.valeur.is_connue and not li.calcul] == [Indicateur.I_1]
