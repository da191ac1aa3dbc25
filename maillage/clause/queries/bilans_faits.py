"""The facts of a bilan, in a constant number of queries whatever the lots, the contracts and the hours.

Hours done on a lot by other structures count in its bilan, and a person seen by two of them counts once (R10): that can
only be counted above the compartments. Names are read to make the key of the network (R9), and none leaves this module.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
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
from maillage.participants.models import Adresse
from maillage.participants.nomenclatures.identite import Qpv
from maillage.socle.contexte import open_service
from maillage.socle.typographie import fold

CENTIEME = Decimal("0.01")
MOTIF = "bilan de la clause : compter les heures d’un lot, quelle que soit la structure"
FINIS = frozenset({EtatLot.A_SOLDER, EtatLot.SOLDE, EtatLot.CLOS, EtatLot.RESILIE})


def read_faits(portee: Portee, periode: Periode) -> Faits:
    """Twelve queries. The acteur's right to `portee` was asked by whoever found it."""
    with open_service(MOTIF):
        rows = list_lignes(portee.lignes.filter(mois__lte=periode.au))
        signes = _list_signes(portee, periode)
        faites = _sum_par_contrat(portee, periode)
        emplois = read_emplois({*(row.mise_emploi_id for row in rows), *signes, *(contrat for _, contrat in faites)})
        contrats, societes = make_contrats(emplois), read_societes(rows, emplois)
        externes = _read_externes(portee, au=periode.au)
        lignes = [make_ligne(row) for row in rows]
        return Faits(
            perimetre=portee.perimetre, periode=periode, societes=societes, contrats=contrats, signes=signes,
            lots=_read_lots(portee, periode, faites, contrats, externes),
            lignes=tuple(ligne for ligne in lignes if ligne.mois in periode),
            externes=_sum_par_mois(externes),
            anciennes=tuple(ligne for ligne in lignes if ligne.mois < periode.du),
        )  # fmt: skip


def sum_heures(portee: Portee, periode: Periode) -> Decimal:
    """HEURES as it stands now, alone: to be compared with what was frozen."""
    with open_service(MOTIF):
        rows = portee.lignes.filter(mois__range=(periode.du, periode.au))
        done = Decimal(rows.aggregate(total=Sum("heures_reelles"))["total"] or 0).quantize(CENTIEME)
        return done + sum(_sum_par_mois(_read_externes(portee, du=periode.du, au=periode.au)).values(), Decimal(0))


ParMois = Mapping[date, Decimal]


def _read_externes(portee: Portee, *, du: date | None = None, au: date) -> Mapping[int, ParMois]:
    """By lot, then by month. A service or a commune of residence counts its own: nobody knows whose these are (R12)."""
    if portee.perimetre in (Perimetre.STRUCTURE, Perimetre.TERRITOIRE):
        return {}
    return sum_externes(portee.lots.values("pk"), du=du, au=au)


def _sum_par_mois(par_lot: Mapping[int, ParMois]) -> dict[date, Decimal]:
    found: dict[date, Decimal] = defaultdict(Decimal)
    for par_mois in par_lot.values():
        for mois, heures in par_mois.items():
            found[mois] += heures
    return dict(found)


def list_lignes(rows: QuerySet[Any]) -> list[LigneHeures]:
    return list(rows.select_related("entreprise").order_by("mois", "pk"))


def make_ligne(row: LigneHeures) -> Ligne:
    return Ligne(
        row.mois, row.heures_reelles, row.heures_valorisees, row.mise_emploi_id, row.lot_id,
        make_cle_societe(row.entreprise), TypeHeures(row.type), row.pk,
    )  # fmt: skip


def _list_signes(portee: Portee, periode: Periode) -> frozenset[int]:
    """The contracts begun in the period on the same lots."""
    dedans = Q(debut__range=(periode.du, periode.au))
    signes = MiseEmploi.objects.filter(dedans, lots__lot__in=portee.lots.values("pk"))
    if portee.perimetre is Perimetre.STRUCTURE:
        signes = MiseEmploi.objects.filter(dedans, dispositif=portee.dispositif)
    elif portee.perimetre is Perimetre.TERRITOIRE:  # begun there, known by the hours they have had since
        signes = MiseEmploi.objects.filter(dedans, pk__in=portee.lignes.values("mise_emploi"))
    return frozenset(signes.values_list("pk", flat=True))


