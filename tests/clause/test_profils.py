"""The profile of a contract is taken again: what was never taken, or learnt since, enters it; nothing else does."""

from datetime import date, timedelta

import pytest

from maillage.clause.actions.emplois import retake_profil
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.rules.emplois import write_profil
from maillage.participants.models import Personne, Situation, SituationSensible
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import VersionDepassee
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import DEBUT, make_emploi, make_personne
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
NOTE = "clause.emploi_profil"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


@pytest.fixture
def emploi(dispositif):
    """As an imported one: nobody ever took its profile."""
    return make_emploi(make_personne(dispositif))


def va(emploi):
    return f"/clause/contrats/{emploi.uuid}/profil/"


def fiche(emploi):
    return f"/clause/personnes/{emploi.personne.uuid}/"


def text(answer):
    return answer.content.decode()


def read(emploi):
    emploi.refresh_from_db()
    return set(emploi.profil)


def learn(personne, *, du=DEBUT, **values):
    Situation.objects.create(dispositif_id=personne.dispositif_id, personne=personne, du=du, **values)


def test_le_meme_profil_s_ecrit_toujours_pareil():
    assert write_profil([Profil.QPV, Profil.FEMME]) == write_profil({Profil.FEMME, Profil.QPV}) == "femme qpv"
    assert write_profil(()) == ""


def test_un_contrat_sans_profil_reprend_ce_que_le_dossier_dit_de_son_premier_jour(connectee, emploi):
    learn(emploi.personne, brsa="oui")
    learn(emploi.personne, du=DEBUT + timedelta(days=30), niveau=3)  # true only later: not of that day
    page = text(connectee.get(va(emploi)))
    assert "Aucun profil n’est noté." in page
    assert "Femme ; Bénéficiaire du RSA" in page
    assert fill(connectee, va(emploi)).url == fiche(emploi)
    assert read(emploi) == {Profil.FEMME, Profil.BRSA}
    assert "rien n’est à reprendre" in text(connectee.get(va(emploi)))


def test_ce_qui_est_appris_apres_entre_dans_un_profil_deja_note(connectee, emploi):
    emploi.profil = [Profil.FEMME]
    emploi.save()
    learn(emploi.personne, brsa="oui")
    page = connectee.get(va(emploi))
    assert (page.context["note"], page.context["su"]) == (["Femme"], ["Femme", "Bénéficiaire du RSA"])
    fill(connectee, va(emploi))
    assert read(emploi) == {Profil.FEMME, Profil.BRSA}


def test_le_journal_dit_le_geste_sans_le_contenu_et_l_ouverture_se_trace(connectee, emploi):
    sensible = SituationSensible(dispositif_id=emploi.dispositif_id, personne=emploi.personne, du=DEBUT)
    sensible.reponses = {"boeth": "oui"}
    sensible.save()
    fill(connectee, va(emploi))
    assert read(emploi) == {Profil.FEMME, Profil.HANDICAP}
    found = Evenement.objects.get(type=NOTE)
    assert (found.cible_cle, found.details) == (str(emploi.personne.uuid), {})
    assert Acces.objects.filter(type="clause.personne_ouverte", cible_cle=str(emploi.personne.uuid)).count() == 1


def test_ou_rien_n_est_su_la_page_mene_aux_formulaires_et_en_revient(connectee, dispositif):
    emploi = make_emploi(make_personne(dispositif, sexe="nr", date_naissance=None))
    adresse = add_retour(va(emploi), "/ma-consolidation/")
    page = connectee.get(adresse)
    assert "Rien n’est su de ce jour." in text(page)
    assert "Reprendre ce profil" not in text(page)
    identite = page.context["sources"]["identite"]
    assert identite == add_retour(f"{fiche(emploi)}identite/", adresse)
    assert f'href="{identite}"' in text(page).replace("&amp;", "&")
    assert fill(connectee, identite, sexe="f").url == adresse
    assert fill(connectee, adresse).url == "/ma-consolidation/"
    assert read(emploi) == {Profil.FEMME}


def test_rien_n_efface_un_profil_note(dispositif):
    emploi = make_emploi(make_personne(dispositif, sexe="nr", date_naissance=None))
    emploi.profil = [Profil.FEMME]
    emploi.save()
    with pytest.raises(ClauseRefusee, match="ne dit rien du 09/03/2026"):
        retake_profil(by=make_facilitateur(dispositif), emploi=emploi, lu="")
    assert read(emploi) == {Profil.FEMME}


def test_un_dossier_change_entre_temps_se_relit_avant_d_etre_repris(connectee, emploi):
    posted = open_page(connectee, va(emploi))
    learn(emploi.personne, brsa="oui")
    page = connectee.post(va(emploi), posted)
    assert page.status_code == 409
    assert "Le dossier a changé" in text(page)
    assert page.context["su"] == ["Femme", "Bénéficiaire du RSA"]
    assert read(emploi) == set()
    assert fill(connectee, va(emploi)).status_code == 302
    assert read(emploi) == {Profil.FEMME, Profil.BRSA}


def test_un_double_envoi_et_un_profil_pareil_n_ecrivent_qu_une_fois(connectee, dispositif, emploi):
    posted = open_page(connectee, va(emploi))
    for _ in range(2):
        assert connectee.post(va(emploi), posted)["Location"] == fiche(emploi)
    retake_profil(by=make_facilitateur(dispositif), emploi=emploi, lu=None)
    assert Evenement.objects.filter(type=NOTE).count() == 1


def test_l_action_refuse_une_lecture_depassee_et_un_autre_service(dispositif, emploi):
    with pytest.raises(VersionDepassee):
        retake_profil(by=make_facilitateur(dispositif), emploi=emploi, lu="homme")
    with pytest.raises(DroitRefuse):
        retake_profil(by=make_facilitateur(make_clause()), emploi=emploi, lu=None)
    assert read(emploi) == set()


def test_un_contrat_d_un_autre_service_ou_d_un_dossier_archive_est_une_page_absente(connectee, emploi):
    autre = make_emploi(make_personne(make_clause()))
    assert connectee.get(va(autre)).status_code == 404
    Personne.objects.filter(pk=emploi.personne_id).update(archivee_le=date(2026, 11, 1))
    assert connectee.get(va(emploi)).status_code == 404


def test_la_page_de_la_personne_mene_au_profil_de_chaque_contrat_en_autant_de_requetes(connectee, dispositif):
    personne = make_personne(dispositif)
    counts, adresse = [], f"/clause/personnes/{personne.uuid}/"
    for combien in (2, 18):
        for rang in range(combien):
            made = make_emploi(personne, debut=DEBUT - timedelta(days=combien + rang))
            if rang == 0:
                made.profil = [Profil.FEMME]
                made.save()
        counts.append(len(count_queries(connectee, adresse)))
    assert counts[0] == counts[1]
    page = text(connectee.get(adresse))
    assert page.count("/profil/") == 20
    assert page.count(">Aucun profil noté</a>") == 18
