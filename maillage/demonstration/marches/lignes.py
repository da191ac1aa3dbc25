"""The rows of one fictitious lot: what was written of it at each step, its companies, its contracts and their hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.models import (
    AvenantDuLot,
    DecisionDuLot,
    EmploiDuLot,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    Marche,
    MiseEmploi,
    PassageLot,
    Penalite,
    PlanningPrevisionnel,
    SuiviLot,
)
from maillage.clause.nomenclatures.emplois import MISES_A_DISPOSITION, ModeRealisation
from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import RoleEntreprise
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.rules.calculs import describe
from maillage.demonstration.marches.calage import GROUPEMENTS
from maillage.demonstration.marches.contrats import ContratFictif
from maillage.demonstration.marches.objets import SECTEURS
from maillage.demonstration.marches.personnes import Employee
from maillage.demonstration.marches.plans import CENT, LotFictif
from maillage.demonstration.parcours.lot import Lot as Rangees
from maillage.socle.dates import add_months

E, M, R = EtatLot, ModeRealisation, RoleEntreprise
MODES: dict[S, ModeRealisation] = {
    S.ETTI: M.MAD_ETTI, S.AI: M.MAD_AI, S.GEIQ: M.MAD_GEIQ, S.ETT: M.INTERIM_ETT, S.EI: M.SOUSTRAITANCE_SIAE,
    S.ACI: M.SOUSTRAITANCE_SIAE, S.RQ: M.SOUSTRAITANCE_SIAE, S.AUCUN: M.EMBAUCHE_DIRECTE,
}  # fmt: skip
REJETES = (MotifRejet.ABSENCES, MotifRejet.SANS_RELEVE, MotifRejet.HORS_MARCHE)
TARIF = Decimal(60)
RAISONS = {
    E.SANS_CLAUSE: "Quelques jours de travail par deux techniciens : aucune heure à confier.",
    E.INFRUCTUEUX: "Aucune offre remise dans les délais.",
}


@dataclass(frozen=True, slots=True)
class Bureau:
    """What one service's rows are written with.

    `recent`: hours of that month and later wait for a decision. `sans_constat`: those whom nobody found eligible yet, by
    their place among the persons of the service.
    """

    rangees: Rangees
    chance: Random
    today: date
    recent: date
    suivi_par: int | None = None
    sans_constat: set[int] = field(default_factory=set)


def add_marche(bureau: Bureau, fiche: LotFictif, acheteur: object, *, numero: str) -> Marche:
    cadre, jours = fiche.cadre, dict(fiche.passages)
    publie, is_notifie = jours.get(E.PUBLIE), E.NOTIFIE in jours
    return bureau.rangees.add(
        Marche, objet=cadre.texte, numero=numero if is_notifie else "", acheteur=acheteur, achat=cadre.objet.achat,
        engage_le=cadre.engage, suivi_par=bureau.suivi_par, avis=f"AVIS-{numero} (fictif)" if publie else "",
        limite_le=None if publie is None else publie + timedelta(days=12), debut=cadre.debut if is_notifie else None,
        fin_prevue=cadre.fin if is_notifie else None,
    )  # fmt: skip


def add_lot(bureau: Bureau, fiche: LotFictif, marche: Marche) -> Lot:
    jours, objet = dict(fiche.passages), fiche.cadre.objet
    is_diagnostique, is_ecrite = E.DIAGNOSTIQUE in jours, E.CLAUSE_VALIDEE in jours
    lot = bureau.rangees.add(
        Lot, marche=marche, numero=fiche.numero, intitule=SECTEURS[fiche.numero - 1] if fiche.numero else "",
        etat=fiche.etat, montant_ht=fiche.montant, secteur=objet.secteur if is_diagnostique else "",
        montant_attribue=fiche.montant * 97 / CENT if E.ATTRIBUE in jours else None,
        publics=list(objet.publics) if is_diagnostique else [], formes=list(fiche.formes) if E.CLAUSE_PROPOSEE in jours else [],
        part_main_oeuvre=Decimal(fiche.part) / CENT if is_diagnostique else None,
        taux_insertion=Decimal(fiche.taux) / CENT if E.CLAUSE_PROPOSEE in jours else None,
        cout_horaire=Decimal(objet.cout) if E.CLAUSE_PROPOSEE in jours else None, justification=RAISONS.get(fiche.etat, ""),
        ponderation=Decimal(10) if fiche.offertes is not None else None,
        avis_critere="L’offre retenue chiffre l’accompagnement et le tutorat." if fiche.offertes is not None else "",
        mention_perimetre="Tout le lot" if is_ecrite else "", mention_publics="Ceux du diagnostic" if is_ecrite else "",
        mention_facilitateur="Le service de la clause (fictif), 01 99 00 00 00" if is_ecrite else "",
        mention_volume="Celui de l’acte d’engagement" if is_ecrite else "",
    )  # fmt: skip
    bureau.rangees.add(
        SuiviLot, lot=lot, structure=bureau.rangees.dispositif, role=RoleSuivi.PILOTE, du=fiche.cadre.engage
    )
    de = ""
    for rang, (vers, le) in enumerate(fiche.passages, 1):
        bureau.rangees.add(PassageLot, lot=lot, de=de, vers=vers, le=le, rang=rang, auteur=None)
        if vers in fiche.decisions:
            reference, raison = fiche.decisions[vers]
            bureau.rangees.add(DecisionDuLot, lot=lot, rang=rang, reference=reference, raison=raison)
        de = vers
    _add_engagement(bureau, fiche, lot)
    if fiche.penalite is not None:
        _add_penalite(bureau, fiche, lot)
    return lot


def _add_engagement(bureau: Bureau, fiche: LotFictif, lot: Lot) -> None:
    last = None
    for numero, version in enumerate(fiche.versions, 1):
        is_initial = version.origine is Origine.INITIAL
        row = bureau.rangees.add(
            Engagement, lot=lot, numero=numero, du=version.du, origine=version.origine, heures=version.heures, auteur=None,
            exigees=version.heures if is_initial else None, offertes=fiche.offertes if is_initial else None,
            hypotheses=describe(lot.calcul) if is_initial else {},
        )  # fmt: skip
        last = row if version.origine is not Origine.RESILIATION else last
        if version.origine is Origine.AVENANT:
            bureau.rangees.add(
                AvenantDuLot, lot=lot, numero="1", notifie_le=version.du, delta_montant=fiche.avenant, effet="proportionnel",
                delta_heures=version.heures - fiche.versions[0].heures, statut="valide", decide_le=version.du,
            )  # fmt: skip
    if last is None:
        return
    metier = fiche.cadre.objet.metiers[0][1]
    for mois, heures in fiche.plan.items():
        bureau.rangees.add(
            PlanningPrevisionnel, engagement=last, mois=mois, heures=heures, metier=metier, mode=M.EMBAUCHE_DIRECTE,
            postes=max(1, round(heures / 140)),
        )  # fmt: skip


def _add_penalite(bureau: Bureau, fiche: LotFictif, lot: Lot) -> None:
    penalite = fiche.penalite
    assert penalite is not None
    montant = penalite.manquantes * TARIF if penalite.statut is not StatutPenalite.SANS_OBJET else None
    is_decidee = penalite.decidee_le is not None
    bureau.rangees.add(
        Penalite, lot=lot, manquantes=penalite.manquantes, cause=penalite.cause, montant=montant, statut=penalite.statut,
        tarif=TARIF if montant is not None else None, avis="L’entreprise a été relancée par écrit.",
        proposee_le=penalite.proposee_le, auteur=None, decidee_le=penalite.decidee_le,
        montant_decide=(Decimal(0) if penalite.statut is StatutPenalite.REMISE else montant) if is_decidee else None,
        reference="Courrier (fictif)" if is_decidee else "",
        raison="L’entreprise a embauché ensuite." if penalite.statut is StatutPenalite.REMISE else "",
    )  # fmt: skip


def add_entreprises(
    bureau: Bureau, fiche: LotFictif, lot: Lot, titulaires: Sequence[Entreprise], siae: dict[S, Entreprise]
) -> list[Entreprise]:
    """The companies bound on the lot, the head first; whoever inserts and is bound with them comes last."""
    jours = dict(fiche.passages)
    if E.ATTRIBUE not in jours:
        return []
    statuts = list(dict.fromkeys(c.employeur for c in fiche.contrats if c.employeur in siae))
    bound = [siae[statut] for statut in statuts]
    if fiche.is_reserve:
        roles = [(bound[0], R.TITULAIRE_UNIQUE), *((one, R.SOUS_TRAITANT) for one in bound[1:])]
    elif len(titulaires) > 1 and bureau.chance.randrange(CENT) < GROUPEMENTS:
        roles = [(titulaires[0], R.MANDATAIRE), (titulaires[1], R.COTRAITANT), *((one, R.COTRAITANT) for one in bound)]
    else:
        roles = [(titulaires[0], R.TITULAIRE_UNIQUE), *((one, R.SOUS_TRAITANT) for one in bound)]
    for entreprise, role in roles:
        bureau.rangees.add(EntrepriseDuLot, lot=lot, entreprise=entreprise, role=role, du=jours[E.ATTRIBUE])
    return [entreprise for entreprise, _ in roles]


def add_contrat(
    bureau: Bureau, fiche: LotFictif, lot: Lot, contrat: ContratFictif, employee: Employee, employeur: Entreprise,
    bound: Sequence[Entreprise], *, is_constate: bool,
) -> MiseEmploi:  # fmt: skip
    """`employeur`: who signs; where it lends, or is not bound, the hours are on account of the head of the lot."""
    chance, mode = bureau.chance, _choose_mode(fiche, contrat)
    engagee = employeur if employeur in bound else bound[0]
    code, metier = chance.choice(fiche.cadre.objet.metiers)
    emploi = bureau.rangees.add(
        MiseEmploi, personne=employee.personne, employeur=employeur, mode=mode, type_contrat=contrat.type, metier=metier,
        entreprise_utilisatrice=engagee if mode in MISES_A_DISPOSITION else None, auteur=None,
        code_rome=code if chance.random() < 0.95 else "", debut=contrat.debut, fin_prevue=contrat.fin,
        fin_reelle=contrat.fin if contrat.fini else None, motif_fin=contrat.motif if contrat.fini else "",
        temps_hebdo=Decimal(contrat.hebdo) if chance.random() < 0.96 else None,
    )  # fmt: skip
    emploi.profil = employee.get_profil(contrat.debut)
    bureau.rangees.add(EmploiDuLot, mise_emploi=emploi, lot=lot, entreprise=engagee)
    for mois, heures in zip(contrat.mois, contrat.heures, strict=True):
        statut = StatutLigne.REJETEE if mois in contrat.rejetes else StatutLigne.VALIDEE
        if mois >= bureau.recent or not is_constate:
            statut = StatutLigne.DECLAREE
        _add_ligne(bureau, emploi, lot, engagee, mois=mois, heures=heures, statut=statut)
    return emploi


def _choose_mode(fiche: LotFictif, contrat: ContratFictif) -> ModeRealisation:
    if fiche.is_reserve:
        return M.MARCHE_RESERVE
    return M.ALTERNANCE if contrat.employeur is S.AUCUN and contrat.type in ALTERNANCES else MODES[contrat.employeur]


ALTERNANCES = ("apprentissage", "professionnalisation")


def _add_ligne(
    bureau: Bureau,
    emploi: MiseEmploi,
    lot: Lot,
    engagee: Entreprise,
    *,
    mois: date,
    heures: Decimal,
    statut: StatutLigne,
) -> None:
    """Decided ten days after its month, if it is."""
    is_decidee = statut is not StatutLigne.DECLAREE
    bureau.rangees.add(
        LigneHeures, mise_emploi=emploi, lot=lot, entreprise=engagee, creditrice=bureau.rangees.dispositif, mois=mois,
        heures_reelles=heures, heures_valorisees=heures, statut=statut, auteur=None, decidee_par=None,
        motif_rejet=bureau.chance.choice(REJETES) if statut is StatutLigne.REJETEE else "",
        decidee_le=min(add_months(mois, 1) + timedelta(days=9), bureau.today) if is_decidee else None,
    )  # fmt: skip
