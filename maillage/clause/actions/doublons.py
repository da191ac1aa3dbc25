"""Hours told twice by two structures are blocked before they count (R8), until the pilote of each lot decides."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID, uuid4

from maillage.clause.cles_reseau import make_pseudonyme
from maillage.clause.models import Doublon, LigneEnDouble, LigneHeures
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import Arbitrage, RaisonDoublon
from maillage.clause.queries import doublons as queries
from maillage.clause.queries.doublons import SERVICE, Suspect, list_suspects
from maillage.clause.rules.doublons import Soupcon, is_couvert
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.typographie import write_nombre

MEME_LOT = (
    "Une autre structure déclare des heures de la même personne, chez le même employeur, le même mois, sur ce lot : elles "
    "sont bloquées des deux côtés jusqu’à ce que la structure pilote décide."
)
ECARTEE = (
    "La structure pilote a retenu les heures d’une autre structure : rejetez cette ligne, ou revoyez-le avec elle."
)
AILLEURS = "La structure pilote a dit que ces heures se comptent sur un autre lot : rejetez cette ligne, ou revoyez-le avec elle."


def hold_lots(numeros: Collection[UUID], rows: Sequence[LigneHeures] = ()) -> None:
    """Before these lines are locked or written: the lots where they may be, or already are, told twice."""
    if not rows and not queries.has_doublon(numeros):
        return
    with open_service(SERVICE):
        lots = {doublon.lot_id for doublon in queries.list_vus(numeros)}
        queries.lock_lots(lots | {lot for one in list_suspects(rows) for lot in one.par_lot} if rows else lots)


def block_doublons(by: Acteur, rows: Sequence[LigneHeures], *, today: date) -> dict[int, str]:
    """Why some of these lines cannot be validated yet; a new group is shown to the pilotes. Nothing when nobody shares."""
    if not rows:
        return {}
    with open_service(SERVICE):
        suspects = list_suspects(rows)
        seen = queries.list_vus({row.uuid for row in rows} | {li.uuid for one in suspects for li in one.lignes})
        blocked, left = _put_aside(suspects, seen)
        for one in left:
            blocked |= _wait(one, seen, today=today)
        _lift(by, seen, left, today=today)
    mine = {row.pk for row in rows}
    return {pk: phrase for pk, phrase in blocked.items() if pk in mine}


def show_doublons(by: Acteur, *, mois: date, today: date) -> int:
    """How many lines of a month wait. What a corrected identity or a pay slip made visible, whoever validated it before."""
    with open_service(SERVICE):
        rows = LigneHeures.objects.filter(mois=mois, annule=None).exclude(statut=StatutLigne.REJETEE)
        lignes = list(rows.select_related("mise_emploi__personne", "mise_emploi__employeur", "lot").order_by("pk"))
        hold_lots([ligne.uuid for ligne in lignes], lignes)
        return len(block_doublons(by, lignes, today=today))


def lift_doublons(by: Acteur, rows: Sequence[LigneHeures], *, today: date) -> None:
    """Once these lines have changed: what waited for a decision and has nothing to decide any more waits no longer."""
    if not rows or not queries.has_doublon({row.uuid for row in rows}):
        return
    with open_service(SERVICE):
        seen = queries.list_vus({row.uuid for row in rows})
        _lift(by, seen, _put_aside(list_suspects(rows), seen)[1], today=today)


def _put_aside(suspects: Sequence[Suspect], seen: Sequence[Doublon]) -> tuple[dict[int, str], list[Suspect]]:
    """The lines that a pilote put aside, and what is left to suspect without them: they free the others."""
    aside: dict[int, str] = {}
    left: list[Suspect] = []
    for one in suspects:
        mine = {
            row.pk: said
            for lot, rows in one.par_lot.items()
            if (decided := _find_decide(one, lot, seen))
            for row in rows
            if (said := _read(decided, row))
        }
        aside |= mine
        left += queries.leave_out(one, mine) if mine else [one]
    return aside, left


def _list_lies(one: Suspect, seen: Sequence[Doublon]) -> list[Doublon]:
    """What was already shown of these lines, the last first."""
    numeros = {row.uuid for row in one.lignes}
    return [d for d in seen if any(line.ligne in numeros for line in d.lignes.all())]


def _find_decide(one: Suspect, lot: int, seen: Sequence[Doublon]) -> Doublon | None:
    """What was decided of this lot, if nothing waits and it still covers what is seen."""
    mine = [d for d in _list_lies(one, seen) if d.lot_id == lot]
    if any(not d.arbitrage for d in mine):
        return None
    return next((d for d in mine if is_couvert(d.constat, one.get_constat(lot))), None)


def _lift(by: Acteur, seen: Iterable[Doublon], suspects: Iterable[Suspect], *, today: date) -> None:
    live = {row.uuid for one in suspects for row in one.lignes}
    for doublon in seen:
        if not doublon.arbitrage and not any(line.ligne in live for line in doublon.lignes.all()):
            doublon.arbitrage, doublon.decide_le, doublon.auteur = Arbitrage.LEVEE, today, by.compte
            doublon.save(update_fields=["arbitrage", "decide_le", "auteur"])


def _wait(one: Suspect, seen: Sequence[Doublon], *, today: date) -> dict[int, str]:
    """By line, why it waits. Each lot has its own row: nobody waits any more once each pilote has decided."""
    linked = _list_lies(one, seen)
    groupe = linked[0].groupe if linked else uuid4()
    shown = {
        lot: _find_decide(one, lot, seen) or _show(one, lot, linked, groupe=groupe, today=today) for lot in one.par_lot
    }
    if all(doublon.arbitrage for doublon in shown.values()):
        return {}
    return {
        row.pk: _write_attente(one, is_decide=bool(shown[lot].arbitrage))
        for lot, rows in one.par_lot.items()
        for row in rows
    }


def _read(doublon: Doublon, row: LigneHeures) -> str:
    if doublon.arbitrage == Arbitrage.RETENUE and row.dispositif_id != doublon.retenue_id:
        return ECARTEE
    return AILLEURS if doublon.arbitrage == Arbitrage.AILLEURS else ""


def _write_attente(one: Suspect, *, is_decide: bool) -> str:
    soupcon, mois = one.soupcon, f"{one.mois:%m/%Y}"
    if is_decide:
        return "La structure pilote de ce lot a décidé ; celle de l’autre lot doit encore le faire."
    if soupcon.raison is RaisonDoublon.MEME_LOT:
        return MEME_LOT
    assert soupcon.limite is not None
    plus = (
        f"pour {write_nombre(soupcon.limite)} h payées"
        if soupcon.raison is RaisonDoublon.HEURES_PAYEES
        else f"plus de {write_nombre(soupcon.limite)} h dans un mois"
    )
    qui = "chaque structure pilote décide pour son lot" if len(one.par_lot) > 1 else "la structure pilote décide"
    return (
        f"Avec celles d’une autre structure, chez le même employeur, cette personne a {write_nombre(soupcon.total)} h en "
        f"{mois}, {plus} : elles sont bloquées des deux côtés jusqu’à ce que {qui}. Si les vôtres sont fausses, corrigez-les."
    )


def _show(one: Suspect, lot: int, linked: Sequence[Doublon], *, groupe: UUID, today: date) -> Doublon:
    """What waits on this lot, brought up to date, or a new row."""
    rows = one.par_lot[lot]
    waiting = next((d for d in linked if d.lot_id == lot and not d.arbitrage), None)
    if waiting is not None and waiting.constat == one.get_constat(lot) and waiting.lots == len(one.par_lot):
        return waiting
    doublon = waiting or Doublon(
        dispositif_id=rows[0].lot.dispositif_id, lot_id=lot, mois=one.mois, vu_le=today,
        pseudonyme=make_pseudonyme(one.participant, lot=rows[0].lot.uuid),
    )  # fmt: skip
    return _write(doublon, one.soupcon, rows, groupe=groupe, lots=len(one.par_lot))


def _write(doublon: Doublon, soupcon: Soupcon, rows: Sequence[LigneHeures], *, groupe: UUID, lots: int) -> Doublon:
    doublon.raison, doublon.limite, doublon.total = soupcon.raison, soupcon.limite, soupcon.total
    doublon.groupe, doublon.lots = groupe, lots
    doublon.save()
    doublon.lignes.all().delete()
    LigneEnDouble.objects.bulk_create(
        LigneEnDouble(
            dispositif_id=doublon.dispositif_id, doublon=doublon, lot_id=doublon.lot_id, structure_id=row.dispositif_id,
            ligne=row.uuid, heures=row.saisies,
        )
        for row in rows
    )  # fmt: skip
    return doublon
