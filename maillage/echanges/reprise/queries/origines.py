"""What the identifiers of the former tool became here."""

from maillage.echanges.reprise.models import Origine
from maillage.echanges.reprise.nomenclatures import Nature

ZEROS_MAX = 6


def find_sans_zeros(dispositif: int, nature: Nature, identifiant: str) -> str:
    """An identifier taken over that only leading zeros keep apart from this one; empty when there is none."""
    nu = identifiant.lstrip("0")
    if not nu or not nu[0].isdigit():
        return ""
    proches = [f"{'0' * nombre}{nu}" for nombre in range(ZEROS_MAX + 1)]
    rows = Origine.objects.filter(dispositif=dispositif, nature=nature, identifiant__in=proches)
    return rows.order_by("identifiant").values_list("identifiant", flat=True).first() or ""
