"""Receives a file of annonces, and takes back what a file brought."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.clause.permissions import Droit
from maillage.echanges.boamp.lecture import ATTENDU as ATTENDU_BOAMP
from maillage.echanges.decp.rules.lecture import find_debut
from maillage.echanges.reperage.lecteur import USAGE
from maillage.echanges.reperage.models import Annonce, Brouillon, Fichier, Morceau, Releve
from maillage.echanges.reperage.nomenclatures import (
    FICHIERS,
    LIBELLES_SOURCE,
    EtatAnnonce,
    EtatFichier,
    Source,
    Suite,
)
from maillage.echanges.reperage.parametres import RETOUR
from maillage.echanges.reperage.queries.suivis import list_inconnus
from maillage.echanges.reperage.rules.programmation import GABARIT
from maillage.echanges.reprise import lecture
from maillage.echanges.reprise.classeur import MORCEAU
from maillage.echanges.reprise.rules import correspondances
from maillage.participants.scelle import get_coffre
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.travaux.actions import enqueue
from maillage.socle.typographie import write_accord

VERSEMENT = "reperage.versement"
LOT = 500
ZIP, GZIP, PDF = b"PK\x03\x04", b"\x1f\x8b", b"%PDF"
# Seen near the beginning of a file, it says that another box was meant.
MARQUES: dict[Source, tuple[bytes, ...]] = {
    Source.BOAMP: (b'"idweb"', b"idweb;", b"idweb,"),
    Source.DECP: (b'"acheteur"', b'"marche"', b"<marche>", b"acheteur_id", b"acheteur.id"),
}


class ReperageRefuse(Refus):
    """A file or a notice is refused."""


@transaction.atomic
def submit_fichier(
    *, by: Acteur, dispositif: Dispositif, source: Source, nom: str, fichier: IO[bytes], suivis: Sequence[str]
) -> Fichier:
    """Keeps the file, and asks for its reading."""
    depose = keep_fichier(by=by, dispositif=dispositif, source=source, nom=nom, fichier=fichier, suivis=suivis)
    travail = enqueue(by=by, code=VERSEMENT, parametres={"fichier": str(depose.uuid)}, dispositif=dispositif.pk)
    depose.travail = travail.uuid
    depose.save(update_fields=["travail"])
    return depose


@transaction.atomic
def keep_fichier(
    *, by: Acteur, dispositif: Dispositif, source: Source, nom: str, fichier: IO[bytes], suivis: Sequence[str]
) -> Fichier:
    """In pieces, until it is read. One that is plainly something else is refused at once."""
    fichier_lu = Fichier(
        dispositif=dispositif, source=source, nom=nom[:200], octets=0, suivis=list(suivis), auteur=by.compte
    )
    permissions.check(by, Droit.TENIR_MARCHES, fichier_lu)
    if not suivis:
        raise ReperageRefuse("Indiquez au moins un département : seul ce qui s’y exécute est retenu.", champ="suivis")
    if inconnus := list_inconnus(list(suivis)):
        raise ReperageRefuse(f"Ce département n’existe pas : {', '.join(inconnus)}.", champ="suivis")
    _sign(fichier_lu, fichier)
    if source is Source.PROGRAMMATION:
        morceaux = _cut_programme(fichier_lu, fichier)
    else:
        _check_nature(source, fichier)
        fichier_lu.encodage = lecture.find_encodage(fichier)
        morceaux = iter(lambda: fichier.read(MORCEAU), b"")
    fichier_lu.save()
    coffre = get_coffre(USAGE, dispositif.pk)
    for rang, part in enumerate(morceaux):
        Morceau.objects.create(
            dispositif=dispositif, fichier=fichier_lu, rang=rang, contenu_scelle=coffre.seal(part)
        )  # fmt: skip
    journal.write(by=by, event="reperage.depot", target=fichier_lu, source=source.value)
    return fichier_lu


def _sign(fichier_lu: Fichier, fichier: IO[bytes]) -> None:
    empreinte = hashlib.sha256()
    while part := fichier.read(MORCEAU):
        empreinte.update(part)
    fichier_lu.empreinte, fichier_lu.octets = empreinte.hexdigest(), fichier.tell()
    fichier.seek(0)


def _cut_programme(fichier_lu: Fichier, fichier: IO[bytes]) -> Iterator[bytes]:
    """Its rows, packed; its columns recognised by their headings. Read whole here: a programme is short."""
    try:
        entetes, _, rows = lecture.read_fichier(fichier, lambda found: len(correspondances.guess(found, GABARIT)))
        fichier_lu.colonnes = correspondances.guess(entetes, GABARIT)
        if manquantes := [c.libelle for c in GABARIT.obligatoires if c.code not in fichier_lu.colonnes]:
            noms = ", ".join(f"« {libelle} »" for libelle in manquantes)
            raise ReperageRefuse(
                f"Il manque la colonne {noms} : donnez ce titre à la vôtre, ou partez du modèle.", champ="fichier"
            )
        return iter(list(lecture.pack(rows)))
    except lecture.FichierIllisible as refus:
        raise ReperageRefuse(str(refus), champ="fichier") from refus


def _check_nature(source: Source, fichier: IO[bytes]) -> None:
    head = fichier.read(MORCEAU)
    fichier.seek(0)
    if not find_debut(fichier):
        raise ReperageRefuse("Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau.", champ="fichier")
    if head.startswith((ZIP, GZIP, PDF)):
        attendu = ATTENDU_BOAMP if source is Source.BOAMP else "un fichier JSON, XML ou CSV"
        raise ReperageRefuse(
            f"Ce fichier est une archive, un classeur ou un PDF : attendu, {attendu}. S’il est compressé, décompressez-le.",
            champ="fichier",
        )
    autre = Source.DECP if source is Source.BOAMP else Source.BOAMP
    if any(marque in head for marque in MARQUES[autre]) and not any(marque in head for marque in MARQUES[source]):
        raise ReperageRefuse(
            f"Ce fichier ressemble à autre chose : déposez-le sous « {LIBELLES_SOURCE[autre]} ».", champ="fichier"
        )


@transaction.atomic
def withdraw_fichier(*, by: Acteur, fichier: Fichier, today: date, now: datetime) -> int:
    """All that a file brought goes, or nothing does. Returns how many annonces left."""
    fichier = lock_fichier(by, fichier)
    check_retrait(fichier, today=today)
    nouvelles = Annonce.objects.filter(fichier=fichier)
    avant = dict(
        Releve.objects.filter(fichier=fichier, suite=Suite.MODIFIEE).order_by("rang").values_list("uid", "avant")
    )
    for annonce in Annonce.objects.filter(dispositif=fichier.dispositif_id, source=fichier.source, uid__in=list(avant)):
        names = annonce.write_lus(avant[annonce.uid])
        annonce.save(update_fields=names)
    nombre = nouvelles.count()
    nouvelles.delete()
    fichier.retire_le = now
    move(fichier, EtatFichier.RETIRE)
    journal.write(by=by, event="reperage.retrait", target=fichier, nombre=nombre)
    return nombre


def check_retrait(fichier: Fichier, *, today: date) -> None:
    if EtatFichier.RETIRE not in FICHIERS[EtatFichier(fichier.etat)]:
        raise ReperageRefuse(f"Ce fichier est « {fichier.libelle_etat.lower()} » : il n’y a rien à retirer.")
    delai = RETOUR.get(on=today).valeur
    if fichier.verse_le is not None and localdate(fichier.verse_le) + timedelta(days=delai) < today:
        raise ReperageRefuse(f"Ce versement date de plus de {delai} jours : il ne se retire plus.")
    decidees = Annonce.objects.filter(fichier=fichier).exclude(etat=EtatAnnonce.A_QUALIFIER).count()
    uids = Releve.objects.filter(fichier=fichier, suite__in=(Suite.NOUVELLE, Suite.MODIFIEE)).values("uid")
    reprises = Releve.objects.filter(
        dispositif=fichier.dispositif_id, fichier__source=fichier.source, fichier__etat=EtatFichier.VERSE,
        fichier__pk__gt=fichier.pk, suite=Suite.MODIFIEE, uid__in=uids,
    )  # fmt: skip
    obstacles = [
        write_accord(nombre, *noms)
        for nombre, noms in (
            (decidees, ("annonce déjà décidée", "annonces déjà décidées")),
            (reprises.count(), ("annonce mise à jour par un fichier suivant", "annonces mises à jour par un fichier suivant")),
        )
        if nombre
    ]  # fmt: skip
    if obstacles:
        raise ReperageRefuse(f"Rien n’est retiré : {' ; '.join(obstacles)}.")


def lock_fichier(by: Acteur, fichier: Fichier) -> Fichier:
    permissions.check(by, Droit.TENIR_MARCHES, fichier)
    return Fichier.objects.visible_to(by).select_for_update(of=("self",)).get(pk=fichier.pk)


def move(fichier: Fichier, vers: EtatFichier) -> None:
    """The one place where the state of a file changes."""
    if vers not in FICHIERS[EtatFichier(fichier.etat)]:
        raise ReperageRefuse(f"Ce fichier est « {fichier.libelle_etat.lower()} » : cela n’est plus possible.")
    fichier.etat = vers
    fichier.save()


def clear_lecture(fichier: Fichier) -> bool:
    """What was kept for the reading goes, some at a time; True while some is left."""
    for model, nombre in ((Brouillon, 4 * LOT), (Morceau, 40)):
        keys: Any = model._default_manager.filter(fichier=fichier).values_list("pk", flat=True)[:nombre]
        keys = list(keys)
        for start in range(0, len(keys), LOT):
            model._default_manager.filter(pk__in=keys[start : start + LOT]).delete()
        if keys:
            return True
    return False