def read_emplois(keys: Collection[int]) -> list[MiseEmploi]:
    return list(MiseEmploi.objects.filter(pk__in=keys).select_related("personne", "employeur").order_by("pk"))


def make_contrats(emplois: Sequence[MiseEmploi]) -> dict[int, Contrat]:
    """With the quarter of the address that each person had on the first day of each contract."""
    participants = read_participants({emploi.personne_id: emploi.personne for emploi in emplois}.values())
    adresses: dict[int, list[Any]] = defaultdict(list)
    for row in Adresse.objects.filter(personne__in={emploi.personne_id for emploi in emplois}).order_by("du", "rang"):
        adresses[row.personne_id].append(row)
    return {
        emploi.pk: _make_contrat(emploi, participants[emploi.personne_id], adresses[emploi.personne_id])
        for emploi in emplois
    }


def _make_contrat(row: MiseEmploi, participant: str, adresses: Sequence[Any]) -> Contrat:
    held = [adresse for adresse in adresses if adresse.du <= row.debut]
    adresse = held[-1] if held and held[-1].qpv != Qpv.INDETERMINE else None
    return Contrat(
        row.pk, participant, row.debut, TypeContrat(row.type_contrat), ModeRealisation(row.mode),
        make_cle_societe(row.employeur), frozenset(row.profil), None if adresse is None else adresse.qpv == Qpv.OUI,
        adresse.qpv_millesime if adresse else None,
    )  # fmt: skip


def make_cle_societe(entreprise: Any) -> str:
    """Its SIREN; its name where it has none."""
    return f"siren:{entreprise.siret[:9]}" if entreprise.siret else f"nom:{fold(entreprise.nom)}"


def read_societes(lignes: Iterable[LigneHeures], emplois: Iterable[Any]) -> dict[str, Societe]:
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


ParContrat = dict[tuple[int, int], Decimal]


def _sum_par_contrat(portee: Portee, periode: Periode) -> ParContrat:
    """By lot and contract, the weighted hours since the lot began, whatever the structure; those that came to nothing left out."""
    rows = select_lignes().filter(lot__in=portee.lots.values("pk"), mois__lte=periode.au).values("lot", "mise_emploi")
    found = rows.annotate(total=Sum("heures_valorisees")).order_by()
    return {(row["lot"], row["mise_emploi"]): Decimal(row["total"]).quantize(CENTIEME) for row in found if row["total"]}


def _read_lots(
    portee: Portee,
    periode: Periode,
    faites: ParContrat,
    contrats: Mapping[int, Contrat],
    externes: Mapping[int, ParMois],
) -> tuple[LotCompte, ...]:
    """A lot that another service leads counts for its hours only: its engagement is not this one's to answer for."""
    led = portee.lots.annotate(is_pilote=Exists(portee.pilotes.filter(pk=OuterRef("pk"))))
    lots = list(led.select_related("marche__acheteur").order_by("marche__objet", "numero", "pk"))
    versions: dict[int, list[Version]] = defaultdict(list)
    for row in Engagement.objects.filter(lot__in=portee.lots.values("pk")):
        versions[row.lot_id].append(row.version)
    par_lot: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for (lot, contrat), heures in faites.items():
        par_lot[lot][contrat] = heures
    return tuple(
        _make_lot(
            lot, versions[lot.pk], sum((*par_lot[lot.pk].values(), *externes.get(lot.pk, {}).values()), Decimal(0)), portee,
            periode, frozenset(contrats[contrat].participant for contrat in par_lot[lot.pk]),
        )
        for lot in lots
        if lot.pk in par_lot or lot.pk in externes or (lot.etat in SUIVIS and lot.is_pilote)
    )  # fmt: skip


def _make_lot(
    lot: Any, versions: list[Version], faites: Decimal, portee: Portee, periode: Periode, personnes: frozenset[str]
) -> LotCompte:
    version = find_en_vigueur(versions, on=periode.au) if lot.is_pilote else None
    marche = lot.marche
    nom = marche.objet if portee.perimetre is not Perimetre.MARCHE else ""
    nom = " · ".join(part for part in (nom, str(lot) if lot.numero or not nom else "") if part)
    is_echu = lot.etat in FINIS or (marche.fin_prevue is not None and marche.fin_prevue <= periode.au)
    return LotCompte(
        lot.pk, nom, marche.pk, make_cle_societe(marche.acheteur), version.heures if version else None, faites, is_echu,
        personnes,
    )  # fmt: skip
