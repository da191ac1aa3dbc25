"""Reads of the territory: public, hence without acteur."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from maillage.territoire import rules
from maillage.territoire.models import AncienCode, CodePostal, Commune, Epci, Referentiel, ZoneEmploi
from maillage.territoire.models import Appartenance as AppartenancePassee
from maillage.territoire.nomenclatures import LIBELLES_NATURE, Nature
from maillage.territoire.rules import Candidate, Demande

# Enough for the right one to be among them, few enough to be compared letter by letter.
CANDIDATES = 300


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


def search_communes(texte: str, limit: int = 10) -> list[Commune]:
    """The communes that answer, best first. An INSEE code merged since finds the current commune."""
    demande = rules.parse_demande(texte)
    if demande.is_empty:
        return []
    found = {c.code: c for c in _list_candidates(demande, limit)}
    codes = _list_codes(found, demande)
    ordered = rules.sort_candidates(
        demande,
        (Candidate(c.code, c.nom, c.population or 0, codes.get(c.code, frozenset())) for c in found.values()),
        limit=limit,
    )
    return [found[candidate.code] for candidate in ordered]


def _list_candidates(demande: Demande, limit: int) -> list[Commune]:
    base = Commune.objects.existantes().select_related("departement").order_by("-population", "code")
    if not demande.cle:
        return list(base.filter(_by_code(demande.code))[:CANDIDATES])
    exact = list(base.filter(cle=demande.cle)[:CANDIDATES])
    found = exact + list(base.filter(_prefix("cle", demande.cle))[:CANDIDATES])
    if len(found) < limit and len(demande.cle) >= 3:
        found += base.filter(cle__contains=f" {demande.cle}")[:CANDIDATES]
    if not exact and len(found) < limit and (halves := rules.split_for_slip(demande.cle)):
        start, end = halves
        found += base.filter(_prefix("cle", start) | _prefix("cle_inverse", end[::-1]))[:CANDIDATES]
    return found


def _by_code(code: str) -> Q:
    """Subqueries rather than joins: a commune has several postal codes and is wanted once."""
    postaux = CodePostal.objects.filter(_prefix("code", code)).values("commune")
    anciens = AncienCode.objects.filter(code=code).values("commune")
    return _prefix("code", code) | Q(code__in=postaux) | Q(code__in=anciens)


def _list_codes(found: dict[str, Commune], demande: Demande) -> dict[str, frozenset[str]]:
    if not demande.code:
        return {}
    anciens = AncienCode.objects.filter(code=demande.code).values_list("commune_id", flat=True)
    extra = {pk: {demande.code} for pk in anciens}
    return {code: frozenset(c.codes_postaux) | extra.get(code, set()) for code, c in found.items()}


def _prefix(field: str, start: str) -> Q:
    """« Begins by », in the form each engine answers from its index: LIKE on PostgreSQL, a range on SQLite."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": start, f"{field}__lt": start + "\uffff"})
    return Q(**{f"{field}__startswith": start})


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
