"""The index of the territories: an élu finds hers in two clicks, and what is not told says so."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.publications.annees import write_perimetres
from maillage.consolidation.publications.fiches import Fiche, write_fiches
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.consolidation.rapport.annees import Perimetres
from maillage.consolidation.rapport.vocabulaire import find_vocabulaire
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.territoire.models import Region
from tests.consolidation.depots.usine import make_campagne
from tests.consolidation.publications.usine import BILAN, make_chiffre, make_publication
from tests.parcours.suivi.pages import count_queries
from tests.reseau.test_gestion import connect
from tests.territoire.conftest import petit_cog
from tests.usine import make_dispositif, make_habilitation

__all__ = ["petit_cog"]
pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1
INDEX, RESTREINT = "/consolidations/territoires/", "/consolidations-du-reseau/territoires/"
TAUX, ENTREES = "plie.taux_neutralise", "plie.entrees"
ENSEMBLE = Fiche(
    "region", "bre-pdl", "bretagne-et-pays-de-la-loire", "Bretagne et Pays de la Loire", regions=("53", "52"),
    ensemble=("Bretagne", "Pays de la Loire"),
)  # fmt: skip
NORD = Fiche("region", "32", "hauts-de-france", "Hauts-de-France", regions=("32",))
FRANCE = Fiche("france", "FR", "france", "France")


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def publish(*fiches, annee=ANNEE, campagne=None, **values):
    found = make_publication(
        campagne or make_campagne(annee=annee),
        now=timezone.now(),
        etat=Etat.PUBLIEE,
        territoires=write_fiches([FRANCE, *fiches]),
        **values,
    )
    for rang, one in enumerate(fiches):
        for code, valeur, unite in ((TAUX, 50 + rang, "%"), (ENTREES, 1000 + rang, "")):
            make_chiffre(
                found, code=code, niveau=one.niveau, territoire=one.code, lieu=one.lieu, valeur=valeur, unite=unite
            )
    return found


def read(client, adresse):
    html = client.get(adresse).content.decode()
    return html.split("<main")[1].split("</main>")[0]


class TestIndex:
    def test_chaque_region_mene_a_sa_fiche_du_tableau_et_de_la_carte(self, client):
        publiee = publish(ENSEMBLE, NORD)
        page = read(client, INDEX)
        vers = f'href="/consolidations/{publiee.uuid}/fiches/hauts-de-france/"'
        assert page.count(vers) == 3  # the table, and the two drawings of the map
        assert "51\u202f%" in page
        assert "sur 31\u202f555" in page  # a share has its base
        assert "publiées ensemble : Bretagne, Pays de la Loire" in page
        assert f"/consolidations/{publiee.uuid}/fiches/france/" in page

    def test_la_carte_se_peint_du_chiffre_demande(self, client):
        publish(ENSEMBLE, NORD)
        assert f"Entrées, {ANNEE}" in read(client, f"{INDEX}?chiffre={ENTREES}")
        assert f"Taux de sorties positives, neutralisé, {ANNEE}" in read(client, f"{INDEX}?chiffre=inconnu")

    def test_un_chiffre_masque_ou_que_toutes_n_ont_pas_dit_se_dit(self, client):
        publiee = publish(NORD)
        publiee.chiffres.filter(code=TAUX).update(valeur=None, base=None, couverture=None, is_masque=True)
        page = read(client, INDEX)
        assert "masqué" in page
        assert "aucune région dessinée sur la carte n’a de valeur publiée" in page
        assert page.count("Non publiés cette année") == 1
        assert "Non publiés cette année : Personnes accompagnées" in page  # nobody knows why: no structure is accused

    def test_ce_que_toutes_n_ont_pas_dit_donne_sa_raison(self, client):
        publiee = publish(NORD)
        publiee.bilan = BILAN | {"partiels": [PLIE.mesures["plie.accompagnes"].libelle]}
        publiee.save()
        page = read(client, INDEX)
        assert "car toutes les structures ne les ont pas dits : Personnes accompagnées" in page
        assert page.count("Non publiés cette année") == 2  # the other columns, of which nothing is known

    def test_la_legende_dit_ce_que_disent_les_cartes_du_rapport(self, client):
        publiee = publish(ENSEMBLE, NORD)
        publiee.chiffres.filter(code=TAUX, territoire="32").update(
            valeur=None, base=None, couverture=None, is_masque=True
        )
        assert "masqué ou non compté" in read(client, INDEX)
        publiee.chiffres.filter(code=TAUX, territoire="32").delete()
        page = read(client, INDEX)
        assert re.search(r"<text[^>]*>non publié</text>", page)
        assert page.count(f"/consolidations/{publiee.uuid}/fiches/hauts-de-france/") == 3  # the map too leads there
        plie = find_vocabulaire(PLIE)
        assert plie.say_absence([]) == "aucun PLIE compté"
        assert plie.say_absence(["masqué", "non publié", "masqué"]) == "non publié"

    def test_une_carte_ou_rien_ne_serait_peint_ne_se_dessine_pas(self, client):
        """A fictitious region is in the table: no map has its place."""
        publish(Fiche("region", "F1", "vallees-unies", "Vallées-Unies", regions=("F1",)))
        page = read(client, INDEX)
        assert "50\u202f%" in page
        assert "elles sont masquées" not in page  # its value is there, in the table
        assert "aucune région dessinée sur la carte n’a de valeur publiée" in page

    def test_les_chiffres_de_la_demonstration_ne_sont_pas_une_annee_des_vrais(self, client):
        fictive = publish(Fiche("region", "53", "bretagne", "Bretagne", regions=("53",)))
        campagne = fictive.campagne
        campagne.pk, campagne.uuid, campagne.is_fictive = None, uuid4(), False
        campagne.save(force_insert=True)
        vraie, fictive = publish(NORD, campagne=campagne), Publication.objects.get(pk=fictive.pk)
        page = read(client, INDEX)
        assert str(vraie.uuid) in page
        assert str(fictive.uuid) not in page
        assert 'aria-label="Année"' not in page
        assert str(fictive.uuid) in read(client, f"{INDEX}?quoi=plie&annee={ANNEE}&fictif=1")
        assert "fictif=1" in read(client, f"/consolidations/{fictive.uuid}/fiches/bretagne/")

    def test_l_annee_se_choisit(self, client):
        avant, publiee = publish(NORD, annee=ANNEE - 1), publish(NORD)
        assert str(publiee.uuid) in read(client, INDEX)
        page = read(client, f"{INDEX}?quoi=plie&annee={ANNEE - 1}")
        assert f"/consolidations/{avant.uuid}/fiches/hauts-de-france/" in page
        assert str(publiee.uuid) not in page

    def test_une_revision_prend_la_place_de_la_premiere(self, client):
        avant = publish(NORD)
        apres = publish(NORD, motif="Deux PLIE ont corrigé leurs sorties.")
        page = read(client, INDEX)
        assert str(apres.uuid) in page
        assert str(avant.uuid) not in page

    def test_sans_rien_de_publie_la_page_dit_ou_lire(self, client):
        publish(NORD, lecteurs="restreinte")
        page = read(client, INDEX)
        assert "Rien n’est encore publié ici" in page
        assert "Hauts-de-France" not in page

    def test_qui_est_compte_se_lit_region_par_region(self, client):
        publiee, plie = publish(NORD), make_dispositif("PLIE du Grand Pré")
        plie.is_fictif = False
        plie.save()
        dits = Perimetres(
            {("region", "32"): frozenset({str(plie.uuid)})}, {}, {(ENTREES, "region", "32"): frozenset({"un autre"})}
        )
        Publication.objects.filter(pk=publiee.pk).update(perimetres=write_perimetres(dits))
        page = read(client, INDEX)
        assert "Hauts-de-France : 1 structure" in page
        assert plie.get_absolute_url() in page
        assert "Ni un département ni une structure n’a de chiffre public" in page

    def test_une_structure_sans_region_a_sa_place(self, client, petit_cog):
        publiee, plie = publish(NORD), make_dispositif("PLIE de nulle part")
        Publication.objects.filter(pk=publiee.pk).update(
            perimetres=[["region", "32", []], ["region", "sans-region", [str(plie.uuid)]]]
        )
        suite = read(client, INDEX).split('id="comptees"')[1]
        assert suite.index("Hauts-de-France : 0 structure") < suite.index("Région non renseignée : 1 structure")
        assert "PLIE de nulle part" in suite
        assert suite.count("Leurs résultats sont dans ceux du pays, et d’aucune région.") == 1
        trouves = read(client, f"{INDEX}?q=nulle part").split('id="trouves"')[1].split("</section>")[0]
        assert "se lit dans : France" in trouves

    def test_sans_personne_hors_des_regions_elle_ne_le_dit_pas(self, client):
        publish(NORD)
        assert "Région non renseignée" not in read(client, INDEX)

    def test_le_nombre_de_requetes_ne_depend_pas_des_regions(self, client):
        counts = []
        for combien in (2, 20):
            publish(*(Fiche("region", f"R{r}", f"r-{r}", f"Région {r}", regions=(f"R{r}",)) for r in range(combien)))
            counts.append(len([sql for sql in count_queries(client, INDEX) if ' FROM "' in sql]))
        assert counts == [3, 3]  # the releases, the one that is read, its figures

    def test_la_carte_le_tableau_et_la_recherche_lisent_une_seule_fois(self, client, petit_cog):
        publish(NORD, annee=ANNEE - 1)
        publish(ENSEMBLE, NORD, perimetres=[["region", "32", [str(make_dispositif().uuid)]]])
        queries = count_queries(client, f"{INDEX}?q=nord")
        assert len([sql for sql in queries if 'FROM "publications_chiffrepublie"' in sql]) == 1
        assert len([sql for sql in queries if 'FROM "reseau_dispositif"' in sql]) == 1
        lourdes = [sql for sql in queries if '"publications_publication"."perimetres"' in sql]
        assert len(lourdes) == 1  # of the year that is read, not of all
        assert '"publications_publication"."uuid" = ' in lourdes[0]

    def test_les_adresses_de_la_demonstration_y_restent(self, client):
        """Beside real figures of the same year, hers are found again from the list and after a search."""
        fictive = publish(NORD)
        vers = f"{INDEX}?quoi=plie&amp;annee={ANNEE}&amp;fictif=1"
        assert vers in read(client, "/consolidations/")
        assert 'name="fictif" value="1"' in read(client, INDEX)
        Campagne.objects.filter(pk=fictive.campagne_id).update(is_fictive=False)
        assert f'{INDEX}?quoi=plie&amp;annee={ANNEE}"' in read(client, "/consolidations/")
        assert 'name="fictif"' not in read(client, INDEX)


class TestTrouver:
    """By the name she knows, one click after it was typed."""

    @pytest.fixture
    def publiee(self, petit_cog):
        return publish(ENSEMBLE, NORD)

    @pytest.mark.parametrize(
        ("texte", "lieu", "fiche"),
        [
            ("saint-herblain", "Saint-Herblain", ENSEMBLE), ("44800", "Saint-Herblain", ENSEMBLE),
            ("loire-atl", "Loire-Atlantique (44)", ENSEMBLE), ("59", "Nord (59)", NORD),
            ("hauts de france", "Hauts-de-France", NORD), ("Lille", "Lille", NORD),
        ],
    )  # fmt: skip
    def test_une_commune_un_code_un_departement_une_region(self, client, publiee, texte, lieu, fiche):
        trouves = read(client, f"{INDEX}?q={texte}").split('id="trouves"')[1].split("</section>")[0]
        assert f'href="/consolidations/{publiee.uuid}/fiches/{fiche.nom}/">{lieu}</a>' in trouves
        assert lieu == fiche.lieu or f"se lit dans : {fiche.lieu}" in trouves

    def test_une_region_ou_personne_n_est_compte_le_dit(self, client, publiee):
        trouves = read(client, f"{INDEX}?q=ajaccio").split('id="trouves"')[1].split("</section>")[0]
        assert "aucune structure comptée dans cette région" in trouves
        assert "<a " not in trouves

    def test_une_structure_se_lit_dans_sa_region(self, client, publiee):
        plie = make_dispositif("PLIE du Grand Pré", region=Region.objects.get(pk="32"))
        Publication.objects.filter(pk=publiee.pk).update(perimetres=[["region", "32", [str(plie.uuid)]]])
        assert "se lit dans : Hauts-de-France" in read(client, f"{INDEX}?q=grand pré")

    def test_rien_trouve_dit_quoi_essayer(self, client, publiee):
        page = read(client, f"{INDEX}?q=xqzjwk")
        assert "Aucun lieu ne s’appelle « xqzjwk »" in page
        assert "Essayez avec le code postal" in page


class TestFiche:
    def test_elle_mene_a_ses_chiffres_a_ses_autres_annees_et_aux_autres_territoires(self, client):
        bretagne = Fiche("region", "53", "bretagne", "Bretagne", regions=("53",))
        avant, publiee = publish(bretagne, annee=ANNEE - 1), publish(bretagne)
        page = read(client, f"/consolidations/{publiee.uuid}/fiches/bretagne/")
        assert f'href="/consolidations/{avant.uuid}/fiches/bretagne/"' in page
        assert (
            f"/chiffres-publies/?annee={ANNEE}&amp;origine=maillage&amp;niveau=region&amp;territoire=Bretagne" in page
        )
        assert f"/consolidations/territoires/?quoi=plie&amp;annee={ANNEE}" in page
        registre = read(client, f"/chiffres-publies/?annee={ANNEE}&origine=maillage&niveau=region&territoire=Bretagne")
        assert "50" in registre

    def test_une_annee_ou_ce_territoire_n_a_pas_de_fiche_n_est_pas_proposee(self, client):
        bretagne = Fiche("region", "53", "bretagne", "Bretagne", regions=("53",))
        avant, publiee = publish(ENSEMBLE, annee=ANNEE - 1), publish(bretagne)
        assert str(avant.uuid) not in read(client, f"/consolidations/{publiee.uuid}/fiches/bretagne/")


class TestRestreint:
    def test_une_structure_sans_region_mene_a_sa_fiche(self, client):
        """Nothing else leads there: no region is above it."""
        connect(client, make_habilitation(Role.DIRECTEUR))
        publiee = publish(
            NORD, Fiche("dispositif", "cle-1", "dispositif-plie-essai", "PLIE d’essai"),
            Fiche("departement", "59", "departement-nord", "Nord"), lecteurs="restreinte",
        )  # fmt: skip
        suite = read(client, RESTREINT).split("Région non renseignée : 1 structure")[1]
        for nom in ("dispositif-plie-essai", "departement-nord"):
            assert f"/consolidations-du-reseau/{publiee.uuid}/fiches/{nom}/" in suite

    def test_ce_qui_n_est_pas_publie_ne_se_repete_pas_sous_chaque_tableau(self, client):
        connect(client, make_habilitation(Role.DIRECTEUR))
        plie = Fiche("dispositif", "cle-1", "dispositif-plie-essai", "PLIE d’essai", region="32")
        publish(NORD, Fiche("departement", "59", "departement-nord", "Nord", region="32"), plie, lecteurs="restreinte")
        assert read(client, RESTREINT).count("Non publiés cette année") == 1

    def test_les_departements_et_les_structures_y_sont_et_le_journal_le_dit(self, client):
        connect(client, make_habilitation(Role.DIRECTEUR))
        plie = Fiche("dispositif", "cle-1", "dispositif-plie-essai", "PLIE d’essai", region="32")
        publiee = publish(
            NORD, Fiche("departement", "59", "departement-nord", "Nord", region="32"), plie, lecteurs="restreinte"
        )
        page = read(client, RESTREINT)
        for nom in ("hauts-de-france", "departement-nord", "dispositif-plie-essai"):
            assert f"/consolidations-du-reseau/{publiee.uuid}/fiches/{nom}/" in page
        assert "Hauts-de-France : 1 structure" in page
        assert "ne le diffusez pas" in page
        assert Acces.objects.filter(type="publications.restreinte_lue", cible_cle=str(publiee.uuid)).count() == 1

    def test_elle_n_est_lue_que_de_ceux_qui_le_peuvent(self, client):
        publish(NORD, lecteurs="restreinte")
        connect(client, make_habilitation(Role.ELU))
        assert client.get(RESTREINT).status_code == 403
