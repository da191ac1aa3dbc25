"""Two years compared at constant method and perimeter, or not at all."""

import pytest

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.actions.depots import explain
from maillage.consolidation.depots.rules.documents import group_totaux
from maillage.consolidation.publications.rules.evolutions import compare
from maillage.consolidation.publications.views.evolutions import _write
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import count_cellules, make_acteur_de, make_campagne, receive, write_essai
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

UNITE = f" {PLIE.mesures['plie.entrees'].unite}".rstrip()
AVANT = {f"p{n}": count_cellules(f"p{n}", graine=n, nombre=40 + n, annee=2024) for n in range(3)}
APRES = {f"p{n}": count_cellules(f"p{n}", graine=9 + n, nombre=30 + n) for n in range(1, 4)}


def find(code, avant=AVANT, apres=APRES):
    return next(one for _, lignes in compare(PLIE, avant, apres) for one in lignes if one.mesure.code == code)


def test_chaque_annee_puis_les_memes_dispositifs():
    found = find("plie.entrees")
    assert (found.avant.valeur, found.avant.dispositifs) == (123, 3)
    assert (found.apres.valeur, found.apres.dispositifs) == (96, 3)
    first, second = found.constant
    assert (first.valeur, second.valeur, first.dispositifs) == (83, 63, 2)  # the two that told both years


def test_un_taux_se_recalcule_sur_la_somme_des_memes_dispositifs():
    first, _ = find("plie.taux_brut").constant
    totaux = [group_totaux(AVANT[cle]) for cle in ("p1", "p2")]
    assert first.base == sum(one["plie.sorties"] for one in totaux)
    assert first.valeur == round(100 * sum(one["plie.sorties_positives"] for one in totaux) / first.base)


def test_une_definition_qui_a_change_ne_se_compare_pas():
    changed = {
        cle: [c._replace(version=2) if c.code == "plie.entrees" else c for c in cells] for cle, cells in APRES.items()
    }
    found = find("plie.entrees", apres=changed)
    assert (found.constant, found.is_redefinie) == (None, True)
    assert find("plie.sorties", apres=changed).constant is not None


def test_sans_dispositif_commun_il_n_y_a_pas_d_evolution():
    found = find("plie.entrees", apres={"p9": count_cellules("p9")})
    assert (found.constant, found.is_redefinie) == (None, False)


def test_un_tout_sur_lui_meme_ne_se_compare_pas():
    codes = {one.mesure.code for _, lignes in compare(PLIE, AVANT, APRES) for one in lignes}
    assert "plie.taux_brut" in codes
    assert not codes & {"plie.causes", "plie.entrees.ages", "plie.familles", "plie.entrees.renseignement"}


def test_un_chiffre_que_tous_ne_disent_pas_dit_de_combien_il_est():
    partiel = APRES | {"p3": [c for c in APRES["p3"] if c.code != "plie.entrees"]}
    entrees = find("plie.entrees", apres=partiel)
    assert (entrees.apres.dispositifs, entrees.apres.deposants) == (2, 3)
    assert _write(entrees.mesure, entrees.apres)["couverture"] == "2 dispositifs sur 3"
    assert _write(entrees.mesure, entrees.avant)["couverture"] == ""


@pytest.mark.django_db
def test_la_page_dit_les_deux_lectures(client):
    connect(client, make_habilitation(Role.STATISTICIEN))
    assert "Une seule année" in client.get("/publications/comparer/").content.decode()
    veille, annee = make_campagne(annee=2024), make_campagne()
    plie, autre = make_dispositif(), make_dispositif()
    receive(veille, plie, write_essai(veille, plie, nombre=44))
    ecarts = receive(annee, plie, write_essai(annee, plie, nombre=40)).depot
    explain(
        by=make_acteur_de(plie),
        depot=ecarts,
        explications={saut["cle"]: "Tirés au sort (fictif)." for saut in ecarts.sauts},
    )
    receive(annee, autre, write_essai(annee, autre, nombre=33))
    page = client.get("/publications/comparer/")
    assert (page.context["avant"], page.context["apres"]) == (veille, annee)
    entrees = next(one for _, lignes in page.context["chapitres"] for one in lignes if one["code"] == "plie.entrees")
    dits = [one["texte"] for one in (entrees["avant"], entrees["apres"], *entrees["constants"])]
    assert (dits, entrees["dispositifs"]) == ([f"{n}{UNITE}" for n in (44, 73, 44, 40)], 1)
    html = page.content.decode()
    taux = next(one for _, lignes in page.context["chapitres"] for one in lignes if one["code"] == "plie.taux_brut")
    assert taux["avant"]["texte"].endswith("%")
    assert taux["avant"]["base"].startswith("sur ")
    assert taux["avant"]["base"] in html
    assert "Combien" not in html
    assert "2024, mêmes dispositifs" in html.split("<tbody>")[1]
    again = client.get(f"/publications/comparer/?avant={annee.uuid}&apres={veille.uuid}")
    assert (again.context["avant"], again.context["apres"]) == (annee, veille)
    assert not again.context["chapitres"]
    assert "choisissez l’année la plus ancienne en premier" in again.content.decode()
    clause = make_campagne(annee=2023, consolide="clause")
    for avant, phrase in (
        (annee.uuid, "choisissez deux années différentes"),
        (clause.uuid, "choisissez deux années de la même consolidation"),
        ("inconnu", "n’existe pas, ou n’existe plus"),
    ):
        page = client.get(f"/publications/comparer/?avant={avant}&apres={annee.uuid}")
        assert phrase in page.content.decode()
        assert not page.context["chapitres"]
