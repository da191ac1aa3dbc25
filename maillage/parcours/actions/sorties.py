"""An exit is proposed, decided, rejected, undone. The only place where a parcours ends (domaine 01, T14 to T20)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.emplois import close_suivi
from maillage.parcours.actions.entrees import take_photo
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours, move_parcours
from maillage.parcours.actions.formations import close_formation
from maillage.parcours.models import Parcours, Photo, Relance, Sortie, SortieLocale, Suspension
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import TYPES, Classe
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.sorties import check_annulation, find_formation, find_suivi, list_closes, read_faits
from maillage.parcours.rules import sorties as rules
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is asked: the type, what the type needs said, the day of the fact when no rule knows it."""

    type: str
    locale: SortieLocale | None = None
    sous_motif: str = ""
    precision: str = ""
    sans_appui: bool = False
    date_fait: date | None = None


@transaction.atomic
def propose_sortie(*, by: Acteur, parcours: Parcours, demande: Proposition, today: date) -> Sortie:
    permissions.check(by, Droit.PROPOSER_SORTIE, parcours)
    return write_proposition(by, lock_parcours(parcours), demande, today=today)


def write_proposition(by: Acteur, parcours: Parcours, demande: Proposition, *, today: date) -> Sortie:
    """The caller holds the row and the droit, or is the nightly job: an exit is proposed, never decided, by itself."""
    type = TYPES[demande.type]
    faits = read_faits(
        parcours, le=demande.date_fait or today, on=today, sous_motif=demande.sous_motif, precision=demande.precision,
        sans_appui=demande.sans_appui, locale=str(demande.locale or ""),
    )  # fmt: skip
    if demande.locale is not None:
        _check_locale(demande.locale, parcours, type.code, today=today)
    if refus := rules.list_refus(type, faits, on=today):
        raise ParcoursRefuse(" ".join(refus))
    closes = list_closes(parcours.dispositif_id)
    sortie = Sortie.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, type=type.code, locale=demande.locale,
        sous_motif=demande.sous_motif,
        precision=demande.precision.strip(), sans_appui=demande.sans_appui, proposee_le=today,
        date_fait=find_date_fait(demande, faits, today=today),
        date_sortie=rules.compute_date_sortie(type, validation=faits.validation, decidee=today, closes=closes),
        suivi=find_suivi(parcours) if type.classe is Classe.EMPLOI_DURABLE else None,
        formation=find_formation(parcours) if type.classe is Classe.FORMATION else None,
        auteur=by.compte,
    )  # fmt: skip
    move_parcours(by, parcours, EtatParcours.SORTIE_PROPOSEE, le=today)
    journal.write(by=by, event="parcours.sortie_proposee", target=parcours, sortie=type.code, le=today.isoformat())
    return sortie


def _check_locale(locale: SortieLocale, parcours: Parcours, code: str, *, today: date) -> None:
    if locale.dispositif_id != parcours.dispositif_id or locale.national != code:
        raise ParcoursRefuse("Cette sortie n’est pas de la liste de votre dispositif.", champ="type")
    if locale.au is not None and locale.au < today:
        raise ParcoursRefuse(f"« {locale} » n’est plus dans la liste depuis le {locale.au:%d/%m/%Y}.", champ="type")


def find_date_fait(demande: Proposition, faits: rules.Faits, *, today: date) -> date:
    """The fact behind the exit: the six months, the certificate, the last contact; else the day that is given."""
    classe = TYPES[demande.type].classe
    if classe is Classe.EMPLOI_DURABLE and faits.validation:
        return faits.validation
    if demande.type == "FQ-CERT" and faits.obtenue_le:
        return faits.obtenue_le
    if demande.type == "FQ-LONG" and faits.formation_debut:
        return rules.compute_validation_formation(faits.formation_debut, on=today)
    if demande.type == "SS-ABA" and not demande.date_fait:
        return faits.dernier_contact or faits.entree
    return demande.date_fait or today


@transaction.atomic
def validate_sortie(
    *, by: Acteur, sortie: Sortie, le: date, motif: str, derogation: str, today: date
) -> Sortie:  # fmt: skip
    """T18: everything is checked again, the pieces are there or somebody says why not, the photo is taken."""
    parcours, sortie = _lock(by, sortie)
    if not sortie.proposee_le <= le <= today:
        raise ParcoursRefuse(
            f"La décision est prise entre la proposition ({sortie.proposee_le:%d/%m/%Y}) et aujourd’hui.", champ="le"
        )
    type = sortie.definition
    faits = _read_again(parcours, sortie, le=le, today=today)
    if refus := rules.list_refus(type, faits, on=today):
        raise ParcoursRefuse(" ".join(refus))
    manquantes = rules.list_manquantes(type, faits.pieces, sous_motif=sortie.sous_motif)
    if manque := rules.check_pieces(manquantes, derogation):
        raise ParcoursRefuse(manque, champ="derogation")
    closes = list_closes(parcours.dispositif_id)
    sortie.date_sortie = rules.compute_date_sortie(type, validation=faits.validation, decidee=le, closes=closes)
    sortie.decidee_le, sortie.decidee_par, sortie.motif = le, by.compte, motif.strip()
    sortie.derogation = derogation.strip() if manquantes else ""
    sortie.photo = _photograph(parcours, le=min(sortie.date_sortie, today))
    sortie.save()
    _close(parcours, sortie, le=le)
    parcours.date_sortie = sortie.date_sortie
    parcours.is_entree_provisoire = False  # who leaves before the awaited day came in on that of the commission
    vers = EtatParcours.SORTI_POSITIF if type.is_positive else EtatParcours.SORTI_SANS_SUITE
    move_parcours(by, parcours, vers, le=sortie.date_sortie, motif=type.code)
    journal.write(
        by=by, event="parcours.sortie", target=parcours, sortie=type.code, le=sortie.date_sortie.isoformat(),
        derogation=bool(sortie.derogation),
    )  # fmt: skip
    return sortie


