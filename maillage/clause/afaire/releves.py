"""What the companies' statements give to do: to ask for, received, late, somebody not in the list."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries.releves import count_a_faire
from maillage.clause.rules.releves import find_mois_du, write_mois
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """A line per reason, however many; nobody is named."""
    if not can(acteur, Droit.SUIVRE_PERSONNES):
        return []
    found = count_a_faire(acteur, today=today)
    mois = write_mois(find_mois_du(today))
    lines = (
        (found.recus, "Des entreprises ont envoyé leurs heures", "relevé", "à examiner", Gravite.ELEVEE),
        (found.embauches, "Des personnes signalées attendent une suite", "personne", "à vérifier", Gravite.ELEVEE),
        (found.en_retard, "Des entreprises n’ont pas répondu", "relevé", "en retard : à rappeler", Gravite.NORMALE),
        (found.a_demander, "Des relevés sont à demander", "relevé", f"pour {mois}", Gravite.NORMALE),
    )
    return [
        AFaire(
            titre=titre, detail=f"{write_accord(combien, nom)} {suite}.", url=reverse("clause:releves"), gravite=gravite,
            categorie="Relevés d’heures",
        )
        for combien, titre, nom, suite, gravite in lines
        if combien
    ]  # fmt: skip


afaire.declare(list_a_faire)
