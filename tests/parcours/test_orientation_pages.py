"""From « Orienter une personne » to the commission, page by page, as each of them sees it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.parcours.actions.orientations import decide_orientation
from maillage.parcours.afaire.orientations import list_a_faire
from maillage.parcours.models import Decouverte, Orientation, Parcours, Prescripteur
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import Resultat
from maillage.participants.models import Personne
from maillage.reseau.nomenclatures import NatureTerritoire
from maillage.socle.afaire import Gravite
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_travail
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.territoire.models import Commune, Departement, Region
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne, make_referent
from tests.parcours.usine_orientations import make_orientation, make_prescripteur, write_diagnostic
from tests.reseau.test_gestion import connect
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
E = EtatOrientation


@pytest.fixture
def commune():
    region = Region.objects.create(code="99", nom="Valombre")
    departement = Departement.objects.create(code="99", nom="Valombre", region=region)
    return Commune.objects.create(
        code="99001", nom="Valombre", departement=departement, cle="valombre", cle_inverse="erbmolav"
    )


@pytest.fixture
def dispositif(commune):
    made = make_dispositif()
    made.territoires.create(commune=commune, du=date(2020, 1, 1), nature=NatureTerritoire.PLEIN)
    return made


def build_saisie(**values: Any) -> dict[str, Any]:
    today = localdate().isoformat()
    return {
        "nom_naissance": "Témoin", "prenoms": "Alix", "date_naissance": "1985-03-02", "telephone": "01 00 00 00 00",
        "commune": "99001", "criteres": ["brsa", "qpv"], "attentes": "Travailler près de chez elle",
        "consentement_le": today, "consentement_support": "gardee", "signee_prescripteur_le": today,
        "geste": "transmettre", "structure_type": "ccas", **values,
    }  # fmt: skip


def open_as(role: Role, dispositif: Any) -> tuple[Client, Any]:
    client = Client()
    return client, connect(client, make_habilitation(role, dispositif))


def send(client: Client, url: str, compte: int | None, **values: Any) -> Any:
    return client.post(url, values | {NOM: make_jeton(compte)})


def write(role: Role, dispositif: Any, **values: Any) -> tuple[Client, Orientation]:
    client, habilitation = open_as(role, dispositif)
    response = send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **build_saisie(**values))
    assert response.status_code == 302, response.content.decode()
    return client, Orientation.objects.get()


def act(dispositif: Any, orientation: Orientation, **values: Any) -> Any:
    client, habilitation = open_as(Role.COORDINATEUR, dispositif)
    return send(client, reverse("parcours:entree", args=[orientation.uuid]), habilitation.compte_id, **values)


class TestPrescripteur:
    def test_un_brouillon_se_garde_a_moitie_puis_se_transmet(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="brouillon", telephone="", consentement_le="")
        assert (draft.etat, draft.date_prescription) == (E.BROUILLON, None)
        url = reverse("parcours:orientation_modifier", args=[draft.uuid])
        refused = send(client, url, draft.auteur, version=1, **build_saisie(telephone=""))
        assert "Donnez un moyen de joindre la personne" in refused.content.decode()
        sent = send(client, url, draft.auteur, version=1, **build_saisie())
        assert sent.status_code == 302
        draft.refresh_from_db()
        assert (draft.etat, draft.date_prescription, draft.version) == (E.TRANSMISE, localdate(), 3)

    def test_rien_n_est_garde_d_une_transmission_refusee(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        url = reverse("parcours:orientation_nouvelle")
        response = send(client, url, habilitation.compte_id, **build_saisie(consentement_le=""))
        assert "sans lui, rien n’est transmis" in response.content.decode()
        assert not Orientation.objects.exists()

    def test_deux_onglets_ne_s_ecrasent_pas(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="brouillon")
        url = reverse("parcours:orientation_modifier", args=[draft.uuid])
        send(client, url, draft.auteur, version=1, **build_saisie(prenoms="Alix Un", geste="brouillon"))
        late = send(client, url, draft.auteur, version=1, **build_saisie(prenoms="Alix Deux", geste="brouillon"))
        assert "a changé depuis que vous l’avez ouverte" in late.content.decode()
        draft.refresh_from_db()
        assert draft.prenoms == "Alix Un"

    def test_elle_part_au_nom_de_l_employeur_et_le_texte_est_scelle(self, dispositif):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        assert orientation.attentes == "Travailler près de chez elle"
        assert b"Travailler" not in bytes(orientation.attentes_scelle)
        assert not any("Travailler" in str(e.details) for e in Evenement.objects.all())

    def test_il_lit_l_etat_et_le_motif_jamais_le_suivi(self, dispositif):
        client, orientation = write(Role.PRESCRIPTEUR, dispositif)
        Orientation.objects.filter(pk=orientation.pk).update(
            etat=E.REFUSEE, motif="places", reorientation="Mission locale", derogation="secret du dispositif"
        )
        page = client.get(reverse("parcours:orientation", args=[orientation.uuid])).content.decode()
        assert "Plus de place" in page
        assert "Mission locale" in page
        assert "secret du dispositif" not in page
        assert client.get(reverse("parcours:entree", args=[orientation.uuid])).status_code == 403

    def test_il_ne_voit_pas_celles_des_autres(self, dispositif):
        other = make_orientation(dispositif, auteur=make_habilitation(Role.PRESCRIPTEUR, dispositif).compte_id)
        client, _ = open_as(Role.PRESCRIPTEUR, dispositif)
        assert client.get(reverse("parcours:orientation", args=[other.uuid])).status_code == 404
        assert "Témoin" not in client.get(reverse("parcours:orientations")).content.decode()

    def test_il_annule_tant_que_rien_n_est_decide(self, dispositif):
        client, orientation = write(Role.PRESCRIPTEUR, dispositif)
        client.post(reverse("parcours:orientation_annuler", args=[orientation.uuid]))
        orientation.refresh_from_db()
        assert (orientation.etat, orientation.date_fin) == (E.ANNULEE, localdate())


class TestReception:
    def test_une_nouvelle_personne_est_inscrite_avec_son_adresse_et_sa_situation(self, dispositif, commune):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif, inscrit_le="2025-01-06", niveau="3")
        assert act(dispositif, orientation, geste="recevoir", identite="nouvelle", le=localdate()).status_code == 302
        orientation.refresh_from_db()
        personne = Personne.objects.get(orientations=orientation)
        assert (orientation.etat, personne.nom_naissance) == (E.RECEVABLE, "Témoin")
        assert personne.adresses.get().commune == commune
        situation = personne.situations.get()
        assert (situation.inscrit_le, situation.niveau, situation.brsa) == (date(2025, 1, 6), 3, "oui")

    def test_la_fiche_s_imprime_depuis_la_page_de_l_orientation(self, dispositif):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        fiche = reverse("parcours:orientation_fiche", args=[orientation.uuid])
        assert f'href="{fiche}"' in client.get(reverse("parcours:entree", args=[orientation.uuid])).content.decode()

    def test_une_personne_deja_connue_est_proposee_malgre_les_fautes_et_un_humain_choisit(self, dispositif):
        known = make_personne(
            dispositif, nom_naissance="Temoin", prenoms="Alyx", date_naissance=date(1985, 3, 2)
        )  # fmt: skip
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        page = client.get(reverse("parcours:entree", args=[orientation.uuid])).content.decode()
        assert f"dossier n° {known.numero}" in page
        assert "même date de naissance" in page
        assert (
            act(dispositif, orientation, geste="recevoir", le=localdate()).status_code == 200
        )  # nobody chose for them
        act(dispositif, orientation, geste="recevoir", identite=str(known.uuid), le=localdate())
        orientation.refresh_from_db()
        assert orientation.personne == known
        assert Personne.objects.count() == 1

    def test_une_personne_suivie_ici_n_est_pas_recevable(self, dispositif):
        parcours = make_parcours(
            dispositif, personne=make_personne(dispositif, nom_naissance="Témoin", prenoms="Alix",
                                               date_naissance=date(1985, 3, 2)),
        )  # fmt: skip
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        page = act(
            dispositif, orientation, geste="recevoir", identite=str(parcours.personne.uuid), le=localdate(),
            derogation="tout de même",
        ).content.decode()  # fmt: skip
        assert "a déjà un parcours ouvert ici" in page
        orientation.refresh_from_db()
        assert orientation.etat == E.TRANSMISE

    def test_hors_du_territoire_il_faut_l_ecrire(self, dispositif):
        dispositif.territoires.all().delete()
        autre = Commune.objects.create(
            code="99002", nom="Ailleurs", departement=Departement.objects.get(), cle="ailleurs", cle_inverse="sruellia"
        )
        dispositif.territoires.create(commune=autre, du=date(2020, 1, 1), nature=NatureTerritoire.PLEIN)
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        values = {"geste": "recevoir", "identite": "nouvelle", "le": localdate()}
        refused = act(dispositif, orientation, **values)
        assert "pas dans le territoire" in refused.content.decode()
        assert not Personne.objects.exists()
        assert act(dispositif, orientation, **values, derogation="déménage en décembre").status_code == 302

    def test_un_complement_revient_puis_repart(self, dispositif):
        client, orientation = write(Role.PRESCRIPTEUR, dispositif)
        act(dispositif, orientation, geste="completer", complement="Le numéro de téléphone")
        page = client.get(reverse("parcours:orientation", args=[orientation.uuid])).content.decode()
        assert "Le numéro de téléphone" in page
        url = reverse("parcours:orientation_modifier", args=[orientation.uuid])
        send(client, url, orientation.auteur, version=3, **build_saisie(telephone="01 00 00 00 01"))
        orientation.refresh_from_db()
        assert (orientation.etat, orientation.complete_le) == (E.TRANSMISE, localdate())
        assert orientation.date_prescription == localdate()

    def test_un_refus_sans_motif_est_refuse(self, dispositif):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        page = act(dispositif, orientation, geste="clore", vers="refusee", le=localdate()).content.decode()
        assert "droit au motif" in page

    def test_de_l_accueil_a_l_entree(self, dispositif):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        referent = make_referent(dispositif)
        act(dispositif, orientation, geste="recevoir", identite="nouvelle", le=localdate())
        rdv = localdate() + timedelta(days=3)
        act(dispositif, orientation, geste="accueillir", referent=referent.pk, premier_rdv=rdv)
        orientation.refresh_from_db()
        write_diagnostic(orientation, le=localdate())
        act(dispositif, orientation, geste="presenter", le=localdate())
        orientation.refresh_from_db()
        assert (orientation.etat, orientation.date_premier_rdv) == (E.PRESENTEE, rdv)
        decided = decide_orientation(
            by=make_coordinateur(dispositif), orientation=orientation, resultat=Resultat.FAVORABLE, motif="",
            reorientation="", le=localdate(), today=localdate(),
        )  # fmt: skip
        assert Parcours.objects.get(orientation=decided).referent == referent

    def test_un_geste_d_un_autre_etat_ne_fait_rien(self, dispositif):
        orientation = make_orientation(dispositif, etat=E.EN_ACCUEIL)
        act(dispositif, orientation, geste="recevoir", identite="nouvelle", le=localdate())
        orientation.refresh_from_db()
        assert orientation.etat == E.EN_ACCUEIL

    def test_un_referent_ne_voit_que_ses_accueils(self, dispositif):
        client, habilitation = open_as(Role.REFERENT, dispositif)
        mine = make_orientation(
            dispositif, etat=E.EN_ACCUEIL, referent_accueil=make_referent(dispositif, compte=habilitation.compte)
        )
        other = make_orientation(dispositif, etat=E.EN_ACCUEIL)
        page = client.get(reverse("parcours:entree", args=[mine.uuid])).content.decode()
        assert "Présenter en commission" in page
        assert "Refuser, ou classer" not in page
        assert client.get(reverse("parcours:entree", args=[other.uuid])).status_code == 404

    @pytest.mark.parametrize("nom", ["parcours:entrees", "parcours:orientations", "parcours:prescripteurs"])
    def test_les_listes_lisent_autant_a_vingt_lignes_qu_a_deux(self, dispositif, nom):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        counts = []
        for rows in (2, 18):
            for _ in range(rows):
                make_orientation(dispositif, etat=E.EN_ACCUEIL, auteur=habilitation.compte_id)
            client.get(reverse(nom))
            counts.append(count_queries(client, nom))
        assert counts[0] == counts[1]

    def test_la_page_lit_autant_avec_vingt_ressemblants_qu_avec_deux(self, dispositif):
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif)
        counts = []
        for rows in (2, 18):
            for _ in range(rows):
                same: dict[str, Any] = {"nom_naissance": "Sosie", "prenoms": "Alix", "date_naissance": date(1985, 3, 2)}
                make_personne(dispositif, **same)
                make_orientation(dispositif, **same)
            Orientation.objects.filter(pk=orientation.pk).update(**same)
            client.get(reverse("parcours:entree", args=[orientation.uuid]))
            counts.append(count_queries(client, "parcours:entree", orientation.uuid))
        assert counts[0] == counts[1]


def count_queries(client: Client, nom: str, *args: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(nom, args=args)).status_code == 200
    return len(captured)


class TestReponse:
    def test_un_courriel_sans_nom_part_a_qui_a_ecrit(self, dispositif):
        _, orientation = write(Role.PRESCRIPTEUR, dispositif)
        act(dispositif, orientation, geste="clore", vers="refusee", motif="places", le=localdate())
        taken = bail.take("essai")
        assert taken is not None
        assert run_travail(taken) is Etat.FINI
        message = mail.outbox[-1]
        assert message.subject == "Maillage : vous avez une réponse"
        assert not any(word in message.body + message.subject for word in ("Témoin", "Alix", "place", dispositif.nom))

    def test_sans_adresse_rien_ne_part_et_la_page_dit_d_appeler(self, dispositif):
        orientation = make_orientation(dispositif, prescripteur=make_prescripteur(dispositif, courriel=""))
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        page = client.get(reverse("parcours:entree", args=[orientation.uuid])).content.decode()
        assert "prévenez cette structure par téléphone" in page
        act(dispositif, orientation, geste="clore", vers="sans_suite", motif="injoignable", le=localdate())
        assert not Travail.objects.filter(code="parcours.reponse").exists()

    def test_ce_qui_attend_est_a_faire_et_le_retard_est_urgent(self, dispositif):
        today = date(2026, 11, 25)
        for sent in (date(2026, 9, 1), date(2026, 10, 30), date(2026, 11, 24)):
            make_orientation(dispositif, date_prescription=sent)
        found = list_a_faire(make_coordinateur(dispositif), today)
        assert [chose.gravite for chose in found] == [Gravite.URGENTE, Gravite.ELEVEE, Gravite.NORMALE]
        assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), today) == []

    def test_qui_doit_completer_en_est_averti(self, dispositif):
        habilitation = make_habilitation(Role.PRESCRIPTEUR, dispositif)
        make_orientation(dispositif, etat=E.A_COMPLETER, auteur=habilitation.compte_id)
        (chose,) = list_a_faire(make_acteur(habilitation=habilitation), localdate())
        assert chose.categorie == "Orientations à compléter"


class TestLien:
    def open_lien(self, dispositif: Any) -> tuple[Prescripteur, str]:
        prescripteur = make_prescripteur(dispositif)
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        client.post(reverse("parcours:prescripteur_lien", args=[prescripteur.uuid]))
        page = client.get(reverse("parcours:prescripteur", args=[prescripteur.uuid])).content.decode()
        adresse = page.split('readonly value="')[1].split('"')[0]
        return prescripteur, adresse.removeprefix("http://testserver")

    def test_sans_compte_on_transmet_et_on_ne_relit_que_des_numeros(self, dispositif):
        _, adresse = self.open_lien(dispositif)
        client = Client()
        opened = client.get(adresse, follow=True)
        assert opened.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert opened.headers["Referrer-Policy"] == "same-origin"  # « no-referrer » : a browser's form would be refused
        url = reverse("parcours:orienter")
        response = send(client, url, None, auteur_nom="Sacha Partenaire", **build_saisie())
        assert response.status_code == 302, response.content.decode()
        orientation = Orientation.objects.get()
        assert (orientation.etat, orientation.auteur, orientation.auteur_nom) == (E.TRANSMISE, None, "Sacha Partenaire")
        page = client.get(url).content.decode()
        assert f"n° {orientation.numero}" in page
        assert "Transmise" in page
        assert "Témoin" not in page
        assert "Sacha" not in page

    def test_un_lien_remplace_retire_ou_perime_n_ouvre_plus(self, dispositif):
        prescripteur, first = self.open_lien(dispositif)
        coordinatrice, _ = open_as(Role.COORDINATEUR, dispositif)
        coordinatrice.post(reverse("parcours:prescripteur_lien", args=[prescripteur.uuid]))
        assert Client().get(first, follow=True).status_code == 410
        _, second = self.open_lien(dispositif)
        assert Client().get(second, follow=True).status_code == 200
        Prescripteur.objects.update(lien_jusqu_au=localdate() - timedelta(days=1))
        assert Client().get(second, follow=True).status_code == 410
        Prescripteur.objects.update(lien_jusqu_au=None)
        assert Client().get(second, follow=True).status_code == 410

    def test_un_lien_forge_n_ouvre_rien_et_n_ecrit_rien(self, dispositif):
        client = Client()
        assert client.get(reverse("parcours:orienter_lien", args=["forge"]), follow=True).status_code == 410
        send(client, reverse("parcours:orienter"), None, auteur_nom="X", **build_saisie())
        assert not Orientation.objects.exists()

    def test_un_lien_s_arrete_apres_vingt_orientations_en_un_jour(self, dispositif):
        prescripteur, adresse = self.open_lien(dispositif)
        for _ in range(20):
            make_orientation(dispositif, prescripteur=prescripteur, date_prescription=localdate())
        client = Client()
        client.get(adresse)
        page = send(client, reverse("parcours:orienter"), None, auteur_nom="X", **build_saisie()).content.decode()
        assert "Revenez demain" in page
        assert Orientation.objects.count() == 20


class TestAllerVers:
    def test_une_rencontre_anonyme_devient_une_orientation(self, dispositif, commune):
        client, habilitation = open_as(Role.REFERENT, dispositif)
        url = reverse("parcours:decouvertes")
        send(client, url, habilitation.compte_id, le=localdate(), lieu="Marché", besoins=["emploi"])
        rencontre = Decouverte.objects.get()
        assert rencontre.orientation is None
        assert "Marché" in client.get(url).content.decode()
        lien = reverse("parcours:decouverte_orienter", args=[rencontre.uuid])
        assert "Rencontrée dehors" in client.get(lien).content.decode()
        send(client, lien, habilitation.compte_id, canal="aller_vers", **build_saisie())
        rencontre.refresh_from_db()
        orientation = Orientation.objects.get(decouverte=rencontre)
        assert (orientation.canal, orientation.prescripteur.nom) == ("aller_vers", "La personne elle-même")
        assert client.get(lien).status_code == 302

    def test_une_rencontre_n_est_pas_dans_le_futur(self, dispositif):
        client, habilitation = open_as(Role.REFERENT, dispositif)
        demain = localdate() + timedelta(days=1)
        page = send(client, reverse("parcours:decouvertes"), habilitation.compte_id, le=demain, lieu="Marché")
        assert "dans le futur" in page.content.decode()
        assert not Decouverte.objects.exists()


def test_un_prescripteur_ne_s_inscrit_pas_deux_fois(dispositif):
    client, habilitation = open_as(Role.COORDINATEUR, dispositif)
    make_prescripteur(dispositif, nom="CCAS de Valombre")
    values = {"nom": "CCAS de Valombre", "type": "ccas", "est_autre": "on"}
    page = send(client, reverse("parcours:prescripteur_nouveau"), habilitation.compte_id, **values)
    assert "déjà connu" in page.content.decode()
