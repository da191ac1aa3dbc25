"""Reads what a service counts since it began: a constant number of queries, under the rights of this service alone.

A lot that it no longer follows is out of its reach, and of its past years. Profiles are unsealed to be counted, of nobody in
particular.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from maillage.clause.models import Engagement, EntrepriseDuLot, LigneHeures, MiseEmploi, PosteFacilitateur, SuiviLot
from maillage.clause.models.partage import PILOTE
from maillage.clause.nomenclatures.amont import Programme
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.heures import StatutLigne, TypeHeures
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import RoleEntreprise, TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import list_suivis_par
from maillage.clause.queries.activite import (
    COMPTENT,
    annotate_passages,
    key_marche,
    key_siren,
    read_statuts,
    select_creditees,
)
from maillage.clause.queries.agreges import select_lignes, sum_externes
from maillage.clause.queries.sorties import list_dues
from maillage.clause.rules.activite.histoire import (
    ContratDate,
    EngagementDate,
    EntreprisePresente,
    HeuresAgregees,
    HeuresDatees,
    Histoire,
    LotSuivi,
    PosteDate,
    RealiseDuLot,
    SortieSuivie,
    SuiviDate,
    date_suivis,
    date_versions,
)
from maillage.clause.rules.engagements import Version
from maillage.participants.models import Adresse
from maillage.participants.nomenclatures.identite import Qpv
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import fold

MARCHE = (
    "marche", "marche__numero", "marche__achat", "marche__acheteur", "marche__acheteur__siret", "marche__acheteur__type",
)  # fmt: skip


def read_histoire(acteur: Acteur, *, today: date) -> Histoire:
    suivis = _list_suivis(acteur)
    piloted = set(list_suivis_par(acteur, RoleSuivi.PILOTE, on=today).values_list("lot", flat=True))
    lots = _list_lots(set(suivis), piloted)
    mine = {lot.lot for lot in lots}
    creditees = select_creditees([acteur.dispositif or 0])
    contrats = _list_contrats(acteur, creditees, on=today)
    menes = {lot for lot in mine if any(one.role is RoleSuivi.PILOTE for one in suivis[lot])}
    return Histoire(
        lots=lots,
        suivis=[one for lot, rows in suivis.items() if lot in mine for one in rows],
        engagements=_list_engagements(mine),
        entreprises=_list_entreprises(mine),
        contrats=contrats,
        heures=_list_heures(creditees),
        agregees=_list_agregees(menes),
        realises=_list_realises(mine & piloted, {contrat.contrat for contrat in contrats}),
        postes=_list_postes(acteur),
        sorties=[
            SortieSuivie(
                due.echeance.contrat, due.echeance.jalon, due.echeance.prevu_le,
                due.issue.situation if due.issue.is_repondue else None,
            )
            for due in list_dues(acteur, on=today)
        ],
    )  # fmt: skip


def read_declarees(acteur: Acteur, *, today: date) -> Histoire:
    """The hours typed that wait for a decision, as they would count if they were validated as they are."""
    lignes = select_declarees(acteur)
    return Histoire(contrats=_list_contrats(acteur, lignes, on=today), heures=_list_heures(lignes))


def select_declarees(acteur: Acteur) -> QuerySet[Any]:
    rows = LigneHeures.objects.filter(creditrice=acteur.dispositif, statut=StatutLigne.DECLAREE)
    return rows.exclude(lot__etat=EtatLot.SANS_CLAUSE)


def _list_suivis(acteur: Acteur) -> dict[int, list[SuiviDate]]:
    rows = SuiviLot.objects.filter(structure=acteur.dispositif, role__in=COMPTENT)
    miens: dict[int, list[SuiviDate]] = defaultdict(list)
    for lot, role, du, au in rows.values_list("lot", "role", "du", "au"):
        miens[lot].append(SuiviDate(lot, RoleSuivi(role), du, au))
    leads: dict[int, list[date]] = defaultdict(list)
    for lot, du in SuiviLot.objects.filter(PILOTE, lot__in=rows.values("lot")).values_list("lot", "du"):
        leads[lot].append(du)
    return {lot: date_suivis(lot, listed, leads[lot]) for lot, listed in miens.items()}


def _list_lots(keys: set[int], piloted: set[int]) -> list[LotSuivi]:
    rows = annotate_passages(keys).filter(notifie_le__isnull=False)
    champs = (
        "pk", "notifie_le", "solde_le", "resilie_le", "formes", "marche__debut", "marche__fin_prevue", "marche__operation",
        "marche__operation__programme", "marche__maitre_ouvrage", "marche__maitre_ouvrage__siret", *MARCHE,
    )  # fmt: skip
    found = []
    for row in rows.values_list(*champs, named=True):
        acheteur = key_siren("donneur", row.marche__acheteur, row.marche__acheteur__siret)
        moa = row.marche__maitre_ouvrage
        found.append(
            LotSuivi(
                lot=row.pk, acheteur=acheteur, notifie_le=row.notifie_le, debut=row.marche__debut or row.notifie_le,
                marche=key_marche(row.marche, row.marche__numero, row.marche__acheteur__siret),
                maitre_ouvrage=key_siren("donneur", moa, row.marche__maitre_ouvrage__siret) if moa else acheteur,
                achat=TypeAchat(row.marche__achat), donneur=TypeDonneurOrdre(row.marche__acheteur__type),
                fin=row.solde_le or row.marche__fin_prevue, resilie_le=row.resilie_le, operation=row.marche__operation,
                programme=Programme(row.marche__operation__programme or Programme.AUCUN),
                formes=frozenset(FormeClause(forme) for forme in row.formes), is_pilote=row.pk in piloted,
            )
        )  # fmt: skip
    return found


def _list_engagements(lots: set[int]) -> list[EngagementDate]:
    versions: dict[int, list[Version]] = defaultdict(list)
    for engagement in Engagement.objects.filter(lot__in=lots):
        versions[engagement.lot_id].append(engagement.version)
    return [dated for lot, listed in versions.items() for dated in date_versions(lot, listed)]


def _list_entreprises(lots: set[int]) -> list[EntreprisePresente]:
    rows = EntrepriseDuLot.objects.filter(lot__in=lots)
    return [
        EntreprisePresente(lot, key_siren("entreprise", entreprise, siret), RoleEntreprise(role), du, au)
        for lot, entreprise, siret, role, du, au in rows.values_list(
            "lot", "entreprise", "entreprise__siret", "role", "du", "au"
        )
    ]


def _list_contrats(acteur: Acteur, creditees: QuerySet[Any], *, on: date) -> list[ContratDate]:
    """Those that the service keeps, and those of which it has the credit of hours. An end to come may still move."""
    mine = MiseEmploi.objects.filter(Q(dispositif=acteur.dispositif) | Q(pk__in=creditees.values("mise_emploi")))
    sur_lot = set(mine.filter(lots__isnull=False).values_list("pk", flat=True))
    find_qpv = _read_adresses(mine)
    return [
        ContratDate(
            contrat=row.pk, personne=row.personne_id, debut=row.debut, type=TypeContrat(row.type_contrat),
            mode=ModeRealisation(row.mode), employeur=key_siren("entreprise", row.employeur_id, row.employeur.siret),
            rome=row.code_rome, profil=frozenset(row.profil), qpv_adresse=find_qpv(row.personne_id, row.debut),
            is_gere=row.dispositif_id == acteur.dispositif, is_sur_lot=row.pk in sur_lot,
            fin=fin if fin is not None and fin < on else None, is_fin_dite=row.fin_reelle is not None,
        )
        for row in mine.select_related("employeur").iterator(chunk_size=2000)
        for fin in (row.fin_reelle or row.fin_prevue,)
    ]  # fmt: skip


def _read_adresses(contrats: QuerySet[Any]) -> Callable[[int, date], bool | None]:
    """That of a day: the last one begun by then."""
    rows = Adresse.objects.filter(personne__in=contrats.values("personne")).order_by("du", "rang")
    known: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for personne, du, qpv in rows.values_list("personne", "du", "qpv"):
        known[personne].append((du, qpv))

    def find(personne: int, on: date) -> bool | None:
        held = [qpv for du, qpv in known[personne] if du <= on]
        return held[-1] == Qpv.OUI if held and held[-1] != Qpv.INDETERMINE else None

    return find


def _list_heures(lignes: QuerySet[Any]) -> list[HeuresDatees]:
    champs = (
        "lot", "mise_emploi", "mise_emploi__employeur", "entreprise", "entreprise__siret", "entreprise__effectif", "mois", "type",
        *(f"lot__{champ}" for champ in MARCHE),
    )  # fmt: skip
    rows = lignes.values(*champs).annotate(heures=Sum("heures_reelles"))
    found = list(rows.order_by().values_list(*champs, "heures", named=True))
    statut = read_statuts({row.mise_emploi__employeur for row in found} | {row.entreprise for row in found})
    return [
        HeuresDatees(
            lot=row.lot, contrat=row.mise_emploi, mois=row.mois, heures=row.heures, type=TypeHeures(row.type),
            marche=key_marche(row.lot__marche, row.lot__marche__numero, row.lot__marche__acheteur__siret),
            achat=TypeAchat(row.lot__marche__achat), donneur=TypeDonneurOrdre(row.lot__marche__acheteur__type),
            entreprise=key_siren("entreprise", row.entreprise, row.entreprise__siret),
            statut_employeur=statut(row.mise_emploi__employeur, row.mois),
            statut_entreprise=statut(row.entreprise, row.mois), effectif=row.entreprise__effectif,
        )
        for row in found
    ]  # fmt: skip


def _list_agregees(lots: set[int]) -> list[HeuresAgregees]:
    champs = ("lot", "releve__structure", "mois", "heures", *(f"lot__{champ}" for champ in MARCHE))
    return [
        HeuresAgregees(
            lot=row.lot, externe=fold(row.releve__structure), mois=row.mois, heures=row.heures,
            marche=key_marche(row.lot__marche, row.lot__marche__numero, row.lot__marche__acheteur__siret),
            achat=TypeAchat(row.lot__marche__achat), donneur=TypeDonneurOrdre(row.lot__marche__acheteur__type),
        )
        for row in select_lignes(lots).values_list(*champs, named=True)
    ]  # fmt: skip


def _list_realises(lots: set[int], connus: set[int]) -> list[RealiseDuLot]:
    """Only who leads a lot reads the hours that the others did there; what is declared in totals is added (R12). Whose hours
    they are is known of the contracts of this service (`connus`)."""
    total: dict[tuple[int, date, int | None], Any] = defaultdict(int)
    rows = LigneHeures.objects.filter(statut=StatutLigne.VALIDEE, lot__in=lots).exclude(lot__etat=EtatLot.SANS_CLAUSE)
    summed = rows.order_by().values_list("lot", "mois", "mise_emploi").annotate(total=Sum("heures_valorisees"))
    for lot, mois, contrat, heures in summed:
        total[lot, mois, contrat if contrat in connus else None] += heures
    externes: Mapping[int, Mapping[date, Any]] = sum_externes(lots)
    for lot, par_mois in externes.items():
        for mois, heures in par_mois.items():
            total[lot, mois, None] += heures
    return [RealiseDuLot(lot, mois, heures, contrat) for (lot, mois, contrat), heures in total.items()]


def _list_postes(acteur: Acteur) -> list[PosteDate]:
    rows = PosteFacilitateur.objects.filter(dispositif=acteur.dispositif)
    return [
        PosteDate(pk, FonctionPoste(fonction), quotite, Financement(financement), du, au)
        for pk, fonction, quotite, financement, du, au in rows.values_list(
            "pk", "fonction", "quotite", "financement", "du", "au"
        )
    ]
