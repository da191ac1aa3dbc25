"""What leaves the files, and when: orientations without a follow-up (T1), whole files (T2, T4), notes and freins (T3).

Each erasure may be replayed after a restoration: doing it twice is doing it once.
"""

from dataclasses import asdict

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from maillage.parcours.models import (
    Contrat,
    Diagnostic,
    Emargement,
    Emploi,
    Entretien,
    FaitStatistique,
    FreinEvalue,
    Justificatif,
    LecteurDeNotes,
    Note,
    Noyau,
    Objectif,
    Orientation,
    Parcours,
    Photo,
    Positionnement,
    Sortie,
)
from maillage.parcours.personnes import list_a_effacer, list_cles_des_pieces
from maillage.parcours.queries import conservation
from maillage.parcours.queries.faits import count_combinaison, read_fait
from maillage.parcours.rules.faits import SEUIL, choose
from maillage.participants.models import (
    Adresse,
    Experience,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
    VersionProjet,
)
from maillage.participants.purges import anonymise, strip_personne
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe
from maillage.socle.protection.purge import Effacement, declare

TEXTES_ORIENTATION = (
    "civilite", "nom_naissance", "nom_usage", "prenoms", "telephone", "courriel", "voie", "code_postal", "complement",
    "reorientation", "derogation", "auteur_nom",
)  # fmt: skip


@transaction.atomic
def erase_orientation(objet: models.Model) -> None:
    """T1. What remains counts an orientation and its answer; the person goes too when they had nothing else here."""
    row = Orientation.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    _delete_fiches(Orientation.objects.filter(pk=row.pk))
    row.refresh_from_db()
    erase_textes_orientation(row)
    personne = row.personne
    if personne is not None and not _has_autre_chose(personne, sauf=row):
        anonymise(personne, on=localdate())


def erase_textes_orientation(row: Orientation) -> None:
    for name in TEXTES_ORIENTATION:
        setattr(row, name, "")
    row.attentes_scelle = row.argument_scelle = row.motif_alerte_scelle = b""
    row.date_naissance = row.inscrit_le = row.commune = None
    piece, row.fiche_signee = row.fiche_signee_id, None
    row.save()
    if piece is not None:
        Piece.objects.filter(pk=piece).delete()
    FreinEvalue.objects.filter(orientation=row).delete()
    Diagnostic.objects.filter(orientation=row).delete()


def _has_autre_chose(personne: Personne, *, sauf: Orientation) -> bool:
    others = Orientation.objects.filter(personne=personne).exclude(pk=sauf.pk).exclude(nom_naissance="", prenoms="")
    return Parcours.objects.filter(personne=personne).exists() or others.exists()


@transaction.atomic
def end_dossier(objet: models.Model) -> None:
    """T2: the social end. An FSE operation that still retains the person keeps its core, otherwise nothing stays."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    fin = conservation.find_fin(personne, on=localdate())
    if fin is not None and fin.echeances.is_noyau and (fin.echeances.fin is None or fin.echeances.fin > localdate()):
        reduce_dossier(personne)
    else:
        erase_dossier(personne)


@transaction.atomic
def reduce_dossier(objet: models.Model) -> None:
    """T4: who they are, what made them eligible on the day of entry, their attendance; the rest goes."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    rows = Parcours.objects.filter(personne=personne)
    for parcours in rows:
        erase_notes(parcours)
        Contrat.objects.filter(parcours=parcours).delete()
        Emploi.objects.filter(parcours=parcours).update(employeur="", siret="", metier="")
        Sortie.objects.filter(parcours=parcours).update(precision="", motif="", derogation="")
        parcours.passages.update(motif="")
        parcours.affectations.update(motif="", depassement="")
    for orientation in Orientation.objects.filter(personne=personne):
        erase_textes_orientation(orientation)
    photos = Photo.objects.filter(parcours__in=rows)
    for model, champ in ((Situation, "situation"), (SituationSensible, "sensible"), (Adresse, "adresse")):
        kept = photos.exclude(**{champ: None}).values(champ)
        model._default_manager.filter(personne=personne).exclude(
            pk__in=list(kept.values_list(champ, flat=True))
        ).delete()
    Emargement.objects.filter(positionnement__parcours__in=rows, positionnement__operation_fse="").delete()
    _delete_pieces(Justificatif.objects.filter(parcours__in=rows).exclude(fichier__classe=Classe.FSE))
    strip_personne(personne, on=localdate())
    Noyau.objects.get_or_create(
        personne=personne, defaults={"dispositif_id": personne.dispositif_id, "reduit_le": localdate()}
    )


