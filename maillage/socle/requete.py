"""The request as the middleware hands it to our views."""

from django.http import HttpRequest

from maillage.socle.acteur import Acteur


class Requete(HttpRequest):
    """`acteur`: who asks, over which compartments. `requete`: the identifier that logs and journals share."""

    acteur: Acteur
    requete: str
