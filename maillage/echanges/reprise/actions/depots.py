"""A file is handed in, its columns are chosen, it is given up. Nothing of it is imported here."""

import hashlib
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import IO, Any

from django.db import transaction

from maillage.echanges.reprise import lecture
from maillage.echanges.reprise.classeur import MORCEAU
from maillage.echanges.reprise.lecture import USAGE, FichierIllisible
from maillage.echanges.reprise.models import (
    Anomalie,
    Correspondance,
    Depot,
    Doublon,
    Fragment,
    LignePreparee,
)
from maillage.echanges.reprise.nomenclatures import EN_COURS, SUITES, Decision, EtatDepot, Nature
from maillage.echanges.reprise.parametres import LIGNES
from maillage.echanges.reprise.queries.depots import is_travail_ouvert
from maillage.echanges.reprise.rules import correspondances
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.parcours.permissions import Droit
from maillage.participants.scelle import get_coffre
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux.actions import enqueue
from maillage.socle.travaux.models import Travail

CONTROLE, IMPORT, ANNULATION = "reprise.controle", "reprise.import", "reprise.annulation"


class RepriseRefusee(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def submit_fichier(
    *, by: Acteur, dispositif: Dispositif, nature: Nature, nom: str, fichier: IO[bytes], today: date
) -> Depot:
    """Keeps the file, sealed, and guesses its columns. A file that does not open is refused at once."""
    permissions.check(by, Droit.REPRENDRE, dispositif)
    depot = Depot(dispositif=dispositif, nature=nature, nom=nom[:200], octets=0, auteur=by.compte)
    _keep(depot, fichier, today)
    journal.write(by=by, event="reprise.depot", target=depot, nature=nature.value)
    return depot


@transaction.atomic
def replace_fichier(*, by: Acteur, depot: Depot, nom: str, fichier: IO[bytes], today: date) -> Depot:
    """The corrected file takes the place of the other; what was decided of its likenesses stays."""
    depot = lock_depot(by, depot)
    check_libre(depot, EN_COURS)
    depot.fragments.all().delete()
    depot.nom, depot.etat = nom[:200], EtatDepot.DEPOSE
    _keep(depot, fichier, today)
    journal.write(by=by, event="reprise.depot", target=depot, nature=depot.nature)
    return depot


def _keep(depot: Depot, fichier: IO[bytes], today: date) -> None:
    """Read once, whole: its rows are then kept sealed, some hundreds together. A file that does not open stays out."""
    gabarit, plafond = GABARITS[Nature(depot.nature)], LIGNES.get(on=today).valeur
    memoire = Correspondance.objects.filter(dispositif=depot.dispositif_id, nature=depot.nature)
    empreinte = hashlib.sha256()
    while part := fichier.read(MORCEAU):
        empreinte.update(part)
    depot.empreinte, depot.octets = empreinte.hexdigest(), fichier.tell()
    fichier.seek(0)
    try:
        choix = dict(memoire.values_list("entete", "colonne"))
        depot.entetes, depot.ligne_entetes, rows = lecture.read_fichier(
            fichier, lambda entetes: len(correspondances.guess(entetes, gabarit, choix))
        )
        depot.colonnes = correspondances.guess(depot.entetes, gabarit, choix)
        depot.save()
        coffre = get_coffre(USAGE, depot.dispositif_id)
        for rang, part in enumerate(lecture.pack(islice(rows, plafond + 1))):
            Fragment.objects.create(
                dispositif_id=depot.dispositif_id, depot=depot, rang=rang, contenu_scelle=coffre.seal(part)
            )
        if next(rows, None) is not None:
            raise FichierIllisible(
                f"Le fichier a plus de {plafond} lignes : partagez-le en plusieurs, puis redéposez-les."
            )
    except FichierIllisible as refus:
        raise RepriseRefusee(str(refus), champ="fichier") from refus


@transaction.atomic
def choose_colonnes(*, by: Acteur, depot: Depot, places: Mapping[str, int]) -> Travail:
    """Remembers the choice for the next file, and asks for the dry run."""
    depot = lock_depot(by, depot)
    check_libre(depot, EN_COURS)
    refus = correspondances.check(places, GABARITS[Nature(depot.nature)])
    if refus:
        champ, message = next(iter(refus.items()))
        raise RepriseRefusee(message, champ=champ)
    depot.colonnes = dict(places)
    for entete, colonne in correspondances.remember(depot.entetes, places).items():
        Correspondance.objects.update_or_create(
            dispositif_id=depot.dispositif_id, nature=depot.nature, entete=entete, defaults={"colonne": colonne}
        )
    journal.write(by=by, event="reprise.colonnes", target=depot, nature=depot.nature)
    return ask_travail(by, depot, CONTROLE)


def ask_travail(by: Acteur, depot: Depot, code: str) -> Travail:
    """The caller holds the depot's lock, and has made sure that no job is under way on it."""
    travail = enqueue(by=by, code=code, parametres={"depot": str(depot.uuid)}, dispositif=depot.dispositif_id)
    depot.travail = travail.uuid
    depot.save()
    return travail


@transaction.atomic
def decide_doublon(*, by: Acteur, doublon: Doublon, decision: Decision) -> Doublon:
    permissions.check(by, Droit.REPRENDRE, doublon)
    depot = lock_depot(by, doublon.depot)
    check_libre(depot, {EtatDepot.CONTROLE})
    doublon = Doublon.objects.select_for_update(of=("self",)).get(pk=doublon.pk)
    if doublon.decision != decision:
        doublon.decision, doublon.decide_par = decision, by.compte
        doublon.save(update_fields=["decision", "decide_par"])
        journal.write(by=by, event="reprise.doublon", target=depot, decision=decision.value)
    return doublon


@transaction.atomic
def abandon_depot(*, by: Acteur, depot: Depot) -> Depot:
    """What was read of the file is erased at once; what remains is that it was handed in, and by whom."""
    depot = lock_depot(by, depot)
    check_libre(depot, EN_COURS)
    move(depot, EtatDepot.ABANDONNE)
    erase_contenu(depot)
    journal.write(by=by, event="reprise.abandon", target=depot, nature=depot.nature)
    return depot


def erase_contenu(depot: Depot) -> None:
    """Everything that names somebody."""
    for model in (LignePreparee, Anomalie, Doublon, Fragment):
        model.objects.filter(depot=depot).delete()


def lock_depot(by: Acteur, depot: Depot) -> Depot:
    permissions.check(by, Droit.REPRENDRE, depot)
    return Depot.objects.visible_to(by).select_for_update(of=("self",)).get(pk=depot.pk)


def check_libre(depot: Depot, etats: Any) -> None:
    if EtatDepot(depot.etat) not in etats:
        raise RepriseRefusee(f"Ce fichier est « {depot.libelle_etat.lower()} » : cela n’est plus possible.")
    if is_travail_ouvert(depot):
        raise RepriseRefusee("Un travail est en cours sur ce fichier : attendez qu’il se termine, ou annulez-le.")


def move(depot: Depot, vers: EtatDepot) -> None:
    """The one place where the state of a file changes."""
    de = EtatDepot(depot.etat)
    if vers is not de and vers not in SUITES[de]:
        raise RepriseRefusee(f"Ce fichier est « {depot.libelle_etat.lower()} » : cela n’est plus possible.")
    depot.etat = vers
    depot.save()
