"""Communes at known distances: one degree of latitude is 111 km."""

from collections.abc import Sequence

from maillage.territoire.models import CodePostal, Commune, Departement, Region
from maillage.territoire.rules import normalize

KM = 111.195


def make_commune(code: str, nom: str, *, km: float | None = 0, postaux: Sequence[str] = ()) -> Commune:
    """`km` north of the first one; None: the reference has no point for it."""
    region, _ = Region.objects.get_or_create(code="99", defaults={"nom": "Région d’essai"})
    departement, _ = Departement.objects.get_or_create(code=code[:2], defaults={"nom": "Essai", "region": region})
    cle = normalize(nom)
    commune = Commune.objects.create(
        code=code, nom=nom, departement=departement, cle=cle, cle_inverse=cle[::-1], codes_postaux=list(postaux),
        latitude=None if km is None else 45 + km / KM, longitude=None if km is None else 3.0,
    )  # fmt: skip
    CodePostal.objects.bulk_create(CodePostal(code=postal, commune=commune) for postal in postaux)
    return commune
