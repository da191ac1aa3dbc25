"""T1 and T2: somebody orients a person. Saved as a draft, sent with their agreement; by an account, or by a signed link."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation, move_orientation
from maillage.parcours.actions.pieces_entree import store_fiche_signee
from maillage.parcours.actions.relecture import review_fiche
from maillage.parcours.models import Decouverte, Orientation, Prescripteur
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import CanalArrivee, Critere
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import orientation as regles
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun


class OrientationModifiee(ParcoursRefuse):
    """Somebody else saved it meanwhile."""


def read_fiche(orientation: Orientation) -> regles.Fiche:
    """What the rules look at, of what was typed."""
    return regles.Fiche(
        nom_naissance=orientation.nom_naissance,
        prenoms=orientation.prenoms,
        date_naissance=orientation.date_naissance,
        telephone=orientation.telephone,
        courriel=orientation.courriel,
        voie=orientation.voie,
        has_commune=orientation.commune_id is not None,
        criteres=[Critere(code) for code in orientation.criteres],
        inscrit_le=orientation.inscrit_le,
        niveau=Niveau(orientation.niveau) if orientation.niveau else None,
        argument=orientation.argument,
        date_contact=orientation.date_contact,
        consentement_le=orientation.consentement_le,
        consentement_support=orientation.consentement_support,
        signee_le=orientation.signee_prescripteur_le,
    )


def read_saisie(dispositif: Dispositif, values: Mapping[str, Any]) -> Orientation:
    """What is being typed, never saved; what could not be read in the form is absent."""
    return _fill(Orientation(dispositif=dispositif), values)


@transaction.atomic
def write_orientation(
    *, by: Acteur, dispositif: Dispositif, prescripteur: Prescripteur, values: Mapping[str, Any], today: date,
    transmettre: bool, canal: CanalArrivee = CanalArrivee.INTERMEDIAIRE, decouverte: Decouverte | None = None,
) -> Orientation:  # fmt: skip
    """A new one, a draft or sent at once; `decouverte`: the contact outside that it comes from."""
    orientation = _build(dispositif, prescripteur, canal, values, auteur=by.compte, nom=by.nom)
    permissions.check(by, Droit.ORIENTER, orientation)
    if prescripteur.dispositif_id != dispositif.pk:
        raise ParcoursRefuse("Ce prescripteur n’est pas connu de ce dispositif.", champ="prescripteur")
    _create(by, orientation)
    if decouverte is not None:
        _link(decouverte, orientation)
    if transmettre:
        _transmit(by, orientation, today=today)
    return orientation


@transaction.atomic
def change_orientation(
    *, by: Acteur, orientation: Orientation, values: Mapping[str, Any], version: int, today: date, transmettre: bool
) -> Orientation:
    """A draft, or what a complement was asked for; nobody else's text is lost (`version`: the one that was read)."""
    permissions.check(by, Droit.ORIENTER, orientation)
    orientation = lock_orientation(orientation)
    if orientation.auteur != by.compte or EtatOrientation(orientation.etat) not in regles.MODIFIABLES:
        raise ParcoursRefuse("Cette orientation est déjà transmise : demandez au dispositif ce qu’il faut y changer.")
    if orientation.version != version:
        raise OrientationModifiee("Cette orientation a changé depuis que vous l’avez ouverte : relisez-la.")
    _fill(orientation, values)
    review_fiche(orientation)
    orientation.version += 1
    orientation.save()
    journal.write(by=by, event="parcours.orientation_modifiee", target=orientation)
    if transmettre:
        _transmit(by, orientation, today=today)
    return orientation


