"""Jobs carried in the tests' own process: what becomes of them, and who may see them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.roles import Role
from maillage.socle.travaux import actions, bail, registre
from maillage.socle.travaux.a_faire import list_a_faire
from maillage.socle.travaux.calendrier import enqueue_periodiques
from maillage.socle.travaux.execution import run_etape, run_travail
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.rules import Cadence
from tests.socle.travaux.essai import list_effets
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def referent():
    return make_acteur(Role.REFERENT, make_dispositif())


def ask(acteur: Acteur, n: int = 3, **parametres) -> Travail:
    cle = parametres.pop("cle", None)
    return actions.enqueue(by=acteur, code="essai.compte", parametres={"n": n, **parametres}, cle=cle)


def take(porteur: str = "w1") -> Travail:
    taken = bail.take(porteur)
    assert taken is not None
    return taken


def carry(porteur: str = "w1") -> Etat | None:
    return run_travail(take(porteur))


def let_lease_expire(travail: Travail) -> None:
    Travail.objects.filter(pk=travail.pk).update(bail_jusqu_a=timezone.now() - timedelta(seconds=1))


def test_un_travail_va_au_bout_etape_par_etape(referent):
    travail = ask(referent)
    assert carry() is Etat.FINI
    travail.refresh_from_db()
    assert (travail.etat, travail.progression, travail.total) == (Etat.FINI, 3, 3)
    assert travail.resultat == {"url": "/travaux/"}
    assert list_effets(travail) == [1, 2, 3]
    assert bail.take("w1") is None


def test_la_meme_cle_donne_le_meme_travail(referent):
    assert ask(referent, cle="export-2026") == ask(referent, cle="export-2026")
    assert ask(referent, cle="export-2027") != ask(referent, cle="export-2026")


def test_la_meme_cle_dans_un_autre_dispositif_est_un_autre_travail(referent):
    other = make_acteur(Role.REFERENT, make_dispositif())
    assert ask(referent, cle="export") != ask(other, cle="export")


def test_on_ne_lance_rien_pour_le_dispositif_d_un_autre(referent):
    with pytest.raises(permissions.DroitRefuse):
        actions.enqueue(by=referent, code="essai.compte", parametres={"n": 1}, dispositif=make_dispositif().pk)


def test_un_code_inconnu_est_refuse(referent):
    with pytest.raises(registre.TravailInconnu):
        actions.enqueue(by=referent, code="essai.rien", parametres={})


def test_une_panne_est_retentee_plus_tard_puis_dite(referent):
    travail = ask(referent, panne_a=2)
    for expected in (Etat.ATTENTE, Etat.ATTENTE, Etat.ECHOUE):
        assert carry() is expected
        travail.refresh_from_db()
        assert "référence" in travail.erreur
        assert bail.take("w1") is None
        Travail.objects.filter(pk=travail.pk).update(planifie_pour=None)
    assert list_effets(travail) == [1]
    assert [chose.url for chose in list_a_faire(referent, localdate())] == [travail.get_absolute_url()]


def test_un_refus_n_est_pas_retente_et_sa_phrase_est_gardee(referent):
    travail = ask(referent, refus_a=1)
    assert carry() is Etat.ECHOUE
    travail.refresh_from_db()
    assert travail.erreur.startswith("Le fichier déposé ne contient aucune ligne")
    assert list_effets(travail) == []


def test_un_travail_relance_reprend_ou_il_s_etait_arrete(referent):
    travail = ask(referent, refus_a=3)
    carry()
    Travail.objects.filter(pk=travail.pk).update(parametres={"n": 3})
    actions.restart_travail(by=referent, travail=travail)
    assert carry() is Etat.FINI
    assert list_effets(travail) == [1, 2, 3]


def test_un_travail_annule_en_attente_ne_part_pas(referent):
    travail = ask(referent)
    actions.cancel_travail(by=referent, travail=travail)
    assert bail.take("w1") is None
    with pytest.raises(actions.ActionRefusee):
        actions.cancel_travail(by=referent, travail=travail)


def test_un_travail_annule_en_cours_s_arrete_apres_l_etape(referent):
    travail = ask(referent)
    taken = take()
    assert run_etape(taken) is Etat.EN_COURS
    actions.cancel_travail(by=referent, travail=travail)
    assert run_travail(taken) is Etat.ANNULE
    assert list_effets(travail) == [1, 2]


def test_un_porteur_dont_le_bail_est_repris_n_ecrit_plus_rien(referent):
    travail = ask(referent)
    slow = take()
    let_lease_expire(travail)
    thief = take("w2")
    assert run_travail(slow) is None
    assert list_effets(travail) == []
    assert run_travail(thief) is Etat.FINI
    assert list_effets(travail) == [1, 2, 3]


def test_un_bail_en_cours_n_est_pas_repris(referent):
    ask(referent)
    assert bail.take("w1") is not None
    assert bail.take("w2") is None


def test_un_porteur_qui_redemande_du_travail_reprend_le_sien_sans_attendre(referent):
    travail = ask(referent)
    assert take() == travail
    assert take() == travail


def test_l_horloge_qui_recule_ne_retient_pas_un_travail(referent):
    """Seen from a clock put back an hour, a lease taken before ends in an hour and a minute."""
    travail = ask(referent)
    before = take()
    Travail.objects.filter(pk=travail.pk).update(bail_jusqu_a=timezone.now() + timedelta(hours=1, seconds=60))
    after = take("w2")
    assert run_travail(before) is None
    assert run_travail(after) is Etat.FINI
    assert list_effets(travail) == [1, 2, 3]


def test_un_travail_qui_tue_ses_porteurs_finit_en_echec(referent):
    travail = ask(referent)
    for _ in range(5):
        assert take().etat == Etat.EN_COURS
        let_lease_expire(travail)
    assert take().etat == Etat.ECHOUE
    assert bail.take("w1") is None
    travail.refresh_from_db()
    assert "5 fois" in travail.erreur


def test_une_habilitation_terminee_arrete_le_travail():
    habilitation = make_habilitation(Role.REFERENT, make_dispositif())
    travail = ask(make_acteur(habilitation=habilitation))
    habilitation.au = timezone.localdate() - timedelta(days=1)
    habilitation.save()
    assert carry() is Etat.ECHOUE
    travail.refresh_from_db()
    assert "plus en vigueur" in travail.erreur
    assert list_effets(travail) == []


def test_un_travail_periodique_ne_part_qu_une_fois_par_periode():
    cadences = {"essai.compte": Cadence(timedelta(days=1000))}
    assert [len(enqueue_periodiques(cadences)) for _ in range(3)] == [1, 0, 0]
    Travail.objects.update(parametres={"n": 1})
    assert carry() is Etat.FINI
    assert enqueue_periodiques(cadences) == []


def test_le_travail_d_un_autre_dispositif_est_un_404(client, referent):
    travail = ask(referent)
    other = make_habilitation(Role.DIRECTEUR, make_dispositif())
    client.force_login(other.compte)
    for page in ("", "avancement/"):
        assert client.get(f"{travail.get_absolute_url()}{page}").status_code == 404
    for deed in ("annuler/", "relancer/"):
        assert (
            client.post(f"{travail.get_absolute_url()}{deed}", {"jeton": make_jeton(other.compte_id)}).status_code
            == 404
        )


def test_la_page_d_un_travail_dit_ou_il_en_est_et_propose_de_l_annuler(client):
    habilitation = make_habilitation(Role.REFERENT, make_dispositif())
    travail = ask(make_acteur(habilitation=habilitation))
    client.force_login(habilitation.compte)
    page = client.get(travail.get_absolute_url()).content.decode()
    assert "Comptage d’essai" in page
    assert "Annuler ce travail" in page
    assert "hx-trigger" in page
    client.post(f"{travail.get_absolute_url()}annuler/", {"jeton": make_jeton(habilitation.compte_id)})
    page = client.get(f"{travail.get_absolute_url()}avancement/").content.decode()
    assert "Relancer ce travail" in page
    assert "hx-trigger" not in page


def test_un_collegue_voit_le_travail_du_dispositif_mais_ne_l_annule_pas(client, referent):
    travail = ask(referent)
    collegue = make_habilitation(Role.REFERENT, travail.dispositif)
    client.force_login(collegue.compte)
    assert "Annuler" not in client.get(travail.get_absolute_url()).content.decode()
    client.post(f"{travail.get_absolute_url()}annuler/", {"jeton": make_jeton(collegue.compte_id)})
    travail.refresh_from_db()
    assert travail.etat == Etat.ATTENTE
