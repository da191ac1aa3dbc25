"""Each rule on the smallest report that shows it, and on its nearest neighbour that must be left alone."""

from pathlib import Path

import pytest

from maillage.consolidation.relecture.lecture import read_fichier, read_paragraphes
from maillage.consolidation.relecture.nomenclatures import GRAVITES, RANG, REGLES, Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Rapport
from maillage.consolidation.relecture.rules.relire import relire
from tests.consolidation.relecture.outils import AUJOURD_HUI, list_regles, plain, relire_csv

SP = (
    "Sorties positives;2019;;14766;sorties;",
    "Sorties positives;2019;emploi durable;11786;sorties;",
    "Sorties sans suite;2019;;16789;sorties;",
)
TEXTE_PROPRE = """# § 2.2
En 2024, 47 % des sorties sont positives ; l’emploi durable représente 37 % de l’ensemble des sorties. Les demandeurs d’emploi
de longue durée sont 47 % à sortir positivement. Le PLIE XXL n’existe pas, l’année 2020 non plus.
"""


def test_un_rapport_propre_n_est_pas_reproche():
    lu = read_fichier((Path(__file__).parent / "propre.csv").read_bytes())
    paragraphes = read_paragraphes(TEXTE_PROPRE)
    assert len(lu.chiffres) == 26
    constats = relire(Rapport(tuple(lu.chiffres), tuple(paragraphes), aujourd_hui=AUJOURD_HUI))
    assert [plain(constat.phrase) for constat in constats] == []


@pytest.mark.parametrize("ecrit", ["", "xx", "xxx", "XX %", "…", "... %", "____", "à compléter", "?"])
def test_une_case_laissee_en_blanc_bloque(ecrit: str):
    (constat,) = relire_csv(f"Entrées en parcours;2019;;{ecrit};personnes;")
    assert (constat.regle, constat.gravite) == (Regle.BLANC, Gravite.BLOQUANT)


@pytest.mark.parametrize(
    ("phrase", "trous"),
    [
        ("En 2019, xxx facilitateurs ont travaillé.", 1), ("soit xx% des structures et … % des PLIE", 2), ("[à compléter par Anne]", 1), ("TODO : le nombre. Soit N % des PLIE, part à compléter.", 3), ("Au nord, 12 % des PLIE.", 0),
        ("un total de ____ euros", 1), ("??? personnes", 1), ("Le musée et l’axe ; 47 % des sorties… et voilà", 0), ("Taille XXL", 0),
        ("page xxiv, hors-série", 0),
    ],
)  # fmt: skip
def test_un_blanc_dans_une_phrase(phrase: str, trous: int):
    assert list_regles(relire_csv("Titre;2019;;1;PLIE;", texte=phrase)) == [Regle.BLANC] * trous


@pytest.mark.parametrize(
    ("parts", "gravite"),
    [
        (("33", "33", "34"), None), (("33,3", "33,3", "33,3"), Gravite.REMARQUE), (("35", "14", "52"), Gravite.REMARQUE),
        (("34", "34", "34"), Gravite.BLOQUANT), (("50", "30"), Gravite.BLOQUANT), (("99", "1"), None), (("98", "1"), Gravite.BLOQUANT),
    ],
)  # fmt: skip
def test_les_parts_exclusives_font_cent_aux_arrondis_pres(parts: tuple[str, ...], gravite: Gravite | None):
    constats = relire_csv(*(f"Répartition des âges;2019;tranche {rang};{part};%;" for rang, part in enumerate(parts)))
    assert [constat.gravite for constat in constats] == ([gravite] if gravite else [])


def test_une_note_imprimee_suffit_quand_les_arrondis_expliquent_l_ecart():
    entete = "libelle;annee;modalite;valeur;unite;exclusive;note"
    lignes = [f"Causes;2019;{m};{v};%;oui;" for m, v in (("a", 35), ("b", 14), ("c", 52))]
    assert list_regles(relire_csv(*lignes, entete=entete)) == [Regle.TOTAL_100]
    assert relire_csv(*lignes[:2], lignes[2] + "101 % du fait des arrondis", entete=entete) == []


