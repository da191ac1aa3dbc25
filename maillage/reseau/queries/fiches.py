"""One dispositif, as the public reads it, and what stands around."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from maillage.reseau import rules
from maillage.reseau.models import Contact, Denomination, Dispositif, Jalon, Portage, TerritoireIntervention
from maillage.reseau.nomenclatures import SIGLES, ChampFiche, TypeDispositif, Visibilite
from maillage.reseau.queries.moyens import Moyens, get_moyens
from maillage.reseau.queries.visibilite import get_niveau, list_contacts, list_reserves
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Voisin:
    slug: str
    nom: str
    type: str
    commune: str
    km: float

    @property
    def sigle(self) -> str:
        return SIGLES[TypeDispositif(self.type)]


@dataclass(frozen=True, slots=True)
class Fiche:
    """`dispositif` is masked for its reader; `reserves`: what they read and the public does not."""

    dispositif: Dispositif
    niveau: Visibilite
    reserves: frozenset[ChampFiche]
    contacts: list[Contact]
    moyens: Moyens
    jalons: list[Jalon]
    denominations: list[Denomination]
    portages: list[Portage]
    portes_ensemble: list[Dispositif]
    territoires: list[TerritoireIntervention]
    voisins: list[Voisin]

    @property
    def portage(self) -> Portage | None:
        return next((p for p in self.portages if p.au is None), None)

    @property
    def is_territoire_declare(self) -> bool:
        return bool(self.territoires)


def get_fiche(acteur: Acteur, slug: str, *, on: date) -> Fiche:
    """A real dispositif of the directory, whatever its state, as this reader sees it; raises DoesNotExist.

    The demonstration's are not there. What is handed over (PDF, export) is asked for as `ANONYME`.
    """
    dispositif = Dispositif.objects.reels().select_related("region", "departement").get(slug=slug)
    portages = list(dispositif.portages.select_related("organisation"))
    courant = next((p for p in portages if p.au is None), None)
    niveau = get_niveau(acteur, dispositif)
    return Fiche(
        dispositif=dispositif.mask(niveau),
        niveau=niveau,
        reserves=list_reserves(dispositif, niveau),
        contacts=list_contacts(acteur, dispositif, on=on),
        moyens=get_moyens(acteur, dispositif, on=on),
        jalons=list_jalons(dispositif),
        denominations=list(dispositif.denominations.order_by("-le")),
        portages=sorted(portages, key=lambda p: (p.au is not None, p.du or date.min)),
        portes_ensemble=_list_portes_ensemble(courant) if courant else [],
        territoires=list(
            dispositif.territoires.actifs(on=on).select_related("commune", "epci").order_by("epci__nom", "commune__nom")
        ),
        voisins=list_voisins(dispositif.latitude, dispositif.longitude, sauf=dispositif.pk),
    )


def list_jalons(dispositif: Dispositif) -> list[Jalon]:
    """What happened to it and what it took over, the newest first."""
    rows = Jalon.objects.filter(Q(dispositif=dispositif) | Q(lie=dispositif)).select_related("dispositif", "lie")
    return list(rows.order_by("-le", "-pk"))


def _list_portes_ensemble(portage: Portage) -> list[Dispositif]:
    """Carried by the same organisation today: shared carrying is not a merger (domaine 04 § 2)."""
    return list(
        Dispositif.objects.reels()
        .filter(portages__organisation=portage.organisation_id, portages__au=None)
        .exclude(pk=portage.dispositif_id)
        .order_by("type", "cle")
    )


def list_voisins(
    latitude: float | None, longitude: float | None, *, sauf: int | None = None, type: str = "", limit: int = 5
) -> list[Voisin]:
    """The nearest of the public directory, as the crow flies between communes de repère."""
    if latitude is None or longitude is None:
        return []
    rows = Dispositif.objects.publics().exclude(latitude=None)
    if type:
        rows = rows.filter(type=type)
    if sauf is not None:
        rows = rows.exclude(pk=sauf)
    found = [
        Voisin(slug, nom, type_, commune, rules.measure_km(latitude, longitude, lat, lon))
        for slug, nom, type_, commune, lat, lon in rows.values_list(
            "slug", "nom", "type", "commune", "latitude", "longitude"
        )
        if lat is not None and lon is not None
    ]
    return sorted(found, key=lambda voisin: (voisin.km, voisin.nom))[:limit]
