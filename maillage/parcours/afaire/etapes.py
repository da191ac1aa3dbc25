"""What the étapes give to do: a place that frees, offered to the next of the waiting list, through their référent."""

from datetime import date

from django.urls import reverse

from maillage.parcours.permissions import Droit
from maillage.parcours.queries import etapes as queries
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord, write_date_courte


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    return [_build(place) for place in queries.list_places_libres(acteur, on=today)]


def _build(place: queries.PlaceLibre) -> AFaire:
    session = place.etape.session
    assert session is not None  # only a session has a waiting list
    libres = write_accord(place.libres, "place libre", "places libres")
    return AFaire(
        titre=f"Une place se libère pour {place.etape.parcours.personne}",
        detail=f"{session.action.intitule}, à partir du {write_date_courte(session.du)} : {libres}. C’est son tour : "
        f"{', '.join(place.rang.raisons)}.",
        url=reverse("parcours:etape", args=[place.etape.uuid]),
        gravite=Gravite.ELEVEE,
        categorie="Places d’étape à donner",
    )


afaire.declare(list_a_faire)
