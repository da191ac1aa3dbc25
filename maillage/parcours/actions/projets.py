"""Projects, what is looked for, experiences: the droit is asked here. A project keeps each of its versions."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.participants.actions.datees import record_datee
from maillage.participants.actions.personnes import PersonneRefusee
from maillage.participants.models import Experience, Projet, Recherche, VersionProjet
from maillage.participants.models.projets import CHAMPS_PROJET
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import VersionDepassee

Ligne = TypeVar("Ligne", Projet, Experience)
EVENEMENTS = {Projet: "projet", Experience: "experience"}


@transaction.atomic
def record_projet(
    *, by: Acteur, parcours: Parcours, values: Mapping[str, Any], version: str = "", projet: Projet | None = None
) -> Projet:
    """`version`: the one that was read; each change writes the next one, the earlier ones stay."""
    row = _record(Projet, by=by, parcours=parcours, values=values, version=version, found=projet)
    last = VersionProjet.objects.filter(projet=row).order_by("-rang").first()
    if last is None or last.rang < row.version:
        VersionProjet.objects.create(
            dispositif_id=row.dispositif_id, projet=row, rang=row.version, auteur=by.compte,
            **{name: getattr(row, name) for name in CHAMPS_PROJET},
        )  # fmt: skip
    return row


@transaction.atomic
def record_experience(
    *,
    by: Acteur,
    parcours: Parcours,
    values: Mapping[str, Any],
    version: str = "",
    experience: Experience | None = None,
) -> Experience:
    return _record(Experience, by=by, parcours=parcours, values=values, version=version, found=experience)


def record_recherche(
    *, by: Acteur, parcours: Parcours, du: date, motif: str, values: Mapping[str, Any], version: str, today: date
) -> Recherche:
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    return record_datee(Recherche, by=by, personne=parcours.personne, du=du, values=values, today=today, lue=version,
                        motif=motif)  # fmt: skip


def _record(
    model: type[Ligne], *, by: Acteur, parcours: Parcours, values: Mapping[str, Any], version: str, found: Ligne | None
) -> Ligne:
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    if values["au"] and values["du"] and values["au"] < values["du"]:
        raise PersonneRefusee("La fin précède le début : corrigez l’une des deux dates.", champ="au")
    if found is None:
        row = model(dispositif_id=parcours.dispositif_id, personne_id=parcours.personne_id, **values)
        row.save(force_insert=True)
        journal.write(by=by, event=f"participants.{EVENEMENTS[model]}", target=parcours)
        return row
    row = model.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if str(row.version) != version:
        raise VersionDepassee(row.version)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save()
    journal.write(by=by, event=f"participants.{EVENEMENTS[model]}_modifie", target=parcours, champs=",".join(changed))
    return row
