"""Which départements a dispositif looks at, and what the codes of places mean."""

from datetime import date

from maillage.reseau.models import TerritoireIntervention
from maillage.reseau.queries.gestion import find_gere
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Commune, Departement


def list_suivis(acteur: Acteur, *, on: date) -> list[str]:
    """Its own, and those of the communes and EPCI where it declares to work."""
    dispositif = find_gere(acteur)
    if dispositif is None:
        return []
    rows = TerritoireIntervention.objects.filter(dispositif=dispositif).actifs(on=on)
    epcis = rows.exclude(epci=None).values("epci")
    codes = {*rows.exclude(commune=None).values_list("commune__departement", flat=True)}
    codes |= {*Commune.objects.filter(epci__in=epcis).values_list("departement", flat=True).distinct()}
    if dispositif.departement_id:
        codes.add(dispositif.departement_id)
    return sorted(codes)


def read_regions() -> dict[str, frozenset[str]]:
    """The départements of each region."""
    found: dict[str, set[str]] = {}
    for code, region in Departement.objects.values_list("code", "region"):
        found.setdefault(region, set()).add(code)
    return {region: frozenset(codes) for region, codes in found.items()}


def list_inconnus(codes: list[str]) -> list[str]:
    """Those that are no département."""
    known = set(Departement.objects.filter(code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in known]


def name_departements(codes: list[str]) -> list[str]:
    """« Nord (59) »; a code that is none stays as it was published."""
    noms = dict(Departement.objects.filter(code__in=codes).values_list("code", "nom"))
    return [f"{noms[code]} ({code})" if code in noms else code for code in codes]
