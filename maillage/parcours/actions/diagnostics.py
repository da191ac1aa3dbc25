"""A diagnostic is established, its freins evaluated, objectives set: always added. The journal never says what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation, lock_parcours
from maillage.parcours.models import Diagnostic, FreinEvalue, Objectif, Orientation, Parcours
from maillage.parcours.nomenclatures.accompagnement import (
    FREINS,
    OBJECTIFS_CLOS,
    EtatObjectif,
    Frein,
    MomentDiagnostic,
    NiveauFrein,
)
from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import diagnostics
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

TEXTES = ("atouts", "social", "professionnel", "projet", "axes")
CHAMPS_OBJECTIF = ("etat", "actions", "echeance")


@dataclass(frozen=True, slots=True)
class FreinSaisi:
    """What is said of one frein today. One left « not assessed » is not in the list."""

    frein: Frein
    niveau: NiveauFrein
    commentaire: str = ""
    partage: bool = False


@transaction.atomic
def record_diagnostic(
    *, by: Acteur, parcours: Parcours, moment: MomentDiagnostic, le: date, textes: Mapping[str, str],
    freins: Sequence[FreinSaisi], today: date,
) -> Diagnostic:  # fmt: skip
    """The next version, with what is evaluated on that day. Earlier versions stay as they were."""
    permissions.check(by, Droit.DIAGNOSTIQUER, parcours)
    parcours = lock_parcours(parcours)
    _check_sensibles(by, parcours, freins)
    return _record(
        by, parcours=parcours, orientation=None, moment=moment, le=le, textes=textes, freins=freins,
        is_ouvert=parcours.is_ouvert, today=today,
    )  # fmt: skip


@transaction.atomic
def record_diagnostic_avant_entree(
    *, by: Acteur, orientation: Orientation, le: date, textes: Mapping[str, str], freins: Sequence[FreinSaisi],
    today: date,
) -> Diagnostic:  # fmt: skip
    """Before the commission: version 1. Nothing sensitive is evaluated of somebody who is not yet accompanied."""
    permissions.check(by, Droit.ACCUEILLIR, orientation)
    orientation = lock_orientation(orientation)
    if EtatOrientation(orientation.etat) in ORIENTATIONS_CLOSES:
        raise ParcoursRefuse("Cette orientation est close : le diagnostic se fait dans le parcours.")
    _check_sensibles(by, orientation, freins)
    return _record(
        by, parcours=None, orientation=orientation, moment=MomentDiagnostic.INITIAL, le=le, textes=textes,
        freins=freins, is_ouvert=True, today=today,
    )  # fmt: skip


def _record(
    by: Acteur, *, parcours: Parcours | None, orientation: Orientation | None, moment: MomentDiagnostic, le: date,
    textes: Mapping[str, str], freins: Sequence[FreinSaisi], is_ouvert: bool, today: date,
) -> Diagnostic:  # fmt: skip
    cible = parcours or orientation
    assert cible is not None
    precedents = list(cible.diagnostics.values_list("le", flat=True))
    if refus := diagnostics.check_diagnostic(
        moment=moment, le=le, precedents=precedents, is_ouvert=is_ouvert, today=today
    ):
        champ, message = refus
        raise ParcoursRefuse(message, champ=champ if champ == "le" or parcours else None)
    if not any(textes.get(name) for name in TEXTES) and not freins:
        raise ParcoursRefuse("Un diagnostic dit au moins une chose : un atout, un axe, un frein évalué.")
    made = Diagnostic(
        dispositif_id=cible.dispositif_id, parcours=parcours, orientation=orientation, moment=moment, le=le,
        rang=len(precedents) + 1, auteur=by.compte,
    )  # fmt: skip
    for name in TEXTES:
        setattr(made, name, textes.get(name, ""))
    made.save()
    _write_freins(by, parcours=parcours, orientation=orientation, diagnostic=made, le=le, freins=freins)
    journal.write(
        by=by, event="parcours.diagnostic", target=cible, version=made.rang, le=le.isoformat(), freins=len(freins)
    )
    return made


@transaction.atomic
def evaluate_freins(
    *, by: Acteur, parcours: Parcours, le: date, freins: Sequence[FreinSaisi], today: date
) -> list[FreinEvalue]:
    """Between two diagnostics, when an entretien shows that something has moved."""
    permissions.check(by, Droit.DIAGNOSTIQUER, parcours)
    parcours = lock_parcours(parcours)
    _check_sensibles(by, parcours, freins)
    if le > today:
        raise ParcoursRefuse(f"Le {le:%d/%m/%Y} est dans le futur.", champ="le")
    made = _write_freins(by, parcours=parcours, orientation=None, diagnostic=None, le=le, freins=freins)
    journal.write(by=by, event="parcours.freins", target=parcours, nombre=len(made), le=le.isoformat())
    return made


def _check_sensibles(by: Acteur, cible: Parcours | Orientation, freins: Sequence[FreinSaisi]) -> None:
    if any(FREINS[saisi.frein].is_sensible for saisi in freins):
        permissions.check(by, Droit.ECRIRE_SENSIBLE, cible)


def _write_freins(
    by: Acteur, *, parcours: Parcours | None, orientation: Orientation | None, diagnostic: Diagnostic | None, le: date,
    freins: Sequence[FreinSaisi],
) -> list[FreinEvalue]:  # fmt: skip
    cible = parcours or orientation
    assert cible is not None
    rang = (cible.freins.filter(le=le).aggregate(rang=Max("rang"))["rang"] or 0) + 1
    rows = []
    for saisi in freins:
        row = FreinEvalue(
            dispositif_id=cible.dispositif_id, parcours=parcours, orientation=orientation, diagnostic=diagnostic,
            frein=saisi.frein, niveau=saisi.niveau, le=le, rang=rang, auteur=by.compte,
            partage_operateur=saisi.partage and not FREINS[saisi.frein].is_sensible,
        )  # fmt: skip
        row.commentaire = saisi.commentaire
        rows.append(row)
    return FreinEvalue.objects.bulk_create(rows)


def attach_to_parcours(orientation: Orientation, parcours: Parcours) -> None:
    """When the orientation becomes a parcours (T7), what was established before is where it begins."""
    for rows in (orientation.diagnostics, orientation.freins):
        rows.filter(parcours=None).update(parcours=parcours)


@transaction.atomic
def record_objectif(
    *, by: Acteur, parcours: Parcours, intitule: str, frein: Frein | None, prevu: str, echeance: date | None,
    today: date,
) -> Objectif:  # fmt: skip
    permissions.check(by, Droit.DIAGNOSTIQUER, parcours)
    parcours = lock_parcours(parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé : on n’y ajoute pas d’objectif.")
    if echeance is not None and echeance < today:
        raise ParcoursRefuse("Cette échéance est déjà passée.", champ="echeance")
    if frein is not None and FREINS[frein].is_sensible:
        permissions.check(by, Droit.ECRIRE_SENSIBLE, parcours)
    made = Objectif(
        dispositif_id=parcours.dispositif_id, parcours=parcours, frein=frein or "", du=today, echeance=echeance,
        auteur=by.compte,
    )  # fmt: skip
    made.intitule, made.actions = intitule, prevu
    made.save()
    journal.write(by=by, event="parcours.objectif", target=parcours)
    return made


@transaction.atomic
def move_objectif(
    *, by: Acteur, objectif: Objectif, etat: EtatObjectif, prevu: str, echeance: date | None, today: date,
    lue: str | None = None,
) -> Objectif:  # fmt: skip
    """Its state, what is planned and its deadline; what is aimed at does not change: another aim is another objective.
    `lue`: what was read of it."""
    permissions.check(by, Droit.DIAGNOSTIQUER, objectif)
    objectif = Objectif.objects.select_for_update(of=("self",)).get(pk=objectif.pk)
    check_lue(objectif, CHAMPS_OBJECTIF, lue)
    was_clos = objectif.clos_le is not None
    objectif.etat, objectif.echeance = etat, echeance
    objectif.actions = prevu
    is_clos = etat in OBJECTIFS_CLOS
    if is_clos != was_clos:
        objectif.clos_le = today if is_clos else None
    objectif.save(update_fields=["etat", "echeance", "actions_scelle", "clos_le"])
    journal.write(by=by, event="parcours.objectif_etat", target=objectif.parcours, etat=objectif.libelle_etat.lower())
    return objectif
