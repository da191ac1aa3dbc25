"""Who knows its own figures finds no neighbour's (S3), nor do the two largest of a region together (S4)."""

from dataclasses import replace

from maillage.consolidation.secret.dossiers import publish
from maillage.consolidation.secret.nomenclatures import Contributeurs, Nature, Statut
from maillage.consolidation.secret.protection import protect
from maillage.consolidation.secret.tableaux import Axe, Cellule, Cle, Publication, Somme, Tableau
from tests.consolidation.petits_tableaux import (
    PUBLICS,
    SEUILS,
    attack_all,
    make_plat,
    make_tableau,
    make_territoire,
    release,
)

REGIONS = {"r1": "abc", "r2": "defg"}
SEXES = make_plat("sexe", "f", "h")


def make(code="territoire"):
    feuilles = {(d, s): 20 + 3 * i + (s == "h") for i, d in enumerate("abcdefg") for s in ("f", "h")} | {("a", "f"): 2}
    return make_tableau((make_territoire(REGIONS, code), SEXES), feuilles)


def test_s3_le_masque_fait_pour_le_dehors_laisse_un_voisin_deviner():
    """The reader outside is bounded; the neighbour whose row is hidden with the small cell finds it."""
    dehors = protect(Publication("v1", (make("lieu"),)), SEUILS)
    tableau = make()
    cachees = {Cle(c.mesure, c.periode, tuple(("territoire" if a == "lieu" else a, m) for a, m in c.coordonnees))
               for c in dehors.list_masquees()}  # fmt: skip
    cachees = {Cle(c.mesure, c.periode, tuple(sorted(c.coordonnees))) for c in cachees}
    naive = Publication("v1", (tableau,), montrees=frozenset(map(tableau.get_cle, tableau.list_places())) - cachees)
    certificat = attack_all(naive)
    assert {p["verdict"] for p in certificat["primaires"]} == {"tenue"}
    assert certificat["verdict"] == "refusé"
    assert {f["largeur"] for f in certificat["fuites"]} == {0}


def test_s3_s4_le_masque_tient_devant_les_voisins_et_les_deux_plus_gros():
    masque, sortie = release(Publication("v1", (make(),)))
    certificat = attack_all(sortie)
    assert not masque.echecs
    assert certificat["comptes"]["complices"] == 7 + 2
    assert certificat["verdict"] == "conforme"
    assert certificat["fuites"] == []


def test_un_dispositif_ne_se_devine_pas_lui_meme():
    """Its own small cell is no leak to itself, nor its département where it is alone."""
    lieux = make_territoire({"r1": "abc", "r2": "def"})
    tableau = make_tableau(
        (lieux, SEXES), {(d, s): 2 if (d, s) == ("a", "f") else 30 for d in "abcdef" for s in ("f", "h")}
    )
    certificat = attack_all(release(Publication("v1", (tableau,)))[1])
    assert certificat["verdict"] == "conforme"


def test_des_chiffres_de_dispositifs_jamais_publies_se_devinent_aussi():
    """Only regions are printed; each dispositif still knows its own row."""
    lieux = make_territoire({"r1": "abc", "r2": "defg"})
    feuilles = {(d, s): Cellule(30, is_offerte=False) for d in "abcdefg" for s in ("f", "h")}
    feuilles |= {("a", "f"): Cellule(2, is_offerte=False), ("b", "f"): Cellule(3, is_offerte=False)}
    feuilles |= {(d, "total"): Cellule(sum(feuilles[d, s].valeur for s in "fh"), is_offerte=False) for d in "abcdefg"}
    tableau = make_tableau((lieux, SEXES), feuilles)
    masque, sortie = release(Publication("v1", (tableau,)))
    assert not masque.echecs
    assert {etat.statut for cle, etat in masque.etats.items() if ("territoire", "a") in cle.coordonnees} == {
        Statut.NON_OFFERTE
    }
    certificat = attack_all(sortie)
    assert certificat["verdict"] == "conforme"
    tout = replace(
        sortie, montrees=frozenset(cle for cle, etat in masque.etats.items() if etat.statut is not Statut.NON_OFFERTE)
    )
    assert {f["complice"] for f in attack_all(tout)["fuites"]} == {"c et b"}, "à deux, dans une région de trois"


