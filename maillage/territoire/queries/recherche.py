"""The finder of communes: a few candidates from the indexes, compared letter by letter by `rules.recherche`."""

import re

from django.db import connection
from django.db.models import Q

from maillage.territoire import rules
from maillage.territoire.models import AncienCode, CodePostal, Commune
from maillage.territoire.rules import Candidate, Demande

# Enough for the right one to be among them, few enough to be compared letter by letter.
CANDIDATES = 300
PROCHES = 5
CHOIX = re.compile(r"\(([\dF][\dAB]\d{3})\)\s*$")  # F: the communes of the demonstration


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


def resolve_commune(texte: str) -> tuple[Commune | None, list[Commune]]:
    """The one commune meant by what a form holds; else None and the communes it may be."""
    if found := CHOIX.search(texte):
        commune = Commune.objects.existantes().select_related("departement").filter(code=found[1]).first()
        if commune:
            return commune, []
    proches = search_communes(texte, PROCHES)
    demande = rules.parse_demande(texte)
    exactes = [c for c in proches if rules.is_exact(demande, Candidate(c.code, c.nom, 0, frozenset(c.codes_postaux)))]
    if len(proches) == 1 or len(exactes) == 1:
        return (exactes or proches)[0], []
    return None, exactes or proches


def write_choix(commune: Commune) -> str:
    """What the field holds once a commune is chosen: readable, and found again without doubt."""
    return f"{commune.nom} ({commune.code})"


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
