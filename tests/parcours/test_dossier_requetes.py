"""P2: the page of a file asks the same few questions of the base, whatever has happened in it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate, make_aware

from maillage.comptes.models import Compte
from maillage.parcours.models import Diagnostic, Emploi, Entretien, FreinEvalue, Objectif, Positionnement
from maillage.parcours.nomenclatures.accompagnement import Frein
from maillage.parcours.nomenclatures.etapes import TYPES
from maillage.participants.models import Adresse, Situation, SituationSensible
from maillage.socle.roles import Role
from tests.parcours.suivi.pages import count_queries, entree
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
BUT = 12
VIE = {"a_demarrer": None, "actif": None, "en_emploi_suivi": None, "sortie_proposee": None, "sorti_positif": -1}


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


def fill(parcours, nombre):
    """As many étapes and contacts; of the rest, as much as a long life in the PLIE may have (twenty)."""
    common = {"dispositif": parcours.dispositif, "parcours": parcours}
    de_la_personne = {"dispositif": parcours.dispositif, "personne": parcours.personne}
    deja = Entretien.objects.count()
    for rang in range(deja, deja + nombre):
        jour = entree(rang + 1)
        Entretien.objects.create(
            **common, referent=parcours.referent, presence="venu", debut=timezone.now() - timedelta(days=rang)
        )
        Positionnement.objects.create(
            **common, type=next(iter(TYPES)), intitule="Atelier", etat="en_cours", propose_le=jour, debut=jour
        )
        if rang >= 20:
            continue
        Diagnostic.objects.create(**common, rang=rang + 1, moment="initial", le=jour)
        FreinEvalue.objects.create(**common, frein=Frein.MOB, niveau=2, le=jour, rang=rang + 1)
        Objectif.objects.create(**common, du=jour, echeance=jour)
        Emploi.objects.create(**common, contrat="cdi", debut=jour)
        Situation.objects.create(**de_la_personne, du=jour)
        SituationSensible.objects.create(**de_la_personne, du=jour)
        Adresse.objects.create(**de_la_personne, du=jour)


def count_beyond_frame(client, parcours):
    frame = len(count_queries(client, "/a-faire/preferences/")) - 1  # that page reads one choice of its own
    return len(count_queries(client, f"/dossiers/{parcours.uuid}/")) - frame


@pytest.mark.parametrize("role", [Role.REFERENT, Role.COORDINATEUR])
def test_p2_le_dossier_pose_douze_requetes_au_plus_a_2_20_et_500(client, dispositif, referent, role):
    compte = referent.compte if role == Role.REFERENT else make_habilitation(role, dispositif).compte
    client.force_login(compte)
    parcours = make_parcours(dispositif, referent=referent, etat="actif")
    counts = []
    for more in (2, 18, 480):
        fill(parcours, more)
        counts.append(count_beyond_frame(client, parcours))
    assert len(set(counts)) == 1
    assert counts[0] <= BUT, counts


@pytest.mark.parametrize("etat", list(VIE))
def test_p2_dans_chaque_etat(client, dispositif, referent, etat):
    client.force_login(referent.compte)
    sortie = None if VIE[etat] is None else localdate()
    parcours = make_parcours(dispositif, referent=referent, etat=etat, date_sortie=sortie)
    fill(parcours, 2)
    assert count_beyond_frame(client, parcours) <= BUT


def test_p2_pour_qui_suit_une_etape(client, dispositif, referent):
    compte: Compte = make_habilitation(Role.REFERENT_ETAPE, dispositif).compte
    client.force_login(compte)
    parcours = make_parcours(dispositif, referent=referent, etat="actif")
    counts = []
    for more in (2, 18):
        fill(parcours, more)
        Positionnement.objects.filter(parcours=parcours).update(referent_etape=compte.pk)
        counts.append(count_beyond_frame(client, parcours))
    assert len(set(counts)) == 1
    assert counts[0] <= BUT, counts


def test_l_adresse_n_est_pas_lue_pour_qui_ne_la_voit_pas(client, dispositif, referent):
    suiveur: Compte = make_habilitation(Role.REFERENT_ETAPE, dispositif).compte
    parcours = make_parcours(dispositif, referent=referent, etat="actif")
    fill(parcours, 2)
    Positionnement.objects.filter(parcours=parcours).update(referent_etape=suiveur.pk)
    for compte, is_lue in ((suiveur, False), (referent.compte, True)):
        client.force_login(compte)
        asked = count_queries(client, f"/dossiers/{parcours.uuid}/")
        assert any(Adresse._meta.db_table in sql for sql in asked) is is_lue


def test_le_plus_ancien_est_a_un_lien_et_aucun_jour_n_est_coupe(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent, entree=entree(60))
    for rang in range(30):
        Entretien.objects.create(
            dispositif=dispositif, parcours=parcours, referent=referent, presence="venu",
            debut=make_aware(datetime.combine(entree(1 + rang // 3), datetime.min.time())) + timedelta(hours=9 + rang % 3),
        )  # fmt: skip
    seen, address = [], f"/dossiers/{parcours.uuid}/"
    while address:
        contexte = next(
            rendu.contexte for rendu in client.get(address).context["sections"] if rendu.section.code == "suivi"
        )
        seen += [event["jour"] for event in contexte["evenements"]]
        address = contexte["plus_ancien"] and f"/dossiers/{parcours.uuid}/{contexte['plus_ancien']}"
    assert seen == [entree(1 + rang // 3) for rang in range(30)] + [entree(60)]


def test_une_date_illisible_montre_le_plus_recent(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    assert "Revenir au plus récent" not in client.get(f"/dossiers/{parcours.uuid}/?avant=hier").content.decode()
