"""The facts of a bilan, in a constant number of queries whatever the lots, the contracts and the hours.

Hours done on a lot by other structures count in its bilan, and a person seen by two of them counts once (R10): that can
only be counted above the compartments. Names are read to make the key of the network (R9), and none leaves this module.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from maillage.clause.models import Engagement, LigneHeures, MiseEmploi, StatutEntreprise
from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.nomenclatures.emplois import ModeRealisation, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.agreges import sum_externes
from maillage.clause.queries.perimetres import SUIVIS, Portee, select_lignes
from maillage.clause.queries.ressemblances import read_participants
from maillage.clause.rules.bilans.faits import Contrat, Faits, Ligne, LotCompte, Societe, Statut
from maillage.clause.rules.bilans.periodes import Periode
from maillage.clause.rules.engagements import Version, find_en_vigueur
from maillage.socle.contexte import open_service
from maillage.socle.typographie import fold

CENTIEME = Decimal("0.01")
MOTIF = "bilan de la clause : compter les heures d’un lot, quelle que soit la structure"
FINIS = frozenset({EtatLot.A_SOLDER, EtatLot.SOLDE, EtatLot.CLOS, EtatLot.RESILIE})


def read_faits(portee: Portee, periode: Periode) -> Faits:
    """Twelve queries. The acteur's right to `portee` was asked by whoever found it."""
    with open_service(MOTIF):
        lignes = _read_lignes(portee, periode)
        emplois, signes = _read_emplois(portee, periode)
        participants = read_participants({row.personne_id: row.personne for row in emplois}.values())
        lots = _read_lots(portee, periode)
        societes = _read_societes(lignes, emplois)
        return Faits(
            perimetre=portee.perimetre, periode=periode, lots=lots, societes=societes,
            lignes=tuple(
                Ligne(li.mois, li.heures_reelles, li.heures_valorisees, li.mise_emploi_id, li.lot_id,
                      make_cle_societe(li.entreprise), TypeHeures(li.type))
                for li in lignes
            ),
            contrats={row.pk: _make_contrat(row, participants[row.personne_id]) for row in emplois},
            signes=signes,
            avant=_sum(portee.lignes.filter(mois__lt=periode.du), "heures_valorisees") + _sum_externes(
                portee, au=periode.du - timedelta(days=1)
            ),
            externes=_read_externes(portee, du=periode.du, au=periode.au),
        )  # fmt: skip


def sum_heures(portee: Portee, periode: Periode) -> Decimal:
    """HEURES as it stands now, alone: to be compared with what was frozen."""
    with open_service(MOTIF):
        done = _sum(portee.lignes.filter(mois__range=(periode.du, periode.au)), "heures_reelles")
        return done + _sum_externes(portee, du=periode.du, au=periode.au)


def _read_externes(portee: Portee, *, du: date | None = None, au: date) -> dict[date, Decimal]:
    """By month, of the lots of the bilan. A service or a commune counts its own: nobody knows whose these are (R12)."""
    if portee.perimetre in (Perimetre.STRUCTURE, Perimetre.TERRITOIRE):
        return {}
    found: dict[date, Decimal] = defaultdict(Decimal)
    for par_mois in sum_externes(portee.lots.values("pk"), du=du, au=au).values():
        for mois, heures in par_mois.items():
            found[mois] += heures
    return dict(found)


def _sum_externes(portee: Portee, *, du: date | None = None, au: date) -> Decimal:
    return sum(_read_externes(portee, du=du, au=au).values(), Decimal(0))


def _sum(rows: QuerySet[Any], champ: str) -> Decimal:
    found = rows.aggregate(total=Sum(champ))["total"]
    return Decimal(found or 0).quantize(CENTIEME)


def _read_lignes(portee: Portee, periode: Periode) -> list[LigneHeures]:
    rows = portee.lignes.filter(mois__range=(periode.du, periode.au)).select_related("entreprise")
    return list(rows.order_by("mois", "pk"))


