"""From deposits to a publication: summed, masked, attacked, written; the same deposits give the same figures."""

import csv
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from maillage.consolidation.attaque.certificats import CONFORME
from maillage.consolidation.depots.actions.depots import receive_agrege
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.consolidation.depots.rules.documents import compute_empreinte, encode
from maillage.consolidation.publications.actions import record
from maillage.consolidation.publications.annees import read_annees
from maillage.consolidation.publications.dossiers import (
    CORPS,
    TELECHARGEMENTS,
    FichierAltere,
    find_dossier,
    read_fichier,
)
from maillage.consolidation.publications.enquete import CERTIFICAT
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.publications.passees import list_passees, list_reservees
from maillage.consolidation.publications.preparation import Resultat, prepare
from maillage.reseau.models import Dispositif
from tests.consolidation.depots.test_profils_declares import PROFIL
from tests.consolidation.depots.test_regles import TOTAUX
from tests.consolidation.depots.usine import NOW, make_acteur_de, make_campagne, receive, write_essai
from tests.consolidation.enquetes.usine import make_reponse
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
INSTANT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def make_deposee(combien: int, *, nombre: int = 600) -> Campagne:
    campagne = make_campagne()
    for rang in range(combien):
        plie = make_dispositif()
        receive(campagne, plie, write_essai(campagne, plie, nombre=nombre, graine=rang))
    return campagne


def ask(campagne: Campagne, lecteurs: Lecteurs = Lecteurs.PUBLIQUE) -> Publication:
    return Publication.objects.create(campagne=campagne, lecteurs=lecteurs, rang=1, prepare_le=NOW, prepare_par=1)


def run(publication: Publication) -> Resultat:
    return prepare(publication, now=INSTANT, today=INSTANT.date())


def test_de_la_somme_des_depots_au_rapport_et_au_registre(db):
    publication = ask(make_deposee(4))
    resultat = run(publication)
    assert resultat.raisons == ()
    record(publication, resultat)
    publication.refresh_from_db()
    assert (publication.etat, publication.bilan["verdict"], publication.bilan["depots"]) == (
        Etat.A_VALIDER,
        CONFORME,
        4,
    )
    assert set(TELECHARGEMENTS) - {CERTIFICAT} | {CORPS} <= set(publication.fichiers)
    assert [(one["nom"], one["lieu"]) for one in publication.territoires] == [("france", "France")]
    assert "fiches/fiche-france.pdf" in publication.fichiers
    entrees = ChiffrePublie.objects.get(publication=publication, code="plie.entrees", niveau="france", ventilation="")
    assert (entrees.valeur, entrees.couverture) == (2400, 4)
    assert ["rapport", "entrees", "Les entrées"] in entrees.cites
    assert ["fiche", "france", "France"] in entrees.cites
    positives = ChiffrePublie.objects.get(
        publication=publication, code="plie.sorties_positives", niveau="france", ventilation=""
    )
    assert positives.base_dite == "sorties"
    assert positives.base is not None
    assert positives.valeur is not None
    assert positives.base > positives.valeur
    dossier = find_dossier(publication.uuid)
    lignes = list(csv.DictReader((dossier / "cellules.csv").read_text(encoding="utf-8").splitlines()))
    montres = {
        (one.code, one.niveau, one.territoire, one.ventilation, one.modalite)
        for one in ChiffrePublie.objects.filter(publication=publication, is_masque=False)
    }
    dits = {
        (li["code"], li["niveau"], li["territoire"], li["ventilation"], li["modalite"]) for li in lignes if li["valeur"]
    }
    assert {one for one in montres if one[1] == "france"} == {one for one in dits if one[1] == "france"}
    assert not ChiffrePublie.objects.filter(publication=publication, niveau="dispositif").exists()


def test_refaite_apres_un_arret_elle_donne_les_memes_chiffres(db):
    publication = ask(make_deposee(4))
    first = run(publication)
    (find_dossier(publication.uuid) / "tableaux.xlsx").unlink()  # killed in the middle
    again = run(publication)
    assert again.chiffres == first.chiffres
    assert again.secret == first.secret
    assert again.fichiers is not None
    assert first.fichiers is not None
    assert again.fichiers["cellules.csv"] == first.fichiers["cellules.csv"]


def test_trop_peu_de_dispositifs_rien_ne_s_ecrit_et_la_raison_est_dite(db):
    publication = ask(make_deposee(3, nombre=40))
    resultat = run(publication)
    assert "il en faut 4 pour publier" in resultat.raisons[0]
    record(publication, resultat)
    publication.refresh_from_db()
    assert (publication.etat, publication.fichiers, publication.secret) == (Etat.REFUSEE, {}, {})
    assert not find_dossier(publication.uuid).exists()
    assert not ChiffrePublie.objects.exists()


