"""The survey against that of the year before: the same respondents to each question, two printed values, or nothing."""

import re
from dataclasses import replace

from maillage.consolidation.publications.annees import read_perimetres, write_perimetres
from maillage.consolidation.publications.enquete import count_repondants, list_repondants
from maillage.consolidation.publications.registre import list_chiffres
from maillage.consolidation.rapport.annees import AnneePubliee, Lue, Perimetres
from maillage.consolidation.rapport.blocs import Dessin, Encadre, Tableau, list_phrases
from maillage.consolidation.rapport.comparaisons import compare
from maillage.consolidation.rapport.nombres import Nombre, read_texte
from maillage.consolidation.rapport.plans.plie.enquete.depuis import write_depuis_enquete
from maillage.socle.typographie import FINE
from tests.consolidation.enquetes.usine import count_livre, finance, lue

REGIONS = ("11", "32", "84")


def make_lues(facteur, *, par_region=4, **autres):
    """`par_region` dispositifs in each of three regions; `autres`: what a dispositif answers besides, by its key (`r11_0`)."""
    return [
        lue(f"r{region}_{rang}", region, **(finance(facteur + rang) | {"entreprises": 100 + rang} | autres.get(f"r{region}_{rang}", {})))
        for region in REGIONS for rang in range(par_region)
    ]  # fmt: skip


def make_livre(lues, millesime, *, precedents=(), masque=False):
    livre = count_livre(lues, millesime=millesime, masque=masque)
    lieux = {one.cle: one.region for one in lues}
    perimetres = Perimetres(
        {}, count_repondants(livre.consolidation), list_repondants(lues, lieux, set(lieux.values()))
    )
    return replace(livre, precedents=precedents, perimetres=perimetres)


def publish(livre):
    """As the register and the release keep it."""
    lues = {
        (one.code, one.niveau, one.territoire, one.ventilation, one.modalite): Lue(one.version, one.valeur, one.base, one.is_masque)
        for one in list_chiffres(livre, livre.perimetres.couverture, hors=())
    }  # fmt: skip
    return AnneePubliee(
        livre.millesime, lues, read_perimetres(write_perimetres(livre.perimetres), livre.perimetres.couverture)
    )


def confront(avant, apres, *, masque=False):
    return make_livre(apres, 2025, precedents=(publish(make_livre(avant, 2024, masque=masque)),))


def compare_sur(livre, code):
    found = compare(livre, code)
    assert found is not None, code
    return found


def read(bloc):
    return " ".join(read_texte(phrase) for phrase in list_phrases(bloc))


def read_rows(livre):
    [tableau] = [bloc for bloc in write_depuis_enquete(livre) if isinstance(bloc, Tableau)]
    heads = [read_texte(cell) for cell in tableau.colonnes]
    return {
        (row := [read_texte(cell).replace(FINE, " ") for cell in ligne])[0]: dict(zip(heads[1:], row[1:], strict=True))
        for ligne in tableau.lignes
    }


def test_les_memes_repondants_disent_l_evolution_de_ce_qui_a_ete_imprime():
    rows = read_rows(confront(make_lues(1), make_lues(2)))
    total = rows["Financements mobilisés"]
    assert (total["2024"], total["2025"], total["Évolution"], total["Dispositifs"]) == (
        "30,0 M€",
        "42,0 M€",
        "+40 %",
        "12",
    )
    part = rows["Part, financements mobilisés : fonds social européen"]
    assert (part["2024"], part["Évolution"], part["Bases"]) == ("55 %", "0 point", "30,0 M€, puis 42,0 M€")
    assert "Où" not in total


def test_un_repondant_de_plus_et_seules_les_regions_qui_gardent_les_leurs_se_comparent():
    livre = confront(make_lues(1), [*make_lues(2), lue("venu", "84", **finance(5))])
    found = compare_sur(livre, "enquete.financements")
    assert found.lieux == (("region", "11"), ("region", "32"))
    assert (found.avant.valeur, found.apres.valeur, found.dispositifs) == (20_000_000, 28_000_000, 8)
    part = compare_sur(livre, "enquete.financements.part_fse")
    assert part.bases is not None
    assert (part.avant.valeur, part.bases[0].valeur) == (55, 20_000_000)
    rows = read_rows(livre)
    assert rows["Entreprises partenaires : somme des réponses"]["Où"] == "France"  # who came did not tell it
    assert rows["Financements mobilisés"]["Où"] == "11 ; 32"  # this book names no territory


def test_autant_de_repondants_ne_sont_pas_les_memes_repondants():
    """One left and another came, in each region: the counts are equal, and nothing is compared."""
    apres = [replace(one, cle=f"{one.cle}_autre") if one.cle.endswith("_0") else one for one in make_lues(2)]
    livre = confront(make_lues(1), apres)
    assert compare(livre, "enquete.financements") is None
    blocs = write_depuis_enquete(livre)
    assert any(isinstance(bloc, Encadre) and "pas les mêmes répondants" in read(bloc) for bloc in blocs)
    assert read(blocs[0]).startswith("9 dispositifs ont répondu les deux années")


