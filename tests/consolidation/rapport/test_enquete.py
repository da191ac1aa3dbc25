"""The chapter of the survey: what 2019 printed and contradicted, said with its respondents; what is hidden says so."""

import re
from decimal import Decimal
from typing import Any

from maillage.consolidation.rapport.blocs import Dessin, Rapport, Tableau, list_phrases
from maillage.consolidation.rapport.nombres import Nombre, read_texte
from maillage.consolidation.rapport.plans.plie.enquete import write_enquete
from maillage.consolidation.rapport.rendus.relecture import write_chiffres, write_paragraphes
from maillage.consolidation.relecture.lecture import read_fichier, read_paragraphes
from maillage.consolidation.relecture.rendus import write_texte
from maillage.consolidation.relecture.rules.chiffres import Rapport as RapportLu
from maillage.consolidation.relecture.rules.relire import relire
from maillage.demonstration.reseau.enquete import draw_reponses
from maillage.socle.typographie import FINE
from tests.consolidation.enquetes.usine import JOUR, count_livre, finance, lue

REGIONS = ("84", "11", "32", "44", "75", "76")


def make_livre(*lues, masque=False):
    return count_livre(lues, millesime=2019, masque=masque)


def make_2019():
    """The fictitious network of the demonstration, whose totals are those published."""
    return [
        lue(f"p{rang:03}", REGIONS[rang % 6], **told)
        for rang, told in enumerate(draw_reponses(127, graine=2026))
        if told
    ]


def list_blocs(partie: Any) -> Any:
    yield from partie.blocs
    for rubrique in partie.rubriques:
        yield from rubrique.blocs


def read(partie: Any) -> str:
    return " ".join(read_texte(phrase) for bloc in list_blocs(partie) for phrase in list_phrases(bloc)).replace(
        FINE, " "
    )


def test_le_rapport_de_2019_se_retrouve_avec_ses_bases_et_sans_ses_fautes():
    said = read(write_enquete(make_livre(*make_2019(), masque=True)))
    for attendu in (
        "74 dispositifs qui ont donné chacun d’eux s’élèvent à 99,0 M€, dont 54,1 M€ de FSE",
        "en moyenne 1,34 M€ par dispositif, dont 0,73 M€ de FSE",  # printed « 1 M€ dont 700 000 € »
        "55 % des financements viennent du FSE", "apportent 26 % du total, l’État 15 %, les autres financeurs 4 %",  # printed 5 %
        "va avec 3,7 € de FSE", "33,7 M€ aux opérateurs du territoire, pour 62 dispositifs", "C’est 57,0 % de tout",
        "en reçoivent 22,0 % (13,0 M€ sur 59,1 M€, de 62 dispositifs)",
        "Référents de parcours d’une autre structure, personnes 901 14,5 62", "Entreprises partenaires 10 063 157,2 64",
    ):  # fmt: skip
        assert attendu in said


def test_les_parts_imprimees_font_cent_et_la_note_dit_lesquelles_ont_bouge():
    """2019 printed 55, 26, 15 and 5."""
    thirds = {"fse": 1, "bloc_communal": 1, "departement": 1, "region": 0, "etat": 0, "autres_publics": 0, "prives": 0}
    partie = write_enquete(
        make_livre(*(lue(cle, **{code: v * 100_000 for code, v in thirds.items()}) for cle in "abc"))
    )
    [dessin] = [bloc for bloc in list_blocs(partie) if isinstance(bloc, Dessin)]
    parts: list[Any] = [ligne[2][0] for ligne in dessin.tableau.lignes]
    assert [part.texte for part in parts[:3]] == [f"34{FINE}%", f"33{FINE}%", f"33{FINE}%"]
    assert sum(part.valeur for part in parts) == 100
    assert "Arrondies chacune seule : fonds social européen 33 %." in read(partie)


def test_chaque_chiffre_d_un_tableau_a_ses_repondants_a_cote():
    partie = write_enquete(make_livre(*make_2019()))
    tableaux = [
        bloc.tableau if isinstance(bloc, Dessin) else bloc
        for bloc in list_blocs(partie)
        if isinstance(bloc, Dessin | Tableau)
    ]
    assert {"Délais moyens, en jours", "Délais médians des dispositifs, en jours"} <= {
        read_texte(t.legende) for t in tableaux
    }
    sans = [read_texte(t.legende) for t in tableaux if not read_texte(t.colonnes[-1]).startswith("Dispositifs")]
    assert sans == ["Modes de gestion du FSE"]  # there, what is counted is dispositifs


