"""A bilan is frozen, explained, handed over; counted again, it is another version. Its numbers are written once, here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import Bilan, DonneurOrdre
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.permissions_bilans import Droit
from maillage.clause.queries.bilans import find_dernier, find_suivant
from maillage.clause.queries.bilans_faits import read_faits
from maillage.clause.queries.lus import read_publies
from maillage.clause.queries.perimetres import Portee, find_portee
from maillage.clause.queries.publies import list_du_jour, read_faits_d_alors
from maillage.clause.rules.bilans.instantane import freeze, write
from maillage.clause.rules.bilans.periodes import Periode, check_periode
from maillage.parcours.actions.relecture import review
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun
from maillage.socle.typographie import write_date
from maillage.socle.versions import check_lue


class DejaAJour(ClauseRefusee):
    """Nothing changed since `bilan`: another version would say the same."""

    def __init__(self, bilan: Bilan) -> None:
        super().__init__(
            f"Rien n’a changé depuis la version {bilan.numero}, extraite le {write_date(localdate(bilan.extrait_le))} : "
            "elle dit déjà tout."
        )
        self.bilan = bilan


@transaction.atomic
def freeze_bilan(*, by: Acteur, portee: Portee, type: TypeBilan, periode: Periode, now: datetime) -> Bilan:
    """Counts and freezes. The same one again is its next version, unless it would say the same."""
    bilan = Bilan(
        dispositif_id=portee.dispositif, perimetre=portee.perimetre, cible=portee.cible, titre=portee.titre,
        sous_titre=portee.sous_titre, type=type, du=periode.du, au=periode.au, extrait_le=now, auteur=by.compte,
        destinataire_id=portee.destinataire,
    )  # fmt: skip
    permissions.check(by, Droit.TENIR_BILANS, bilan)
    refus = check_periode(type, portee.perimetre, periode, today=localdate(now))
    check_aucun([refus] if refus else [])
    dernier = find_dernier(
        portee.dispositif, perimetre=portee.perimetre, cible=portee.cible, type=type, du=periode.du, au=periode.au
    )
    faits = read_faits(portee, periode)
    instantane = freeze(faits, on=localdate(now), publies=read_publies(by, portee.destinataire, on=localdate(now)))
    bilan.valeurs, bilan.referentiel = write(instantane), instantane.referentiel
    if dernier is not None:
        if dernier.valeurs == bilan.valeurs:
            raise DejaAJour(dernier)
        bilan.precedent, bilan.numero = dernier, dernier.numero + 1
        bilan.commentaire, bilan.alertes, bilan.motif_alerte = (
            dernier.commentaire,
            dernier.alertes,
            dernier.motif_alerte,
        )
    heures = instantane.get_valeur("HEURES")
    assert heures is not None  # it always means something
    bilan.heures, bilan.du_jour = heures, list_du_jour(faits, on=localdate(now))
    bilan.empreinte = bilan.compute_empreinte()
    bilan.save(force_insert=True)
    journal.write(
        by=by, event="clause.bilan", target=bilan, version=bilan.numero, perimetre=bilan.perimetre, heures=str(heures),
        empreinte=bilan.empreinte,
    )  # fmt: skip
    return bilan


def refreeze_bilan(*, by: Acteur, bilan: Bilan, now: datetime) -> Bilan:
    """The same bilan, with the hours of today."""
    permissions.check(by, Droit.TENIR_BILANS, bilan)
    if suivant := find_suivant(bilan):
        raise ClauseRefusee(f"La version {suivant.numero} l’a déjà remplacé : refaites plutôt celle-là.")
    portee = find_portee(by, Perimetre(bilan.perimetre), bilan.cible)
    if portee is None:
        raise ClauseRefusee("Ce que ce bilan compte n’est plus suivi par votre service : il reste tel quel.")
    return freeze_bilan(by=by, portee=portee, type=TypeBilan(bilan.type), periode=bilan.periode, now=now)


def lock_bilan(by: Acteur, bilan: Bilan) -> Bilan:
    permissions.check(by, Droit.TENIR_BILANS, bilan)
    return Bilan.objects.select_for_update(of=("self",)).get(pk=bilan.pk)


@transaction.atomic
def comment_bilan(*, by: Acteur, bilan: Bilan, values: Mapping[str, Any], lue: str | None = None) -> Bilan:
    """`commentaire`, and why it keeps what was pointed at (R-53). `lue`: what was read before it was written."""
    bilan = lock_bilan(by, bilan)
    check_ouvert(bilan)
    check_lue(bilan, ("commentaire",), lue)
    motif = values.get("motif_alerte", "")
    bilan.commentaire = values["commentaire"].strip()
    bilan.alertes = review({"commentaire": bilan.commentaire}, motif)
    bilan.motif_alerte = motif.strip() if bilan.alertes else ""
    bilan.save(update_fields=["commentaire", "alertes", "motif_alerte"])
    journal.write(by=by, event="clause.bilan_commente", target=bilan)
    return bilan


def check_ouvert(bilan: Bilan) -> None:
    if bilan.transmis_le:
        raise ClauseRefusee(
            f"Ce bilan est transmis depuis le {write_date(bilan.transmis_le)} : il ne change plus. Refaites-en une version."
        )


@transaction.atomic
def record_transmission(*, by: Acteur, bilan: Bilan, le: date, today: date) -> Bilan:
    """The day it was handed over, by whatever way. Once."""
    bilan = lock_bilan(by, bilan)
    if bilan.destinataire_id is not None:  # what one reader holds is compared with one bilan at a time
        DonneurOrdre.objects.select_for_update(of=("self",)).get(pk=bilan.destinataire_id)
    check_ouvert(bilan)
    if suivant := find_suivant(bilan):
        raise ClauseRefusee(f"La version {suivant.numero} l’a remplacé : transmettez plutôt celle-là.")
    extrait = localdate(bilan.extrait_le)
    if le < extrait:
        raise ClauseRefusee(
            f"Ses chiffres datent du {write_date(extrait)} : il n’a pas été transmis avant.", champ="le"
        )
    if le > today:
        raise ClauseRefusee("Ce jour n’est pas encore venu : notez-le quand le bilan sera parti.", champ="le")
    if not bilan.is_intact:
        raise ClauseRefusee("Ses chiffres ont été modifiés dans la base : prévenez l’administration, puis refaites-le.")
    check_secret(by, bilan, today=today)
    bilan.transmis_le, bilan.transmis_par = le, by.compte
    bilan.save(update_fields=["transmis_le", "transmis_par"])
    journal.write(by=by, event="clause.bilan_transmis", target=bilan, le=f"{le:%d/%m/%Y}", empreinte=bilan.empreinte)
    return bilan


def check_secret(by: Acteur, bilan: Bilan, *, today: date) -> None:
    """What its reader received since it was frozen may give back what it hides, or what it shows (05, R-69)."""
    portee = find_portee(by, Perimetre(bilan.perimetre), bilan.cible)
    publies = read_publies(by, bilan.destinataire_id, on=today, sauf=bilan)
    if portee is None or not publies:
        return
    faits = read_faits_d_alors(by, portee, bilan)
    if (
        faits is None
        or freeze(faits, on=localdate(bilan.extrait_le), publies=publies).secret not in bilan.instantane.secret
    ):
        raise ClauseRefusee(
            "Depuis qu’il est figé, ce que son destinataire lit a changé : en soustrayant l’un de l’autre, il y trouverait "
            "les heures de quelques personnes. Refaites-en une version : elle masquera ce qui se déduit."
        )
