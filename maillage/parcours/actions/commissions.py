"""A commission: planned, its agenda, who is present, what is decided, the signed minutes."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Commission, Inscription, Membre, Orientation, Parcours
from maillage.parcours.nomenclatures.orientation import EtatCommission, TypeCommission
from maillage.parcours.ordre_du_jour import Objet, get_objet
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import commission as regles
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

Noms = Sequence[tuple[str, str]]  # (person, structure)


def lock_commission(commission: Commission) -> Commission:
    return Commission.objects.select_for_update(of=("self",)).get(pk=commission.pk)


@transaction.atomic
def plan_commission(
    *, by: Acteur, dispositif: Dispositif, type: TypeCommission, le: date, quorum: int, membres: Noms,
    heure: time | None = None, lieu: str = "",
) -> Commission:  # fmt: skip
    commission = Commission(dispositif=dispositif, type=type, le=le, heure=heure, lieu=lieu, quorum=quorum)
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    _check_composition(membres, quorum)
    commission.save(force_insert=True)
    _write_membres(commission, membres)
    journal.write(by=by, event="parcours.commission", target=commission, type=type.value, le=le.isoformat())
    return commission


@transaction.atomic
def edit_commission(
    *, by: Acteur, commission: Commission, type: TypeCommission, le: date, quorum: int, membres: Noms,
    heure: time | None = None, lieu: str = "",
) -> Commission:  # fmt: skip
    """Until it is held."""
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    commission = lock_commission(commission)
    if refus := regles.check_modifiable(EtatCommission(commission.etat)):
        raise ParcoursRefuse(refus)
    _check_composition(membres, quorum)
    commission.type, commission.le, commission.heure = type, le, heure
    commission.lieu, commission.quorum = lieu, quorum
    commission.save()
    Membre.objects.filter(commission=commission).delete()
    _write_membres(commission, membres)
    journal.write(by=by, event="parcours.commission_modifiee", target=commission, le=le.isoformat())
    return commission


def _check_composition(membres: Noms, quorum: int) -> None:
    if refus := regles.check_composition([nom for nom, _ in membres], quorum=quorum):
        raise ParcoursRefuse(refus, champ="membres")


def _write_membres(commission: Commission, membres: Noms) -> None:
    Membre.objects.bulk_create(
        Membre(dispositif_id=commission.dispositif_id, commission=commission, nom=nom, structure=structure)
        for nom, structure in membres
    )


@transaction.atomic
def put_on_agenda(
    *, by: Acteur, commission: Commission, objet: Objet, cible: Orientation | Parcours, today: date
) -> Inscription:
    """Put twice, a file is there once."""
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    commission = lock_commission(commission)
    if commission.etat == EtatCommission.CLOSE:
        raise ParcoursRefuse("Le relevé de cette commission est signé : son ordre du jour ne change plus.")
    found = Inscription.objects.filter(commission=commission, **{objet.champ: cible}).first()
    if found is not None:
        return found
    type(cible).objects.select_for_update(of=("self",)).get(pk=cible.pk)  # two commissions would both take it
    if not objet.list_candidats(by, commission).filter(pk=cible.pk).exists():
        raise ParcoursRefuse("Ce dossier n’est pas à présenter, ou une autre commission l’examine déjà.")
    objet.put(by=by, cible=cible, le=min(today, commission.le), today=today)
    rang = (Inscription.objects.filter(commission=commission).aggregate(rang=Max("rang"))["rang"] or 0) + 1
    inscription = Inscription.objects.create(
        dispositif_id=commission.dispositif_id, commission=commission, rang=rang, objet=objet.code,
        **{objet.champ: cible},
    )  # fmt: skip
    journal.write(
        by=by, event="parcours.commission_inscription", target=commission, dossier=str(cible.uuid), objet=objet.code
    )
    return inscription


@transaction.atomic
def remove_from_agenda(*, by: Acteur, inscription: Inscription) -> None:
    """Not examined this time: the file may be put before another commission."""
    permissions.check(by, Droit.TENIR_COMMISSION, inscription)
    commission = lock_commission(inscription.commission)
    found = Inscription.objects.filter(pk=inscription.pk).first()
    if found is None:
        return
    if found.resultat or commission.etat == EtatCommission.CLOSE:
        raise ParcoursRefuse("Ce dossier est décidé : il reste au relevé.")
    found.delete()
    journal.write(by=by, event="parcours.commission_retrait", target=commission, objet=inscription.objet)


@transaction.atomic
def record_presence(*, by: Acteur, commission: Commission, presents: Sequence[int], today: date) -> Commission:
    """Who sat, the others being absent. Once something is decided, the quorum must still be there."""
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    commission = lock_commission(commission)
    etat = EtatCommission(commission.etat)
    if refus := regles.check_seance(
        EtatCommission.TENUE if etat is EtatCommission.PREPAREE else etat, le=commission.le, today=today
    ):
        raise ParcoursRefuse(refus)
    membres = Membre.objects.filter(commission=commission)
    here = membres.filter(pk__in=presents)
    decided = Inscription.objects.filter(commission=commission).exclude(resultat="").exists()
    if decided and (refus := regles.check_quorum(here.count(), quorum=commission.quorum)):
        raise ParcoursRefuse(f"{refus} Des décisions sont déjà enregistrées.", champ="presents")
    membres.exclude(pk__in=presents).update(is_present=False)
    here.update(is_present=True)
    commission.etat = EtatCommission.TENUE
    commission.save(update_fields=["etat"])
    journal.write(by=by, event="parcours.commission_presence", target=commission, presents=here.count())
    return commission


@transaction.atomic
def decide_inscription(*, by: Acteur, inscription: Inscription, today: date, **values: Any) -> Inscription:
    """`values`: those of the form of its objet. What the decision does, it does now; a file is decided once."""
    permissions.check(by, Droit.TENIR_COMMISSION, inscription)
    commission = lock_commission(inscription.commission)
    found = Inscription.objects.select_for_update(of=("self",)).get(pk=inscription.pk)
    if refus := check_decidable(commission, today=today):
        raise ParcoursRefuse(refus)
    if found.resultat:
        raise ParcoursRefuse(f"Ce dossier est déjà décidé : {found.libelle_resultat.lower()}.")
    decision = get_objet(found).decide(by=by, inscription=found, le=commission.le, today=today, **values)
    found.resultat, found.motif, found.suite = decision.resultat, decision.motif, decision.suite
    found.alertes, found.motif_alerte = list(decision.alertes), decision.motif_alerte if decision.alertes else ""
    found.save(update_fields=["resultat", "motif", "suite", "alertes", "motif_alerte_scelle"])
    journal.write(
        by=by, event="parcours.commission_decision", target=commission, objet=found.objet,
        resultat=decision.resultat.value,
    )  # fmt: skip
    return found


def check_decidable(commission: Commission, *, today: date) -> str | None:
    """Held, not signed, and with its quorum; the page says the same before the form is filled."""
    if refus := regles.check_seance(EtatCommission(commission.etat), le=commission.le, today=today):
        return refus
    presents = Membre.objects.filter(commission=commission, is_present=True).count()
    return regles.check_quorum(presents, quorum=commission.quorum)


@transaction.atomic
def sign_releve(*, by: Acteur, commission: Commission, today: date) -> Commission:
    """The minutes are signed: nothing of this commission changes any more. Signed twice is signed once."""
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    commission = lock_commission(commission)
    if commission.etat == EtatCommission.CLOSE:
        return commission
    if refus := check_decidable(commission, today=today):
        raise ParcoursRefuse(refus)
    rows = Inscription.objects.filter(commission=commission)
    if refus := regles.check_signature(dossiers=rows.count(), decides=rows.exclude(resultat="").count()):
        raise ParcoursRefuse(refus)
    commission.etat, commission.signee_le, commission.signee_par = EtatCommission.CLOSE, today, by.compte
    commission.save(update_fields=["etat", "signee_le", "signee_par"])
    journal.write(by=by, event="parcours.commission_signee", target=commission, le=commission.le.isoformat())
    return commission
