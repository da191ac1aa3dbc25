"""A job begins, is followed for six months, ends; what it becomes when it breaks (domaine 01, T12 to T14)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours, move_parcours
from maillage.parcours.models import Emploi, Parcours, PointDeSuivi, Positionnement, SuiviEnEmploi
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import ContratTravail, MotifRupture
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.sorties import find_suivi, list_annees_sortie, list_closes, read_contrat, read_contrats
from maillage.parcours.rules import emploi as rules
from maillage.parcours.rules import sorties
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import VersionDepassee

ETAPE_PAR_CONTRAT: dict[ContratTravail, str] = {
    ContratTravail.CDI: "CNA-LON",
    ContratTravail.CDD: "CNA-CDD",
    ContratTravail.INTERIM: "CNA-INT",
    ContratTravail.SAISONNIER: "CNA-SAI",
    ContratTravail.FONCTION_PUBLIQUE: "CNA-LON",
    ContratTravail.ALTERNANCE: "ALT-APP",
    ContratTravail.AIDE: "CAI-CUI",
    ContratTravail.PARTICULIER: "CNA-PAR",
    ContratTravail.CREATION: "CRE-IMM",
    ContratTravail.AI: "IAE-AI",
}
DESCRIPTION = frozenset({"employeur", "siret", "metier", "secteur", "taille"})
DECLARABLES = frozenset({EtatParcours.ACTIF, EtatParcours.EN_EMPLOI_SUIVI})


@transaction.atomic
def declare_emploi(*, by: Acteur, parcours: Parcours, values: dict[str, Any], today: date) -> Emploi:
    """T12: a contract that may lead to an exit opens the six months; any other is an étape from its first day."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, parcours)
    parcours = lock_parcours(parcours)
    if EtatParcours(parcours.etat) not in DECLARABLES:
        raise ParcoursRefuse(
            f"Dans l’état « {parcours.libelle_etat.lower()} », aucun emploi ne s’ajoute : revenez d’abord à "
            "l’accompagnement."
        )
    row = Emploi(dispositif_id=parcours.dispositif_id, parcours=parcours, **values)
    if row.contrat == ContratTravail.IAE:
        raise ParcoursRefuse("Un contrat d’insertion est une étape : positionnez la personne dessus.", champ="contrat")
    if row.debut > today:
        raise ParcoursRefuse("Déclarez l’emploi le jour où il commence.", champ="debut")
    if row.debut < parcours.date_entree:
        raise ParcoursRefuse(f"L’emploi commence avant l’entrée ({parcours.date_entree:%d/%m/%Y}).", champ="debut")
    if row.fin_prevue is not None and row.fin_prevue < row.debut:
        raise ParcoursRefuse("La fin prévue précède le début.", champ="fin_prevue")
    autres = [c for c in read_contrats(parcours) if c.covers(row.debut)]
    row.save(force_insert=True)
    refus = rules.check_candidat(read_contrat(row), autres=autres, seuils=rules.Seuils.read(on=today))
    journal.write(by=by, event="parcours.emploi", target=parcours, contrat=str(row.contrat), du=row.debut.isoformat())
    if refus is None and parcours.etat == EtatParcours.ACTIF:
        open_suivi(by=by, parcours=parcours, emploi=row, today=today)
    elif refus is not None:
        row.etape = make_etape(row)
        row.save(update_fields=["etape"])
    elif (suivi := find_suivi(parcours)) is not None:
        refresh_suivi(parcours, suivi, today=today)
    return row


def open_suivi(*, by: Acteur, parcours: Parcours, emploi: Emploi, today: date) -> SuiviEnEmploi:
    """The caller holds the row. The six months begin with the days in a row this job belongs to."""
    seuils = rules.Seuils.read(on=today)
    periode = rules.find_periode(read_contrats(parcours), emploi.debut, seuils=seuils)
    assert periode is not None  # the contract was just found to count
    suivi = SuiviEnEmploi.objects.create(
        dispositif_id=parcours.dispositif_id,
        parcours=parcours,
        emploi=emploi,
        debut=periode.debut,
        validation=rules.compute_validation(periode.debut, seuils=seuils),
    )
    write_points(suivi, today=today)
    move_parcours(by, parcours, EtatParcours.EN_EMPLOI_SUIVI, le=emploi.debut)
    journal.write(
        by=by, event="parcours.suivi", target=parcours, du=suivi.debut.isoformat(), au=suivi.validation.isoformat()
    )
    return suivi


def write_points(suivi: SuiviEnEmploi, *, today: date) -> None:
    """Declared late: of the points already past, only the last is still worth holding."""
    days = rules.list_points(suivi.debut, on=today)
    past = [day for day in days if day < today][:-1]
    PointDeSuivi.objects.bulk_create(
        PointDeSuivi(dispositif_id=suivi.dispositif_id, suivi=suivi, rang=rang, prevu_le=day)
        for rang, day in enumerate(days, start=1)
        if day not in past
    )