def test_un_depot_d_avant_un_changement_de_definitions_est_redemande(db):
    campagne = make_deposee(4, nombre=40)
    depot = Depot.objects.select_related("dispositif").earliest("pk")
    data = json.loads(depot.contenu)
    data["cellules"] = [row for row in data["cellules"] if row[1] != "renseignement"]
    contenu = encode(data)
    Depot.objects.filter(pk=depot.pk).update(contenu=contenu.decode(), empreinte=compute_empreinte(contenu))
    [raison] = run(ask(campagne)).raisons
    assert raison.startswith(f"{depot.dispositif.nom} a déposé avec des définitions qui ont changé")


def test_abandonnee_pendant_ce_temps_il_n_en_reste_rien(db):
    publication = ask(make_campagne())
    Publication.objects.update(etat=Etat.ABANDONNEE)
    record(publication, Resultat(fichiers={"a": "b"}, bilan={}, secret={}))
    publication.refresh_from_db()
    assert (publication.etat, publication.fichiers) == (Etat.ABANDONNEE, {})


def test_ce_que_les_lecteurs_ont_deja_lu_depend_d_eux(db):
    campagne = make_campagne(annee=2024)
    vide = {
        "format": "maillage.memoire/1",
        "tableaux": [],
        "rapports": [],
        "identites": [],
        "montrees": [],
        "pourcentages": [],
    }
    for rang, (lecteurs, etat) in enumerate(
        ((Lecteurs.PUBLIQUE, Etat.PUBLIEE), (Lecteurs.RESTREINTE, Etat.PUBLIEE), (Lecteurs.PUBLIQUE, Etat.A_VALIDER)), 1
    ):
        make_publication(
            campagne,
            now=timezone.now() + timedelta(days=rang),
            etat=etat,
            lecteurs=lecteurs,
            secret={**vide, "code": f"p{rang}"},
        )
    publique, restreinte = ask(make_campagne()), ask(make_campagne(), Lecteurs.RESTREINTE)
    assert [one["code"] for one in list_passees(publique)] == ["p1"]
    assert [one["code"] for one in list_passees(restreinte)] == ["p1", "p2"]
    # Whoever reads in restricted circulation will read the public one beside all that they have.
    assert [one["code"] for one in list_reservees(publique)] == ["p1", "p2"]
    assert list_reservees(restreinte) == []
    Publication.objects.filter(lecteurs=Lecteurs.RESTREINTE, etat=Etat.PUBLIEE).delete()
    assert list_reservees(publique) == []


def test_un_fichier_change_apres_coup_ne_se_lit_plus(db):
    publication = make_publication(make_campagne(), now=NOW)
    assert json.loads(read_fichier(publication.uuid, "certificat.json", publication.fichiers["certificat.json"]))
    path = find_dossier(publication.uuid) / "certificat.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(FichierAltere, match="n’est plus celui qui a été publié"):
        read_fichier(publication.uuid, "certificat.json", publication.fichiers["certificat.json"])
    path.unlink()
    with pytest.raises(FichierAltere, match="manque"):
        read_fichier(publication.uuid, "certificat.json", publication.fichiers["certificat.json"])


def test_une_structure_sans_maillage_compte_ou_elle_a_parle(db):

    campagne = make_deposee(4)
    sans = make_dispositif()
    receive_agrege(
        by=make_acteur_de(sans), campagne=campagne, dispositif=sans, totaux={code: value * 10 for code, value in TOTAUX.items()},
        now=NOW, today=campagne.ouverte_le, motif="Bilan annuel envoyé le 12 février", vue=0,
    )  # fmt: skip
    found = {(one.code, one.niveau, one.ventilation): one for one in run(ask(campagne)).chiffres if not one.modalite}
    assert found["plie.entrees", "france", ""].valeur == 3300
    assert found["plie.entrees", "france", ""].couverture == 5
    assert found["plie.duree_moyenne", "france", ""].couverture == 5
    assert found["plie.etapes", "france", ""].couverture == 4
    assert ("plie.etapes_par_participant", "france", "") not in found  # one of them does not tell its étapes


ENQUETE = {
    "fse": 550_000, "bloc_communal": 150_000, "departement": 90_000, "region": 20_000, "etat": 150_000, "autres_publics": 10_000,
    "prives": 30_000, "interne": 8, "entreprises": 120,
}  # fmt: skip


