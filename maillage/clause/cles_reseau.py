"""The network's key of a person (R9): the same in every structure, computed when two files must be told to be one.

Never stored, never exported: what identifies stays in the file of the person, and follows its corrections.
"""

import hashlib
import hmac

from django.conf import settings

from maillage.clause.rules.denombrements import make_cle_reseau
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import Sexe

LONGUEUR = 4


def _secret(usage: str) -> bytes:
    """One key per usage: a pseudonym gives nothing of the key it comes from."""
    return hmac.new(settings.CLE_RESEAU.encode(), f"maillage-clause-{usage}".encode(), hashlib.sha256).digest()


def make_cle(personne: Personne) -> str | None:
    """None while the identity is not whole: two such files are never taken for one."""
    prenom, naissance = personne.prenom, personne.date_naissance
    if not (personne.nom_naissance and prenom and naissance) or personne.sexe == Sexe.NON_RENSEIGNE:
        return None
    return make_cle_reseau(
        _secret("cle"), nom=personne.nom_naissance, prenom=prenom, naissance=naissance,
        sexe=str(personne.sexe),
    )  # fmt: skip


def make_participant(personne: Personne) -> str:
    """The key of the network. Somebody whose identity is not whole, or was erased, is nobody else's other self."""
    cle = None if personne.anonymisee_le else make_cle(personne)
    return cle or f"dossier:{personne.pk}"


def make_pseudonyme(cle: str, *, lot: object) -> str:
    """How the pilote of a lot names somebody whom another structure follows; another lot names them otherwise."""
    told = hmac.new(_secret("pseudonyme"), f"{lot}|{cle}".encode(), hashlib.sha256).hexdigest()
    return f"Participant {told[:LONGUEUR].upper()}"
