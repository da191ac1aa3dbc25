"""A commune: found by its code, with what it belongs to on a day."""

from dataclasses import dataclass
from datetime import date

from maillage.territoire import rules
from maillage.territoire.jeu import MILLESIME, read_empreinte
from maillage.territoire.models import AncienCode, Commune, Epci, Referentiel, ZoneEmploi
from maillage.territoire.models import Appartenance as AppartenancePassee
from maillage.territoire.nomenclatures import LIBELLES_NATURE, Nature


@dataclass(frozen=True, slots=True)
class Appartenance:
    """What a commune belongs to on a day; `certaine` False is said « connu au COG … »."""

    nature: Nature
    code: str
    libelle: str
    certaine: bool
    premier_cog: int

    @property
    def titre(self) -> str:
        return LIBELLES_NATURE[self.nature]


def is_cog_charge() -> bool:
    """True when the COG of this version of the package is in the base."""
    return Referentiel.objects.filter(millesime=MILLESIME, empreinte=read_empreinte()).exists()


def get_millesime() -> int | None:
    """The year of the newest COG loaded; None when there is none."""
    return Referentiel.objects.order_by("-millesime").values_list("millesime", flat=True).first()


def get_commune(code: str) -> Commune:
    """By its INSEE code, with what its page shows; raises DoesNotExist."""
    return Commune.objects.select_related("departement__region", "epci", "ept", "zone_emploi").get(code=code)


def find_commune(code: str) -> Commune | None:
    """The commune that exists today under this INSEE code, or that took in the one which had it."""
    commune = Commune.objects.existantes().filter(code=code).first()
    if commune is None:
        ancien = AncienCode.objects.select_related("commune").filter(code=code).first()
        commune = ancien.commune if ancien else None
    return commune


def find_appartenance(commune: Commune, nature: Nature, *, on: date) -> Appartenance:
    """The EPCI, EPT or zone d’emploi of a commune on a day."""
    return next(found for found in list_appartenances(commune.code, on=on) if found.nature is nature)


def list_appartenances(code: str, *, on: date) -> list[Appartenance]:
    """All of them, in the order of their list."""
    commune = get_commune(code)
    passees = list(commune.appartenances.all())
    premier = Referentiel.objects.order_by("millesime").first()
    premier_cog = premier.debut if premier else on
    return [_find(commune, nature, [p for p in passees if p.nature == nature], premier_cog, on) for nature in Nature]


def _find(
    commune: Commune, nature: Nature, passees: list[AppartenancePassee], premier_cog: date, on: date
) -> Appartenance:
    actuelle, libelle = _actuelle(commune, nature)
    periodes = [rules.Periode(p.code, p.au) for p in passees]
    found = rules.find_appartenance(periodes, actuelle=actuelle, premier_cog=premier_cog, on=on)
    libelles = {p.code: p.libelle for p in passees} | {actuelle: libelle}
    return Appartenance(nature, found.code, libelles[found.code], found.certaine, premier_cog.year)


def _actuelle(commune: Commune, nature: Nature) -> tuple[str, str]:
    current: Epci | ZoneEmploi | None = getattr(commune, nature.value)
    return (str(current.pk), current.nom) if current else ("", "")


def describe(commune: Commune) -> str:
    """What tells homonyms apart: « 93200, 93210 · Seine-Saint-Denis »."""
    codes = commune.codes_postaux
    shown = ", ".join(codes) if len(codes) <= 3 else f"{codes[0]} à {codes[-1]}"
    return " · ".join(part for part in (shown, commune.departement.nom) if part)


def to_json(commune: Commune) -> dict[str, object]:
    return {
        "code": commune.code,
        "nom": commune.nom,
        "departement": commune.departement_id,
        "codes_postaux": commune.codes_postaux,
        "population": commune.population,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
    }
