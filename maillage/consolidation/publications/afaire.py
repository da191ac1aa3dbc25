"""What the publications give to do: one that somebody else prepared waits for a second person."""

from datetime import date

from maillage.consolidation.publications.nomenclatures import Etat
from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.queries import list_publications
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VALIDER):
        return []
    rows = list_publications().filter(etat=Etat.A_VALIDER).exclude(prepare_par=acteur.compte)
    return [
        AFaire(
            titre="Une publication attend une seconde personne", detail=f"{row} : relisez-la, puis publiez-la.",
            url=row.get_absolute_url(), gravite=Gravite.ELEVEE, categorie="Publications",
        )
        for row in rows
    ]  # fmt: skip


afaire.declare(list_a_faire)
