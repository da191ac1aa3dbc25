"""Undoes a whole import, as long as nothing was changed on what it created. Otherwise it says what stands in the way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.timezone import localdate

from maillage.echanges.reprise.actions.depots import (
    ANNULATION,
    RepriseRefusee,
    ask_travail,
    check_libre,
    lock_depot,
    move,
)
from maillage.echanges.reprise.actions.ecriture_suites import refresh_contacts
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.nomenclatures import EtatDepot, Nature
from maillage.echanges.reprise.parametres import RETOUR
from maillage.parcours.models import Entretien, Parcours, Positionnement, Referent
from maillage.participants.models import CleIdentite, Personne
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

LOT = 500
RACINES: dict[Nature, tuple[str, type[models.Model]]] = {
    Nature.PERSONNES: ("personne", Personne),
    Nature.PARCOURS: ("parcours", Parcours),
    Nature.ETAPES: ("etape", Positionnement),
    Nature.CONTACTS: ("contact", Entretien),
}
# Written with the roots, in the order in which they can leave.
SUITES = (
    "parcours.Sortie", "parcours.Photo", "parcours.Passage", "parcours.Affectation", "participants.Situation",
    "participants.Adresse",
)  # fmt: skip
TECHNIQUES = {CleIdentite}  # follow their person by themselves


@transaction.atomic
def ask_annulation(*, by: Acteur, depot: Depot, today: date) -> Travail:
    depot = lock_depot(by, depot)
    check_libre(depot, {EtatDepot.IMPORTE})
    check_annulable(depot, today=today)
    journal.write(by=by, event="reprise.annulation_demandee", target=depot, nature=depot.nature)
    return ask_travail(by, depot, ANNULATION)


@transaction.atomic
def undo_import(*, by: Acteur, depot: Depot, today: date, now: datetime) -> int:
    """All of it, or nothing. Returns how many files left."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=depot.dispositif_id)
    depot = lock_depot(by, depot)
    if depot.etat == EtatDepot.ANNULE:
        return depot.crees
    check_annulable(depot, today=today)
    champ, racine = RACINES[Nature(depot.nature)]
    ecrits: dict[str, list[int]] = {}
    keys = []
    for key, others in _list_crees(depot, champ):
        keys.append(key)
        for label, pks in others.items():
            ecrits.setdefault(label, []).extend(pks)
    contacts = Entretien.objects.filter(origines__depot=depot, origines__is_cree=True)
    parcours = set(contacts.values_list("parcours", flat=True))
    Origine.objects.filter(depot=depot).delete()
    for label in SUITES:
        _delete(apps.get_model(label), ecrits.get(label, []))
    _delete(racine, keys)
    refresh_contacts(parcours)
    for referent in ecrits.get("parcours.Referent", []):
        _delete_referent(referent)
    depot.annule_le = now
    move(depot, EtatDepot.ANNULE)
    journal.write(by=by, event="reprise.annulation", target=depot, nature=depot.nature, nombre=len(keys))
    return len(keys)


def check_annulable(depot: Depot, *, today: date) -> None:
    delai = RETOUR.get(on=today).valeur
    if depot.importe_le is not None and localdate(depot.importe_le) + timedelta(days=delai) < today:
        raise RepriseRefusee(f"Cet import date de plus de {delai} jours : il ne s’annule plus.")
    obstacles = list_obstacles(depot)
    if obstacles:
        raise RepriseRefusee(
            "Des dossiers repris ont servi depuis : " + " ; ".join(obstacles) + ". Rien n’a été annulé. Annulez "
            "d’abord les imports qui ont suivi ; ce qui a été saisi depuis ne s’annule pas."
        )


def list_obstacles(depot: Depot) -> list[str]:
    """What was added to what the import created, or changed on it: « 12 parcours », « 3 modifiés »."""
    champ, racine = RACINES[Nature(depot.nature)]
    known: dict[str, set[int]] = {}
    keys: list[int] = []
    for key, others in _list_crees(depot, champ):
        keys.append(key)
        for label, pks in others.items():
            known.setdefault(label, set()).update(pks)
    found: Counter[str] = Counter()
    for start in range(0, len(keys), LOT):
        part = keys[start : start + LOT]
        changed = racine._default_manager.filter(pk__in=part).exclude(version=1)
        found["dossier modifié,dossiers modifiés"] += changed.count()
        if racine is Personne:
            archives = Personne.objects.filter(pk__in=part, archivee_le__isnull=False)
            found["dossier archivé,dossiers archivés"] += archives.count()
        for model, name in _list_liens(racine):
            liens = model._default_manager.filter(**{f"{name}__in": part}).values_list("pk", flat=True)
            mine = known.get(model._meta.label, set())
            meta = model._meta
            found[f"{meta.verbose_name},{meta.verbose_name_plural}"] += sum(pk not in mine for pk in liens.iterator())
    return [write_accord(nombre, *noms.split(",", 1)) for noms, nombre in sorted(found.items()) if nombre]


def _list_liens(racine: type[models.Model]) -> Iterable[tuple[type[models.Model], str]]:
    """Every table that points to it, ours apart: whatever a later chantier adds is seen too."""
    for relation in racine._meta.related_objects:
        model = relation.related_model
        if isinstance(model, str) or model._meta.app_label == "reprise" or model in TECHNIQUES:
            continue
        yield model, relation.field.name


def _list_crees(depot: Depot, champ: str) -> Iterable[tuple[int, dict[str, list[int]]]]:
    rows = depot.origines.filter(is_cree=True).order_by("pk")
    return rows.values_list(f"{champ}_id", "ecrits").iterator(chunk_size=LOT)


def _delete(model: Any, keys: Sequence[int]) -> None:
    for start in range(0, len(keys), LOT):
        model._default_manager.filter(pk__in=keys[start : start + LOT]).delete()


def _delete_referent(key: int) -> None:
    """Created with the import; whoever has been given somebody since, or an account, stays."""
    row = Referent.objects.filter(pk=key, compte=None).first()
    if row is not None and not any(
        model._default_manager.filter(**{name: row.pk}).exists() for model, name in _list_liens(Referent)
    ):
        row.delete()