@transaction.atomic
def erase_dossier(objet: models.Model) -> None:
    """Every row of the file goes, with its pièces. Each parcours leaves a coded row, if enough others are like it."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    if personne.anonymisee_le is None:
        for parcours in Parcours.objects.filter(personne=personne, is_erreur=False).select_related(
            "dispositif", "personne"
        ):
            record_fait(parcours)
    pieces = list_cles_des_pieces(personne.uuid)
    _delete_fiches(Orientation.objects.filter(personne=personne))
    Parcours.objects.filter(personne=personne).update(precedent=None)
    for model, ways in list_a_effacer():
        found = Q()
        for way in ways:
            found |= Q(**{way: personne.pk})
        model._default_manager.filter(found).delete()
    Piece.objects.filter(pk__in=pieces).delete()
    anonymise(personne, on=localdate())


def record_fait(parcours: Parcours) -> None:
    seuil = SEUIL.get(on=localdate()).valeur
    fait = choose(read_fait(parcours), count_combinaison, seuil=seuil)
    if fait is not None:
        FaitStatistique.objects.create(**(asdict(fait) | {"etapes": dict(fait.etapes)}))


def _delete_pieces(rows: QuerySet[Justificatif]) -> None:
    """The row of the file too: its content, that nothing names any more, is erased by the store’s housekeeping."""
    pieces = list(rows.exclude(fichier=None).values_list("fichier", flat=True))
    rows.delete()
    Piece.objects.filter(pk__in=pieces).delete()


def _delete_fiches(rows: QuerySet[Orientation]) -> None:
    pieces = list(rows.exclude(fiche_signee=None).values_list("fiche_signee", flat=True))
    rows.update(fiche_signee=None)
    Piece.objects.filter(pk__in=pieces).delete()


def erase_noyau(objet: models.Model) -> None:
    noyau = Noyau.objects.filter(pk=objet.pk).select_related("personne").first()
    if noyau is not None:
        erase_dossier(noyau.personne)


@transaction.atomic
def erase_notes(objet: models.Model) -> None:
    """T3."""
    Note.objects.filter(entretien__parcours=objet.pk).delete()
    Entretien.objects.filter(parcours=objet.pk).update(participants="", lieu="")
    FreinEvalue.objects.filter(parcours=objet.pk).delete()
    Objectif.objects.filter(parcours=objet.pk).delete()
    Diagnostic.objects.filter(parcours=objet.pk).delete()
    Positionnement.objects.filter(parcours=objet.pk).update(bilan_scelle=b"")
    personne = Parcours.objects.get(pk=objet.pk).personne_id
    if not Parcours.objects.filter(personne=personne).ouverts().exists():
        VersionProjet.objects.filter(projet__personne=personne).delete()
        for model in (LecteurDeNotes, Projet, Recherche, Experience):
            model.objects.filter(personne=personne).delete()


@transaction.atomic
def erase_piece(objet: models.Model) -> None:
    """T5: the file and its name go; that the paper was seen, when and by whom, stays."""
    row = Justificatif.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    if row.fichier_id is None:
        return
    fichier, row.fichier, row.effacee_le = row.fichier_id, None, localdate()
    row.save(update_fields=["fichier", "effacee_le"])
    Piece.objects.filter(pk=fichier).delete()


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
        erase=end_dossier,
        list_tous=lambda: Personne.objects.filter(anonymisee_le=None, noyau=None),
    )
)
declare(
    Effacement(
        regle="T4",
        libelle="Noyaux FSE",
        list_dus=conservation.list_noyaux_dus,
        erase=erase_noyau,
        list_tous=lambda: Noyau.objects.all(),
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
declare(
    Effacement(
        regle="T5",
        libelle="Pièces vues, sans utilité pour le FSE",
        list_dus=conservation.list_pieces_dues,
        erase=erase_piece,
        list_tous=conservation.list_pieces_vues,
    )
)