def refresh_suivi(parcours: Parcours, suivi: SuiviEnEmploi, *, today: date) -> rules.Etat:
    """After a contract came or went: where the six months stand, and the days still to come."""
    seuils = rules.Seuils.read(on=today)
    etat = rules.assess(read_contrats(parcours), depuis=suivi.debut, on=today, seuils=seuils)
    if etat.debut is not None and etat.validation is not None and etat.debut != suivi.debut:
        suivi.debut, suivi.validation = etat.debut, etat.validation
        suivi.save(update_fields=["debut", "validation"])
        suivi.points.filter(repondu_le=None).delete()
        held = set(suivi.points.values_list("rang", flat=True))
        PointDeSuivi.objects.bulk_create(
            PointDeSuivi(dispositif_id=suivi.dispositif_id, suivi=suivi, rang=rang, prevu_le=day)
            for rang, day in enumerate(rules.list_points(suivi.debut, on=today), start=1 + max(held, default=0))
            if day >= today
        )
    return etat


@transaction.atomic
def describe_emploi(*, by: Acteur, emploi: Emploi, values: Mapping[str, Any], version: int) -> Emploi:
    """Who employs and in what, also once the person is gone; `version`: the one that was read.

    Neither the contract nor its dates: the exit was decided on them.
    """
    permissions.check(by, Droit.SUIVRE_EMPLOI, emploi)
    parcours = lock_parcours(emploi.parcours)
    emploi = Emploi.objects.select_for_update(of=("self",)).get(pk=emploi.pk)
    if emploi.version != version:
        raise VersionDepassee(emploi.version)
    if refus := sorties.check_description(list_annees_sortie(emploi), closes=list_closes(emploi.dispositif_id)):
        raise ParcoursRefuse(refus)
    changed = sorted(name for name in DESCRIPTION & set(values) if getattr(emploi, name) != values[name])
    if not changed:
        return emploi
    for name in changed:
        setattr(emploi, name, values[name])
    emploi.version += 1
    emploi.save(update_fields=[*changed, "version"])
    journal.write(by=by, event="parcours.emploi_decrit", target=parcours, champs=",".join(changed))
    return emploi


@transaction.atomic
def end_emploi(
    *, by: Acteur, emploi: Emploi, fin: date, motif: MotifRupture, is_relaye: bool, today: date
) -> EtatParcours:
    """T13: broken before the six months, the contract becomes an étape and the person comes back.

    `is_relaye`: another contract takes over without a day between; nothing breaks yet. What is held stays held.
    """
    permissions.check(by, Droit.SUIVRE_EMPLOI, emploi)
    parcours = lock_parcours(emploi.parcours)
    emploi = Emploi.objects.select_for_update(of=("self",)).get(pk=emploi.pk)
    if emploi.fin is not None:
        raise ParcoursRefuse(f"Ce contrat est déjà fini, le {emploi.fin:%d/%m/%Y}.")
    if fin < emploi.debut:
        raise ParcoursRefuse("La fin du contrat précède son début.", champ="fin")
    if fin > today:
        raise ParcoursRefuse("Notez la fin le jour venu.", champ="fin")
    emploi.fin, emploi.motif_fin = fin, motif
    emploi.version += 1
    if emploi.etape is not None:
        end_etape(emploi)
    emploi.save()
    journal.write(by=by, event="parcours.emploi_fini", target=parcours, au=fin.isoformat(), motif=motif)
    suivi = find_suivi(parcours)
    if suivi is not None and parcours.etat == EtatParcours.EN_EMPLOI_SUIVI:
        etat = refresh_suivi(parcours, suivi, today=today)
        still = rules.holds(read_contrats(parcours), today, seuils=rules.Seuils.read(on=today))
        if not etat.is_tenu and not still and not is_relaye:
            break_suivi(by=by, parcours=parcours, suivi=suivi, le=fin)
    return EtatParcours(parcours.etat)


def break_suivi(*, by: Acteur, parcours: Parcours, suivi: SuiviEnEmploi, le: date) -> None:
    """The caller holds the row."""
    close_suivi(suivi, issue="rompu", le=le)
    for row in Emploi.objects.filter(parcours=parcours, etape=None, fin__isnull=False, debut__gte=suivi.debut):
        row.etape = make_etape(row)
        row.save(update_fields=["etape"])
    move_parcours(by, parcours, EtatParcours.ACTIF, le=le, motif="rupture avant six mois")
    journal.write(by=by, event="parcours.suivi_rompu", target=parcours, le=le.isoformat())


def close_suivi(suivi: SuiviEnEmploi, *, issue: str, le: date) -> None:
    suivi.issue, suivi.clos_le = issue, le
    suivi.save(update_fields=["issue", "clos_le"])


def make_etape(row: Emploi) -> Positionnement:
    """The contract, counted among the étapes."""
    etape = Positionnement(
        dispositif_id=row.dispositif_id,
        parcours_id=row.parcours_id,
        type=ETAPE_PAR_CONTRAT[ContratTravail(row.contrat)],
        intitule=", ".join(filter(None, (row.libelle_contrat, row.metier, row.employeur))),
        propose_le=row.debut,
        debut=row.debut,
        fin=row.fin,
        etat=read_etat(row),
    )
    etape.save(force_insert=True)
    return etape


def end_etape(row: Emploi) -> None:
    assert row.etape is not None
    row.etape.fin, row.etape.etat = row.fin, read_etat(row)
    row.etape.version += 1
    row.etape.save(update_fields=["fin", "etat", "version"])


def read_etat(row: Emploi) -> EtatPositionnement:
    if row.fin is None:
        return EtatPositionnement.EN_COURS
    done = row.motif_fin == MotifRupture.TERME
    return EtatPositionnement.TERMINE if done else EtatPositionnement.INTERROMPU
