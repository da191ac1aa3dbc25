"""Back to the list one came from: it goes with the address of the form, so that several files are mended in a row."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

NOM = "de"


def is_d_ici(adresse: str) -> bool:
    """One of our own pages: nobody is sent elsewhere by an address that somebody else wrote."""
    return adresse.startswith("/") and url_has_allowed_host_and_scheme(adresse, allowed_hosts=None)


def find_retour(request: HttpRequest) -> str:
    """Empty for a form that was not opened from a list."""
    asked = request.GET.get(NOM, "")
    return asked if is_d_ici(asked) else ""


def add_retour(adresse: str, retour: str) -> str:
    return f"{adresse}?{urlencode({NOM: retour})}" if retour else adresse
