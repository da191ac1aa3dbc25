"""What a structure keeps to itself leaves by no door: each page and each file is tried with the same secrets."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.reseau import actions, queries, rules
from maillage.reseau.models import Contact, Dispositif
from maillage.reseau.nomenclatures import (
    COLONNES_CHAMP,
    VISIBILITES_PAR_DEFAUT,
    ChampFiche,
    Employeur,
    Fonction,
    FonctionEquipe,
    ModeFse,
    UsageLogiciel,
    Visibilite,
)
from maillage.socle.acteur import ANONYME
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.socle.typographie import write_nombre
from maillage.territoire.actions import import_referentiel
from maillage.territoire.models import Commune
from tests.reseau.test_gestion import connect, sign
from tests.territoire.conftest import read_petit_jeu
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)
SECRETS = {
    ChampFiche.PRESENTATION: "Zèbre présentation",
    ChampFiche.ADRESSE: "12 rue Zadresse",
    ChampFiche.TELEPHONE: "03 20 98 76 54",
    ChampFiche.COURRIEL: "zcourriel@exemple.fr",
    ChampFiche.SITE: "https://zsite.exemple.fr",
    ChampFiche.CONTACTS: "Zoé Zcontact",
    ChampFiche.EFFECTIFS: write_nombre(8642),  # no figure of a map looks like it
    ChampFiche.LOGICIELS: "Zlogiciel",
    ChampFiche.FSE: "Zorganisme",
}


@pytest.fixture
def fiche():
    """A real dispositif of Lille whose every field holds a secret, and its direction."""
    import_referentiel(read_petit_jeu())
    lille = Commune.objects.get(code="59350")
    dispositif = make_dispositif(
        "PLIE de Lille", presentation=SECRETS[ChampFiche.PRESENTATION], adresse=SECRETS[ChampFiche.ADRESSE],
        code_postal="59777", telephone=SECRETS[ChampFiche.TELEPHONE], courriel=SECRETS[ChampFiche.COURRIEL],
        site=SECRETS[ChampFiche.SITE], departement_id="59", region_id="32", commune="Lille", code_commune="59350",
        latitude=lille.latitude, longitude=lille.longitude,
    )  # fmt: skip
    Dispositif.objects.filter(pk=dispositif.pk).update(is_fictif=False)
    dispositif.refresh_from_db()
    dispositif.territoires.create(commune=lille, du=date(2026, 1, 1))
    direction = make_habilitation(Role.DIRECTEUR, dispositif)
    declare_moyens(direction)
    return direction


def declare_moyens(habilitation):
    common: dict[str, Any] = {
        "by": make_acteur(habilitation=habilitation), "dispositif": habilitation.dispositif, "du": date(2026, 1, 1),
        "today": JOUR,
    }  # fmt: skip
    actions.record_effectif(
        fonction=FonctionEquipe.ENSEMBLE, employeur=Employeur.INTERNE, personnes=8642, etp=Decimal(8000), **common
    )
    actions.record_logiciel(usage=UsageLogiciel.PARCOURS, nom=SECRETS[ChampFiche.LOGICIELS], **common)
    actions.record_gestion_fse(mode=ModeFse.OI_PIVOT, organisme=SECRETS[ChampFiche.FSE], **common)


def add_contact(habilitation, nom=SECRETS[ChampFiche.CONTACTS], **values):
    wanted: dict[str, Any] = {
        "fonction": Fonction.DIRECTION, "precision": "", "telephone": "03 20 11 22 33", "courriel": "zc@exemple.fr",
        "du": date(2026, 1, 1), "consenti_le": None,
    } | values  # fmt: skip
    by = make_acteur(habilitation=habilitation)
    return actions.record_contact(by=by, dispositif=habilitation.dispositif, nom=nom, today=JOUR, **wanted)


def choose(habilitation, **choix):
    by = make_acteur(habilitation=habilitation)
    wanted = {ChampFiche(champ): visibilite for champ, visibilite in choix.items()}
    return actions.record_visibilites(by=by, dispositif=habilitation.dispositif, choix=wanted)


def read_pdf(client, slug):
    content = client.get(f"/annuaire/{slug}/fiche.pdf").getvalue()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def read_xlsx(client):
    with ZipFile(BytesIO(client.get("/annuaire/export.xlsx").getvalue())) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def read_sorties(client, slug):
    """Every way out of the directory, as text."""
    text = {
        adresse: client.get(adresse).getvalue().decode()
        for adresse in (
            f"/annuaire/{slug}/", "/annuaire/", "/annuaire/?q=zcontact", "/annuaire/?q=zlogiciel", "/annuaire/export.csv", "/sitemap.xml",
            "/annuaire/export.csv?pour=tableur", "/annuaire/data-inclusion.json", "/carte/", "/",
            "/pres-de-chez-moi/?commune=59350", "/territoire/communes/59350/", "/recherche/?q=lille",
        )
    }  # fmt: skip
    return text | {"pdf": read_pdf(client, slug), "xlsx": read_xlsx(client)}


def find_fuites(sorties, champs):
    secrets = [SECRETS[champ] for champ in champs] + (["59777"] if ChampFiche.ADRESSE in champs else [])
    said = [(where, secret) for where, text in sorties.items() for secret in secrets if secret in text]
    return said + [
        (where, "zc@exemple.fr")
        for where, text in sorties.items()
        if ChampFiche.CONTACTS in champs and "zc@exemple.fr" in text
    ]


class TestPublic:
    def test_ce_qui_est_reserve_ne_sort_par_aucune_porte(self, client, fiche):
        add_contact(fiche, consenti_le=JOUR)
        for visibilite in (Visibilite.STRUCTURE, Visibilite.RESEAU):
            choose(fiche, **dict.fromkeys(ChampFiche, visibilite))
            assert find_fuites(read_sorties(client, fiche.dispositif.slug), list(ChampFiche)) == []

    @pytest.mark.parametrize("champ", list(ChampFiche))
    def test_cacher_un_champ_ne_cache_que_lui(self, client, fiche, champ):
        add_contact(fiche, consenti_le=JOUR)
        choose(fiche, **dict.fromkeys(ChampFiche, Visibilite.PUBLIC) | {champ: Visibilite.STRUCTURE})
        sorties = read_sorties(client, fiche.dispositif.slug)
        assert find_fuites(sorties, [champ]) == []
        page = sorties[f"/annuaire/{fiche.dispositif.slug}/"]
        assert all(SECRETS[autre] in page for autre in ChampFiche if autre is not champ)

    def test_par_defaut_la_structure_se_lit_et_les_personnes_non(self, client, fiche):
        add_contact(fiche, consenti_le=JOUR)
        sorties = read_sorties(client, fiche.dispositif.slug)
        assert find_fuites(sorties, [ChampFiche.CONTACTS]) == []
        assert SECRETS[ChampFiche.TELEPHONE] in sorties["/annuaire/export.csv"]
        assert SECRETS[ChampFiche.TELEPHONE] in sorties["pdf"]
        assert SECRETS[ChampFiche.TELEPHONE] in sorties["/pres-de-chez-moi/?commune=59350"]
        assert json.loads(sorties["/annuaire/data-inclusion.json"])[0]["courriel"] == SECRETS[ChampFiche.COURRIEL]

    def test_le_papier_date_les_moyens_et_dit_d_ou_ils_viennent(self, client, fiche):
        choose(fiche, fse=Visibilite.PUBLIC, effectifs=Visibilite.STRUCTURE, logiciels=Visibilite.STRUCTURE)
        text = " ".join(read_pdf(client, fiche.dispositif.slug).split())
        assert "depuis le 01/01/2026" in text
        assert "gestion du FSE : Déclaration de la structure" in text
        choose(fiche, fse=Visibilite.STRUCTURE)
        assert "gestion du FSE" not in read_pdf(client, fiche.dispositif.slug)

    def test_r06_un_contact_n_est_public_que_si_la_personne_l_a_dit_et_jamais_dans_un_fichier(self, client, fiche):
        choose(fiche, contacts=Visibilite.PUBLIC)
        contact = add_contact(fiche)
        slug = fiche.dispositif.slug
        assert find_fuites(read_sorties(client, slug), [ChampFiche.CONTACTS]) == []
        Contact.objects.filter(pk=contact.pk).update(consenti_le=JOUR)
        sorties = read_sorties(client, slug)
        assert {where for where, _ in find_fuites(sorties, [ChampFiche.CONTACTS])} == {f"/annuaire/{slug}/", "pdf"}

    def test_la_recherche_ne_trouve_personne_par_son_nom(self, client, fiche):
        choose(fiche, contacts=Visibilite.PUBLIC)
        add_contact(fiche, consenti_le=JOUR)
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        assert "PLIE de Lille" not in client.get("/recherche/?q=zcontact").content.decode()
        assert "PLIE de Lille" in client.get("/recherche/?q=lille").content.decode()


class TestLecteurs:
    def test_le_reseau_lit_sur_la_meme_page_ce_qui_lui_est_ouvert(self, client, fiche):
        choose(fiche, telephone=Visibilite.RESEAU, courriel=Visibilite.STRUCTURE)
        add_contact(fiche)
        adresse = f"/annuaire/{fiche.dispositif.slug}/"
        connect(client, make_habilitation(Role.REFERENT, make_dispositif()))
        page = client.get(adresse).content.decode()
        assert SECRETS[ChampFiche.TELEPHONE] in page
        assert SECRETS[ChampFiche.CONTACTS] in page
        assert SECRETS[ChampFiche.COURRIEL] not in page
        assert "Lu du réseau, pas du public" in page
        # What is handed over is what the public reads, whoever asks.
        assert SECRETS[ChampFiche.TELEPHONE] not in read_pdf(client, fiche.dispositif.slug)

    def test_un_compte_sans_habilitation_lit_comme_le_public(self, client, fiche):
        add_contact(fiche)
        client.force_login(make_habilitation(Role.REFERENT, make_dispositif(), au=date(2026, 1, 2)).compte)
        assert SECRETS[ChampFiche.CONTACTS] not in client.get(f"/annuaire/{fiche.dispositif.slug}/").content.decode()

    def test_la_tete_de_reseau_lit_les_coordonnees_mais_pas_les_contacts_gardes(self, client, fiche):
        choose(fiche, **dict.fromkeys(ChampFiche, Visibilite.STRUCTURE))
        add_contact(fiche)
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        page = client.get(f"/reseau/dispositifs/{fiche.dispositif.slug}/").content.decode()
        assert SECRETS[ChampFiche.TELEPHONE] in page
        assert SECRETS[ChampFiche.CONTACTS] not in page

    def test_l_equipe_lit_tout_et_le_referent_ne_regle_rien(self, client, fiche):
        choose(fiche, **dict.fromkeys(ChampFiche, Visibilite.STRUCTURE))
        contact = add_contact(fiche)
        slug = fiche.dispositif.slug
        connect(client, make_habilitation(Role.REFERENT, fiche.dispositif))
        page = client.get(f"/reseau/dispositifs/{slug}/").content.decode()
        assert all(secret in page for secret in SECRETS.values())
        assert "Choisir qui lit quoi" not in page
        for adresse in (
            f"dispositifs/{slug}/visibilite/",
            f"dispositifs/{slug}/contacts/ajouter/",
            f"contacts/{contact.uuid}/",
        ):
            assert client.get(f"/reseau/{adresse}").status_code == 403

    @pytest.mark.postgres
    def test_la_base_elle_meme_ne_montre_un_contact_qu_a_qui_peut_le_lire(self, fiche):
        from maillage.socle.contexte import open_contexte

        contact = add_contact(fiche)
        ailleurs, ici = make_acteur(Role.DIRECTEUR, make_dispositif()), make_acteur(habilitation=fiche)

        def is_lu(acteur):
            with open_contexte(acteur):
                return Contact.objects.filter(pk=contact.pk).exists()

        assert (is_lu(ici), is_lu(ailleurs), is_lu(ANONYME)) == (True, True, False)
        choose(fiche, contacts=Visibilite.STRUCTURE)
        assert (is_lu(ici), is_lu(ailleurs), is_lu(ANONYME)) == (True, False, False)
        choose(fiche, contacts=Visibilite.PUBLIC)
        assert (is_lu(ici), is_lu(ailleurs), is_lu(ANONYME)) == (True, True, False)
        Contact.objects.filter(pk=contact.pk).update(consenti_le=JOUR)
        assert (is_lu(ici), is_lu(ailleurs), is_lu(ANONYME)) == (True, True, True)
        with open_contexte(ailleurs):
            assert Contact.objects.filter(pk=contact.pk).update(nom="autre") == 0


class TestReglage:
    def test_la_page_enregistre_les_choix_et_le_journal_les_garde(self, client, fiche):
        connect(client, fiche)
        adresse = f"/reseau/dispositifs/{fiche.dispositif.slug}/visibilite/"
        assert client.get(adresse).status_code == 200
        champs = {c.value: v.value for c, v in VISIBILITES_PAR_DEFAUT.items()} | {"telephone": "reseau"}
        assert client.post(adresse, sign(fiche, champs)).status_code == 302
        fiche.dispositif.refresh_from_db()
        assert fiche.dispositif.visibilites == {"telephone": "reseau"}
        assert Evenement.objects.get(type="reseau.visibilite").details["choix"] == {"telephone": "reseau"}
        client.post(adresse, sign(fiche, champs))
        assert Evenement.objects.filter(type="reseau.visibilite").count() == 1

    def test_une_valeur_inventee_est_refusee(self, client, fiche):
        connect(client, fiche)
        adresse = f"/reseau/dispositifs/{fiche.dispositif.slug}/visibilite/"
        champs = dict.fromkeys((c.value for c in ChampFiche), "public") | {"telephone": "tout"}
        assert client.post(adresse, sign(fiche, champs)).status_code == 200
        fiche.dispositif.refresh_from_db()
        assert fiche.dispositif.visibilites == {}

    def test_seule_la_direction_choisit(self, fiche):
        for role in (Role.COORDINATEUR, Role.REFERENT):
            with pytest.raises(DroitRefuse):
                choose(make_habilitation(role, fiche.dispositif), telephone=Visibilite.STRUCTURE)
        with pytest.raises(DroitRefuse):
            actions.record_visibilites(
                by=make_acteur(Role.ANIMATEUR_RESEAU), dispositif=fiche.dispositif,
                choix={ChampFiche.TELEPHONE: Visibilite.PUBLIC},
            )  # fmt: skip

    def test_une_fiche_masquee_ne_s_enregistre_pas(self, fiche):
        choose(fiche, telephone=Visibilite.STRUCTURE)
        fiche.dispositif.refresh_from_db()
        masque = fiche.dispositif.mask()
        assert (masque.telephone, fiche.dispositif.telephone) == ("", SECRETS[ChampFiche.TELEPHONE])
        with pytest.raises(AssertionError):
            masque.save()

    def test_le_niveau_le_plus_proche_lit_tout_ce_que_lit_le_plus_lointain(self):
        choix = [{}, *({champ.value: v.value} for champ in ChampFiche for v in Visibilite)]
        for proche, lointain in combinations(reversed(Visibilite), 2):
            for un in choix:
                assert set(rules.list_masques(un, niveau=proche)) <= set(rules.list_masques(un, niveau=lointain))

    def test_tout_champ_de_la_fiche_a_un_reglage(self):
        """What the fiche form writes is either of the published map or covered by a choice."""
        covered = {colonne for colonnes in COLONNES_CHAMP.values() for colonne in colonnes}
        from maillage.reseau.forms import FicheForm

        assert set(FicheForm.base_fields) - covered == {"nom", "sigle", "code_commune"}


def test_la_fiche_se_lit_en_autant_de_requetes_avec_deux_ou_vingt_contacts(
    client, fiche, django_assert_max_num_queries
):
    choose(fiche, contacts=Visibilite.PUBLIC)
    counts = []
    for total in (2, 20):
        for rang in range(total - Contact.objects.count()):
            add_contact(fiche, nom=f"Personne {rang}", consenti_le=JOUR)
        with django_assert_max_num_queries(40) as captured:
            client.get(f"/annuaire/{fiche.dispositif.slug}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_un_contact_parti_n_est_plus_montre(fiche):
    contact = add_contact(fiche)
    acteur = make_acteur(habilitation=fiche)
    actions.end_contact(by=acteur, contact=contact, au=localdate(), today=localdate())
    assert queries.list_contacts(acteur, fiche.dispositif, on=localdate()) == [contact]
    assert queries.list_contacts(acteur, fiche.dispositif, on=localdate() + timedelta(days=1)) == []
