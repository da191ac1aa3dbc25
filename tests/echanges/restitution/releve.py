"""What people see of a dispositif: a page of a person, the facts of its indicators. Nothing of it names a key."""

import json
import re
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.test import Client

from maillage.comptes.models import Compte
from maillage.parcours.models import Parcours
from maillage.parcours.queries import indicateurs
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.matrice.cellules import JETONS
from tests.usine import make_habilitation


def read(dispositif: Dispositif) -> dict[str, Any]:
    return {"page": read_page(dispositif), "faits": read_faits(dispositif)}


def read_page(dispositif: Dispositif) -> str:
    """A person's file as the coordination reads it, on the page that has most to say."""
    personne = Parcours.objects.filter(dispositif=dispositif).ouverts().order_by("pk")[0]
    with transaction.atomic():
        compte = Compte.objects.create_user("releve@exemple.test", "un mot de passe d’essai", prenom="R.", nom="Relevé")
        habilitation = make_habilitation(Role.COORDINATEUR, dispositif, compte=compte)
        client = Client()
        client.force_login(habilitation.compte)
        response = client.get(f"/dossiers/{personne.uuid}/", SERVER_NAME="localhost")
        transaction.set_rollback(True)
    assert response.status_code == 200
    # A figure's address is signed with the installation's secret.
    return re.sub("[0-9a-f]{40}", "SIGNATURE", JETONS.sub(b"JETON", response.content).decode())


def read_faits(dispositif: Dispositif) -> list[str]:
    """The facts from which every indicator is computed, parcours and people by their rank."""
    acteur = Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))
    faits = [asdict(f) for f in indicateurs.list_parcours(acteur)]
    faits += [asdict(f) for f in indicateurs.list_etapes(acteur)]
    for name in [k for k in ("cle", "personne", "parcours") if any(k in f for f in faits)]:
        rangs = {key: rang for rang, key in enumerate(sorted({f[name] for f in faits if name in f}))}
        for fait in faits:
            if name in fait:
                fait[name] = rangs[fait[name]]
    return sorted(json.dumps(f, default=str, sort_keys=True) for f in faits)
