"""What leaves the files, and when: orientations without a follow-up (T1), whole files (T2), notes and freins (T3).

Each erasure may be replayed after a restoration: doing it twice is doing it once.
"""

from django.db import models, transaction
from django.utils.timezone import localdate

from maillage.parcours.models import (
    Contrat,
    Diagnostic,
    Emploi,
    Entretien,
    FreinEvalue,
    Note,
    Objectif,
    Orientation,
    Parcours,
    Positionnement,
)
from maillage.parcours.queries import conservation
from maillage.participants.models import Personne
from maillage.participants.purges import anonymise
from maillage.socle.protection.purge import Effacement, declare

TEXTES_ORIENTATION = (
    "civilite", "nom_naissance", "nom_usage", "prenoms", "telephone", "courriel", "voie", "code_postal", "complement",
    "reorientation", "derogation", "auteur_nom",
)  # fmt: skip


@transaction.atomic
def erase_orientation(objet: models.Model) -> None:
    """T1. What remains counts an orientation and its answer; the person goes too when they had nothing else here."""
    row = Orientation.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    erase_textes_orientation(row)
    personne = row.personne
    if personne is not None and not _has_autre_chose(personne, sauf=row):
        anonymise(personne, on=localdate())


def erase_textes_orientation(row: Orientation) -> None:
    for name in TEXTES_ORIENTATION:
        setattr(row, name, "")
    row.attentes_scelle = row.argument_scelle = b""
    row.date_naissance = row.inscrit_le = row.commune = None
    row.save()
    FreinEvalue.objects.filter(orientation=row).delete()
    Diagnostic.objects.filter(orientation=row).delete()


def _has_autre_chose(personne: Personne, *, sauf: Orientation) -> bool:
    others = Orientation.objects.filter(personne=personne).exclude(pk=sauf.pk).exclude(nom_naissance="", prenoms="")
    return Parcours.objects.filter(personne=personne).exists() or others.exists()


@transaction.atomic
def erase_dossier(objet: models.Model) -> None:
    """T2. Names, places, contacts, dated answers and texts go; what remains are the dates and codes of the parcours."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    for parcours in Parcours.objects.filter(personne=personne):
        parcours.photos.update(situation=None, sensible=None, adresse=None, age=None)
        erase_notes(parcours)
        Contrat.objects.filter(parcours=parcours).update(objectifs_scelle=b"", engagements_scelle=b"")
        Emploi.objects.filter(parcours=parcours).update(employeur="", siret="", metier="")
        parcours.passages.update(motif="")
        parcours.affectations.update(motif="")
    for orientation in Orientation.objects.filter(personne=personne):
        erase_textes_orientation(orientation)
    anonymise(personne, on=localdate())


@transaction.atomic
def erase_notes(objet: models.Model) -> None:
    """T3."""
    Note.objects.filter(entretien__parcours=objet.pk).delete()
    Entretien.objects.filter(parcours=objet.pk).update(participants="", lieu="")
    FreinEvalue.objects.filter(parcours=objet.pk).delete()
    Objectif.objects.filter(parcours=objet.pk).delete()
    Diagnostic.objects.filter(parcours=objet.pk).delete()
    Positionnement.objects.filter(parcours=objet.pk).update(bilan_scelle=b"")


declare(
    Effacement(
        regle="T1",
        libelle="Orientations refusées ou sans suite",
        list_dus=conservation.list_orientations_dues,
        erase=erase_orientation,
        list_tous=conservation.list_orientations,
    )
)
declare(
    Effacement(
        regle="T2",
        libelle="Dossiers d’accompagnement",
        list_dus=conservation.list_a_anonymiser,
        erase=erase_dossier,
        list_tous=lambda: Personne.objects.filter(anonymisee_le=None),
    )
)
declare(
    Effacement(
        regle="T3",
        libelle="Notes d’entretien et freins",
        list_dus=conservation.list_notes_dues,
        erase=erase_notes,
        list_tous=conservation.list_notes,
    )
)
