"""The pilote decides of hours that seem told twice on its lot (R8): never of another's."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.clause.actions.doublons import lift_doublons
from maillage.clause.actions.marches import ClauseRefusee, lock_lot
from maillage.clause.actions.suivis import tell
from maillage.clause.models import Doublon, LigneEnDouble, LigneHeures
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne
from maillage.clause.nomenclatures.partage import Arbitrage
from maillage.clause.queries.doublons import SERVICE
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.typographie import write_nombre

ZERO = Decimal(0)


@transaction.atomic
def arbitrate(
    *, by: Acteur, doublon: Doublon, arbitrage: Arbitrage, retenue: Dispositif | None, motif: str, today: date
) -> Doublon:
    """Real work of this lot, or told twice: then the lines put aside are rejected, and stay written."""
    lot = lock_lot(by, doublon.lot)
    with open_service(SERVICE):  # those of the other lots too, in one order
        locked = Doublon.objects.select_for_update(of=("self",)).filter(groupe=doublon.groupe).order_by("pk")
        row = {one.pk: one for one in locked}[doublon.pk]
    if row.arbitrage:
        raise ClauseRefusee("Ces heures sont déjà arbitrées.")
    if not motif.strip():
        raise ClauseRefusee("Dites en une phrase pourquoi : les structures le liront.", champ="motif")
    lines = list(row.lignes.all())
    structures = {line.structure_id for line in lines}
    if refus := check_arbitrage(row, arbitrage, structures=len(structures)):
        raise ClauseRefusee(refus, champ="arbitrage")
    if arbitrage is Arbitrage.RETENUE and (retenue is None or retenue.pk not in structures):
        raise ClauseRefusee("Choisissez la structure dont les heures comptent.", champ="retenue")
    row.arbitrage, row.motif, row.decide_le, row.auteur = arbitrage, motif, today, by.compte
    row.retenue = retenue if arbitrage is Arbitrage.RETENUE else None
    row.save(update_fields=["arbitrage", "motif", "decide_le", "auteur", "retenue"])
    if arbitrage is not Arbitrage.DISTINCTES:
        kept = retenue.pk if arbitrage is Arbitrage.RETENUE and retenue else None
        _reject(by, [line for line in lines if line.structure_id != kept], today=today)
    tell(by, lot, "clause.partage_arbitrage", aussi=structures, mois=f"{row.mois:%m/%Y}", arbitrage=arbitrage)
    return row


def check_arbitrage(doublon: Doublon, arbitrage: Arbitrage, *, structures: int) -> str:
    """What the lines of this lot allow to decide."""
    if arbitrage is Arbitrage.RETENUE and structures < 2:
        return "Une seule structure déclare ces heures sur ce lot : elles y ont été faites, ou se comptent ailleurs."
    if arbitrage is Arbitrage.AILLEURS and not doublon.is_entre_lots:
        return "Ces heures ne sont déclarées que sur ce lot."
    if arbitrage is Arbitrage.LEVEE:
        return "Choisissez une des décisions proposées."
    return ""


def list_arbitrages(doublon: Doublon, *, structures: int) -> list[Arbitrage]:
    return [one for one in Arbitrage if not check_arbitrage(doublon, one, structures=structures)]


def _reject(by: Acteur, lines: Sequence[LigneEnDouble], *, today: date) -> None:
    with open_service(SERVICE):
        rows = list(
            LigneHeures.objects.select_for_update(of=("self",))
            .filter(uuid__in={line.ligne for line in lines})
            .select_related("dispositif", "mise_emploi__personne", "mise_emploi__employeur", "lot")
        )
        if figees := [r for r in rows if r.is_figee and r.saisies + _sum_corrections(r) > 0]:
            raise ClauseRefusee(
                f"« {figees[0].dispositif} » a déjà validé {write_nombre(figees[0].saisies)} h : elle les contre-passe "
                "d’abord, puis vous tranchez.", champ="arbitrage",
            )  # fmt: skip
        for row in rows:
            if row.statut == StatutLigne.DECLAREE:
                row.statut, row.motif_rejet = StatutLigne.REJETEE, MotifRejet.DOUBLON
                row.decidee_le, row.decidee_par = today, by.compte
                row.save(update_fields=["statut", "motif_rejet", "decidee_le", "decidee_par"])
        lift_doublons(by, rows, today=today)


def _sum_corrections(row: LigneHeures) -> Decimal:
    return sum((one.saisies for one in row.corrections.all()), ZERO)