def test_une_entreprise_qui_connait_sa_part_ne_trouve_pas_celle_d_une_autre():
    lieux = make_plat("lieu", "n", "s", "o")
    feuilles = {
        ("n",): Cellule(100, (("e1", 60), ("e2", 40))),
        ("s",): Cellule(900, (("e1", 300), ("e3", 300), ("e4", 300))),
        ("o",): Cellule(950, (("e2", 300), ("e3", 300), ("e5", 350))),
    }
    heures = make_tableau(
        (lieux,), feuilles, code="heures", nature=Nature.GRANDEUR, contributeurs=Contributeurs.ENTREPRISES
    )
    masque, sortie = release(Publication("v1", (heures,)))
    assert not masque.echecs
    assert attack_all(sortie)["verdict"] == "conforme"
    nue = replace(sortie, montrees=frozenset(masque.etats) - {heures.get_cle(("n",))})
    assert attack_all(nue)["verdict"] == "refusé"
    assert publish(Publication("v1", (heures,)), masque) == sortie


def make_departements(carte, **valeurs):
    """As a public release has them: regions alone are shown, and whom their totals come from stays unknown."""
    dispositifs = [one for region in carte.values() for found in region.values() for one in found]
    parts = {one: ((one, valeurs.get(one, 40 + rang)),) for rang, one in enumerate(dispositifs)}
    sommes = [Somme("france", tuple(carte))]
    cellules: dict[tuple[str, ...], Cellule] = {
        (one,): Cellule(parts[one][0][1], is_offerte=False) for one in dispositifs
    }

    def add(noeud, membres, *, is_offerte):
        found = tuple(part for one in membres for part in parts[one])
        cellules[noeud,] = Cellule(sum(poids for _, poids in found), found, is_offerte)

    for region, departements in carte.items():
        sommes.append(Somme(region, tuple(f"{region}/{code}" for code in departements)))
        for code, membres in departements.items():
            sommes.append(Somme(f"{region}/{code}", tuple(membres)))
            add(f"{region}/{code}", membres, is_offerte=False)
        add(region, [one for membres in departements.values() for one in membres], is_offerte=True)
    add("france", dispositifs, is_offerte=True)
    return Tableau("entrees", "entrees", "2019", (Axe("territoire", tuple(sommes)),), cellules)


def publish_departements(carte, **valeurs):
    tableau = make_departements(carte, **valeurs)
    masque, sortie = release(Publication("v1", (tableau,)), seuils=PUBLICS)
    assert not masque.echecs
    assert attack_all(sortie, seuils=PUBLICS)["verdict"] == "conforme"
    offertes = frozenset(tableau.get_cle(place) for place, cellule in tableau.cellules.items() if cellule.is_offerte)
    fuites = attack_all(replace(sortie, montrees=offertes), seuils=PUBLICS)["fuites"]
    return {dict(cle.coordonnees).get("territoire") for cle in offertes - sortie.montrees}, fuites


AUTRE = {"59": "efg", "62": "hij"}


def test_la_somme_de_deux_autres_ne_cache_pas_le_total_d_une_region():
    """Whatever is hidden, a dispositif has the others of its region by subtraction: that two of them make a département is chance."""
    assert publish_departements({"84": {"38": "ab", "42": "cd"}, "32": AUTRE}) == (set(), [])


def test_un_seul_dispositif_qui_reste_cache_le_total_de_sa_region():
    cachees, fuites = publish_departements({"84": {"38": "ab", "42": "c"}, "32": AUTRE})
    assert cachees == {"84", "32"}
    # The two largest find the one that is left; alone, the third finds the sum of the others, which is neither's.
    assert {(f["cle"], f["complice"]) for f in fuites} == {("entrees|2019|territoire=84/38", "c et b")}


def test_de_deux_dont_un_fait_presque_tout_la_somme_est_a_lui():
    cachees, fuites = publish_departements({"84": {"38": "a", "42": "cd"}, "32": AUTRE}, a=500, c=950, d=50)
    assert cachees == {"84", "32"}
    assert ("entrees|2019|territoire=84/42", "a") in {(f["cle"], f["complice"]) for f in fuites}
