"""Makes the smallest valid files: a person, their référent, their parcours."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from maillage.comptes.models import Compte
from maillage.parcours.actions.entrees import open_parcours
from maillage.parcours.models import Parcours, Quotite, Referent
from maillage.participants.actions.personnes import register_personne
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_habilitation

ENTREE = date(2026, 1, 12)
_rang = count(1)


def make_coordinateur(dispositif: Dispositif) -> Acteur:
    return make_acteur(Role.COORDINATEUR, dispositif)


def make_personne(dispositif: Dispositif, *, by: Acteur | None = None, **values: Any) -> Personne:
    rang = next(_rang)
    defaults = {
        "nom_naissance": f"Exemple{'abcdefghij'[rang % 10]}", "prenoms": f"Dominique {rang}", "sexe": "f",
        "date_naissance": date(1980, 5, 1 + rang % 28),
    }  # fmt: skip
    by = by or make_coordinateur(dispositif)
    return register_personne(by=by, dispositif=dispositif, values=defaults | values)


def make_referent(dispositif: Dispositif, *, compte: Compte | None = None, etp: str = "1") -> Referent:
    """With an account that holds the role here, unless one is given."""
    if compte is None:
        compte = make_habilitation(Role.REFERENT, dispositif).compte
    found = Referent.objects.filter(dispositif=dispositif, compte=compte).first()
    if found:
        return found
    referent = Referent.objects.create(
        dispositif=dispositif, compte=compte, nom=compte.nom, prenom=compte.prenom, du=date(2020, 1, 1)
    )
    Quotite.objects.create(dispositif=dispositif, referent=referent, du=date(2020, 1, 1), etp=Decimal(etp))
    return referent


def make_parcours(
    dispositif: Dispositif, *, referent: Referent | None = None, personne: Personne | None = None,
    entree: date = ENTREE, by: Acteur | None = None, **values: Any,
) -> Parcours:  # fmt: skip
    """Just begun: state A_DEMARRER. `values` are columns set afterwards, without any rule."""
    by = by or make_coordinateur(dispositif)
    parcours = open_parcours(
        by=by, personne=personne or make_personne(dispositif, by=by), referent=referent or make_referent(dispositif),
        date_entree=entree, today=max(entree, date(2026, 11, 25)),
    )  # fmt: skip
    if values:
        Parcours.objects.filter(pk=parcours.pk).update(**values)
        parcours.refresh_from_db()
    return parcours
