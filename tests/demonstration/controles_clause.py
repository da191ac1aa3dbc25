"""What the domain would refuse of fictitious markets, had somebody typed them: its own rules, over rows written at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from maillage.clause.models import (
    EmploiDuLot,
    Engagement,
    LigneHeures,
    Lot,
    MiseEmploi,
    Penalite,
    SuiviLot,
    SuiviSortie,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.queries.deroulement import RIEN, find_penalite, read_execution, sum_heures
from maillage.clause.queries.lots import list_entreprises, list_versions, read_faits
from maillage.clause.queries.personnes import read_contrat, read_droits
from maillage.clause.rules.emplois import check_emploi
from maillage.clause.rules.emplois import check_mois as check_contrat
from maillage.clause.rules.engagements import check_version
from maillage.clause.rules.etats import check_passage
from maillage.clause.rules.gardes import list_manques
from maillage.clause.rules.gardes_aval import OUVERTS_AVAL, list_manques_aval
from maillage.clause.rules.heures import check_mois
from maillage.clause.rules.sorties import check_reponse
from maillage.clause.rules.validations import examine
from maillage.reseau.models import Dispositif

E = EtatLot
SUITES = frozenset({E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER, E.SOLDE, E.CLOS, E.RESILIE})


def list_infractions(dispositif: Dispositif, *, today: date) -> list[str]:
    """Empty when the domain would take it all."""
    return [
        *list_infractions_des_lots(dispositif, today=today), *list_infractions_des_contrats(dispositif, today=today),
        *list_infractions_des_heures(dispositif, today=today),
    ]  # fmt: skip


def list_infractions_des_lots(dispositif: Dispositif, *, today: date) -> Iterator[str]:
    for lot in Lot.objects.filter(dispositif=dispositif).select_related("marche__acheteur").order_by("pk"):
        found = [
            *_check_passages(lot, today),
            *_check_gardes(lot, today),
            *_check_versions(lot),
            *_check_penalites(lot),
        ]
        yield from (f"{lot.marche} ({lot.etat}) : {phrase}" for phrase in found)


def _check_passages(lot: Lot, today: date) -> Iterator[str]:
    passages = list(lot.passages.order_by("rang"))
    if (passages[0].de, passages[0].vers, passages[-1].vers) != ("", E.REPERE, lot.etat):
        yield "son histoire ne mène pas à son état"
    for avant, apres in pairwise(passages):
        if apres.de != avant.vers or (refus := check_passage(de=E(apres.de), vers=E(apres.vers))):
            yield f"{apres.de} → {apres.vers} : {refus}"
        if apres.le < avant.le:
            yield f"{apres.vers} le {apres.le}, avant {avant.vers}"
    if passages[-1].le > today:
        yield f"{lot.etat} demain"
    if not SuiviLot.objects.filter(lot=lot, role="pilote", du__lte=passages[0].le).exists():
        yield "personne ne le pilote"


def _check_gardes(lot: Lot, today: date) -> Iterator[str]:
    faits, decisions = read_faits(lot, on=today), {row.rang: row for row in lot.decisions.all()}
    for passage in lot.passages.order_by("rang"):
        vers = E(passage.vers)
        if vers in OUVERTS_AVAL and vers is not E.NOTIFIE:
            decision = decisions.get(passage.rang)
            said: dict[str, Any] = {"reference": decision.reference, "raison": decision.raison} if decision else {}
            if vers is E.RESILIE:
                said["heures_finales"] = faits.engagees
            # As it was then, or became: a plan follows its engagement, whose versions come later.
            manques = min(
                (
                    list_manques_aval(replace(read_execution(lot, on=on, said=said), etat=E(passage.de)), vers=vers, le=passage.le)
                    for on in (passage.le, *lot.engagements.values_list("du", flat=True), today)
                ),
                key=len,
            )  # fmt: skip
        else:
            manques = list_manques(faits, vers=vers, le=passage.le)
        yield from (f"{vers} : {manque.phrase}" for manque in manques)


def _check_versions(lot: Lot) -> Iterator[str]:
    versions: list[Engagement] = list_versions(lot)
    for rang, version in enumerate(versions):
        if refus := check_version([v.version for v in versions[:rang]], version.version):
            yield refus
    if versions and lot.marche.debut and not list_entreprises(lot):
        yield "aucune entreprise ne répond de ses heures"


def _check_penalites(lot: Lot) -> Iterator[str]:
    penalite: Penalite | None = find_penalite(lot)
    if penalite is None or lot.etat == E.RESILIE:
        return
    last = list_versions(lot)[-1].heures
    manquantes = max(Decimal(0), last - sum_heures([lot.pk]).get(lot.pk, RIEN).total)
    if penalite.manquantes != manquantes:
        yield f"une pénalité pour {penalite.manquantes} h, quand il en manque {manquantes}"
    if penalite.statut == StatutPenalite.PROPOSEE and lot.etat in (E.SOLDE, E.CLOS):
        yield "soldé sans décision de l’acheteur"


def list_infractions_des_contrats(dispositif: Dispositif, *, today: date) -> Iterator[str]:
    par_personne: dict[int, list[MiseEmploi]] = defaultdict(list)
    for emploi in MiseEmploi.objects.filter(dispositif=dispositif).order_by("personne", "debut"):
        par_personne[emploi.personne_id].append(emploi)
        refus = check_emploi(
            contrat=TypeContrat(emploi.type_contrat), mode=ModeRealisation(emploi.mode), debut=emploi.debut,
            fin_prevue=emploi.fin_prevue, today=today,
            is_prete=emploi.entreprise_utilisatrice_id not in (None, emploi.employeur_id),
        )  # fmt: skip
        yield from (f"contrat du {emploi.debut} : {phrase}" for phrase in refus.values())
        if emploi.fin_reelle is not None and emploi.fin_reelle > today:
            yield f"contrat du {emploi.debut} : fini le {emploi.fin_reelle}"
    for suivi in (
        SuiviSortie.objects.filter(dispositif=dispositif).exclude(demande_le=None).select_related("mise_emploi")
    ):
        assert suivi.demande_le is not None
        fin = suivi.mise_emploi.fin
        if fin is None or (phrase := check_reponse(demande_le=suivi.demande_le, fin=fin, today=today)):
            yield f"situation dite le {suivi.demande_le} : {phrase if fin else 'le contrat court'}"


def list_infractions_des_heures(dispositif: Dispositif, *, today: date) -> Iterator[str]:
    """The months of each contract, all lots together; validated lines are those that would be."""
    lignes = list(LigneHeures.objects.filter(dispositif=dispositif).select_related("mise_emploi", "lot"))
    droits = read_droits({ligne.mise_emploi.personne_id for ligne in lignes})
    places = set(EmploiDuLot.objects.filter(dispositif=dispositif).values_list("mise_emploi", "lot", "entreprise"))
    totaux: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for ligne in lignes:
        emploi = ligne.mise_emploi
        totaux[emploi.pk, ligne.mois] += ligne.saisies
        if refus := check_contrat(mois=ligne.mois, debut=emploi.debut, fin=emploi.fin, today=today):
            yield f"heures de {ligne.mois} : {refus}"
        if (emploi.pk, ligne.lot_id, ligne.entreprise_id) not in places:
            yield f"heures de {ligne.mois} : ce contrat n’est pas sur ce lot"
        if E(ligne.lot.etat) not in SUITES:
            yield f"heures de {ligne.mois} : ce lot est {ligne.lot.etat}"
        if ligne.statut == StatutLigne.VALIDEE:
            examen = examine(
                ligne.saisies, mois=ligne.mois, contrat=read_contrat(emploi), droits=droits[emploi.personne_id]
            )
            if examen.refus or examen.comptees != ligne.heures_reelles:
                yield f"heures de {ligne.mois}, contrat du {emploi.debut} : {examen.refus or examen.phrase}"
        before = ligne.heures_valorisees
        ligne.weigh()
        if ligne.heures_valorisees != before:
            yield f"heures de {ligne.mois} : {before} h valorisées, pour {ligne.heures_valorisees}"
    yield from (
        f"{mois} : {refus}" for (_, mois), total in totaux.items() if (refus := check_mois(total, mois=mois).refus)
    )
