"""The peers of the cases « entretien » and « prefixe » do what ours does: the same row written, the same people found."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils.timezone import localdate, make_aware

from maillage.bancs.cas import CAS, entretien, entretien_maillage, prefixe
from maillage.bancs.pairs import entretien_nu, prefixe_ilike, prefixe_nu
from maillage.bancs.porte import FORMULAIRE
from maillage.parcours.models import Entretien
from maillage.parcours.recherche import search
from maillage.participants.rules.identite import normalize, write_sons
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.prefixes import find_suivant
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne, make_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db


def test_chaque_concurrent_est_un_module_qui_existe():
    from importlib.util import find_spec

    assert all(find_spec(module) for cas in CAS.values() for module in cas.concurrents.values())


def test_le_modelform_nu_ecrit_la_ligne_que_nous_ecrivons(client):
    dispositif = make_dispositif()
    referent = make_referent(dispositif)
    parcours = make_parcours(dispositif, referent=referent)
    debut = make_aware(datetime.combine(localdate() - timedelta(days=1), time(9, 30)))
    client.force_login(referent.compte)
    client.get("/accueil/")
    adresse, values = entretien_maillage.build_envoi(parcours, debut, compte=referent.compte_id, on=localdate())
    assert client.post(adresse, values).status_code == 302
    with open_service("essai"):
        ours = entretien.list_ecrits()
        Entretien.objects.filter(lieu=entretien.LIEU).delete()
        adresse, values = entretien_nu.build_envoi(parcours, debut)
        request = RequestFactory().post(adresse, urlencode(values), content_type=FORMULAIRE)
        assert entretien_nu.build_vue()(request, uuid=parcours.uuid).status_code == 302
        assert entretien.list_ecrits() == ours
    assert len(ours) == 1


@pytest.mark.postgres
def test_le_prefixe_en_sql_trouve_les_memes_dossiers_dans_le_meme_ordre():
    dispositif = make_dispositif()
    with open_service("essai"):
        for nom, prenoms in (("Durand", "Ana"), ("Durandal", "Zoé"), ("Petit", "Durance"), ("Roux", "Eve")):
            make_parcours(dispositif, personne=make_personne(dispositif, nom_naissance=nom, prenoms=prenoms))
    acteur = make_coordinateur(dispositif)
    sons = write_sons(normalize("Duran"))
    values: dict[str, Any] = {
        "dispositif": dispositif.pk, "noms": f"n:{sons}", "apres_noms": find_suivant(f"n:{sons}"),
        "prenoms": f"p:{sons}", "apres_prenoms": find_suivant(f"p:{sons}"), "limite": 20, "motif": "%Duran%",
        "debut": "Duran%",
    }  # fmt: skip
    with open_contexte(acteur), connection.cursor() as cursor:
        ours = [r.url.split("/")[2] for r in search(acteur, "Duran", 20)]
        theirs = []
        for query in (prefixe_nu.CHERCHE, prefixe_ilike.CHERCHE):
            cursor.execute(query, values)
            theirs.append([str(uuid) for (uuid,) in cursor.fetchall()])
        requetes = prefixe.list_requetes(dispositif.pk)
    assert len(ours) == 3
    assert theirs[0] == ours
    assert set(theirs[1]) == set(ours)
    assert {debut for debut, _ in requetes} == {"Duran", "Petit", "Roux"}
