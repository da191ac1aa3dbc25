"""The public pages, without account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.socle.acces import publique


@publique
def accueil(request: HttpRequest) -> HttpResponse:
    return render(request, "portail/accueil.html")
