"""Two addresses for the test of the guard: a page with an inline script, and one without."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from maillage.socle.acces import publique


@publique
def fautive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>bonjour</p><script>alert(1)</script>")


@publique
def juste(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>bonjour</p>")


urlpatterns = [path("fautive/", fautive), path("juste/", juste)]