class TestEnquete:
    @pytest.fixture
    def campagne(self):
        campagne = make_deposee(4)
        for dispositif in Dispositif.objects.order_by("pk")[:4]:
            make_reponse(campagne, dispositif, reponses=ENQUETE)
        return campagne

    def test_l_enquete_sort_avec_les_depots_et_chaque_chiffre_dit_ses_repondants(self, campagne):
        make_reponse(campagne, make_dispositif(), transmise=False, entreprises=9_000)
        publication = ask(campagne)
        record(publication, run(publication))
        publication.refresh_from_db()
        assert (publication.etat, publication.bilan["enquete"]["verdict"]) == (Etat.A_VALIDER, CONFORME)
        chiffres = {(one.code, one.modalite): one for one in publication.chiffres.filter(niveau="france")}
        entreprises, part = chiffres["enquete.entreprises", ""], chiffres["enquete.financements.part_fse", ""]
        assert (entreprises.valeur, entreprises.base, entreprises.couverture) == (480, 4, 4)
        assert (part.valeur, part.base, part.couverture) == (55, 4_000_000, 4)  # a base in euros, four dispositifs
        assert ("enquete.fse", "") not in chiffres  # what each answered alone stays with the network
        dossier = find_dossier(publication.uuid)
        assert {CERTIFICAT, CORPS} <= set(publication.fichiers)
        assert "4,00 M€" in (dossier / CORPS).read_text(encoding="utf-8").replace("\u202f", " ")
        lignes = list(csv.DictReader((dossier / "cellules.csv").read_text(encoding="utf-8").splitlines()))
        codes = {ligne["code"] for ligne in lignes}
        assert {"plie.entrees", "enquete.entreprises"} <= codes
        assert "enquete.fse" not in codes
        donnees = (dossier / "donnees" / "cellules.csv").read_text(encoding="utf-8")
        assert "enquete.entreprises" in donnees
        assert "enquete.levier_fse" in (dossier / "donnees" / "trace.csv").read_text(encoding="utf-8")

    def test_une_revision_se_souvient_de_ce_qui_est_sorti(self, campagne):
        first = ask(campagne)
        record(first, run(first))
        Publication.objects.filter(pk=first.pk).update(etat=Etat.PUBLIEE, publie_le=NOW, valide_par=2)
        make_reponse(campagne, make_dispositif(), reponses=ENQUETE | {"entreprises": 77})
        suite = Publication.objects.create(campagne=campagne, rang=2, prepare_le=NOW, prepare_par=1)
        found = {(one.code, one.niveau): one for one in run(suite).chiffres}
        assert found["enquete.entreprises", "france"].is_masque
        assert found["enquete.repondants", "france"].valeur == 5

    def test_trop_peu_de_reponses_se_masquent_sans_arreter_les_depots(self):
        campagne = make_deposee(4)
        make_reponse(campagne, Dispositif.objects.earliest("pk"), reponses=ENQUETE)
        resultat = run(ask(campagne))
        assert resultat.raisons == ()
        found = {(one.code, one.niveau): one for one in resultat.chiffres}
        assert found["enquete.entreprises", "france"].is_masque
        assert not found["plie.entrees", "france"].is_masque


def strip(corps):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", corps.replace("\u202f", " ")).split())


