"""The forms of the clause opened from a list lead back to it: once saved, and when one gives up."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import SuiviSortie
from maillage.socle.dates import add_months
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_entreprise, make_personne
from tests.parcours.suivi.pages import fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
LISTE = "/ma-consolidation/manques/profil/?annee=2026"
FIN = add_months(localdate(), -6)


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


@pytest.fixture
def objets(dispositif):
    """Where each form is, and where it leads without a list."""
    personne = make_personne(dispositif)
    emploi, fini = make_emploi(personne), make_emploi(make_personne(dispositif), debut=FIN - timedelta(days=90),
                                                      fin_prevue=FIN, fin_reelle=FIN, motif_fin="terme")  # fmt: skip
    fiche, contrat = f"/clause/personnes/{personne.uuid}/", f"/clause/contrats/{emploi.uuid}/"
    entreprise = f"/entreprises/{make_entreprise(dispositif).uuid}/"
    return {
        "emploi_modifier": (f"{contrat}modifier/", fiche), "emploi_terminer": (f"{contrat}terminer/", fiche),
        "emploi_renouveler": (f"{contrat}renouveler/", fiche), "emploi_profil": (f"{contrat}profil/", fiche),
        "personne_identite": (f"{fiche}identite/", fiche), "personne_adresse": (f"{fiche}adresse/", fiche),
        "personne_situation": (f"{fiche}situation/", fiche), "eligibilite": (f"{fiche}eligibilite/", fiche),
        "entreprise_modifier": (f"{entreprise}modifier/", entreprise),
        "entreprise_statut": (f"{entreprise}statut/", entreprise),
        "sortie": (f"/clause/sorties/{fini.uuid}/6/", "/clause/sorties/"),
    }  # fmt: skip


HIER = (localdate() - timedelta(days=1)).isoformat()
SAISIES: dict[str, dict[str, Any]] = {
    "emploi_modifier": {"metier": "Façadier"}, "emploi_terminer": {"fin": HIER, "motif": "terme"},
    "emploi_renouveler": {"du": "2027-01-01", "nouvelle_fin": "2027-06-30"}, "emploi_profil": {},
    "personne_identite": {"telephone": "01 99 00 00 01"},
    "personne_adresse": {"du": HIER, "type": "domicile", "voie": "1 rue de l’Essai", "qpv": "non"},
    "personne_situation": {"du": HIER, "brsa": "oui"},
    "eligibilite": {"decision": "accordee", "criteres": ["brsa"], "constat": HIER, "prescripteur": "plie"},
    "entreprise_modifier": {"effectif": "12"}, "entreprise_statut": {"statut": "ei", "du": HIER}, "sortie": {"situation": "cdi"},
}  # fmt: skip


def save(client, adresse, page):
    answer = fill(client, adresse, **SAISIES[page])
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def find_annuler(answer):
    """Where the link « Annuler » leads."""
    return answer.content.decode().split('">Annuler</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&")


@pytest.mark.parametrize("page", SAISIES)
class TestRetours:
    def test_enregistrer_ou_annuler_ramene_a_la_liste(self, connectee, objets, page):
        adresse = add_retour(objets[page][0], LISTE)
        assert find_annuler(connectee.get(adresse)) == LISTE
        assert save(connectee, adresse, page) == LISTE

    def test_sans_liste_a_sa_page(self, connectee, objets, page):
        adresse, vers = objets[page]
        assert find_annuler(connectee.get(adresse)) == vers
        assert save(connectee, adresse, page) == vers

    @pytest.mark.parametrize("ailleurs", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
    def test_jamais_ailleurs(self, connectee, objets, page, ailleurs):
        adresse, vers = objets[page]
        assert find_annuler(connectee.get(adresse, {"de": ailleurs})) == vers
        assert save(connectee, add_retour(adresse, ailleurs), page) == vers


def test_un_appel_sans_reponse_garde_la_liste_d_ou_l_on_vient(connectee, objets):
    adresse = add_retour(objets["sortie"][0], LISTE)
    gestes = connectee.get(adresse).context["gestes"]
    jeton = open_page(connectee, adresse)["jeton"]
    assert connectee.post(gestes["tenter"], {"jeton": jeton}).url == adresse
    assert connectee.post(gestes["lien"]).url == adresse
    SuiviSortie.objects.update(a_rappeler=True, situation="cdi", source="personne", demande_le=localdate())
    assert connectee.post(gestes["rappeler"]).url == adresse


def test_reunir_deux_saisies_ou_y_renoncer_ramene_a_la_liste(connectee, objets):
    adresse = add_retour(objets["entreprise_modifier"][0], LISTE)
    posted = {**open_page(connectee, adresse), "effectif": "12"}
    fill(connectee, adresse, effectif="40")
    page = connectee.post(adresse, posted)
    assert page.status_code == 409
    assert f'href="{LISTE}">Abandonner ma saisie' in page.content.decode()