def _read_emplois(portee: Portee, periode: Periode) -> tuple[list[MiseEmploi], frozenset[int]]:
    """Those of the hours, and those begun in the period on the same lots."""
    dedans = Q(debut__range=(periode.du, periode.au))
    signes = MiseEmploi.objects.filter(dedans, lots__lot__in=portee.lots.values("pk"))
    if portee.perimetre is Perimetre.STRUCTURE:
        signes = MiseEmploi.objects.filter(dedans, dispositif=portee.dispositif)
    elif portee.perimetre is Perimetre.TERRITOIRE:  # begun there, known by the hours they have had since
        signes = MiseEmploi.objects.filter(dedans, pk__in=portee.lignes.values("mise_emploi"))
    counted = portee.lignes.filter(mois__range=(periode.du, periode.au)).values("mise_emploi")
    rows = MiseEmploi.objects.filter(Q(pk__in=counted) | Q(pk__in=signes.values("pk")))
    found = list(rows.select_related("personne", "employeur").order_by("pk"))
    return found, frozenset(signes.values_list("pk", flat=True))


def _make_contrat(row: MiseEmploi, participant: str) -> Contrat:
    return Contrat(
        row.pk, participant, row.debut, TypeContrat(row.type_contrat), ModeRealisation(row.mode),
        make_cle_societe(row.employeur), frozenset(row.profil),
    )  # fmt: skip


def make_cle_societe(entreprise: Any) -> str:
    """Its SIREN; its name where it has none."""
    return f"siren:{entreprise.siret[:9]}" if entreprise.siret else f"nom:{fold(entreprise.nom)}"


def _read_societes(lignes: Iterable[LigneHeures], emplois: Iterable[Any]) -> dict[str, Societe]:
    rows = {row.pk: row for row in (*(li.entreprise for li in lignes), *(emploi.employeur for emploi in emplois))}
    statuts: dict[int, list[Statut]] = defaultdict(list)
    for statut in StatutEntreprise.objects.filter(entreprise__in=list(rows)):
        statuts[statut.entreprise_id].append(Statut(StatutInsertion(statut.statut), statut.du, statut.au))
    found: dict[str, Societe] = {}
    for pk, row in sorted(rows.items()):
        cle = make_cle_societe(row)
        known = found.get(cle, Societe(cle, row.nom))
        effectif = known.effectif if row.effectif is None else row.effectif
        found[cle] = Societe(cle, known.nom, effectif, (*known.statuts, *statuts[pk]))
    return found


def _read_lots(portee: Portee, periode: Periode) -> tuple[LotCompte, ...]:
    """A lot that another service leads counts for its hours only: its engagement is not this one's to answer for."""
    led = portee.lots.annotate(is_pilote=Exists(portee.pilotes.filter(pk=OuterRef("pk"))))
    lots = list(led.select_related("marche__acheteur").order_by("marche__objet", "numero", "pk"))
    versions: dict[int, list[Version]] = defaultdict(list)
    for row in Engagement.objects.filter(lot__in=portee.lots.values("pk")):
        versions[row.lot_id].append(row.version)
    done = select_lignes().filter(lot__in=portee.lots.values("pk"), mois__lte=periode.au).values("lot")
    faites = {
        row["lot"]: Decimal(row["total"]).quantize(CENTIEME) for row in done.annotate(total=Sum("heures_valorisees"))
    }
    if portee.perimetre not in (Perimetre.STRUCTURE, Perimetre.TERRITOIRE):
        for lot, par_mois in sum_externes(portee.lots.values("pk"), au=periode.au).items():
            faites[lot] = faites.get(lot, Decimal(0)) + sum(par_mois.values(), Decimal(0))
    return tuple(
        _make_lot(lot, versions[lot.pk], faites.get(lot.pk, Decimal(0)), portee, periode)
        for lot in lots
        if lot.pk in faites or (lot.etat in SUIVIS and lot.is_pilote)
    )


def _make_lot(lot: Any, versions: list[Version], faites: Decimal, portee: Portee, periode: Periode) -> LotCompte:
    version = find_en_vigueur(versions, on=periode.au) if lot.is_pilote else None
    marche = lot.marche
    nom = marche.objet if portee.perimetre is not Perimetre.MARCHE else ""
    nom = " · ".join(part for part in (nom, str(lot) if lot.numero or not nom else "") if part)
    acheteur = marche.acheteur
    is_echu = lot.etat in FINIS or (marche.fin_prevue is not None and marche.fin_prevue <= periode.au)
    return LotCompte(
        lot.pk, nom, marche.pk, make_cle_societe(acheteur), version.heures if version else None, faites, is_echu
    )
