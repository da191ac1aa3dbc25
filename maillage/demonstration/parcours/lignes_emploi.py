"""The rows of étapes, jobs and their six months, suspensions, relances, exits."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.demonstration.parcours.etapes import EtapeFictive, draw_etapes
from maillage.demonstration.parcours.lignes import Dossier, add_photo
from maillage.demonstration.parcours.noms import EMPLOYEURS, METIERS
from maillage.demonstration.parcours.offre import Offre
from maillage.parcours.models import (
    Emploi,
    PointDeSuivi,
    Positionnement,
    Relance,
    Sortie,
    SuiviEnEmploi,
    SuiviEnFormation,
    Suspension,
)
from maillage.parcours.nomenclatures.etapes import TYPES, EtatPositionnement, Financement, ResultatEtape
from maillage.parcours.nomenclatures.etats import SORTIS, EtatParcours
from maillage.parcours.nomenclatures.sorties import ContratTravail, MotifRupture, MotifSuspension, Secteur
from maillage.socle.dates import add_months

CONTRATS: dict[str, ContratTravail] = {
    "ED-CDI": ContratTravail.CDI, "ED-CDD": ContratTravail.CDD, "ED-INT": ContratTravail.INTERIM,
    "ED-ALT": ContratTravail.ALTERNANCE, "ED-FPT": ContratTravail.FONCTION_PUBLIQUE, "ED-AID": ContratTravail.AIDE,
    "ED-CRE": ContratTravail.CREATION,
}  # fmt: skip
ETAPE_ROMPUE = {ContratTravail.CDD: "CNA-CDD", ContratTravail.INTERIM: "CNA-INT", ContratTravail.CDI: "CNA-LON"}
SECTEURS = {
    Secteur.ADMINISTRATIF: 36, Secteur.SANTE_SOCIAL: 18, Secteur.TERTIAIRE: 14, Secteur.COMMERCE: 11,
    Secteur.HEBERGEMENT: 8, Secteur.CONSTRUCTION: 4, Secteur.INDUSTRIE: 4, Secteur.TRANSPORT: 3,
    Secteur.AGRICULTURE: 2,
}  # fmt: skip
TAILLES = ("tpe", "tpe", "pme", "pme", "eti", "grande", "")
POINTS = (15, 1, 3, 5, 6)  # fifteen days, then months
DEROGATION = "Pièces au dossier papier (démonstration)"


def add_etapes(dossier: Dossier, offre: Offre, *, today: date) -> None:
    for etape in draw_etapes(dossier.chance, dossier.plan, today=today):
        _add_etape(dossier, etape, **offre.find_place(dossier, etape))
    _add_rupture(dossier)
    _add_suspension(dossier)
    suivi = _add_suivi(dossier, today=today)
    formation = _add_formation(dossier, today=today)
    _add_sortie(dossier, suivi, formation)


def _add_etape(dossier: Dossier, etape: EtapeFictive, **values: Any) -> Positionnement:
    heures = dossier.chance.choice((None, 7, 14, 35, 70, 140))
    known = {"intitule": TYPES[etape.type].libelle, "financement": Financement.DROIT_COMMUN} | values
    return dossier.lot.add(
        Positionnement, parcours=dossier.parcours, type=etape.type, etat=etape.etat, propose_le=etape.proposee,
        prevu_du=etape.prevu_du, prevu_au=etape.prevu_au, debut=etape.debut, fin=etape.fin, heures_prevues=heures,
        heures_realisees=heures if etape.etat == EtatPositionnement.TERMINE else None, resultat=etape.resultat,
        motif=etape.motif, **known,
    )  # fmt: skip


def _draw_emploi(dossier: Dossier, contrat: ContratTravail, debut: date, **values: Any) -> Emploi:
    chance = dossier.chance
    is_connu = chance.random() < 0.85
    quotite = Decimal(chance.choice(("1", "1", "1", "0.8", "0.7", "0.6")))
    return dossier.lot.add(
        Emploi, parcours=dossier.parcours, contrat=contrat, debut=debut,
        employeur=chance.choice(EMPLOYEURS) if is_connu else "",
        secteur=chance.choices(list(SECTEURS), weights=list(SECTEURS.values()))[0] if is_connu else "",
        taille=chance.choice(TAILLES) if is_connu else "", metier=chance.choice(METIERS)[1], quotite=quotite, **values,
    )  # fmt: skip


def _add_rupture(dossier: Dossier) -> None:
    """A job that did not last becomes an étape; while it lasts, it is a follow-up like another."""
    if dossier.plan.rupture is None:
        return
    lot, chance = dossier.lot, dossier.chance
    debut, fin = dossier.plan.rupture
    contrat = chance.choice(list(ETAPE_ROMPUE))
    etape = None
    if fin is not None:
        etape = lot.add(
            Positionnement, parcours=dossier.parcours, type=ETAPE_ROMPUE[contrat],
            intitule=TYPES[ETAPE_ROMPUE[contrat]].libelle, etat=EtatPositionnement.INTERROMPU, propose_le=debut,
            debut=debut, fin=fin, motif=chance.choice(("employeur", "personne", "sante")),
        )  # fmt: skip
    emploi = _draw_emploi(
        dossier, contrat, debut, fin=fin, etape=etape,
        fin_prevue=None if contrat is ContratTravail.CDI else add_months(debut, 7),
        motif_fin=chance.choice((MotifRupture.ESSAI, MotifRupture.DEMISSION, MotifRupture.ACCORD)) if fin else "",
    )  # fmt: skip
    validation = add_months(debut, 6)
    suivi = lot.add(
        SuiviEnEmploi, parcours=dossier.parcours, emploi=emploi, debut=debut, validation=validation,
        issue="rompu" if fin else "", clos_le=fin,
    )  # fmt: skip
    _add_points(dossier, suivi, until=fin or date.max, today=fin)


def _add_suspension(dossier: Dossier) -> None:
    if dossier.plan.suspension is None:
        return
    du, fin_prevue, repris = dossier.plan.suspension
    motif = dossier.chance.choice(list(MotifSuspension))
    dossier.lot.add(
        Suspension, parcours=dossier.parcours, motif=motif, proposee_le=du, decidee_le=du, du=du,
        fin_prevue=fin_prevue, repris_le=repris,
    )  # fmt: skip


def _add_suivi(dossier: Dossier, *, today: date) -> SuiviEnEmploi | None:
    plan = dossier.plan
    if plan.emploi is None:
        return None
    contrat = CONTRATS[plan.type_sortie]
    validation = add_months(plan.emploi, 6)
    has_terme = contrat in (ContratTravail.CDD, ContratTravail.INTERIM, ContratTravail.AIDE)
    emploi = _draw_emploi(
        dossier, contrat, plan.emploi, is_aide_eligible=contrat is ContratTravail.AIDE,
        fin_prevue=add_months(plan.emploi, dossier.chance.choice((6, 7, 9, 12))) if has_terme else None,
    )  # fmt: skip
    is_tenu = validation <= today and plan.etat is not EtatParcours.EN_EMPLOI_SUIVI
    suivi = dossier.lot.add(
        SuiviEnEmploi, parcours=dossier.parcours, emploi=emploi, debut=plan.emploi, validation=validation,
        issue="valide" if is_tenu else "", clos_le=plan.proposee if is_tenu else None,
    )  # fmt: skip
    _add_points(dossier, suivi, until=date.max, today=today)
    return suivi


def _add_points(dossier: Dossier, suivi: SuiviEnEmploi, *, until: date, today: date | None) -> None:
    """`today`: the last day on which somebody answered; those planned beyond `until` were never asked."""
    for rang, pause in enumerate(POINTS, 1):
        day = suivi.debut + timedelta(days=pause) if rang == 1 else add_months(suivi.debut, pause)
        if day > until:
            return
        is_answered = today is not None and day <= today and dossier.chance.random() < 0.9
        dossier.lot.add(
            PointDeSuivi, suivi=suivi, rang=rang, prevu_le=day, repondu_le=day if is_answered else None,
            toujours_en_emploi="oui" if is_answered else "",
            origine=dossier.chance.choice(("referent", "referent", "personne")) if is_answered else "",
        )  # fmt: skip


def _add_formation(dossier: Dossier, *, today: date) -> SuiviEnFormation | None:
    plan = dossier.plan
    if plan.formation is None:
        return None
    is_finie = plan.etat is not EtatParcours.EN_FORMATION_SUIVIE
    is_longue = plan.type_sortie == "FQ-LONG"
    fin = plan.sortie if is_finie and not is_longue else None
    prevu_au = add_months(plan.formation, 10 if is_longue else 5)
    etape = dossier.lot.add(
        Positionnement, parcours=dossier.parcours, type="FOR-QUA", intitule="Titre professionnel (fictif)",
        etat=EtatPositionnement.TERMINE if fin else EtatPositionnement.EN_COURS, propose_le=plan.formation,
        prevu_du=plan.formation, prevu_au=prevu_au, debut=plan.formation,
        fin=fin, heures_prevues=420, heures_realisees=398 if fin else None,
        resultat=ResultatEtape.CERTIFICATION if fin else "",
    )  # fmt: skip
    return dossier.lot.add(
        SuiviEnFormation, parcours=dossier.parcours, etape=etape, certification="Titre professionnel (fictif)",
        debut=plan.formation, fin_prevue=prevu_au, obtenue_le=fin, issue="valide" if is_finie else "",
        clos_le=plan.proposee if is_finie else None,
    )  # fmt: skip


def _add_sortie(dossier: Dossier, suivi: SuiviEnEmploi | None, formation: SuiviEnFormation | None) -> None:
    plan = dossier.plan
    if plan.proposee is None or plan.fait is None or plan.sortie is None:
        return
    if plan.type_sortie == "SS-ABA":
        _add_relances(dossier, plan.proposee)
    is_decidee = plan.etat in SORTIS
    photo = add_photo(dossier, moment="sortie", le=plan.sortie) if is_decidee else None
    dossier.lot.add(
        Sortie, parcours=dossier.parcours, type=plan.type_sortie, proposee_le=plan.proposee, date_fait=plan.fait,
        date_sortie=plan.sortie, decidee_le=plan.decidee, derogation=DEROGATION if is_decidee else "", suivi=suivi,
        formation=formation, photo=photo,
        sous_motif="perte de contact" if plan.type_sortie == "SS-ABA" else "",
    )  # fmt: skip


def _add_relances(dossier: Dossier, proposee: date) -> None:
    """Two by different means over thirty days, then the letter and its fifteen days."""
    for days, canal, is_avertissement in ((48, "telephone", False), (33, "sms", False), (17, "courrier", True)):
        dossier.lot.add(
            Relance, parcours=dossier.parcours, le=proposee - timedelta(days=days), canal=canal,
            is_avertissement=is_avertissement,
        )  # fmt: skip
