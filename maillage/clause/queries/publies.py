"""What a donneur d'ordre already holds: the bilans handed to it, as they were counted then. Seven queries, whatever they are.

Nobody's name is kept in a bilan, so its lines are found again: those decided by the day it was counted. Its total proves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.timezone import localdate

from maillage.clause.models import Bilan, LigneHeures
from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre
from maillage.clause.queries.bilans_faits import (
    list_lignes,
    make_contrats,
    make_ligne,
    read_emplois,
    read_faits,
    read_societes,
)
from maillage.clause.queries.perimetres import Portee, find_portee, select_lignes, select_pilotes
from maillage.clause.rules.bilans.faits import Contrat, Faits, Ligne, Societe, sum_reelles
from maillage.clause.rules.bilans.instantane import restrict
from maillage.clause.rules.bilans.secret import Publie
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

MOTIF = "secret des petits effectifs : ce qu’un donneur d’ordre tient déjà"
CHEMINS: dict[Perimetre, str] = {
    Perimetre.LOT: "uuid", Perimetre.MARCHE: "marche__uuid", Perimetre.OPERATION: "marche__operation__uuid",
    Perimetre.ACHETEUR: "marche__acheteur__uuid", Perimetre.EXECUTION: "marche__lieu_commune",
}  # fmt: skip


def read_transmis(acteur: Acteur, destinataire: int | None, *, sauf: Bilan | None = None) -> list[Publie]:
    """Handed to this donneur d'ordre; without one, those of the service and of communes, that go to anybody."""
    handed = Bilan.objects.filter(
        dispositif=acteur.dispositif, destinataire=destinataire, transmis_le__isnull=False
    ).order_by("pk")
    bilans = [bilan for bilan in handed if bilan != sauf and _is_lu(bilan, "HEURES")]
    if not bilans:
        return []
    with open_service(MOTIF):
        par_bilan = _list_par_bilan(acteur, bilans) if destinataire else _list_un_a_un(acteur, bilans)
        rows = list({row.pk: row for found in par_bilan.values() for row in found}.values())
        emplois = read_emplois({row.mise_emploi_id for row in rows})
        contrats, societes = make_contrats(emplois), read_societes(rows, emplois)
    return [_make(bilan, par_bilan[bilan.pk], contrats, societes) for bilan in bilans]


def read_faits_d_alors(acteur: Acteur, portee: Portee, bilan: Bilan) -> Faits | None:
    """What a bilan was counted from; None when its lines are no longer those it counted."""
    with open_service(MOTIF):
        lignes = _find_d_alors(bilan, list_lignes(portee.lignes.filter(mois__lte=bilan.au)))
    if lignes is None:
        return None
    periode = bilan.periode
    return replace(
        read_faits(portee, periode),
        lignes=tuple(ligne for ligne in lignes if ligne.mois in periode),
        anciennes=tuple(ligne for ligne in lignes if ligne.mois < periode.du),
    )


def _is_lu(bilan: Bilan, code: str) -> bool:
    found = restrict(bilan.instantane, Lecteur.DIFFUSION).find(code)
    return found is not None and found.valeur is not None


def _list_par_bilan(acteur: Acteur, bilans: Sequence[Bilan]) -> dict[int, list[LigneHeures]]:
    """By lot: a bilan counts every line of its lots."""
    which = Q()
    for bilan in bilans:
        which |= Q(**{CHEMINS[Perimetre(bilan.perimetre)]: bilan.cible})
    lots = list(select_pilotes(acteur).filter(which).values("pk", *CHEMINS.values()))
    rows = list_lignes(select_lignes().filter(lot__in=[lot["pk"] for lot in lots]))
    found = {}
    for bilan in bilans:
        chemin = CHEMINS[Perimetre(bilan.perimetre)]
        siens = {lot["pk"] for lot in lots if str(lot[chemin]) == bilan.cible}
        found[bilan.pk] = [row for row in rows if row.lot_id in siens]
    return found


def _list_un_a_un(acteur: Acteur, bilans: Sequence[Bilan]) -> dict[int, list[LigneHeures]]:
    found = {}
    for bilan in bilans:
        portee = find_portee(acteur, Perimetre(bilan.perimetre), bilan.cible)
        found[bilan.pk] = list_lignes(portee.lignes) if portee else []
    return found


def _make(
    bilan: Bilan, rows: Iterable[LigneHeures], contrats: Mapping[int, Contrat], societes: Mapping[str, Societe]
) -> Publie:
    libelle = f"{bilan.libelle_type}, {bilan.titre}, {bilan.periode.libelle}, version {bilan.numero}"
    is_cumul = _is_lu(bilan, "HEURES_REALISEES_ENGAGEMENT")
    return Publie(libelle, bilan.periode, _find_d_alors(bilan, rows), is_cumul, contrats, societes)


def _find_d_alors(bilan: Bilan, rows: Iterable[LigneHeures]) -> tuple[Ligne, ...] | None:
    """Those decided by then; what was decided the same day was counted, or was not, and the bilan says which."""
    jour = localdate(bilan.extrait_le)
    lignes = tuple(
        make_ligne(row)
        for row in rows
        if row.mois <= bilan.au
        and row.decidee_le is not None
        and (row.decidee_le < jour or (row.decidee_le == jour and str(row.uuid) in bilan.du_jour))
    )
    total = sum_reelles(ligne for ligne in lignes if ligne.mois in bilan.periode)
    return lignes if total == Decimal(bilan.heures) else None


def list_du_jour(faits: Faits, *, on: date) -> list[str]:
    """The public numbers of the lines counted here and decided that day."""
    numeros = [ligne.numero for ligne in (*faits.anciennes, *faits.lignes)]
    with open_service(MOTIF):
        rows = LigneHeures.objects.filter(decidee_le=on, pk__in=numeros)
        return sorted(str(uuid) for uuid in rows.values_list("uuid", flat=True))