def test_ce_qui_est_masque_se_dit_et_ne_se_dessine_pas():
    lues = [
        lue(cle, **(finance(rang + 2) | {"prives": 30_000 if cle in "ab" else 0})) for rang, cle in enumerate("abcde")
    ]
    partie = write_enquete(make_livre(*lues, masque=True))
    assert "masqué" in read(partie)
    [dessin] = [bloc for bloc in list_blocs(partie) if isinstance(bloc, Dessin)]
    rows = {read_texte(ligne[0]): [read_texte(cell) for cell in ligne[1:3]] for ligne in dessin.tableau.lignes}
    assert rows["Financements privés"] == ["masqué", "masqué"]
    assert "30 000" not in read(partie)


def test_aucun_nombre_ne_vient_d_ailleurs_que_d_une_case():
    for bloc in list_blocs(write_enquete(make_livre(*make_2019(), masque=True))):
        for phrase in list_phrases(bloc):
            assert all(not isinstance(part, str) or not re.search(r"\d", part) for part in phrase)
            assert all(part.cles for part in phrase if isinstance(part, Nombre))


def read_over(livre, *, juste="", faux=""):
    partie = write_enquete(livre)
    assert partie is not None
    rapport = Rapport("plie", "Consolidation", 2019, JOUR, "", "", False, (), (partie,))
    chiffres = write_chiffres(livre, rapport)
    assert juste in chiffres
    lu = read_fichier(chiffres.replace(juste, faux, 1).encode() if juste else chiffres.encode(), nom="rapport")
    assert lu.erreurs == []
    textes = tuple(read_paragraphes(write_paragraphes(rapport)))
    return relire(RapportLu(tuple(lu.chiffres), textes, aujourd_hui=JOUR))


def test_relu_par_notre_propre_relecture_il_n_y_a_rien_a_redire_et_elle_le_lit():
    livre = make_livre(*make_2019())
    found = read_over(livre)
    assert not found, write_texte(found)
    faute = read_over(livre, juste=";99000000;", faux=";98000000;")
    assert {"somme", "moyenne"} & {constat.regle.value for constat in faute}


def test_les_delais_disent_les_operations_puis_les_dispositifs():
    lues = [
        lue(f"p{rang:02}", REGIONS[rang % 6], delai_comite=rang + 5, delai_comite_moyenne=60 + 2 * rang, delai_comite_mediane=55 + 2 * rang)
        for rang in range(24)
    ]  # fmt: skip
    partie = write_enquete(make_livre(*lues, masque=True))
    assert partie is not None
    assert [rubrique.code for rubrique in partie.rubriques] == ["enquete-delais"]
    said = read(partie)
    assert "Du dépôt de la demande au comité 89 396 24" in said  # the mean of operations: the larger ones take longer
    assert "Du dépôt de la demande au comité 78 97 24" in said


def test_les_types_d_operation_font_cent():
    partie = write_enquete(make_livre(*make_2019()))
    [dessin] = [
        b
        for b in list_blocs(partie)
        if isinstance(b, Dessin) and read_texte(b.tableau.colonnes[0]) == "Type d’opération"
    ]
    parts: list[Any] = [ligne[2][0] for ligne in dessin.tableau.lignes]
    assert sum(part.valeur for part in parts) == 100
    assert "L’accompagnement par un référent prend" in read_texte(dessin.titre)


def test_sans_reponse_il_n_y_a_pas_de_chapitre_et_sans_section_pas_de_rubrique():
    assert write_enquete(make_livre()) is None
    partie = write_enquete(make_livre(*(lue(cle, entreprises=10) for cle in "abc")))
    assert partie is not None
    assert [rubrique.code for rubrique in partie.rubriques] == ["enquete-partenaires"]
    assert "Personne n’a répondu à : Les financements mobilisés ; Les financements alloués aux opérateurs ;" in read(
        partie
    )
    assert "Les partenaires ;" not in read(partie)


def test_quand_chaque_partie_a_sa_reponse_rien_n_est_dit_des_absentes():
    partie = write_enquete(make_livre(*make_2019()))
    assert partie is not None
    assert len(partie.rubriques) == 8  # all of it, but the year before
    assert "Personne n’a répondu" not in read(partie)


def test_la_moyenne_imprimee_est_le_total_imprime_divise_par_ses_repondants():
    livre = make_livre(*make_2019())
    for code in ("financements", "operateurs", "referents_externes_etp", "entreprises"):
        total, mean = livre.get_case(f"enquete.{code}"), livre.get_case(f"enquete.{code}.moyenne")
        assert total.base.valeur == mean.base.valeur
        assert abs(total.exacte / total.cellule.base - mean.valeur.valeur) <= Decimal("0.5")
