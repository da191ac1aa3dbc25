"""Notice before files leave (domaine 05 § 4): the coordination and the DPD are told; a freeze is looked at again."""

from datetime import date

from django.urls import reverse

from maillage.parcours.permissions import Droit
from maillage.parcours.queries import echeances as queries
from maillage.parcours.rules.conservation import PREAVIS
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can

LIMITE = 20


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if acteur.dispositif is None or not can(acteur, Droit.GARDER_DOSSIERS):
        return []
    return [*list_preavis(acteur, today), *list_gels(acteur, today)]


def list_preavis(acteur: Acteur, today: date) -> list[AFaire]:
    """One line for all: the page names them, this does not."""
    count, premier = queries.count_annoncees(acteur, on=today)
    if not count:
        return []
    said = "1 dossier arrive à son terme" if count == 1 else f"{count} dossiers arrivent à leur terme"
    return [
        AFaire(
            titre="Vérifier les dossiers qui vont quitter la base",
            detail=f"{said} d’ici {PREAVIS.get(on=today).valeur} jours. "
            "Gelez ceux qu’un litige ou un contrôle retient.",
            url=reverse("parcours:conservation"),
            echeance=premier,
            gravite=Gravite.NORMALE,
            categorie="Fins de conservation",
        )
    ]


def list_gels(acteur: Acteur, today: date) -> list[AFaire]:
    return [
        AFaire(
            titre=f"Revoir le gel du dossier n° {gel.personne.numero}",
            detail=f"{gel.libelle_motif}. Sans revue, le gel cesse le {gel.jusqu_au:%d/%m/%Y}.",
            url=reverse("parcours:conservation_dossier", args=[gel.personne.uuid]),
            echeance=gel.jusqu_au,
            gravite=Gravite.ELEVEE,
            categorie="Gels à revoir",
        )
        for gel in queries.list_gels_a_revoir(acteur, on=today)[:LIMITE]
    ]


afaire.declare(list_a_faire)
