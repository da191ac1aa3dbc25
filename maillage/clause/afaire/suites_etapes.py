"""What an ended or renewed contract of the clause gives to do to whoever follows the person."""

from datetime import date

from django.urls import reverse

from maillage.clause.models import SuiteEtape
from maillage.clause.queries.suites_etapes import list_a_reporter
from maillage.parcours.permissions import Droit
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.roles import Role
from maillage.socle.typographie import write_date_courte


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """To the référent, as the contract itself."""
    if acteur.role != Role.REFERENT or not can(acteur, Droit.POSITIONNER):
        return []
    return [
        AFaire(
            titre=f"Reporter la suite d’un contrat de {row.proposition.parcours.personne}", detail=_tell(row),
            url=reverse("clause:suite_etape", args=[row.uuid]), gravite=Gravite.NORMALE, categorie="Contrats de la clause",
        )
        for row in list_a_reporter(acteur, on=today)
    ]  # fmt: skip


def _tell(row: SuiteEtape) -> str:
    quand = f"le {write_date_courte(row.le)}" if row.le else "sans terme"
    return f"{row.proposition.metier}. {row.libelle_nature} : {quand}, transmise par {row.proposition.de}."


afaire.declare(list_a_faire)
