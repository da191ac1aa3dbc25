"""What the markets give to do: offers whose day has passed, lots whose clause is still to be written."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries.heures import select_declarees
from maillage.clause.queries.marches import count_a_reprendre
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """A line per reason, however many the lots: each opens the list of them."""
    if not can(acteur, Droit.TENIR_MARCHES):
        return []
    found = count_a_reprendre(acteur, on=today)
    lines = (
        (found.offres, "Les offres sont remises", "à analyser ou à attribuer", "reprendre=offres", Gravite.ELEVEE),
        (found.amont, "Des clauses sont à préparer", "avant la publication", "reprendre=amont", Gravite.NORMALE),
    )
    marches = reverse("clause:marches")
    return [
        AFaire(
            titre=titre, detail=f"{write_accord(combien, 'lot')} {suite}.", url=f"{marches}?{query}", gravite=gravite,
            categorie="Marchés",
        )
        for combien, titre, suite, query, gravite in lines
        if combien
    ] + _list_heures(acteur)  # fmt: skip


def _list_heures(acteur: Acteur) -> list[AFaire]:
    combien = select_declarees(acteur).count()
    if not combien:
        return []
    return [
        AFaire(
            titre="Des heures sont à valider", detail=f"{write_accord(combien, 'ligne déclarée', 'lignes déclarées')}.",
            url=reverse("clause:heures_a_valider"), gravite=Gravite.NORMALE, categorie="Marchés",
        )
    ]  # fmt: skip


afaire.declare(list_a_faire)
