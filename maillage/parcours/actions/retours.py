"""After an exit: a new parcours here, a file sent to another PLIE, a year closed (domaine 01, T21, T23, § 12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.entrees import open_parcours
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.sorties import Proposition, propose_sortie, validate_sortie
from maillage.parcours.models import AnneeClose, Orientation, Parcours, Prescripteur, Referent, Transfert
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import CanalArrivee, TypePrescripteur
from maillage.parcours.nomenclatures.suites import Transmis
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.queries.sorties import list_closes
from maillage.parcours.rules import sorties as rules
from maillage.parcours.rules.parametres_sorties import CARENCE
from maillage.participants.models import Consentement, Personne
from maillage.participants.nomenclatures.droits import Accord, Support
from maillage.participants.queries.personnes import find_adresse, find_situation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal


@transaction.atomic
def reintegrate(*, by: Acteur, parcours: Parcours, referent: Referent, date_entree: date, today: date) -> Parcours:
    """T21: a new parcours tied to the former one, whose exit stays what it was."""
    permissions.check(by, Droit.AFFECTER, parcours)
    if parcours.date_sortie is None:
        raise ParcoursRefuse("Ce parcours n’est pas terminé.")
    if hasattr(parcours, "suivant"):
        raise ParcoursRefuse("La personne est déjà revenue après ce parcours.")
    carence = read_valeur(parcours.dispositif_id, CARENCE, on=today)
    if refus := rules.check_reintegration(date_sortie=parcours.date_sortie, entree=date_entree, carence=carence):
        raise ParcoursRefuse(refus, champ="date_entree")
    return open_parcours(
        by=by, personne=parcours.personne, referent=referent, date_entree=date_entree, today=today, precedent=parcours
    )


@transaction.atomic
def transfer_parcours(
    *, by: Acteur, parcours: Parcours, vers: Dispositif, transmis: Iterable[Transmis], accord_le: date,
    support: Support, derogation: str, today: date,
) -> Transfert:  # fmt: skip
    """T23: the person moves. They leave here (SS-DEM), and arrive there with what they agreed to, and nothing else."""
    permissions.check(by, Droit.DECIDER_SORTIE, parcours)
    if vers.type != TypeDispositif.PLIE or vers.pk == parcours.dispositif_id:
        raise ParcoursRefuse("Choisissez un autre PLIE.", champ="vers")
    if accord_le > today:
        raise ParcoursRefuse("L’accord est donné aujourd’hui au plus tard.", champ="accord_le")
    parts = sorted(set(transmis))
    record_accord(by, parcours.personne, vers, accord_le=accord_le, support=support)
    sortie = propose_sortie(by=by, parcours=parcours, demande=Proposition("SS-DEM", date_fait=accord_le), today=today)
    validate_sortie(by=by, sortie=sortie, le=today, motif="", derogation=derogation, today=today)
    received = send_orientation(by, parcours, vers, parts, accord_le=accord_le, support=support, today=today)
    transfert = Transfert.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, vers=vers, le=today, accord_le=accord_le,
        transmis=parts, recu=received.uuid, auteur=by.compte,
    )  # fmt: skip
    journal.write(by=by, event="parcours.transfert", target=parcours, vers=str(vers.uuid), parts=", ".join(parts))
    return transfert


def record_accord(by: Acteur, personne: Personne, vers: Dispositif, *, accord_le: date, support: Support) -> None:
    """R-42: for this recipient, dated; the same again is the same."""
    _, is_new = Consentement.objects.get_or_create(
        dispositif_id=personne.dispositif_id, personne=personne, objet=Accord.TRANSFERT, destinataire=vers.nom,
        retire_le=None, defaults={"donne_le": accord_le, "support": support, "auteur": by.compte},
    )  # fmt: skip
    if is_new:
        journal.write(by=by, event="participants.consentement", target=personne, objet=Accord.TRANSFERT)


def send_orientation(
    by: Acteur, parcours: Parcours, vers: Dispositif, parts: Iterable[Transmis], *, accord_le: date, support: Support,
    today: date,
) -> Orientation:  # fmt: skip
    """Everything is read on this side first: in the other compartment only what is agreed is written."""
    personne, parts = parcours.personne, set(parts)
    values: dict[str, Any] = {
        "civilite": personne.civilite, "sexe": personne.sexe, "nom_naissance": personne.nom_naissance,
        "nom_usage": personne.nom_usage, "prenoms": personne.prenoms, "date_naissance": personne.date_naissance,
    }  # fmt: skip
    situation, adresse = find_situation(personne, on=today), find_adresse(personne, on=today)
    if Transmis.COORDONNEES in parts:
        values |= {"telephone": personne.telephone, "courriel": personne.courriel}
    if Transmis.ADRESSE in parts and adresse is not None:
        values |= {"voie": adresse.voie, "code_postal": adresse.code_postal, "commune": adresse.commune}
    if Transmis.FORMATION in parts and situation is not None:
        values |= {"niveau": situation.niveau}
    if Transmis.INSCRIPTION in parts and situation is not None:
        values |= {"inscrit_le": situation.inscrit_le}
    nom = parcours.dispositif.nom
    with open_service("transfert d’un dossier vers un autre PLIE, avec l’accord de la personne"):
        there = Dispositif.objects.select_for_update(of=("self",)).get(pk=vers.pk)
        prescripteur, _ = Prescripteur.objects.get_or_create(
            dispositif=there, nom=nom, au=None, defaults={"type": TypePrescripteur.AUTRE, "du": today}
        )
        last = Orientation.objects.filter(dispositif=there).aggregate(numero=Max("numero"))["numero"] or 0
        received = Orientation.objects.create(
            dispositif=there, numero=last + 1, etat=EtatOrientation.TRANSMISE, canal=CanalArrivee.INTERMEDIAIRE,
            prescripteur=prescripteur, auteur=None, auteur_nom=by.nom, date_contact=accord_le, date_prescription=today,
            consentement_le=accord_le, consentement_support=support, signee_prescripteur_le=today, **values,
        )  # fmt: skip
        journal.write(by=by, event="parcours.transfert_recu", target=received, dispositif=there.pk)
    return received


@transaction.atomic
def close_annee(*, by: Acteur, dispositif: Dispositif, annee: int, today: date) -> AnneeClose:
    """Its entries and exits are counted: none is added to it, none is undone."""
    row = AnneeClose(dispositif=dispositif, annee=annee, close_le=today)
    permissions.check(by, Droit.PARAMETRER, row)
    if row.dispositif_id != by.dispositif:
        raise permissions.DroitRefuse("Une année se clôt dans son dispositif.")
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)
    if refus := rules.check_cloture(annee, closes=list_closes(dispositif.pk), on=today):
        raise ParcoursRefuse(refus, champ="annee")
    row.save(force_insert=True)
    journal.write(by=by, event="parcours.annee_close", target=dispositif, annee=annee)
    return row
