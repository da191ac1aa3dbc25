"""Who, already here, the rows of a file resemble: the search of `participants`, for many at once."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from maillage.participants.actions.personnes import read_identite
from maillage.participants.models import CleIdentite, Personne
from maillage.participants.queries.personnes import CANDIDATS_MAX, Candidat
from maillage.participants.rules import identite

LOT = 400


def find_candidats(dispositif: int, identites: Mapping[str, identite.Identite]) -> dict[str, Candidat]:
    """The likeliest person for each row that resembles somebody. Same keys, same rule, same bar as one by one."""
    wanted = {key: identite.list_cles_a_chercher(one) for key, one in identites.items()}
    par_cle = _read_cles(dispositif, set().union(*wanted.values()))
    proches = {
        key: [pk for pk, _ in Counter(pk for cle in cles for pk in par_cle.get(cle, ())).most_common(CANDIDATS_MAX)]
        for key, cles in wanted.items()
    }
    personnes = _read_personnes(dispositif, {pk for pks in proches.values() for pk in pks})
    found = {}
    for key, pks in proches.items():
        scored = [
            Candidat(personnes[pk][0], identite.compare(identites[key], personnes[pk][1]))
            for pk in pks
            if pk in personnes
        ]
        best = max(scored, key=lambda c: (c.rapprochement.points, -c.personne.numero), default=None)
        if best is not None and best.rapprochement.points >= identite.POSSIBLE:
            found[key] = best
    return found


def _read_cles(dispositif: int, cles: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(cles)
    for start in range(0, len(ordered), LOT):
        rows = CleIdentite.objects.filter(dispositif=dispositif, cle__in=ordered[start : start + LOT])
        for cle, personne in rows.values_list("cle", "personne"):
            found[cle].append(personne)
    return found


def _read_personnes(dispositif: int, keys: set[int]) -> dict[int, tuple[Personne, identite.Identite]]:
    found = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), LOT):
        for personne in Personne.objects.filter(dispositif=dispositif, pk__in=ordered[start : start + LOT]):
            found[personne.pk] = (personne, read_identite(personne))
    return found
