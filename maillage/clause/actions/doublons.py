"""Hours told twice by two structures are blocked before they count (R8), until the pilote of the lot decides."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee, lock_lot
from maillage.clause.actions.suivis import tell
from maillage.clause.cles_reseau import make_cle, make_pseudonyme
from maillage.clause.models import Doublon, Entreprise, LigneEnDouble, LigneHeures
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne
from maillage.clause.nomenclatures.partage import Arbitrage
from maillage.clause.rules.heures import Ligne, find_doublons
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.typographie import fold, write_nombre

SERVICE = "heures en double entre structures d’un lot partagé"
ZERO = Decimal(0)
BLOQUEE = (
    "Une autre structure déclare des heures de la même personne, chez le même employeur, le même mois, sur ce lot : elles "
    "sont bloquées des deux côtés jusqu’à ce que la structure pilote décide."
)
ECARTEE = (
    "La structure pilote a retenu les heures d’une autre structure : rejetez cette ligne, ou revoyez-le avec elle."
)


def block_doublons(by: Acteur, rows: Sequence[LigneHeures], *, today: date) -> dict[int, str]:
    """Why some of these lines cannot be validated yet; a new pair is shown to the pilote. Nothing when nobody shares."""
    if not rows:
        return {}
    blocked: dict[int, str] = {}
    with open_service(SERVICE):
        all_rows = list(
            LigneHeures.objects.filter(lot__in={r.lot_id for r in rows}, mois__in={r.mois for r in rows})
            .exclude(statut=StatutLigne.REJETEE)
            .select_related("mise_emploi__personne", "mise_emploi__employeur", "lot")
        )
        if len({row.dispositif_id for row in all_rows}) < 2:
            return {}
        by_pk = {row.pk: row for row in all_rows}
        mine = {row.pk for row in rows}
        for groupe in find_doublons(_read(row) for row in all_rows):
            group = _keep_reelles([by_pk[cle] for cle in groupe])
            touched = mine & {row.pk for row in group}
            if touched and len({row.dispositif_id for row in group}) > 1:
                said = _read_decision(group, today=today)
                blocked |= {
                    cle: said[by_pk[cle].dispositif_id] for cle in touched if said.get(by_pk[cle].dispositif_id)
                }
    return blocked


def _read(row: LigneHeures) -> Ligne:
    """Without a whole identity, a file is nobody else's."""
    personne = row.mise_emploi.personne
    return Ligne(
        row.pk, make_cle(personne) or f"{row.dispositif_id}/{personne.pk}", _get_siren(row.mise_emploi.employeur), row.mois,
        row.lot_id, row.dispositif_id, row.saisies,
    )  # fmt: skip


def _get_siren(employeur: Entreprise) -> str:
    return employeur.siret[:9] or fold(employeur.nom)


def _keep_reelles(group: list[LigneHeures]) -> list[LigneHeures]:
    """A structure that took all its hours back tells nothing twice."""
    nets: dict[int, Decimal] = defaultdict(Decimal)
    for row in group:
        nets[row.dispositif_id] += row.saisies
    return [row for row in group if nets[row.dispositif_id] > 0]


def _read_decision(group: list[LigneHeures], *, today: date) -> dict[int, str]:
    """By structure, why its lines wait; a pair never seen is written down first."""
    numeros = {row.uuid for row in group}
    structures = {row.dispositif_id for row in group}
    seen = Doublon.objects.filter(lignes__ligne__in=numeros).distinct().prefetch_related("lignes").order_by("-pk")
    found = next((d for d in seen if structures <= {line.structure_id for line in d.lignes.all()}), None)
    if found is None:
        first = group[0]
        cle = _read(first).participant
        found = Doublon.objects.create(
            dispositif_id=first.lot.dispositif_id, lot_id=first.lot_id, mois=first.mois, vu_le=today,
            pseudonyme=make_pseudonyme(cle, lot=first.lot.uuid),
        )  # fmt: skip
        LigneEnDouble.objects.bulk_create(
            LigneEnDouble(
                dispositif_id=first.lot.dispositif_id, doublon=found, lot_id=first.lot_id, structure_id=row.dispositif_id,
                ligne=row.uuid, heures=row.saisies,
            )
            for row in group
        )  # fmt: skip
    if found.arbitrage == Arbitrage.DISTINCTES:
        return {}
    if found.arbitrage == Arbitrage.RETENUE:
        return {structure: ECARTEE for structure in structures if structure != found.retenue_id}
    return dict.fromkeys(structures, BLOQUEE)


@transaction.atomic
def arbitrate(
    *, by: Acteur, doublon: Doublon, arbitrage: Arbitrage, retenue: Dispositif | None, motif: str, today: date
) -> Doublon:
    """Two real works, or one told twice: then the lines of the other structures are rejected, and stay written."""
    lot = lock_lot(by, doublon.lot)
    row = Doublon.objects.select_for_update(of=("self",)).get(pk=doublon.pk)
    if row.arbitrage:
        raise ClauseRefusee("Ces heures sont déjà arbitrées.")
    if not motif.strip():
        raise ClauseRefusee("Dites en une phrase pourquoi : les structures le liront.", champ="motif")
    lines = list(row.lignes.all())
    if arbitrage is Arbitrage.RETENUE:
        if retenue is None or retenue.pk not in {line.structure_id for line in lines}:
            raise ClauseRefusee("Choisissez la structure dont les heures comptent.", champ="retenue")
        _reject(by, [line for line in lines if line.structure_id != retenue.pk], today=today)
    row.arbitrage, row.motif, row.decide_le, row.auteur = arbitrage, motif, today, by.compte
    row.retenue = retenue if arbitrage is Arbitrage.RETENUE else None
    row.save(update_fields=["arbitrage", "motif", "decide_le", "auteur", "retenue"])
    structures = {line.structure_id for line in lines}
    tell(by, lot, "clause.partage_arbitrage", aussi=structures, mois=f"{row.mois:%m/%Y}", arbitrage=arbitrage)
    return row


def _reject(by: Acteur, lines: Sequence[LigneEnDouble], *, today: date) -> None:
    with open_service(SERVICE):
        rows = list(
            LigneHeures.objects.select_for_update(of=("self",))
            .filter(uuid__in={line.ligne for line in lines})
            .select_related("dispositif")
        )
        if figees := [r for r in rows if r.is_figee and r.saisies + _sum_corrections(r) > 0]:
            raise ClauseRefusee(
                f"« {figees[0].dispositif} » a déjà validé {write_nombre(figees[0].saisies)} h : elle les contre-passe "
                "d’abord, puis vous retenez celles de l’autre structure.", champ="retenue",
            )  # fmt: skip
        for row in rows:
            if row.statut == StatutLigne.DECLAREE:
                row.statut, row.motif_rejet = StatutLigne.REJETEE, MotifRejet.DOUBLON
                row.decidee_le, row.decidee_par = today, by.compte
                row.save(update_fields=["statut", "motif_rejet", "decidee_le", "decidee_par"])


def _sum_corrections(row: LigneHeures) -> Decimal:
    return sum((one.saisies for one in row.corrections.all()), ZERO)
