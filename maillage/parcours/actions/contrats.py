"""The contract of the PLIE: drafted, signed by three, replaced by its next version. The legal one is only noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.parcours.actions.entrees import settle_entree
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours, move_parcours
from maillage.parcours.models import Contrat, Parcours
from maillage.parcours.nomenclatures.accompagnement import NatureContrat, OrganismeReferent
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import contrats
from maillage.parcours.rules.contrats import Signatures
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

TEXTES = ("objectifs", "engagements", "etapes", "clauses")
CHAMPS_BROUILLON = (*TEXTES, "frequence_jours", "duree_mois", "motif_avenant")
CHAMPS_SIGNATURES = ("signe_personne_le", "signe_referent_le", "signe_plie_le")


@dataclass(frozen=True, slots=True)
class Signe:
    """What a signature has changed."""

    contrat: Contrat
    entre_en_vigueur: bool
    demarre: bool


def get_signatures(contrat: Contrat) -> Signatures:
    return Signatures(contrat.signe_personne_le, contrat.signe_referent_le, contrat.signe_plie_le)


@transaction.atomic
def draft_contrat(
    *, by: Acteur, parcours: Parcours, textes: Mapping[str, str], frequence_jours: int, duree_mois: int | None,
    motif_avenant: str, today: date, lue: str | None = None,
) -> Contrat:  # fmt: skip
    """The next version, or the one being prepared, written again. Once somebody has signed it, it no longer changes.
    `lue`: what was read of the one being prepared, empty when there was none."""
    permissions.check(by, Droit.CONTRACTUALISER, parcours)
    parcours = lock_parcours(parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé : il n’y a plus de contrat à établir.")
    last = _list_plie(parcours).order_by("-rang").first()
    if last is not None and not last.is_signe:
        if get_signatures(last) != Signatures():
            raise ParcoursRefuse("Quelqu’un a déjà signé cette version : elle ne change plus, faites-la signer.")
        check_lue(last, CHAMPS_BROUILLON, lue)
        contrat = last
    else:
        contrat = Contrat(
            dispositif_id=parcours.dispositif_id, parcours=parcours, nature=NatureContrat.PLIE,
            rang=last.rang + 1 if last else 1,
        )  # fmt: skip
    if contrat.rang > 1 and not motif_avenant:
        raise ParcoursRefuse("Dites pourquoi le contrat change : la personne le lira.", champ="motif_avenant")
    contrat.du, contrat.frequence_jours, contrat.duree_mois = today, frequence_jours, duree_mois
    contrat.motif_avenant, contrat.auteur = motif_avenant if contrat.rang > 1 else "", by.compte
    for name in TEXTES:
        setattr(contrat, name, textes[name])
    contrat.save()
    journal.write(by=by, event="parcours.contrat", target=parcours, version=contrat.rang)
    return contrat


@transaction.atomic
def sign_contrat(*, by: Acteur, contrat: Contrat, signatures: Signatures, today: date, lue: str | None = None) -> Signe:
    """The dates on the paper. With the third one the contract binds, the version before ends, the parcours is active."""
    permissions.check(by, Droit.CONTRACTUALISER, contrat)
    parcours = lock_parcours(contrat.parcours)
    contrat = Contrat.objects.select_for_update(of=("self",)).get(pk=contrat.pk)
    if contrat.is_signe:
        if get_signatures(contrat) == signatures:
            return Signe(contrat, entre_en_vigueur=False, demarre=False)
        raise ParcoursRefuse("Ce contrat est signé : ses dates ne changent plus.")
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé.")
    check_lue(contrat, CHAMPS_SIGNATURES, lue)
    for champ, refus in contrats.check_signatures(signatures, entree=parcours.date_entree, today=today):
        raise ParcoursRefuse(refus, champ=champ)
    contrat.signe_personne_le = signatures.personne
    contrat.signe_referent_le = signatures.referent
    contrat.signe_plie_le = signatures.plie
    signe_le = signatures.derniere
    if signe_le is None:
        contrat.save()
        journal.write(by=by, event="parcours.contrat_signature", target=parcours, version=contrat.rang)
        return Signe(contrat, entre_en_vigueur=False, demarre=False)
    _end_precedent(parcours, contrat, signe_le=signe_le)
    contrat.du = signe_le
    contrat.save()
    parcours.frequence_jours = contrat.frequence_jours or parcours.frequence_jours
    parcours.date_signature = parcours.date_signature or signe_le
    settle_entree(by, parcours, signature=parcours.date_signature)
    demarre = parcours.etat == EtatParcours.A_DEMARRER
    if demarre:
        move_parcours(by, parcours, EtatParcours.ACTIF, le=signe_le, motif="Contrat PLIE signé")
    else:
        parcours.version += 1
        parcours.save(
            update_fields=["frequence_jours", "date_signature", "date_entree", "is_entree_provisoire", "version"]
        )
    journal.write(by=by, event="parcours.contrat_signe", target=parcours, version=contrat.rang, le=signe_le.isoformat())
    return Signe(contrat, entre_en_vigueur=True, demarre=demarre)


def _end_precedent(parcours: Parcours, contrat: Contrat, *, signe_le: date) -> None:
    precedent = _list_plie(parcours).filter(au=None).exclude(pk=contrat.pk).order_by("-rang").first()
    if precedent is None:
        return
    if signe_le < precedent.du:
        raise ParcoursRefuse(
            f"La version en vigueur l’est depuis le {precedent.du:%d/%m/%Y} : l’avenant se signe après.", champ="plie"
        )
    precedent.au = contrats.compute_fin_du_precedent(precedent.du, suivant=signe_le)
    precedent.save(update_fields=["au"])


def _list_plie(parcours: Parcours) -> Any:
    return Contrat.objects.filter(parcours=parcours, nature=NatureContrat.PLIE)


@transaction.atomic
def record_contrat_ce(
    *, by: Acteur, parcours: Parcours, organisme: OrganismeReferent, notifie_le: date, signe_le: date | None,
    heures_semaine: Decimal | None, motif_reduction: str, today: date,
) -> Contrat:  # fmt: skip
    """What the person's contract with France Travail or the Département says. It changes nothing in the parcours."""
    permissions.check(by, Droit.CONTRACTUALISER, parcours)
    parcours = lock_parcours(parcours)
    if refus := contrats.check_ce(
        notifie_le=notifie_le, signe_le=signe_le, heures=heures_semaine, motif_reduction=motif_reduction, today=today
    ):
        raise ParcoursRefuse(refus[1], champ=refus[0])
    rows = Contrat.objects.filter(parcours=parcours, nature=NatureContrat.CE).order_by("-rang")
    last = rows.first()
    if last is not None and notifie_le < last.du:
        raise ParcoursRefuse(f"Le dernier contrat noté est du {last.du:%d/%m/%Y}.", champ="notifie_le")
    if last is not None and last.au is None:
        last.au = contrats.compute_fin_du_precedent(last.du, suivant=notifie_le)
        last.save(update_fields=["au"])
    made = Contrat.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, nature=NatureContrat.CE,
        rang=last.rang + 1 if last else 1, du=notifie_le, notifie_le=notifie_le, organisme=organisme,
        signe_personne_le=signe_le, heures_semaine=heures_semaine, motif_reduction=motif_reduction, auteur=by.compte,
    )  # fmt: skip
    journal.write(by=by, event="parcours.contrat_ce", target=parcours, le=notifie_le.isoformat())
    return made
