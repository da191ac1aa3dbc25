"""The network head takes a campaign to its publication; an élu finds a figure, and what it means."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.consolidation.publications.actions import import_anterieurs, record
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.publications.preparation import prepare
from maillage.reseau.models import Dispositif
from tests.consolidation.depots.usine import make_campagne, receive, write_essai
from tests.consolidation.publications.usine import make_publication
from tests.journeys.demonstration import enter_as
from tests.usine import make_dispositif

pytestmark = pytest.mark.navigateur
ANNEE = localdate().year - 1


@pytest.fixture
def deposes(valombre: None, settings: Any, tmp_path: Any) -> None:
    """Four PLIE of the demonstration have deposited."""
    settings.MEDIA_ROOT = tmp_path
    import_anterieurs()
    today = localdate()
    campagne = make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))
    for one in (*Dispositif.objects.filter(type="plie", is_fictif=True), make_dispositif(), make_dispositif()):
        receive(campagne, one, write_essai(campagne, one, nombre=600, graine=one.pk))
    veille = make_campagne(annee=ANNEE - 1)
    receive(veille, one, write_essai(veille, one, nombre=600))


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def test_de_la_campagne_a_la_publication_puis_un_elu_trouve_un_chiffre(deposes: None, ouvrir: Any) -> None:
    visite = ouvrir()
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Agnès Villard")
    visite.va("/publications/")
    check(visite)
    visite.suit(page.get_by_role("link", name="Comparer deux années"))
    assert "mêmes dispositifs" in main.inner_text()
    check(visite)
    visite.va("/publications/")
    visite.suit(page.get_by_role("link", name=f"Préparer la publication de {ANNEE}"))
    visite.suit(page.get_by_role("button", name="Lancer la préparation"))
    assert "Préparation en cours" in main.inner_text()
    check(visite)
    publication = Publication.objects.get()
    # What the worker starts in a process of its own, which would not see the base of this test.
    record(publication, prepare(publication, now=timezone.localtime(), today=localdate()))
    visite.va(publication.get_absolute_url())
    assert "une autre personne du réseau doit la relire" in main.inner_text()
    assert page.get_by_role("link", name="Publier", exact=True).count() == 0
    check(visite)
    visite.capture("publication-prete")
    other = ouvrir()
    enter_as(other, "David Nguyen")
    other.va(publication.get_absolute_url())
    other.suit(other.page.get_by_role("link", name="Publier", exact=True))
    other.page.get_by_label("J’ai relu").check()
    check(other)
    other.suit(other.page.get_by_role("button", name="Publier", exact=True))
    publication.refresh_from_db()
    assert publication.etat == Etat.PUBLIEE
    for largeur in (1280, 360):
        public = ouvrir(largeur=largeur)
        public.va("/consolidations/")
        check(public)
        public.suit(public.page.get_by_role("link", name=str(publication), exact=True))
        check(public)
        find_territoire(public)
        find_chiffre(public)
        find_deux_valeurs(public)


def find_territoire(public: Any) -> None:
    """Two clicks from any page; or a name typed, and one."""
    page, main = public.page, public.page.get_by_role("main")
    public.suit(page.get_by_role("link", name="Territoires en chiffres"))
    check(public)
    public.suit(main.get_by_role("rowheader").get_by_role("link").last)
    assert "l’essentiel de" in main.inner_text()
    check(public)
    public.suit(main.get_by_role("link", name="Les autres territoires"))
    page.get_by_role("textbox", name="Trouver un territoire").fill("xqzjwk")
    public.suit(page.get_by_role("button", name="Chercher", exact=True))
    assert "Aucun lieu ne s’appelle" in main.inner_text()
    check(public)


def find_chiffre(public: Any) -> None:
    """By a word: its base, its definition, its version, where it is printed."""
    page, main = public.page, public.page.get_by_role("main")
    public.va("/chiffres-publies/?niveau=france&origine=maillage")
    page.get_by_label("Un mot").fill("positives neutralise")
    public.suit(page.get_by_role("button", name="Filtrer"))
    check(public)
    public.suit(page.locator("tbody a").first)
    told = main.inner_text()
    assert f"France, {ANNEE}" in told
    assert "Sorties positives, sur : sorties hors déménagement, décès, retraite" in told
    assert "Version de la définition" in told
    check(public)
    public.suit(main.get_by_role("link", name="Les sorties", exact=True))
    assert page.url.endswith("#sorties")
    page.go_back()
    public.suit(main.get_by_role("link", name="France", exact=True))
    assert "l’essentiel de" in main.inner_text()
    check(public)
    page.go_back()
    public.suit(main.get_by_role("link", name="Définition complète"))
    assert "Sorties hors déménagement, décès, retraite" in page.locator("#plie\\.taux_neutralise").inner_text()


def find_deux_valeurs(public: Any) -> None:
    """Two documents of before Maillage say two things of one year: both are there, and neither is mended."""
    page, main = public.page, public.page.get_by_role("main")
    public.va("/chiffres-publies/?annee=2021&contredit=oui")
    page.get_by_label("Un mot").fill("part sorties positives")
    public.suit(page.get_by_role("button", name="Filtrer"))
    public.suit(page.locator("tbody a").first)
    assert "Repris du document, non recalculé" in main.inner_text()
    assert "La même chose, la même année, ailleurs" in main.inner_text()
    assert {"44\u202f%", "48\u202f%"} <= set(page.locator("td.nombre").all_inner_texts())
    check(public)


def test_une_direction_lit_ce_qui_est_reserve_au_reseau(deposes: None, ouvrir: Any) -> None:
    campagne = make_campagne(annee=ANNEE)
    publication = make_publication(campagne, now=timezone.now(), etat=Etat.PUBLIEE, lecteurs=Lecteurs.RESTREINTE)
    for largeur in (1280, 360):
        visite = ouvrir(largeur=largeur)
        page, main = visite.page, visite.page.get_by_role("main")
        enter_as(visite, "Hélène Castan")
        visite.va("/consolidations-du-reseau/")
        check(visite)
        visite.suit(page.get_by_role("link", name=str(publication), exact=True))
        assert "ne le diffusez pas" in main.inner_text()
        check(visite)
        page.get_by_text("Télécharger le rapport et ses données").click()
        visite.suit(main.get_by_role("link", name="Bretagne", exact=True))
        assert "Bretagne, essai" in main.inner_text()
        check(visite)
