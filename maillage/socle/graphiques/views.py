"""The pictures as PNG. Only those that a page has drawn exist; an address never describes one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.socle import acces
from maillage.socle.graphiques.acces import is_jeton
from maillage.socle.graphiques.telechargement import get_png
from maillage.socle.requete import Requete

IMMUABLE = "max-age=31536000, immutable"


@acces.publique
@require_safe
def publique(request: HttpRequest, empreinte: str) -> HttpResponse:
    return _answer(get_png(empreinte, publique=True), f"public, {IMMUABLE}")


@acces.connecte
@require_safe
def reservee(request: Requete, empreinte: str, jeton: str) -> HttpResponse:
    found = get_png(empreinte, publique=False) if is_jeton(request.acteur, empreinte, jeton) else None
    return _answer(found, "private, no-store")


def _answer(image: bytes | None, cache: str) -> HttpResponse:
    if image is None:
        raise Http404
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": cache})
