"""Addresses that a page writes by the hundred: each pattern is found once, then only the public number changes."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

REPERE = UUID(int=0)


def write_adresse(nom: str, uuid: UUID) -> str:
    """What `reverse(nom, args=[uuid])` gives."""
    before, after = _split(nom, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{uuid}{after}"


@lru_cache(maxsize=512)
def _split(nom: str, urlconf: str, prefix: str) -> tuple[str, str]:
    before, _, after = reverse(nom, urlconf, args=[REPERE]).partition(str(REPERE))
    return before, after
