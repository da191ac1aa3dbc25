"""What every page's frame shows: the acteur and, while it runs, the demonstration's warning."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillage.socle.acteur import ANONYME


def cadre(request: HttpRequest) -> dict[str, Any]:
    return {"acteur": getattr(request, "acteur", ANONYME), "demonstration": settings.DEMONSTRATION}