def test_une_question_qu_un_dispositif_laisse_vide_ne_se_compare_pas_quand_les_autres_se_comparent():
    apres = make_lues(2)
    livre = confront(
        make_lues(1), [lue(one.cle, one.region, **finance(3)) if one.cle == "r84_0" else one for one in apres]
    )
    assert compare_sur(livre, "enquete.financements").lieux == (("france", "FR"),)
    assert compare_sur(livre, "enquete.entreprises").lieux == (("region", "11"), ("region", "32"))


def test_une_valeur_masquee_une_annee_ne_dit_aucune_evolution():
    """Only two have private money: what it was is not told the year after either."""
    avant = [
        lue(one.cle, one.region, **(finance(2) | {"prives": 30_000 if one.cle in ("r11_0", "r11_1") else 0}))
        for one in make_lues(1)
    ]
    livre = confront(avant, make_lues(2), masque=True)
    assert livre.get_precedent().chiffres["enquete.financements.prives", "france", "FR", "", ""].is_masquee
    assert compare(livre, "enquete.financements.prives") is None
    assert compare_sur(livre, "enquete.financements").lieux == (("france", "FR"),)


def test_une_autre_definition_ne_se_compare_pas():
    livre = confront(make_lues(1), make_lues(2))
    precedent = livre.get_precedent()
    autres = {
        place: replace(lue_, version=2) if place[0] == "enquete.financements" else lue_
        for place, lue_ in precedent.chiffres.items()
    }
    autre = replace(livre, precedents=(replace(precedent, chiffres=autres),))
    assert compare(autre, "enquete.financements") is None
    assert compare(autre, "enquete.entreprises") is not None


def test_un_delai_se_compare_en_jours_et_de_la_france_seule():
    def add(lues, jours):
        return [
            lue(one.cle, one.region, **(finance(2) | {"delai_csf": 10, "delai_csf_moyenne": jours + rang}))
            for rang, one in enumerate(lues)
        ]

    livre = confront(add(make_lues(1), 90), add(make_lues(1), 80))
    row = read_rows(livre)["Délai moyen, du dépôt du bilan au contrôle de service fait (jours)"]
    assert (row["2024"], row["2025"], row["Évolution"], row["Bases"]) == ("96", "86", "−10", "120, puis 120")
    plus = confront(
        add(make_lues(1), 90), [*add(make_lues(1), 80), lue("venu", "84", delai_csf=1, delai_csf_moyenne=9)]
    )
    assert compare(plus, "enquete.delai_csf.moyen") is None


def test_les_annees_se_suivent_avec_leurs_repondants():
    livre = confront(make_lues(1), [*make_lues(2), lue("venu", "84", **finance(5))])
    [dessin] = [bloc for bloc in write_depuis_enquete(livre) if isinstance(bloc, Dessin)]
    rows = [[read_texte(cell).replace(FINE, " ") for cell in ligne] for ligne in dessin.tableau.lignes]
    assert rows == [
        ["2024", "30,0 M€", "55 % (30,0 M€)", "3,7 (4,50 M€)", "12"],
        ["2025", "47,0 M€", "55 % (47,0 M€)", "3,7 (7,05 M€)", "13"],
    ]
    bases, perimetres = map(read_texte, dessin.tableau.notes)
    assert bases.startswith("Entre parenthèses, la base d’un taux")
    assert perimetres.startswith("Ce ne sont pas les mêmes dispositifs")
    assert "2024 : 30,0 M€" in dessin.figure.description.replace(FINE, " ")


def test_la_premiere_enquete_publiee_n_en_dit_rien():
    assert write_depuis_enquete(make_livre(make_lues(1), 2025)) == []
    sans = AnneePubliee(2024, {})
    assert write_depuis_enquete(make_livre(make_lues(1), 2025, precedents=(sans,))) == []


def test_aucun_nombre_ne_vient_d_ailleurs_que_d_une_case_des_deux_annees():
    for bloc in write_depuis_enquete(confront(make_lues(1), [*make_lues(2), lue("venu", "84", **finance(5))])):
        for phrase in list_phrases(bloc):
            assert all(not isinstance(part, str) or not re.search(r"\d", part) for part in phrase)
            assert all(part.cles for part in phrase if isinstance(part, Nombre))


def test_ce_qui_est_garde_des_repondants_se_relit():
    livre = make_livre(make_lues(1), 2025)
    rows = write_perimetres(livre.perimetres)
    assert read_perimetres(rows, livre.perimetres.couverture) == livre.perimetres
    assert len(rows) < len(livre.perimetres.repondants) / 10  # one list of dispositifs for all the figures they gave
    assert len(livre.perimetres.list_entiers("enquete.entreprises", ("region", "11"))) == 4