@pytest.mark.parametrize("total", ["Entrées;2019;;;100;;", "Entrées;2019;sexe;total;100;;oui"])
def test_un_total_rond_n_est_pas_un_arrondi_a_cote_de_ses_modalites(total: str):
    entete = "libelle;annee;ventilation;modalite;valeur;unite;exclusive"
    parts = [f"Entrées;2019;sexe;{nom};{valeur};;oui" for nom, valeur in (("hommes", 50), ("femmes", 60))]
    assert list_regles(relire_csv(total, *parts, entete=entete)) == [Regle.SOMME]


def test_des_heures_arrondies_une_a_une_ne_sont_pas_reprochees():
    entete = "libelle;annee;ventilation;modalite;valeur;unite;exclusive"

    def relire(total):
        parts = [f"Heures validées;2019;type;{nom};3;heures;oui" for nom in ("travail", "tutorat")]
        return list_regles(relire_csv(f"Heures validées;2019;;;{total};heures;", *parts, entete=entete))

    assert relire(5) == []  # two hours and a half of each
    assert relire(4) == [Regle.SOMME]


def test_des_categories_cumulables_peuvent_depasser_cent():
    assert relire_csv("Profil des entrées;2019;femmes;54;%;", "Profil des entrées;2019;RSA;64;%;") == []


@pytest.mark.parametrize(
    ("moyenne", "total", "base", "is_reproche"),
    [
        ("12,1", "752", "62 PLIE", False),
        ("12", "752", "62 PLIE", False),
        ("5", "752", "62 PLIE", True),
        ("12,2", "752", "62 PLIE", True),
    ],
)
def test_une_moyenne_suit_de_son_total(moyenne: str, total: str, base: str, is_reproche: bool):
    constats = relire_csv(f"Référents;2019;moyenne;{moyenne};ETP;", f"Référents;2019;;{total};ETP;{base}")
    assert list_regles(constats) == [Regle.MOYENNE] * is_reproche


@pytest.mark.parametrize(
    ("taux", "is_reproche"),
    [("47", False), ("46,8", False), ("46,79", False), ("46", True), ("46,7", True), ("48", True)],
)
def test_un_rapport_suit_de_ses_termes_a_l_arrondi_imprime(taux: str, is_reproche: bool):
    constats = relire_csv(*SP, f"Taux de sorties positives;2019;;{taux};%;total des sorties")
    assert list_regles(constats) == [Regle.RAPPORT] * is_reproche


def test_l_arrondi_se_fait_au_superieur():
    """46,5 exactly is printed 47, never 46."""
    entete = "libelle;code;valeur;unite;arrondi;calcul"
    termes = "A;a;93;personnes;1;", "B;b;200;personnes;1;"
    assert relire_csv(*termes, "T;t;47;%;;a / b", entete=entete) == []
    assert list_regles(relire_csv(*termes, "T;t;46;%;;a / b", entete=entete)) == [Regle.RAPPORT]


@pytest.mark.parametrize(
    ("a", "b", "gravite"),
    [
        ("62", "63", Gravite.BLOQUANT), ("62", "62,4", None), ("62", "62,5", None), ("62", "62,6", Gravite.BLOQUANT), ("62", "62", None), ("61,5", "62", None),
    ],
)  # fmt: skip
def test_deux_pourcentages_sous_un_libelle(a: str, b: str, gravite: Gravite | None):
    constats = relire_csv(f"Part des jeunes;2019;;{a};%;", f"Part des jeunes;2019;;{b};%;")
    assert [constat.gravite for constat in constats] == ([gravite] if gravite else [])


@pytest.mark.parametrize(
    ("a", "b", "gravite"),
    [
        ("33711", "34000", None), ("33711", "33000", Gravite.BLOQUANT), ("131000", "130000", Gravite.A_VERIFIER),
        ("32700", "32000", Gravite.BLOQUANT), ("33711", "33712", Gravite.BLOQUANT),
    ],
)  # fmt: skip
def test_deux_comptes_sous_un_libelle(a: str, b: str, gravite: Gravite | None):
    entete = "libelle;annee;page;valeur;unite"
    constats = relire_csv(
        f"Personnes reçues;2019;synthèse;{a};personnes", f"Personnes reçues;2019;§ 2;{b};personnes", entete=entete
    )
    assert [constat.gravite for constat in constats] == ([gravite] if gravite else [])


def test_une_meme_valeur_sous_deux_libelles_n_est_pas_une_faute():
    assert relire_csv("Part des jeunes;2019;;44;%;entrées", "Part des seniors;2019;;44;%;entrées") == []


