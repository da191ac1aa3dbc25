"""Reads of the territory: public, hence without acteur."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from maillage.territoire import rules
from maillage.territoire.models import AncienCode, CodePostal, Commune, Epci, Referentiel, ZoneEmploi
from maillage.territoire.nomenclatures import Nature
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
    passees = list(commune.appartenances.filter(nature=nature))
    premier = Referentiel.objects.order_by("millesime").first()
    actuelle, libelle = _actuelle(commune, nature)
    found = rules.find_appartenance(
        [rules.Periode(p.code, p.au) for p in passees],
        actuelle=actuelle,
        premier_cog=premier.debut if premier else on,
        on=on,
    )
    libelles = {p.code: p.libelle for p in passees} | {actuelle: libelle}
    return Appartenance(nature, found.code, libelles[found.code], found.certaine)


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