class TestAnneesPubliees:
    """What the report says against the year before: from the register, never counted again."""

    @pytest.fixture
    def plies(self):
        return [make_dispositif() for _ in range(5)]

    def publish(self, annee, plies, lecteurs=Lecteurs.PUBLIQUE, *, repondants=(), **reponses):
        campagne = make_campagne(annee=annee)
        for plie in repondants:
            make_reponse(campagne, plie, reponses=ENQUETE | reponses)
        for rang, plie in enumerate(plies):
            receive(campagne, plie, write_essai(campagne, plie, nombre=600, graine=rang))
        Depot.objects.filter(campagne=campagne).update(etat=EtatDepot.EN_VIGUEUR)
        publication = ask(campagne, lecteurs)
        record(publication, run(publication))
        Publication.objects.filter(pk=publication.pk).update(etat=Etat.PUBLIEE, valide_par=2, publie_le=NOW)
        publication.refresh_from_db()
        return publication

    def read(self, publication):
        return (find_dossier(publication.uuid) / CORPS).read_text(encoding="utf-8")

    def test_les_memes_dispositifs_disent_leur_evolution(self, plies):
        self.publish(2024, plies[:4])
        corps = self.read(self.publish(2025, plies[:4]))
        assert "Depuis la dernière année publiée" in corps
        assert "Les mêmes dispositifs (" in corps
        assert "comme en" in corps
        fiche = (find_dossier(Publication.objects.latest("pk").uuid) / "fiches" / "fiche-france.html").read_text(
            encoding="utf-8"
        )
        assert "avec les mêmes dispositifs" in fiche

    def test_les_memes_repondants_disent_l_evolution_de_l_enquete_et_eux_seuls(self, plies):
        """All five answered; four deposited. What is printed of both years is compared, whoever deposited."""
        self.publish(2024, plies[:4], repondants=plies)
        corps = strip(self.read(self.publish(2025, plies[:4], repondants=plies, entreprises=150)))
        assert "Les mêmes dispositifs (5) ont répondu en 2024 et en 2025" in corps
        assert "+25 %" in corps  # 600 companies, then 750
        corps = strip(self.read(self.publish(2026, plies[:4], repondants=plies[:4])))
        assert "4 dispositifs ont répondu les deux années" in corps
        assert "ce ne sont pas les mêmes répondants" in corps

    def test_un_dispositif_de_plus_et_le_rapport_ne_chiffre_aucune_evolution(self, plies):
        self.publish(2024, plies[:4])
        corps = self.read(self.publish(2025, plies))
        assert "Aucune évolution n’est dite" in corps
        assert "comme en" not in corps

    def test_la_premiere_annee_publiee_n_en_dit_rien(self, plies):
        assert "Depuis la dernière année publiée" not in self.read(self.publish(2024, plies[:4]))

    def test_un_rapport_public_ne_cite_jamais_une_diffusion_restreinte(self, plies):
        restreinte = self.publish(2024, plies[:4], Lecteurs.RESTREINTE)
        campagne = make_campagne(annee=2025)
        assert read_annees(ask(campagne)) == []
        [annee] = read_annees(ask(campagne, Lecteurs.RESTREINTE))
        assert (annee.millesime, len(annee.perimetres.membres["france", "FR"])) == (2024, 4)
        make_chiffre(make_publication(restreinte.campagne, now=NOW, etat=Etat.PUBLIEE), valeur=12)
        [publique] = read_annees(ask(make_campagne(annee=2026)))
        assert publique.chiffres["plie.taux_brut", "france", "FR", "", ""].valeur == 12
        assert read_annees(ask(make_campagne(annee=2026), Lecteurs.RESTREINTE))[0].chiffres != publique.chiffres

    def test_une_revision_remplace_ce_qu_elle_revise(self):
        campagne = make_campagne(annee=2024)
        for valeur in (40, 41):
            make_chiffre(make_publication(campagne, now=NOW, etat=Etat.PUBLIEE), valeur=valeur)
        [annee] = read_annees(ask(make_campagne(annee=2025)))
        assert annee.chiffres["plie.taux_brut", "france", "FR", "", ""].valeur == 41


def make_declaree(combien, totaux):
    campagne = make_campagne()
    for _ in range(combien):
        plie = make_dispositif()
        receive_agrege(
            by=make_acteur_de(plie), campagne=campagne, dispositif=plie, totaux=totaux, now=NOW, today=campagne.ouverte_le,
            motif="Bilan annuel", vue=0,
        )  # fmt: skip
    return campagne


@pytest.mark.parametrize("lecteurs", list(Lecteurs))
def test_un_profil_declare_se_publie_avec_ceux_qui_sont_comptes(lecteurs):
    """Half of the network counts, half declares: one share, of everybody who answered."""
    campagne = make_declaree(4, TOTAUX | PROFIL)
    for rang in range(4):
        plie = make_dispositif()
        receive(campagne, plie, write_essai(campagne, plie, nombre=600, graine=rang))
    resultat = run(ask(campagne, lecteurs))
    assert resultat.raisons == ()
    femmes = next(one for one in resultat.chiffres if (one.code, one.niveau) == ("plie.entrees.part_femmes", "france"))
    assert femmes.couverture == 8
    assert femmes.base is not None
    assert femmes.base > 4 * 88


@pytest.mark.parametrize("lecteurs", list(Lecteurs))
def test_une_annee_que_toutes_declarent_se_publie_et_dit_ce_que_personne_n_a_dit(lecteurs):
    publication = ask(make_declaree(8, TOTAUX), lecteurs)
    resultat = run(publication)
    assert resultat.raisons == ()
    corps = (find_dossier(publication.uuid) / CORPS).read_text(encoding="utf-8")
    assert "Les entrées" in corps
    assert "Ce qui n’est pas connu" in corps