def test_un_taux_nomme_emploi_qui_compte_toutes_les_sorties_positives():
    (constat,) = relire_csv(*SP, "Retour à l’emploi;2019;;47;%;")
    assert constat.regle is Regle.TAUX_EMPLOI
    assert "37,4 %" in plain(constat.phrase)
    assert relire_csv(*SP, "Retour à l’emploi;2019;;37;%;") == []
    assert relire_csv(*SP, "Demandeurs d’emploi de longue durée;2019;;47;%;") == []


def test_une_phrase_qui_nomme_emploi_le_taux_de_toutes_les_sorties_positives():
    (constat,) = relire_csv(*SP, texte="# Conclusion\nLe retour durable à l’emploi concerne 47 % des publics.")
    assert (constat.regle, constat.ou) == (Regle.TAUX_EMPLOI, "Conclusion")
    assert (
        relire_csv(*SP, texte="Le retour durable à l’emploi concerne 37 % des sorties ; 47 % sortent positivement.")
        == []
    )


@pytest.mark.parametrize(
    ("ligne", "dit"),
    [
        ("Entrées;2031;;3;personnes;", "n’est pas encore commencée"), ("Entrées;1985;;3;personnes;", "premier PLIE"),
        ("Entrées;2019-02-31;;3;personnes;", "n’existe pas"), ("évolution des heures;2019;vs 2020;3;%;", "se compare à une année passée"),
    ],
)  # fmt: skip
def test_une_annee_impossible(ligne: str, dit: str):
    (constat,) = relire_csv(ligne)
    assert constat.regle is Regle.ANNEE
    assert dit in constat.phrase


def test_une_partie_ne_depasse_pas_son_tout():
    found = relire_csv("Entrées en parcours;2019;;1003;personnes;", "Entrées de femmes;2019;;1004;personnes;")
    assert list_regles(found) == [Regle.DEPASSE]
    entete = "libelle;annee;ventilation;modalite;valeur;unite"
    found = relire_csv("Présents;2019;;;10;personnes", "Présents;2019;public;RSA;11;personnes", entete=entete)
    assert list_regles(found) == [Regle.DEPASSE]
    assert list_regles(relire_csv("Part des jeunes;2019;;104;%;")) == [Regle.DEPASSE]
    assert relire_csv("Évolution des heures;2019;;120;%;") == []


def test_les_territoires_font_leur_total():
    entete = "libelle;annee;niveau;territoire;valeur;unite"
    lignes = ["PLIE;2019;region;A;9;PLIE", "PLIE;2019;region;B;8;PLIE"]
    assert relire_csv(*lignes, "PLIE;2019;national;;17;PLIE", entete=entete) == []
    assert Regle.SOMME in list_regles(relire_csv(*lignes, "PLIE;2019;national;;18;PLIE", entete=entete))


def test_chaque_regle_et_chaque_gravite_ont_leur_nom_et_leur_rang():
    assert set(REGLES) == set(Regle)
    assert set(GRAVITES) == set(RANG) == set(Gravite)


def test_les_constats_d_un_paragraphe_sont_dans_l_ordre_de_la_lecture():
    constats = relire_csv("PLIE;2019;;3;PLIE;", texte="Soit zz ??? puis xxx PLIE, TODO ensuite et enfin … % du tout.")
    blancs = [one.valeurs[0] for one in constats if one.regle is Regle.BLANC]
    assert blancs == ["???", "xxx", "TODO", "… %"]


@pytest.mark.parametrize(
    "phrase",
    [
        "Le taux de retour à l'emploi est de 47 %.",
        "Le taux d’emploi est de 47 %.",
        "Retour à l’emploi : 47 %.",
    ],
)
@pytest.mark.parametrize("sorties", ["Sorties", "Total des sorties"])
def test_un_taux_d_emploi_colle_se_lit_sur_le_total_des_sorties_imprime(phrase, sorties):
    lignes = ["Sorties positives;2019;;47;personnes;", f"{sorties};2019;;100;personnes;"]
    assert list_regles(relire_csv(*lignes, texte=phrase)) == [Regle.TAUX_EMPLOI]
    emploi = "Sorties positives;2019;emploi durable;47;personnes;"
    assert Regle.TAUX_EMPLOI not in list_regles(relire_csv(*lignes, emploi, texte=phrase))
