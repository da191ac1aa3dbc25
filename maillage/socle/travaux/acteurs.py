"""Who a job works for, looked up again at each step: a right withdrawn yesterday stops the job of this night.

`comptes`, which stands above, declares how an account and its habilitation become an acteur.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate

from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, open_service, set_contexte
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import TravailRefuse

Resolveur = Callable[[int, int | None, date], Acteur | None]
_resolveurs: list[Resolveur] = []


def declare(resolveur: Resolveur) -> None:
    """`(compte, habilitation, jour)` → the acteur, or None when the account or the habilitation is over."""
    _resolveurs[:] = [resolveur]


@contextmanager
def open_acteur(travail: Travail) -> Iterator[Acteur]:
    """One transaction that sees what the job's owner sees; the installation's own jobs run as a service."""
    requete = f"travail:{travail.uuid}"
    dispositif = travail.dispositif_id
    if travail.compte_id is None and dispositif is None:
        with open_service(f"travail {travail.code}"):
            yield Acteur(requete=requete)
    elif travail.compte_id is None and dispositif is not None:
        acteur = Acteur(dispositif=dispositif, dispositifs=frozenset({dispositif}), requete=requete)
        with open_contexte(acteur):
            yield acteur
    else:
        with open_contexte(Acteur(compte=travail.compte_id)):
            found = _resolve(travail)
            if found is None or (travail.dispositif_id and travail.dispositif_id not in found.dispositifs):
                raise TravailRefuse(
                    "Le compte ou l’habilitation qui a demandé ce travail n’est plus en vigueur : il s’est arrêté."
                )
            acteur = replace(found, requete=requete)
            set_contexte(acteur)
            yield acteur


def _resolve(travail: Travail) -> Acteur | None:
    if travail.compte_id is None or not _resolveurs:
        return None
    return _resolveurs[0](travail.compte_id, travail.habilitation_id, localdate())
