"""Who lives near a market and may soon be counted on it: what is known of many persons, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.fields import IntegerField

from maillage.clause.models import MiseEmploi
from maillage.clause.queries.personnes import read_droits
from maillage.clause.rules.proches import Connu, Proche, match
from maillage.parcours.models import Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import COMPTES, VIVANTS
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.reglages import DELD_INCLUT_NON_INSCRITS
from maillage.parcours.portee import build_portee
from maillage.parcours.queries.reglages import is_oui
from maillage.participants.models import Adresse, Personne, Projet, Recherche, Situation
from maillage.participants.nomenclatures.identite import Qpv, Reponse
from maillage.participants.nomenclatures.situation import CategorieInscription, Indemnisation, SituationEmploi
from maillage.participants.rules import chomage
from maillage.reseau.rules.annuaire import measure_km
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Commune

MONTREES = 200
LIBRES = (EtatParcours.A_DEMARRER, EtatParcours.ACTIF)
Metiers = Mapping[int, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Trouve:
    """Somebody near: what makes them so, and the commune where they live."""

    proche: Proche
    commune: Commune | None


@dataclass(frozen=True, slots=True)
class Habitant:
    personne: Personne
    connu: Connu
    commune: Commune | None


def select_du_service(acteur: Acteur) -> QuerySet[Personne]:
    """Those of the service of the clause itself."""
    return Personne.objects.filter(dispositif=acteur.dispositif, archivee_le=None, anonymisee_le=None)


def select_suivis(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """The parcours within this acteur's reach whose person is looking for work."""
    rows = Parcours.objects.filter(build_portee(acteur, on=on), dispositif=acteur.dispositif, etat__in=LIBRES)
    return rows.select_related("personne")


def read_habitants(acteur: Acteur, personnes: Collection[Personne], *, en_parcours: bool, on: date) -> list[Habitant]:
    """`en_parcours`: read by whoever follows them, who reads their projects too; the clause reads the trades they did here."""
    keys = [personne.pk for personne in personnes]
    adresses = _read_derniers(Adresse.objects.filter(personne__in=keys).select_related("commune"), on=on)
    situations = _read_derniers(Situation.objects.filter(personne__in=keys), on=on)
    recherches = _read_derniers(Recherche.objects.filter(personne__in=keys), on=on) if en_parcours else {}
    droits, contrats = read_droits(keys), _read_contrats(keys, on=on)
    metiers = _read_projets(keys, recherches, on=on) if en_parcours else _read_metiers(keys)
    inclut = acteur.dispositif is not None and is_oui(acteur.dispositif, DELD_INCLUT_NON_INSCRITS, on=on)
    found = []
    for personne in personnes:
        adresse, situation, recherche = (rows.get(personne.pk) for rows in (adresses, situations, recherches))
        faits = _build_faits(personne, situation, inclut=inclut)
        connu = Connu(
            naissance=personne.date_naissance, qpv=adresse is not None and adresse.qpv == Qpv.OUI,
            deld_le=chomage.find_deld(faits, on=on), sans_emploi_depuis=chomage.find_sans_emploi(faits),
            constat=droits[personne.pk].constat, fenetre=droits[personne.pk].fenetre,
            contrats=tuple(contrats.get(personne.pk, ())), metiers=tuple(metiers.get(personne.pk, ())),
            exclus=recherche.metiers_exclus if recherche else "", **_read_situation(situation),
        )  # fmt: skip
        found.append(Habitant(personne, connu, adresse.commune if adresse else None))
    return found


def _read_situation(situation: Situation | None) -> dict[str, Any]:
    if situation is None:
        return {}
    return {
        "brsa": situation.brsa == Reponse.OUI, "ass": situation.indemnisation == Indemnisation.ASS,
        "niveau": situation.niveau, "permis": situation.permis, "vehicule": situation.vehicule,
        "transports": situation.transports, "rayon_km": situation.rayon_km,
    }  # fmt: skip


def _build_faits(personne: Personne, situation: Situation | None, *, inclut: bool) -> chomage.Faits:
    if situation is None:
        return chomage.Faits(date_naissance=personne.date_naissance)
    return chomage.Faits(
        emploi=SituationEmploi(situation.emploi) if situation.emploi else None,
        categorie=CategorieInscription(situation.categorie) if situation.categorie else None,
        inscrit_le=situation.inscrit_le, dernier_emploi_fin=situation.dernier_emploi_fin,
        date_naissance=personne.date_naissance, inclut_non_inscrits=inclut,
    )  # fmt: skip


