"""Reads the facts of the activity: coded, without any name, in a constant number of queries whatever the rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum

from maillage.clause.models import (
    Engagement,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    Marche,
    MiseEmploi,
    PosteFacilitateur,
    StatutEntreprise,
)
from maillage.clause.models.partage import PILOTE
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import PHASES, EtatLot, Phase
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis
from maillage.clause.queries.agreges import select_lignes
from maillage.clause.queries.ressemblances import read_participants
from maillage.clause.rules.activite.faits import (
    ContratSigne,
    EntrepriseComptee,
    Faits,
    LigneAgregee,
    LigneComptee,
    LotCompte,
)
from maillage.clause.rules.engagements import Version
from maillage.clause.rules.postes import Periode
from maillage.participants.models import Personne
from maillage.reseau.nomenclatures import UsageLogiciel
from maillage.reseau.queries.moyens import list_equipes
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months
from maillage.socle.typographie import fold

E = EtatLot
# From the notification on; a lot given up was notified before.
NOTIFIES = [etat for etat in PHASES[Phase.AVAL] if etat not in (E.ATTRIBUE, E.RESILIE)]
COMPTENT = (RoleSuivi.PILOTE, RoleSuivi.PARTICIPANTE)
SIREN = 9


def read_service(acteur: Acteur, *, periode: Periode) -> Faits:
    """Those of one's own service; a person is one file of it."""
    return read_faits([acteur.dispositif or 0], periode=periode)


def read_faits(structures: Collection[int], *, periode: Periode, is_reseau: bool = False) -> Faits:
    """`is_reseau`: of several structures, where the same person is known by a key that names nobody (R9)."""
    suivis = _list_suivis(structures, on=periode.au)
    lots = list(_select_lots(suivis, until=periode.au))
    return Faits(
        structures=frozenset(structures),
        equipees=_list_equipees(structures, on=periode.au),
        postes=[row.poste for row in PosteFacilitateur.objects.filter(dispositif__in=structures)],
        lots=_build_lots(lots, suivis),
        entreprises=_list_entreprises(suivis),
        lignes=_list_lignes(structures, periode, is_reseau=is_reseau),
        contrats=_list_contrats(structures, periode),
        agreges=_list_agreges(structures, periode),
    )


def _list_equipees(structures: Collection[int], *, on: date) -> frozenset[int]:
    tenues = Marche.objects.filter(dispositif__in=structures).values_list("dispositif", flat=True).distinct()
    return frozenset(tenues) | list_equipes(structures, usage=UsageLogiciel.CLAUSE, on=on)


