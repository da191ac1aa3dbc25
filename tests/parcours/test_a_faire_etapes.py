"""What the étapes and the objectives give to do: a place that frees, in order; objectives to take up again, in one line."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.parcours.afaire import accompagnement, etapes
from maillage.parcours.agenda import list_a_faire as list_agenda
from maillage.parcours.models import Objectif
from maillage.parcours.nomenclatures.etapes import EtatPositionnement, MotifRefus
from maillage.socle.roles import Role
from tests.parcours.test_etapes_actions import move
from tests.parcours.usine import make_parcours, make_referent
from tests.parcours.usine_etapes import JOUR, make_action, make_etape, make_session
from tests.parcours.usine_sorties import make_acteur_de
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
E = EtatPositionnement
HIER = JOUR - timedelta(days=1)


@pytest.fixture
def dispositif():
    return make_dispositif()


def make_deux(dispositif):
    """Two référents, as acteurs, with what they are made of."""
    found = [make_referent(dispositif) for _ in range(2)]
    return [(r, make_acteur_de(r)) for r in found]


def list_titres(acteur):
    return [chose.titre for chose in etapes.list_a_faire(acteur, JOUR)]


def test_une_place_qui_se_libere_est_offerte_au_premier_de_la_liste_quel_que_soit_son_referent(dispositif):
    (first, acteur_first), (second, acteur_second) = make_deux(dispositif)
    session = make_session(make_action(dispositif), places=1)
    occupant = make_etape(make_parcours(dispositif), session=session, etat=E.EN_COURS)
    busy = make_parcours(dispositif, referent=second)
    make_etape(busy, etat=E.EN_COURS)  # has begun another étape: after who has begun none
    waits = make_etape(busy, session=session, etat=E.EN_ATTENTE)
    turn = make_etape(make_parcours(dispositif, referent=first), session=session, etat=E.EN_ATTENTE)
    assert list_titres(acteur_first) == list_titres(acteur_second) == []
    move(occupant, E.INTERROMPU, motif=MotifRefus.EMPLOI)
    (chose,) = etapes.list_a_faire(acteur_first, JOUR)
    assert chose.titre == f"Une place se libère pour {turn.parcours.personne}"
    assert chose.url == f"/etapes/{turn.uuid}/"
    assert "n’a commencé aucune étape" in chose.detail
    assert str(turn.parcours.personne) not in chose.categorie
    assert list_titres(acteur_second) == []
    move(turn, E.REFUSE, motif=MotifRefus.EMPLOI)
    assert list_titres(acteur_second) == [f"Une place se libère pour {waits.parcours.personne}"]


def test_une_session_finie_ou_d_un_autre_dispositif_n_appelle_personne(dispositif):
    ((referent, acteur), _) = make_deux(dispositif)
    session = make_session(make_action(dispositif), places=3, au=HIER)
    make_etape(make_parcours(dispositif, referent=referent), session=session, etat=E.EN_ATTENTE)
    other = make_dispositif()
    elsewhere = make_session(make_action(other), places=3)
    make_etape(make_parcours(other), session=elsewhere, etat=E.EN_ATTENTE)
    assert list_titres(acteur) == []
    assert list_titres(make_acteur(Role.COORDINATEUR, dispositif)) == []


def test_les_places_libres_coutent_autant_a_2_et_a_20(dispositif):
    ((referent, acteur), _) = make_deux(dispositif)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            session = make_session(make_action(dispositif), places=1)
            make_etape(make_parcours(dispositif, referent=referent), session=session, etat=E.EN_ATTENTE)
        with CaptureQueriesContext(connection) as captured:
            etapes.list_a_faire(acteur, JOUR)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert len(list_titres(acteur)) == 20


def make_objectif(parcours, echeance, **values):
    return Objectif.objects.create(
        dispositif=parcours.dispositif, parcours=parcours, du=date(2026, 2, 2), echeance=echeance, **values
    )


def list_echus(acteur):
    return [c for c in accompagnement.list_a_faire(acteur, JOUR) if c.categorie == "Objectifs à reprendre"]


def test_les_objectifs_echus_font_une_seule_ligne_par_referent(dispositif):
    (first, acteur_first), (_, acteur_second) = make_deux(dispositif)
    people = [make_parcours(dispositif, referent=first, etat="actif") for _ in range(3)]
    for parcours in people[:2]:
        make_objectif(parcours, HIER)
        make_objectif(parcours, date(2026, 10, 1), etat="en_cours")
    make_objectif(people[2], JOUR)  # its day has not passed
    make_objectif(people[2], HIER, etat="atteint", clos_le=HIER)
    make_objectif(make_parcours(dispositif, referent=first, etat="suspendu"), HIER)
    (chose,) = list_echus(acteur_first)
    assert chose.titre == "Reprendre 4 objectifs dont l’échéance est passée"
    assert chose.detail.startswith("2 personnes : ")
    assert chose.echeance == date(2026, 10, 1)
    assert list_echus(acteur_second) == []
    assert not [c for c in list_agenda(acteur_first, JOUR) if c.categorie == "Objectif à échéance"]


def test_la_ligne_des_objectifs_echus_mene_aux_personnes_concernees(client, dispositif):
    ((referent, acteur), _) = make_deux(dispositif)
    late, calm = (make_parcours(dispositif, referent=referent, etat="actif") for _ in range(2))
    make_objectif(late, date(2026, 3, 2))
    make_objectif(calm, date(2040, 3, 2))
    client.force_login(referent.compte)
    page = client.get(list_echus(acteur)[0].url)
    assert [row.pk for row in page.context["liste"].page] == [late.pk]
    assert "Échéance passée" in client.get(f"/dossiers/{late.uuid}/").content.decode()
    assert "Échéance passée" not in client.get(f"/dossiers/{calm.uuid}/").content.decode()
