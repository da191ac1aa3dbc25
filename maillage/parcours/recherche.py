"""The search box finds the people within one's reach, and nobody else (R-14)."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.portee import build_portee
from maillage.participants.models import CleIdentite
from maillage.participants.rules.identite import Identite, list_cles_a_chercher, normalize, write_sons
from maillage.socle import permissions
from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.recherche import Resultat
from maillage.socle.recherche.rules import TAILLE_MIN


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    """By any part of the names, as it sounds; or by the number of the file. Those who match most parts come first."""
    if acteur.dispositif is None or not permissions.can(acteur, Droit.OUVRIR_DOSSIER):
        return []
    on = localdate()
    found = _search(acteur, texte)
    rows = (
        Parcours.objects.filter(build_portee(acteur, on=on), personne__in=found, personne__anonymisee_le=None)
        .select_related("personne")
        .order_by("personne", "-date_entree")
    )
    last: dict[int, Parcours] = {}
    for parcours in rows:
        last.setdefault(parcours.personne_id, parcours)
    kept = sorted(last.values(), key=lambda p: (-found[p.personne_id], p.personne.nom, p.personne.prenoms))
    return [
        Resultat(
            categorie="Personnes accompagnées",
            titre=str(p.personne),
            url=reverse("parcours:dossier", args=[p.uuid]),
            sous_titre=f"Dossier n° {p.personne.numero} · {p.libelle_etat}",
            icone="user-round",
        )
        for p in kept[:limit]
    ]


def _search(acteur: Acteur, texte: str) -> dict[int, int]:
    """Person → how many of the words they bear. Every word must be theirs: two words do not find a namesake of one."""
    mots = normalize(texte).split()
    if not mots:
        numeros = [int(mot) for mot in texte.split() if mot.isdecimal() and len(mot) < 9]
        condition = Q(personne__numero__in=numeros)
        numbered = Parcours.objects.filter(condition, dispositif=acteur.dispositif)
        return dict.fromkeys(numbered.values_list("personne", flat=True), 1)
    found: dict[int, int] | None = None
    for rang, mot in enumerate(mots, 1):
        cles = list_cles_a_chercher(Identite(nom_naissance=mot))
        condition = Q(cle__in=cles)
        if rang == len(mots) and len(mot) >= TAILLE_MIN:  # the last word may still be being typed
            condition |= Q(cle__startswith=f"n:{write_sons(mot)}") | Q(cle__startswith=f"p:{write_sons(mot)}")
        rows = (
            CleIdentite.objects.filter(condition, dispositif=acteur.dispositif)
            .values_list("personne")
            .annotate(total=Count("id"))
        )
        bearers: dict[int, int] = dict(rows)
        found = bearers if found is None else {p: n + bearers[p] for p, n in found.items() if p in bearers}
    return found or {}


boite.declare(search, nominatif=True, ordre=10)
