"""The identity of a person: registered once, then changed by whoever keeps the file. Who may is asked by the caller's domain."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.participants.models import CleIdentite, Personne
from maillage.participants.rules import identite
from maillage.participants.scelle import hash_identifiant
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus, VersionDepassee

CHAMPS_DES_CLES = ("nom_naissance", "nom_usage", "prenoms", "date_naissance")


class PersonneRefusee(Refus):
    """A rule about a person refuses."""


@transaction.atomic
def register_personne(*, by: Acteur, dispositif: Dispositif, values: Mapping[str, Any]) -> Personne:
    """A new file, under the next number of the dispositif. Who it might already be was asked before."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)  # one number at a time
    last = Personne.objects.filter(dispositif=dispositif).aggregate(last=Max("numero"))["last"] or 0
    personne = Personne(dispositif=dispositif, numero=last + 1)
    _set(personne, values)
    personne.save(force_insert=True)
    write_cles(personne)
    journal.write(by=by, event="participants.personne", target=personne, numero=personne.numero)
    return personne


@transaction.atomic
def register_personnes(*, dispositif: Dispositif, rows: Sequence[Mapping[str, Any]]) -> list[Personne]:
    """Many new files at once, as a take-over makes them: the caller tells the journal of the whole."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)  # one series of numbers at a time
    last = Personne.objects.filter(dispositif=dispositif).aggregate(last=Max("numero"))["last"] or 0
    personnes = []
    for numero, values in enumerate(rows, last + 1):
        personne = Personne(dispositif=dispositif, numero=numero)
        _set(personne, values)
        personnes.append(personne)
    made = Personne.objects.bulk_create(personnes)
    CleIdentite.objects.bulk_create(
        CleIdentite(dispositif=dispositif, personne=personne, cle=cle)
        for personne in made
        for cle in sorted(identite.list_cles(read_identite(personne)))
    )
    return made


@transaction.atomic
def change_personne(*, by: Acteur, personne: Personne, values: Mapping[str, Any], version: int) -> Personne:
    """`version`: the one that was read. The journal keeps the names of the fields, never what they say."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if personne.version != version:
        raise VersionDepassee(personne.version)
    before = {name: getattr(personne, name) for name in values}
    _set(personne, values)
    changed = sorted(name for name, value in before.items() if getattr(personne, name) != value)
    if not changed:
        return personne
    personne.version += 1
    personne.save()
    if set(changed) & set(CHAMPS_DES_CLES):
        write_cles(personne)
    journal.write(by=by, event="participants.identite", target=personne, champs=",".join(changed))
    return personne


def _set(personne: Personne, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(personne, name, value)
    dispositif = personne.dispositif_id
    if "france_travail" in values:
        personne.france_travail_empreinte = hash_identifiant("france_travail", dispositif, values["france_travail"])
    if "allocataire" in values:
        personne.allocataire_empreinte = hash_identifiant("allocataire", dispositif, values["allocataire"])


def read_identite(personne: Any) -> identite.Identite:
    """Of anything that bears the four fields: a person, or an orientation."""
    return identite.Identite(*(getattr(personne, name) for name in CHAMPS_DES_CLES))


def write_cles(personne: Personne) -> None:
    wanted = identite.list_cles(read_identite(personne))
    kept = set(CleIdentite.objects.filter(personne=personne).values_list("cle", flat=True))
    CleIdentite.objects.filter(personne=personne, cle__in=kept - wanted).delete()
    CleIdentite.objects.bulk_create(
        CleIdentite(dispositif_id=personne.dispositif_id, personne=personne, cle=cle) for cle in sorted(wanted - kept)
    )