def _list_suivis(structures: Collection[int], *, on: date) -> dict[int, list[int]]:
    """Lot → those of these structures that lead it or take part in it on that day. Who only observes counts nothing."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = select_suivis(on=on).filter(structure__in=structures, role__in=COMPTENT)
    for lot, structure in sorted(set(rows.values_list("lot", "structure"))):
        found[lot].append(structure)
    return found


def _select_lots(suivis: Mapping[int, list[int]], *, until: date) -> QuerySet[Any, Any]:
    return annotate_passages(list(suivis)).filter(notifie_le__lte=until).values_list(
        "pk", "notifie_le", "solde_le", "resilie_le", "marche", "marche__numero", "marche__debut",
        "marche__fin_prevue", "marche__acheteur", "marche__acheteur__siret", "marche__maitre_ouvrage",
        "marche__maitre_ouvrage__siret", "marche__operation", named=True,
    )  # fmt: skip


def annotate_passages(lots: Collection[int]) -> QuerySet[Any]:
    """The day each was notified, paid off, given up."""

    def first(*etats: EtatLot) -> Min:
        return Min("passages__le", filter=Q(passages__vers__in=etats))

    return Lot.objects.filter(pk__in=lots).annotate(
        notifie_le=first(*NOTIFIES), solde_le=first(E.SOLDE, E.CLOS), resilie_le=first(E.RESILIE)
    )


def _build_lots(rows: list[Any], suivis: Mapping[int, list[int]]) -> list[LotCompte]:
    versions: dict[int, list[Version]] = defaultdict(list)
    for engagement in Engagement.objects.filter(lot__in=[row.pk for row in rows]):
        versions[engagement.lot_id].append(engagement.version)
    return [
        LotCompte(
            structure=structure, lot=row.pk, marche=key_marche(row.marche, row.marche__numero, row.marche__acheteur__siret),
            acheteur=key_siren("donneur", row.marche__acheteur, row.marche__acheteur__siret), notifie_le=row.notifie_le,
            debut=row.marche__debut or row.notifie_le, fin=row.solde_le or row.marche__fin_prevue,
            resilie_le=row.resilie_le, versions=tuple(versions[row.pk]), operation=row.marche__operation,
            maitre_ouvrage=(
                key_siren("donneur", row.marche__maitre_ouvrage, row.marche__maitre_ouvrage__siret)
                if row.marche__maitre_ouvrage
                else key_siren("donneur", row.marche__acheteur, row.marche__acheteur__siret)
            ),
        )
        for row in rows
        for structure in suivis[row.pk]
    ]  # fmt: skip


def _list_entreprises(suivis: Mapping[int, list[int]]) -> list[EntrepriseComptee]:
    rows = EntrepriseDuLot.objects.filter(lot__in=list(suivis))
    return [
        EntrepriseComptee(structure, lot, key_siren("entreprise", entreprise, siret), du, au)
        for lot, entreprise, siret, du, au in rows.values_list("lot", "entreprise", "entreprise__siret", "du", "au")
        for structure in suivis[lot]
    ]


def select_creditees(structures: Collection[int]) -> QuerySet[Any]:
    """Validated, of whom the structure has the credit. A lot without a clause has none."""
    rows = LigneHeures.objects.filter(creditrice__in=structures, statut=StatutLigne.VALIDEE)
    return rows.exclude(lot__etat=E.SANS_CLAUSE)


def _list_lignes(structures: Collection[int], periode: Periode, *, is_reseau: bool) -> list[LigneComptee]:
    champs = (
        "creditrice", "lot__marche", "lot__marche__numero", "lot__marche__acheteur__siret", "mise_emploi",
        "mise_emploi__personne", "mois", "mise_emploi__employeur", "entreprise__effectif", "lot__marche__achat",
        "lot__marche__acheteur__type",
    )  # fmt: skip
    rows = (
        select_creditees(structures)
        .filter(mois__gte=periode.du, mois__lte=periode.au)
        .values(*champs)
        .annotate(heures=Sum("heures_reelles"))
        .values_list(*champs, "heures", named=True)
    )
    found = list(rows)
    personne = _read_cles({row.mise_emploi__personne for row in found}) if is_reseau else _keep
    statut = read_statuts({row.mise_emploi__employeur for row in found})
    return [
        LigneComptee(
            structure=row.creditrice, personne=personne(row.mise_emploi__personne), contrat=row.mise_emploi,
            marche=key_marche(row.lot__marche, row.lot__marche__numero, row.lot__marche__acheteur__siret),
            mois=row.mois, heures=row.heures, achat=TypeAchat(row.lot__marche__achat),
            donneur=TypeDonneurOrdre(row.lot__marche__acheteur__type),
            employeur=statut(row.mise_emploi__employeur, row.mois), effectif=row.entreprise__effectif,
        )
        for row in found
    ]  # fmt: skip


def _keep(personne: int) -> Hashable:
    return personne


def _read_cles(personnes: set[int]) -> Callable[[int], Hashable]:
    """R9. Computed for the count and kept nowhere."""
    return read_participants(Personne.objects.filter(pk__in=personnes)).__getitem__


def read_statuts(employeurs: set[int]) -> Callable[[int, date], StatutInsertion | None]:
    """That of a month: in force on one of its days, the last begun."""
    rows = StatutEntreprise.objects.filter(entreprise__in=employeurs).order_by("du", "pk")
    known: dict[int, list[tuple[date, date | None, StatutInsertion]]] = defaultdict(list)
    for entreprise, statut, du, au in rows.values_list("entreprise", "statut", "du", "au"):
        known[entreprise].append((du, au, StatutInsertion(statut)))

    def find(employeur: int, mois: date) -> StatutInsertion | None:
        fin = add_months(mois, 1) - timedelta(days=1)
        held = [statut for du, au, statut in known[employeur] if du <= fin and (au is None or au >= mois)]
        return held[-1] if held else None

    return find


def _list_contrats(structures: Collection[int], periode: Periode) -> list[ContratSigne]:
    rows = MiseEmploi.objects.filter(
        dispositif__in=structures, debut__gte=periode.du, debut__lte=periode.au, lots__isnull=False
    )
    return [ContratSigne(*row) for row in rows.values_list("dispositif", "pk", "debut").distinct()]


def _list_agreges(structures: Collection[int], periode: Periode) -> list[LigneAgregee]:
    """R12: counted by who leads the lot, so that no two structures tell them."""
    pilotes = dict(
        select_suivis(on=periode.au)
        .filter(PILOTE, structure__in=structures)
        .order_by("pk")
        .values_list("lot", "structure")
    )
    rows = select_lignes(pilotes).filter(mois__gte=periode.du, mois__lte=periode.au)
    return [
        LigneAgregee(pilotes[lot], lot, fold(externe), mois, heures, participants)
        for lot, externe, mois, heures, participants in rows.values_list(
            "lot", "releve__structure", "mois", "heures", "participants"
        )
    ]


def key_siren(genre: str, pk: int, siret: str) -> Hashable:
    """Of two services that know the same body, one key; without a SIRET, nobody can tell."""
    return siret[:SIREN] if siret else (genre, pk)


def key_marche(pk: int, numero: str, siret: str) -> Hashable:
    return (siret, numero) if siret and numero else ("marche", pk)
