"""What the hours went to and who did them: each share with its base, who did not answer, and a year before."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.figures.activite_parts import build_achats, build_donneurs, build_profils
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.rules.activite.faits import Comptes
from maillage.clause.rules.activite.repartitions import (
    ProfilEntree,
    split_achats,
    split_donneurs,
    split_profils,
    write_groupes,
)
from maillage.socle.graphiques import Figure
from tests.clause.test_reseau_rules import AN, AVANT, make_ligne

A, D, P = TypeAchat, TypeDonneurOrdre, Profil
VIDE = Comptes()


def count_achats(**heures: int) -> Comptes:
    return Comptes(heures_par_achat={A(code): Decimal(value) for code, value in heures.items()})


def split(*profils: set[Profil], seuil: int = 5, avant: int = 0):
    """One person, one contract, ten hours each; `avant`: how many women a year before."""
    lignes = [make_ligne("a", f"p{rang}") for rang in range(len(profils))]
    entrees = {
        ligne.contrat: ProfilEntree(ligne.contrat, date(2026, 1, 5), frozenset(profil))
        for ligne, profil in zip(lignes, profils, strict=True)
    }
    for rang in range(avant):
        ligne = make_ligne("a", f"v{rang}", mois=date(2025, 4, 1))
        lignes.append(ligne)
        entrees[ligne.contrat] = ProfilEntree(ligne.contrat, date(2025, 1, 5), frozenset({P.FEMME}))
    return split_profils(lignes, entrees, periode=AN, avant=AVANT, seuil=seuil)


def drawn(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def find(repartition, code):
    return next(part for part in repartition.parts if part.code == code)


class TestHeures:
    def test_les_parts_vont_de_la_plus_lourde_a_la_plus_legere_avec_celles_d_un_an_avant(self):
        found = split_achats(
            count_achats(travaux=555, services=436, fournitures=9), count_achats(services=50, travaux=50)
        )
        assert [(part.code, part.part, part.avant) for part in found.parts] == [
            ("travaux", 55, 50), ("services", 44, 50), ("fournitures", 1, 0),
        ]  # fmt: skip
        assert found.total == 1000

    def test_sans_rien_avant_il_n_y_a_pas_de_part_d_avant(self):
        assert find(split_achats(count_achats(travaux=5), VIDE), "travaux").avant is None

    def test_ce_qui_n_existe_plus_reste_a_zero_a_cote_de_ce_que_c_etait(self):
        found = split_achats(count_achats(travaux=5), count_achats(services=5))
        assert (find(found, "services").part, find(found, "services").avant) == (0, 100)

    @given(heures=st.dictionaries(st.sampled_from(list(A)), st.decimals(0, 9999, places=2), min_size=1))
    def test_les_parts_font_cent_ou_rien(self, heures):
        parts = [part.part for part in split_achats(Comptes(heures_par_achat=heures), VIDE).parts]
        assert (sum(part or 0 for part in parts) == 100) == bool(sum(heures.values()) > 0)

    def test_les_groupes_sont_ceux_que_le_reseau_publie(self):
        heures = {D.COMMUNE: 20, D.EPCI: 13, D.SEM_SPL: 10, D.BAILLEUR_SOCIAL: 16, D.ETAT: 41}
        found = split_donneurs(Comptes(heures_par_donneur={k: Decimal(v) for k, v in heures.items()}), VIDE)
        assert write_groupes(found) == (43, 16)
        assert "43\u202f% des heures ; bailleurs : 16\u202f%" in drawn(build_donneurs(found, AN)).titre

    def test_sans_heure_il_n_y_a_pas_d_image(self):
        assert build_achats(split_achats(VIDE, VIDE), AN) is None
        assert build_donneurs(split_donneurs(VIDE, VIDE), AN) is None


class TestProfils:
    def test_une_part_se_fait_sur_les_personnes_de_profil_connu_et_les_autres_se_disent(self):
        found = split(*[{P.FEMME}] * 6, *[{P.HOMME}] * 18, *[set()] * 3)
        assert (find(found, "femme").nombre, find(found, "femme").part) == (6, 25)
        assert (found.total, found.inconnus) == (24, 3)
        assert drawn(build_profils(found, AN, seuil=5)).base.startswith(
            "Base : 24 personnes de profil connu, 3 sans profil"
        )

    @pytest.mark.parametrize(("femmes", "hommes"), [(4, 20), (20, 4)], ids=["trop peu", "toutes sauf trop peu"])
    def test_un_petit_effectif_et_son_complement_se_masquent(self, femmes, hommes):
        found = split(*[{P.FEMME}] * femmes, *[{P.HOMME}] * hommes)
        for code in ("femme", "homme"):
            part = find(found, code)
            assert (part.nombre, part.part, part.is_masquee) == (None, None, True)
        assert build_profils(found, AN, seuil=5) is None

    def test_que_tous_l_aient_ne_se_dit_pas_d_un_profil_sensible(self):
        found = split(*[{P.BRSA, P.DELD}] * 9)
        assert find(found, "brsa").is_masquee
        assert find(found, "deld").part == 100

    def test_une_personne_compte_par_son_premier_contrat_de_la_periode(self):
        lignes = [make_ligne("a", "p0", contrat=contrat) for contrat in ("c1", "c2")]
        entrees: dict[Hashable, ProfilEntree] = {"c1": ProfilEntree("c1", date(2026, 6, 1), frozenset({P.SENIOR})),
                   "c2": ProfilEntree("c2", date(2026, 2, 1), frozenset({P.DELD}))}  # fmt: skip
        found = split_profils(lignes, entrees, periode=AN, avant=AVANT, seuil=1)
        assert [part.code for part in found.parts if part.part] == ["deld"]

    def test_un_contrat_entierement_corrige_ne_compte_pas(self):
        lignes = [make_ligne("a", "p0", 10), make_ligne("a", "p0", -10)]
        entrees = {lignes[0].contrat: ProfilEntree("c", date(2026, 2, 1), frozenset({P.DELD}))}
        assert split_profils(lignes, entrees, periode=AN, avant=AVANT, seuil=1).total == 0

    def test_l_annee_d_avant_a_son_propre_masque(self):
        assert find(split(*[{P.FEMME}] * 6, *[{P.HOMME}] * 6, avant=8), "femme").avant == 100
        assert find(split(*[{P.FEMME}] * 6, *[{P.HOMME}] * 6, avant=4), "femme").avant is None

    def test_ce_qui_est_masque_est_nomme_a_cote_de_l_image_et_n_y_est_pas_dessine(self):
        figure = drawn(
            build_profils(split(*[{P.FEMME}] * 8, *[{P.HOMME, P.HANDICAP}] * 2, *[{P.HOMME}] * 8), AN, seuil=5)
        )
        assert "Travailleurs handicapés" in figure.note
        assert "handicapés" not in figure.description
        row = next(row for row in figure.lignes if row[0] == "Travailleurs handicapés")
        assert row[1:3] == ["masqué", "masqué"]
