"""Where a place is to be read in a release: by the name of a commune, a département, a region, a dispositif."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.publications.fiches import Fiche, find_lisible
from maillage.indicateurs.calcul import FRANCE
from maillage.reseau.models import Dispositif
from maillage.socle.typographie import fold
from maillage.territoire.models import Departement, Region
from maillage.territoire.queries import search_communes

LIMITE = 12


@dataclass(frozen=True, slots=True)
class Trouve:
    """`fiche`: the page that tells of it; None when nobody is counted there."""

    nom: str
    quoi: str
    fiche: Fiche | None


def search_lieux(
    texte: str, fiches: Sequence[Fiche], membres: Mapping[tuple[str, str], Sequence[Dispositif]]
) -> list[Trouve]:
    """The larger places first; of communes, the nearest to what was typed."""
    mots = fold(texte).split()
    if not mots:
        return []
    return [
        *_list_lieux(texte, mots, fiches),
        *_list_dispositifs(mots, fiches, membres),
        *_list_communes(texte, fiches),
    ][:LIMITE]


def _list_lieux(texte: str, mots: Sequence[str], fiches: Sequence[Fiche]) -> Iterator[Trouve]:
    for region in Region.objects.order_by("nom"):
        if _is_named(region.nom, mots):
            yield Trouve(region.nom, "région", find_lisible(fiches, region=region.pk))
    for one in Departement.objects.select_related("region").order_by("nom"):
        if _is_named(one.nom, mots) or one.pk == texte.strip().upper():
            found = find_lisible(fiches, region=one.region_id, departement=one.pk)
            yield Trouve(f"{one.nom} ({one.pk})", f"département, {one.region.nom}", found)


def _list_dispositifs(
    mots: Sequence[str], fiches: Sequence[Fiche], membres: Mapping[tuple[str, str], Sequence[Dispositif]]
) -> Iterator[Trouve]:
    for one in (one for found in membres.values() for one in found):
        if _is_named(one.nom, mots):
            found = find_lisible(
                fiches, region=one.region_id or "", departement=one.departement_id or "", dispositif=str(one.uuid)
            )
            # Of no known region, it is counted in the country all the same.
            yield Trouve(one.nom, one.sigle_type, found or next((f for f in fiches if f.niveau == FRANCE), None))


def _list_communes(texte: str, fiches: Sequence[Fiche]) -> Iterator[Trouve]:
    communes = search_communes(texte, LIMITE)
    regions = dict(
        Departement.objects.filter(pk__in={one.departement_id for one in communes}).values_list("pk", "region")
    )
    for one in communes:
        found = find_lisible(fiches, region=regions[one.departement_id], departement=one.departement_id)
        yield Trouve(one.nom, f"commune, {one.departement.nom}", found)


def _is_named(nom: str, mots: Sequence[str]) -> bool:
    """Every word typed begins a word of it."""
    words = fold(nom).replace("-", " ").replace("’", " ").replace("'", " ").split()
    return all(any(word.startswith(part) for word in words) for mot in mots for part in mot.replace("-", " ").split())