@transaction.atomic
def cancel_orientation(*, by: Acteur, orientation: Orientation, today: date) -> Orientation:
    """By whoever wrote it, as long as nobody has received the person."""
    permissions.check(by, Droit.ORIENTER, orientation)
    orientation = lock_orientation(orientation)
    if orientation.auteur != by.compte:
        raise ParcoursRefuse("Seule la personne qui a écrit cette orientation l’annule.")
    if orientation.etat == EtatOrientation.ANNULEE:
        return orientation
    orientation.date_fin = today
    move_orientation(orientation, EtatOrientation.ANNULEE)
    journal.write(by=by, event="parcours.orientation_annulee", target=orientation)
    return orientation


@transaction.atomic
def transmit_by_lien(
    *, by: Acteur, prescripteur: Prescripteur, rang: int, auteur_nom: str, values: Mapping[str, Any], today: date,
    fichier: TemporaryUploadedFile | None = None,
) -> Orientation:  # fmt: skip
    """Without account: the link in force is the right. Sent at once, nothing of it is shown again.

    `fichier`: the fiche, printed before and signed by both.

    Within `open_service`: a visitor has no compartment.
    """
    prescripteur = (
        Prescripteur.objects.select_for_update(of=("self",)).select_related("dispositif").get(pk=prescripteur.pk)
    )
    if prescripteur.lien_rang != rang or not prescripteur.is_lien_ouvert(on=today):
        raise permissions.DroitRefuse("Ce lien n’est plus en vigueur : demandez-en un autre au dispositif.")
    deja = Orientation.objects.filter(prescripteur=prescripteur, auteur=None, date_prescription=today).count()
    if refus := regles.check_debit(deja, today=today):
        raise ParcoursRefuse(refus)
    orientation = _build(
        prescripteur.dispositif, prescripteur, CanalArrivee.INTERMEDIAIRE, values, auteur=None, nom=auteur_nom
    )
    _create(by, orientation)
    _transmit(by, orientation, today=today)
    if fichier is not None:
        store_fiche_signee(by, orientation, fichier, champ="fiche_signee")
    return orientation


def _build(
    dispositif: Dispositif, prescripteur: Prescripteur, canal: CanalArrivee, values: Mapping[str, Any], *,
    auteur: int | None, nom: str,
) -> Orientation:  # fmt: skip
    orientation = Orientation(
        dispositif=dispositif, prescripteur=prescripteur, canal=canal, auteur=auteur, auteur_nom=nom
    )
    return _fill(orientation, values)


def _fill(orientation: Orientation, values: Mapping[str, Any]) -> Orientation:
    for name, value in values.items():
        setattr(orientation, name, value)
    return orientation


def _create(by: Acteur, orientation: Orientation) -> None:
    review_fiche(orientation)
    Dispositif.objects.select_for_update(of=("self",)).get(pk=orientation.dispositif_id)  # one number at a time
    rows = Orientation.objects.filter(dispositif=orientation.dispositif_id)
    orientation.numero = (rows.aggregate(last=Max("numero"))["last"] or 0) + 1
    orientation.save(force_insert=True)
    journal.write(by=by, event="parcours.orientation", target=orientation, numero=orientation.numero)


def _transmit(by: Acteur, orientation: Orientation, *, today: date) -> None:
    """The first sending keeps its date; another one, after a complement, has its own."""
    check_aucun(regles.list_manques(read_fiche(orientation), today=today))
    if orientation.date_prescription is None:
        orientation.date_prescription = today
        orientation.date_contact = orientation.date_contact or today
    else:
        orientation.complete_le = today
    move_orientation(orientation, EtatOrientation.TRANSMISE)
    journal.write(by=by, event="parcours.orientation_transmise", target=orientation)


def _link(decouverte: Decouverte, orientation: Orientation) -> None:
    locked = Decouverte.objects.select_for_update(of=("self",)).get(pk=decouverte.pk)
    if locked.dispositif_id != orientation.dispositif_id or locked.orientation_id is not None:
        raise ParcoursRefuse("Cette rencontre est déjà devenue une orientation.")
    locked.orientation = orientation
    locked.save(update_fields=["orientation"])
