"""What one's own people give to do: contracts to sign, diagnostics due, objectives whose day has passed."""

from datetime import date

from django.urls import reverse

from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import contrats as queries
from maillage.parcours.queries import diagnostics as objectifs
from maillage.parcours.rules import contrats, diagnostics
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    signer = [_build_signature(parcours, today) for parcours in queries.list_a_signer(acteur, on=today)]
    dus = [
        _build_diagnostic(parcours, dernier, echeance)
        for parcours, dernier in queries.list_derniers_diagnostics(acteur, on=today)
        if (echeance := diagnostics.compute_echeance(dernier, entree=parcours.date_entree, on=today)) <= today
    ]
    return [*signer, *dus, *_list_echus(acteur, today)]


def _list_echus(acteur: Acteur, today: date) -> list[AFaire]:
    """One line for all of them: the list names the people, the file says which objective."""
    echus = objectifs.count_echus(acteur, on=today)
    if not echus.objectifs:
        return []
    return [
        AFaire(
            titre=f"Reprendre {write_accord(echus.objectifs, 'objectif dont l’échéance est passée', 'objectifs dont l’échéance est passée')}",
            detail=f"{write_accord(echus.personnes, 'personne')} : dites pour chaque objectif s’il est atteint ou "
            "abandonné, ou convenez d’une nouvelle échéance.",
            url=f"{reverse('parcours:file_active')}?objectifs=echus#liste-file_active",
            echeance=echus.depuis,
            gravite=Gravite.NORMALE,
            categorie="Objectifs à reprendre",
        )
    ]


def _build_signature(parcours: Parcours, today: date) -> AFaire:
    echeance = contrats.compute_echeance_signature(parcours.date_entree, on=today)
    return AFaire(
        titre=f"Faire signer le contrat PLIE de {parcours.personne}",
        detail=f"Entrée le {parcours.date_entree:%d/%m/%Y} ; le parcours démarre à la dernière des trois signatures.",
        url=reverse("parcours:contrats", args=[parcours.uuid]),
        echeance=echeance,
        gravite=Gravite.ELEVEE if echeance >= today else Gravite.URGENTE,
        categorie="Contrats à faire signer",
    )


def _build_diagnostic(parcours: Parcours, dernier: date | None, echeance: date) -> AFaire:
    return AFaire(
        titre=f"Faire le point avec {parcours.personne}",
        detail=f"Dernier diagnostic le {dernier:%d/%m/%Y}." if dernier else "Le diagnostic initial n’est pas fait.",
        url=reverse("parcours:diagnostic_etablir", args=[parcours.uuid]),
        echeance=echeance,
        gravite=Gravite.NORMALE if dernier else Gravite.ELEVEE,
        categorie="Diagnostics à établir",
    )


afaire.declare(list_a_faire)
