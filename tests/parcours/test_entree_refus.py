"""Every refusal of the way in, in one round: what the form, the rules and the territory say, each beside its field."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.actions.receptions import declare_recevable
from maillage.parcours.models import Orientation
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import Critere, MotifNonEntree
from maillage.parcours.rules import etude, refus
from maillage.parcours.rules.accueil import Bilan
from maillage.parcours.rules.orientation import Fiche, list_manques
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.reseau.nomenclatures import Couverture, NatureTerritoire
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.refus import Manque, RefusMultiples, keep_nouveaux
from maillage.socle.roles import Role
from maillage.territoire.models import Commune, Departement
from tests.parcours.test_orientation_pages import act, build_saisie, commune, dispositif, open_as, send
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_orientations import make_orientation, make_prescripteur

__all__ = ["commune", "dispositif"]  # the fixtures of the way in
E = EtatOrientation
JOUR = date(2026, 11, 25)
DEMAIN, HIER = JOUR + timedelta(days=1), JOUR - timedelta(days=1)


def list_champs(manques: list[Manque]) -> list[str]:
    return [manque.champ for manque in manques]


class TestRules:
    def test_une_fiche_vide_dit_tout_ce_qui_manque_d_un_coup(self):
        assert list_champs(list_manques(Fiche(), today=JOUR)) == [
            "nom_naissance", "prenoms", "date_naissance", "telephone", "commune", "criteres", "consentement_le",
            "consentement_support", "signee_prescripteur_le",
        ]  # fmt: skip

    def test_une_reception_cumule_le_jour_le_territoire_les_criteres_et_le_parcours_ouvert(self):
        constats = etude.study(
            Fiche(), couverture=Couverture.NON_COUVERT, commune="Ailleurs", has_parcours_ouvert=True, today=JOUR
        )
        found = refus.list_refus_reception(constats, derogation="", le=DEMAIN, prescription=JOUR, today=JOUR)
        assert list_champs(found) == ["le", "derogation", "derogation", "identite"]
        assert all(manque.phrase.endswith(".") for manque in found)
        lifted = refus.list_refus_reception(constats, derogation="déménage", le=JOUR, prescription=JOUR, today=JOUR)
        assert list_champs(lifted) == ["identite"]

    def test_un_jour_illisible_n_arrete_pas_les_autres_raisons(self):
        constats = etude.study(Fiche(), couverture=None, commune="", has_parcours_ouvert=False, today=JOUR)
        assert list_champs(
            refus.list_refus_reception(constats, derogation="", le=None, prescription=JOUR, today=JOUR)
        ) == ["derogation", "derogation"]

    def test_une_presentation_cumule_le_jour_et_le_diagnostic(self):
        found = refus.list_refus_presentation(le=DEMAIN, reception=JOUR, diagnostics=[], is_requis=True, today=JOUR)
        assert list_champs(found) == ["le", refus.TOUTE_LA_PAGE]
        found = refus.list_refus_presentation(le=HIER, reception=JOUR, diagnostics=[JOUR], is_requis=True, today=JOUR)
        assert list_champs(found) == ["le", "le"]
        assert not refus.list_refus_presentation(
            le=JOUR, reception=JOUR, diagnostics=[JOUR], is_requis=True, today=JOUR
        )

    def test_une_cloture_cumule_le_jour_et_la_raison(self):
        def close(motif: Any, bilan: Bilan, le: date) -> list[str]:
            return list_champs(
                refus.list_refus_cloture(motif, bilan, le=le, prescription=JOUR, absences=2, relances=1, today=JOUR)
            )

        assert close("", Bilan(), DEMAIN) == ["le", "motif"]
        assert close(MotifNonEntree.ABSENCES, Bilan(absences=1), HIER) == ["le", "motif"]
        assert close(MotifNonEntree.ABSENCES, Bilan(absences=2, relances=1), JOUR) == []

    def test_un_accueil_cumule_le_referent_et_le_rendez_vous(self):
        found = refus.list_refus_accueil(is_referent_ici=False, premier_rdv=HIER, prescription=JOUR)
        assert list_champs(found) == ["referent", "premier_rdv"]
        assert not refus.list_refus_accueil(is_referent_ici=True, premier_rdv=None, prescription=JOUR)

    def test_un_contact_cumule_le_jour_et_le_moyen(self):
        found = refus.list_refus_contact(NatureContact.RELANCE, le=DEMAIN, canal="", prescription=JOUR, today=JOUR)
        assert list_champs(found) == ["le", "canal"]

    def test_ce_que_le_formulaire_dit_deja_n_est_pas_redit(self):
        manques = [Manque("telephone", "Un moyen.", ("courriel", "voie")), Manque("commune", "Où ?")]
        assert list_champs(keep_nouveaux(manques, en_erreur={"courriel"})) == ["commune"]
        assert list_champs(keep_nouveaux(manques, en_erreur={"commune"})) == ["telephone"]

    @given(en_erreur=st.sets(st.sampled_from(["nom_naissance", "courriel", "commune", "criteres"])))
    def test_chaque_champ_est_signale_une_fois_et_une_seule_source(self, en_erreur):
        kept = list_champs(keep_nouveaux(list_manques(Fiche(), today=JOUR), en_erreur=en_erreur))
        assert not set(kept) & en_erreur
        assert len(kept) == len(set(kept))

    def test_avant_de_transmettre_le_territoire_et_chaque_critere_douteux_se_verifient(self):
        fiche = Fiche(
            date_naissance=date(1990, 1, 1), niveau=Niveau.N5, inscrit_le=date(2026, 6, 1),
            criteres=[Critere.SENIOR, Critere.PEU_QUALIFIE, Critere.DELD],
        )  # fmt: skip
        found = etude.list_a_verifier(fiche, couverture=Couverture.NON_COUVERT, commune="Ailleurs", today=JOUR)
        assert list_champs(found) == ["commune", "criteres", "criteres", "criteres"]
        assert "corrigez la date de naissance" in found[1].phrase
        assert not etude.list_a_verifier(Fiche(), couverture=Couverture.COUVERT, commune="Valombre", today=JOUR)
        assert not etude.list_a_verifier(Fiche(), couverture=Couverture.NON_RENSEIGNE, commune="Valombre", today=JOUR)


FAUX = {"date_naissance": "32/01/1985", "courriel": "alix@", "consentement_le": "", "criteres": [], "telephone": ""}
"""Two errors of shape, two things missing, and nothing else to reach the person by."""


def assert_tout_est_dit(page: str) -> None:
    assert "Cochez au moins un critère de public" in page
    assert "sans lui, rien n’est transmis" in page
    assert page.count('id="id_date_naissance_erreur"') == page.count('id="id_courriel_erreur"') == 1
    assert "Donnez un moyen de joindre" not in page  # the courriel given is to be corrected: one sentence for both
    assert "Donnez la date de naissance" not in page


@pytest.mark.django_db
class TestTransmettre:
    def test_un_prescripteur_lit_tous_les_refus_en_une_fois(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        url = reverse("parcours:orientation_nouvelle")
        assert_tout_est_dit(send(client, url, habilitation.compte_id, **build_saisie(**FAUX)).content.decode())
        assert not Orientation.objects.exists()

    def test_un_brouillon_n_a_que_ses_erreurs_de_forme(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        values = build_saisie(**FAUX, geste="brouillon")
        page = send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **values).content.decode()
        assert 'id="id_courriel_erreur"' in page
        assert "Cochez au moins un critère" not in page

    def test_un_complement_aussi(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        asked = make_orientation(dispositif, auteur=habilitation.compte_id, etat=E.A_COMPLETER)
        url = reverse("parcours:orientation_modifier", args=[asked.uuid])
        page = send(client, url, habilitation.compte_id, version=1, **build_saisie(**FAUX)).content.decode()
        assert_tout_est_dit(page)

    def test_par_le_lien_aussi(self, dispositif):
        visiteur = open_lien(dispositif)
        values = build_saisie(**FAUX, auteur_nom="") | {NOM: make_jeton(None)}
        page = visiteur.post(reverse("parcours:orienter"), values).content.decode()
        assert_tout_est_dit(page)
        assert 'id="id_auteur_nom_erreur"' in page

    def test_le_territoire_et_les_criteres_douteux_se_disent_au_meme_moment(self, dispositif):
        ailleurs = Commune.objects.create(
            code="99002", nom="Ailleurs", departement=Departement.objects.get(), cle="ailleurs", cle_inverse="sruellia"
        )
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        values = build_saisie(commune=ailleurs.code, criteres=["senior"], consentement_le="")
        page = send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **values).content.decode()
        assert "Ailleurs n’est pas dans le territoire du dispositif aujourd’hui" in page
        assert "« Senior » est coché" in page
        assert "sans lui, rien n’est transmis" in page

    def test_un_brouillon_dit_ce_qui_lui_manque_avant_qu_on_le_transmette(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        draft = make_orientation(
            dispositif, auteur=habilitation.compte_id, etat=E.BROUILLON, criteres=["senior"], consentement_le=None,
            date_prescription=None,
        )  # fmt: skip
        page = client.get(reverse("parcours:orientation", args=[draft.uuid])).content.decode()
        for phrase in ("Donnez la commune", "sans lui, rien n’est transmis", "« Senior » est coché"):
            assert phrase in page
        sent = make_orientation(dispositif, auteur=habilitation.compte_id)
        assert "Donnez la commune" not in client.get(f"/orientations/{sent.uuid}/").content.decode()


def open_lien(dispositif: Any) -> Client:
    """A visitor with the signed link of a structure."""
    prescripteur = make_prescripteur(dispositif)
    client, _ = open_as(Role.COORDINATEUR, dispositif)
    client.post(reverse("parcours:prescripteur_lien", args=[prescripteur.uuid]))
    page = client.get(reverse("parcours:prescripteur", args=[prescripteur.uuid])).content.decode()
    visiteur = Client()
    visiteur.get(page.split('readonly value="')[1].split('"')[0].removeprefix("http://testserver"), follow=True)
    return visiteur


@pytest.mark.django_db
class TestReception:
    @pytest.fixture
    def ailleurs(self, dispositif):
        dispositif.territoires.all().delete()
        commune = Commune.objects.create(
            code="99002", nom="Ailleurs", departement=Departement.objects.get(), cle="ailleurs", cle_inverse="sruellia"
        )
        dispositif.territoires.create(commune=commune, du=date(2020, 1, 1), nature=NatureTerritoire.PLEIN)

    def test_la_reception_dit_le_jour_le_territoire_et_les_criteres_ensemble(self, dispositif, commune, ailleurs):
        orientation = make_orientation(dispositif, commune=commune, criteres=[])
        demain = localdate() + timedelta(days=1)
        page = act(dispositif, orientation, geste="recevoir", identite="nouvelle", le=demain).content.decode()
        assert "est dans le futur" in page
        assert "n’est pas dans le territoire à cette date. Réorientez" in page
        assert "Aucun critère de public n’est coché. Demandez-le" in page

    def test_un_formulaire_incomplet_n_attend_pas_pour_dire_le_reste(self, dispositif, commune, ailleurs):
        orientation = make_orientation(dispositif, commune=commune)
        page = act(dispositif, orientation, geste="recevoir", le="").content.decode()
        assert 'id="recevoir_le_erreur"' in page
        assert "n’est pas dans le territoire à cette date. Réorientez" in page

    def test_l_action_leve_toutes_les_raisons_ensemble(self, dispositif, commune, ailleurs):
        orientation = make_orientation(dispositif, commune=commune, criteres=[])
        parcours = make_parcours(dispositif)
        with pytest.raises(RefusMultiples) as refused:
            declare_recevable(
                by=make_coordinateur(dispositif), orientation=orientation, personne=parcours.personne, derogation="",
                le=localdate() + timedelta(days=1), today=localdate(),
            )  # fmt: skip
        assert list_champs(list(refused.value.manques)) == ["le", "derogation", "derogation", "identite"]

    def test_une_cloture_incomplete_dit_le_jour_et_le_motif(self, dispositif):
        page = act(dispositif, make_orientation(dispositif), geste="clore", vers="sans_suite", le="").content.decode()
        assert 'id="clore_le_erreur"' in page
        assert "Dites pourquoi : le prescripteur" in page

    def test_un_accueil_incomplet_dit_qui_et_quand(self, dispositif):
        make_referent(dispositif)
        make_referent(dispositif)
        orientation = make_orientation(dispositif, etat=E.RECEVABLE)
        assert orientation.date_prescription is not None
        before = orientation.date_prescription - timedelta(days=1)
        page = act(dispositif, orientation, geste="accueillir", premier_rdv=before).content.decode()
        assert "Choisissez qui accueille la personne." in page
        assert "précède la transmission" in page
