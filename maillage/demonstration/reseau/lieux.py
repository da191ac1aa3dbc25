"""Where the fictitious PLIE stand: in each département, in proportion of those that the real directory counts there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillage.demonstration.cles import make_cle
from maillage.reseau.jeu import read_annuaire
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.repartitions import share
from maillage.territoire.models import Departement

PLIE = 127  # those that answered for 2019
ILE_DE_FRANCE, SERVICES_ILE_DE_FRANCE, SERVICES = (
    "11",
    73,
    369,
)  # services of the clause, at the end of 2022 (achatpublic.info)
OUVERTURE = date(2005, 1, 1)
PORTEUR = "Structures porteuses fictives, réseau de démonstration"


NOMS = {
    TypeDispositif.PLIE: ("reseau", "PLIE fictif"), TypeDispositif.CLAUSE: ("reseau-clause", "Clause sociale fictive"),
}  # fmt: skip


class TerritoireAbsent(Exception):
    """The real regions are not in the database: there is nowhere to stand."""


@dataclass(frozen=True, slots=True)
class Place:
    """`rang`: of the PLIE, from one, region after region."""

    rang: int
    region: str
    departement: str


def list_places(combien: int = PLIE) -> list[Place]:
    """Regions are served first, each département then its part of its region; what the directory does not place is left out."""
    reels = [ligne for ligne in read_annuaire() if ligne.type is TypeDispositif.PLIE and ligne.departement]
    counts = Counter((ligne.region, ligne.departement) for ligne in reels)
    regions = Counter(ligne.region for ligne in reels)
    found: list[Place] = []
    for region, part in zip(sorted(regions), share(combien, [regions[r] for r in sorted(regions)]), strict=True):
        departements = sorted(departement for of, departement in counts if of == region)
        for departement, nombre in zip(
            departements, share(part, [counts[region, d] for d in departements]), strict=True
        ):
            found += [Place(len(found) + 1 + rang, region, departement) for rang in range(nombre)]
    return found


def list_places_clause(combien: int) -> list[Place]:
    """As published for Île-de-France; elsewhere, as the PLIE are."""
    franciliens, autres = share(combien, [SERVICES_ILE_DE_FRANCE, SERVICES - SERVICES_ILE_DE_FRANCE])
    found: list[tuple[str, str]] = []
    for nombre, is_francilien in ((franciliens, True), (autres, False)):
        counts = Counter(
            (place.region, place.departement)
            for place in list_places()
            if (place.region == ILE_DE_FRANCE) is is_francilien
        )
        lieux = sorted(counts)
        for lieu, part in zip(lieux, share(nombre, [counts[lieu] for lieu in lieux]), strict=True):
            found += [lieu] * part
    return [Place(rang, region, departement) for rang, (region, departement) in enumerate(sorted(found), 1)]


def make_reseau(combien: int, *, graine: int, type_: TypeDispositif = TypeDispositif.PLIE) -> list[Dispositif]:
    """Those already there are given back as they are."""
    places = list_places(combien) if type_ is TypeDispositif.PLIE else list_places_clause(combien)
    known = set(Departement.objects.filter(code__in={p.departement for p in places}).values_list("code", flat=True))
    if missing := sorted({place.departement for place in places} - known):
        raise TerritoireAbsent(
            f"Le référentiel territorial n’est pas chargé (il manque {', '.join(missing[:3])}…) : lancez « maillage preparer »."
        )
    return list(_make(places, graine, type_))


def _make(places: list[Place], graine: int, type_: TypeDispositif) -> Iterator[Dispositif]:
    cle, nom = NOMS[type_]
    porteur, _ = Organisation.objects.get_or_create(
        uuid=make_cle(graine, "organisation", PORTEUR), defaults={"nom": PORTEUR, "is_fictive": True}
    )
    for place in places:
        dispositif, is_new = Dispositif.objects.get_or_create(
            uuid=make_cle(graine, "dispositif", f"{cle}-{place.rang}"),
            defaults={
                "slug": f"fictif-{cle}-{place.rang:03d}", "nom": f"{nom} n° {place.rang} (réseau de démonstration)",
                "type": type_, "region_id": place.region, "departement_id": place.departement,
                "ouvert_le": OUVERTURE, "is_fictif": True,
            },
        )  # fmt: skip
        if is_new:
            Portage.objects.create(dispositif=dispositif, organisation=porteur, du=OUVERTURE)
        yield dispositif