def _read_derniers(rows: QuerySet[Any], *, on: date) -> dict[int, Any]:
    """By person, the row in force: the last day, then its last correction."""
    return {row.personne_id: row for row in rows.filter(du__lte=on).order_by("personne", "du", "rang")}


def _read_contrats(personnes: Collection[int], *, on: date) -> dict[int, list[date | None]]:
    """The ends of the contracts of the clause that run; None: without end."""
    found: dict[int, list[date | None]] = defaultdict(list)
    running = Q(fin_reelle=None, fin_prevue=None) | Q(fin_reelle=None, fin_prevue__gte=on) | Q(fin_reelle__gte=on)
    for row in MiseEmploi.objects.filter(running, personne__in=personnes):
        found[row.personne_id].append(row.fin)
    return found


def _read_metiers(personnes: Collection[int]) -> Metiers:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = MiseEmploi.objects.filter(personne__in=personnes).order_by("-debut", "-pk")
    for personne, metier in rows.values_list("personne", "metier"):
        if ("a déjà travaillé comme", metier) not in found[personne]:
            found[personne].append(("a déjà travaillé comme", metier))
    return found


def _read_projets(personnes: Collection[int], recherches: Mapping[int, Any], *, on: date) -> Metiers:
    """The project, the sectors looked for, the étapes under way or done."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    projets = Projet.objects.filter(Q(au=None) | Q(au__gte=on), personne__in=personnes, du__lte=on)
    for personne, intitule in projets.order_by("priorite", "pk").values_list("personne", "intitule"):
        found[personne].append(("projet", intitule))
    for personne, recherche in recherches.items():
        if recherche.secteurs:
            found[personne].append(("cherche dans", recherche.secteurs))
    etapes = Positionnement.objects.filter(parcours__personne__in=personnes, etat__in=[*VIVANTS, *COMPTES])
    for personne, intitule in etapes.order_by("-propose_le", "-pk").values_list("parcours__personne", "intitule"):
        if ("étape", intitule) not in found[personne]:
            found[personne].append(("étape", intitule))
    return found


def find_proches(
    habitants: Iterable[Habitant], *, lieu: Commune | None, secteur: str, on: date
) -> dict[int, Trouve]:  # fmt: skip
    """By person. Where one of the two places is not known, the distance is not either: nobody is left out for that."""
    found = {}
    for habitant in habitants:
        km = measure(habitant.commune, lieu)
        proche = match(habitant.connu, km=km, secteur=secteur, on=on)
        if proche is not None:
            found[habitant.personne.pk] = Trouve(proche, habitant.commune)
    return found


def measure(commune: Commune | None, lieu: Commune | None) -> float | None:
    """From the mairie of one to that of the other, as the crow flies."""
    if commune is None or lieu is None:
        return None
    if commune.pk == lieu.pk:
        return 0.0
    points = (commune.latitude, commune.longitude, lieu.latitude, lieu.longitude)
    if any(point is None for point in points):
        return None
    return measure_km(*(float(point) for point in points if point is not None))


def order_rows(
    rows: QuerySet[Any], trouves: Mapping[int, Trouve], *, champ: str, limite: int = MONTREES
) -> QuerySet[Any]:
    """The first of them, as the rule orders them. `champ`: what names the person in these rows; `rang` and `km` sort them."""
    ordered = sorted(trouves, key=lambda key: (trouves[key].proche.rang, key))[:limite]
    rang = {key: place for place, key in enumerate(ordered)}
    km = {key: trouves[key].proche.km for key in ordered if trouves[key].proche.km is not None}
    return rows.filter(**{f"{champ}__in": ordered}).annotate(
        rang=write_case(champ, rang.get, ordered), km=write_case(champ, km.get, [key for key in ordered if key in km])
    )


def write_case(champ: str, get: Callable[[int], int | None], keys: Collection[int]) -> Case:
    whens = [When(**{champ: key}, then=Value(get(key))) for key in keys]
    return Case(*whens, default=None, output_field=IntegerField(null=True))
