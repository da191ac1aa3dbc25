"""What one's own people give to do: contracts to sign, diagnostics due."""

from datetime import date

from django.urls import reverse

from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import contrats as queries
from maillage.parcours.rules import contrats, diagnostics
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    signer = [_build_signature(parcours, today) for parcours in queries.list_a_signer(acteur, on=today)]
    dus = [
        _build_diagnostic(parcours, dernier, echeance)
        for parcours, dernier in queries.list_derniers_diagnostics(acteur, on=today)
        if (echeance := diagnostics.compute_echeance(dernier, entree=parcours.date_entree, on=today)) <= today
    ]
    return [*signer, *dus]


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
