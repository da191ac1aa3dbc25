"""What a person reads and mends about their own account."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.comptes import queries
from maillage.socle.acces import connecte
from maillage.socle.requete import Requete


@connecte
def proteger(request: Requete) -> HttpResponse:
    """Where a person whose role asks for a second factor chooses one, before anything else opens."""
    suite = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(suite, allowed_hosts=set()):
        suite = "/accueil/"
    if queries.has_second_facteur(request.acteur):
        return redirect(suite)
    return render(request, "comptes/proteger.html", {"suite": suite})
