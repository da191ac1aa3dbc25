"""The profiles taken on the first day of contracts, to be counted: by contract, without who holds it."""

from collections.abc import Collection, Hashable
from typing import Any

from maillage.clause.models import MiseEmploi
from maillage.clause.rules.activite.repartitions import ProfilEntree


def read_profils(contrats: Collection[Any]) -> dict[Hashable, ProfilEntree]:
    """In one query; each is unsealed, hence asked only where it is shown."""
    rows = MiseEmploi.objects.filter(pk__in=contrats).only("dispositif", "debut", "profil_scelle")
    return {row.pk: ProfilEntree(row.pk, row.debut, frozenset(row.profil)) for row in rows}
