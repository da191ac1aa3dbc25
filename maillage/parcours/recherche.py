"""The search box finds the people within one's reach, and nobody else (R-14)."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Count, DateField, Q, QuerySet, TextField
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etats import LIBELLES_PARCOURS, EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.portee import build_portee
from maillage.participants.models import CleIdentite
from maillage.participants.rules.identite import Identite, list_cles_a_chercher, normalize, write_sons
from maillage.socle import permissions
from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import write_adresse
from maillage.socle.prefixes import find_suivant
from maillage.socle.preparees import Preparee
from maillage.socle.recherche import Resultat
from maillage.socle.recherche.rules import TAILLE_MIN
from maillage.socle.roles import Role


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    """By any part of the names, as it sounds; or by the number of the file. Those who match most parts come first."""
    if acteur.dispositif is None or not permissions.can(acteur, Droit.OUVRIR_DOSSIER):
        return []
    last: dict[int, Trouve] = {}
    for trouve in _list_trouves(acteur, texte):
        last.setdefault(trouve.personne, trouve)
    kept = sorted(last.values(), key=lambda t: (-t.mots, t.usage or t.naissance, t.prenoms))
    return [_build(trouve) for trouve in kept[:limit]]


class Trouve(NamedTuple):
    """A file, and how many of the words its person bears."""

    personne: int
    usage: str
    naissance: str
    prenoms: str
    numero: int
    uuid: UUID
    etat: str
    mots: int


def _build(trouve: Trouve) -> Resultat:
    return Resultat(
        categorie="Personnes accompagnées",
        titre=f"{trouve.prenoms.replace(',', ' ').split()[0]} {trouve.usage or trouve.naissance}",
        url=write_adresse("parcours:dossier", trouve.uuid),
        sous_titre=f"Dossier n° {trouve.numero} · {LIBELLES_PARCOURS[EtatParcours(trouve.etat)]}",
        icone="user-round",
    )


def _list_trouves(acteur: Acteur, texte: str) -> list[Trouve]:
    """Every word must be theirs: two words do not find a namesake of one."""
    mots = normalize(texte).split()
    if not mots:
        numeros = [int(mot) for mot in texte.split() if mot.isdecimal() and len(mot) < 9]
        numbered = _select(acteur, localdate(), Q(personne__numero__in=numeros))
        return [Trouve(*row) for row in numbered]
    *others, last = mots
    bearers = [_count_porteurs(acteur, mot) for mot in others]
    return [
        trouve._replace(mots=trouve.mots + sum(one[trouve.personne] for one in bearers))
        for trouve in _list_porteurs(acteur, last)
        if all(trouve.personne in one for one in bearers)
    ]


def _count_porteurs(acteur: Acteur, mot: str) -> dict[int, int]:
    """How many of their names are this word, by person."""
    rows = CleIdentite.objects.filter(cle__in=_list_cles(mot), dispositif=acteur.dispositif).order_by()
    return dict(rows.values_list("personne").annotate(total=Count("id")))


def _list_porteurs(acteur: Acteur, mot: str) -> list[Trouve]:
    """Those one of whose names is this word; or begins so, since it may still be being typed."""
    on = localdate()
    if len(mot) < TAILLE_MIN:
        return [Trouve(*row) for row in _select(acteur, on, Q(personne__cles__cle__in=_list_cles(mot)))]
    sons = write_sons(mot)
    noms, prenoms = f"n:{sons}", f"p:{sons}"
    bornes = {
        "noms": noms, "apres_noms": find_suivant(noms), "prenoms": prenoms, "apres_prenoms": find_suivant(prenoms),
    }  # fmt: skip
    if acteur.role in DEBUTS:
        rows = DEBUTS[acteur.role].read(compte=acteur.compte, dispositif=acteur.dispositif, on=on, **bornes)
    else:
        rows = list(_select(acteur, on, _begins(**bornes)))
    return [Trouve(*row) for row in rows]


def _list_cles(mot: str) -> set[str]:
    return list_cles_a_chercher(Identite(nom_naissance=mot))


def _begins(noms: Any, apres_noms: Any, prenoms: Any, apres_prenoms: Any) -> Q:
    return Q(personne__cles__cle__depuis=noms, personne__cles__cle__avant=apres_noms) | Q(
        personne__cles__cle__depuis=prenoms, personne__cles__cle__avant=apres_prenoms
    )


def _select(acteur: Acteur, on: Any, condition: Q) -> QuerySet[Any, Any]:
    """The files within reach, the last one of each person first, with how many keys answered: columns of `Trouve`."""
    reach = build_portee(acteur, on=on) & Q(personne__anonymisee_le=None)
    return (
        Parcours.objects.filter(condition, reach, personne__cles__dispositif=acteur.dispositif)
        .annotate(mots=Count("personne__cles"))
        .order_by("personne", "-date_entree")
        .values_list(
            "personne", "personne__nom_usage", "personne__nom_naissance", "personne__prenoms", "personne__numero",
            "uuid", "etat", "mots",
        )
    )  # fmt: skip


def _prepare(role: Role) -> Preparee:
    def build(compte: Any, dispositif: Any, on: Any, **bornes: Any) -> QuerySet[Any, Any]:
        return _select(Acteur(compte=compte, dispositif=dispositif, role=role), on, _begins(**bornes))

    return Preparee(
        build, compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField(), noms=TextField(),
        apres_noms=TextField(), prenoms=TextField(), apres_prenoms=TextField(),
    )  # fmt: skip


# Asked at each letter typed. The reach of the other roles reckons with the day before it reaches the base.
DEBUTS: dict[str, Preparee] = {role: _prepare(role) for role in (Role.REFERENT, Role.COORDINATEUR, Role.DIRECTEUR)}

boite.declare(search, nominatif=True, ordre=10)