def _read_again(parcours: Parcours, sortie: Sortie, *, le: date, today: date) -> rules.Faits:
    return read_faits(
        parcours, le=le, on=today, sous_motif=sortie.sous_motif, precision=sortie.precision,
        sans_appui=sortie.sans_appui, locale=str(sortie.locale or ""),
    )  # fmt: skip


def _photograph(parcours: Parcours, *, le: date) -> Photo:
    last = Photo.objects.filter(parcours=parcours, moment="sortie").aggregate(rang=Max("rang"))["rang"] or 0
    return take_photo(parcours, moment="sortie", le=le, rang=last + 1, motif="après une sortie annulée" if last else "")


def _close(parcours: Parcours, sortie: Sortie, *, le: date) -> None:
    """What was followed is followed no more."""
    if (suivi := find_suivi(parcours)) is not None:
        close_suivi(suivi, issue="valide" if sortie.suivi_id else "rompu", le=le)
    formation = find_formation(parcours)
    if formation is not None and not formation.issue:
        close_formation(formation, issue="valide" if sortie.formation_id else "echec", le=le)
    Suspension.objects.filter(parcours=parcours, repris_le=None, refusee_le=None).update(repris_le=le)


@transaction.atomic
def reject_sortie(*, by: Acteur, sortie: Sortie, motif: str, today: date) -> Sortie:
    """T19: the person goes on, followed in the job or the training they still have."""
    parcours, sortie = _lock(by, sortie)
    if not motif.strip():
        raise ParcoursRefuse("Dites au référent pourquoi la proposition est rejetée.", champ="motif")
    sortie.rejetee_le, sortie.decidee_par, sortie.motif = today, by.compte, motif.strip()
    sortie.save(update_fields=["rejetee_le", "decidee_par", "motif"])
    Suspension.objects.filter(parcours=parcours, repris_le=None, refusee_le=None).update(repris_le=today)
    move_parcours(by, parcours, EtatParcours.ACTIF, le=today)
    formation = find_formation(parcours)
    if find_suivi(parcours) is not None:
        move_parcours(by, parcours, EtatParcours.EN_EMPLOI_SUIVI, le=today)
    elif formation is not None and not formation.issue:
        move_parcours(by, parcours, EtatParcours.EN_FORMATION_SUIVIE, le=today)
    journal.write(by=by, event="parcours.sortie_rejetee", target=parcours, sortie=sortie.type, le=today.isoformat())
    return sortie


def _lock(by: Acteur, sortie: Sortie) -> tuple[Parcours, Sortie]:
    permissions.check(by, Droit.DECIDER_SORTIE, sortie.parcours)
    parcours = lock_parcours(sortie.parcours)
    sortie = Sortie.objects.select_for_update(of=("self",)).get(pk=sortie.pk)
    if sortie.decidee_le or sortie.rejetee_le or parcours.etat != EtatParcours.SORTIE_PROPOSEE:
        raise ParcoursRefuse("Cette sortie est déjà décidée.")
    return parcours, sortie


@transaction.atomic
def undo_sortie(*, by: Acteur, sortie: Sortie, motif: str, today: date) -> Parcours:
    """T20: an error. The same parcours goes on; neither entry nor exit is added."""
    permissions.check(by, Droit.DECIDER_SORTIE, sortie.parcours)
    parcours = lock_parcours(sortie.parcours)
    sortie = Sortie.objects.select_for_update(of=("self",)).get(pk=sortie.pk)
    if not motif.strip():
        raise ParcoursRefuse("Dites quelle erreur est corrigée.", champ="motif")
    if refus := check_annulation(sortie, on=today):
        raise ParcoursRefuse(refus)
    sortie.annulee_le, sortie.motif = today, motif.strip()
    sortie.save(update_fields=["annulee_le", "motif"])
    parcours.date_sortie = None
    move_parcours(by, parcours, EtatParcours.ACTIF, le=today)
    journal.write(by=by, event="parcours.sortie_annulee", target=parcours, sortie=sortie.type, le=today.isoformat())
    return parcours


@transaction.atomic
def record_relance(*, by: Acteur, parcours: Parcours, values: dict[str, Any], today: date) -> Relance:
    """One attempt to reach the person, or the warning letter."""
    permissions.check(by, Droit.PROPOSER_SORTIE, parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé.")
    if not parcours.date_entree <= values["le"] <= today:
        raise ParcoursRefuse("Une relance est faite pendant le parcours, pas dans le futur.", champ="le")
    relance = Relance.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, auteur=by.compte, **values
    )
    journal.write(
        by=by, event="parcours.relance", target=parcours, canal=relance.canal, le=relance.le.isoformat(),
        avertissement=relance.is_avertissement,
    )  # fmt: skip
    return relance
