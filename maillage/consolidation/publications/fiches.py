"""The pages of territories that a release has: where each is, what it is called, which regions it puts together."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.rapport.fiches import find_region, name_fiche
from maillage.consolidation.rapport.livre import Livre, Ou
from maillage.indicateurs.calcul import DISPOSITIF


@dataclass(frozen=True, slots=True)
class Fiche:
    """`nom`: in addresses; `region`: that which it is read in, for what is smaller; `regions`: the codes that it puts together,
    `ensemble`: the names of these, where there are several."""

    niveau: str
    code: str
    nom: str
    lieu: str
    region: str = ""
    regions: tuple[str, ...] = ()
    ensemble: tuple[str, ...] = ()

    @property
    def is_ensemble(self) -> bool:
        return len(self.regions) > 1


def describe_fiche(livre: Livre, ou: Ou) -> Fiche:
    niveau, code = ou
    regions = tuple(livre.regions.get(code, (code,))) if niveau == REGION else ()
    ensemble = tuple(livre.name_lieu((REGION, one)) for one in regions) if len(regions) > 1 else ()
    return Fiche(niveau, code, name_fiche(livre, ou), livre.name_lieu(ou), find_region(livre, ou), regions, ensemble)


def write_fiches(fiches: Iterable[Fiche]) -> list[dict[str, object]]:
    return [asdict(one) for one in fiches]


def read_fiches(publication: Publication) -> list[Fiche]:
    """In the order they are listed: the country, its regions, then what is smaller."""
    return [
        Fiche(**{**one, "regions": tuple(one["regions"]), "ensemble": tuple(one["ensemble"])})
        for one in publication.territoires
    ]


def find_fiche(publication: Publication, nom: str) -> Fiche | None:
    return next((one for one in read_fiches(publication) if one.nom == nom), None)


def find_lisible(fiches: Sequence[Fiche], *, region: str, departement: str = "", dispositif: str = "") -> Fiche | None:
    """Of a place: the smallest territory of the release that has a page there."""
    wanted = ((DISPOSITIF, dispositif), (DEPARTEMENT, departement))
    for niveau, code in wanted:
        if code and (found := next((one for one in fiches if (one.niveau, one.code) == (niveau, code)), None)):
            return found
    return next((one for one in fiches if region in one.regions), None)
