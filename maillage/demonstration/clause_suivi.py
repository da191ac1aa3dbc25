"""Valombre after the notification: plans of action, lots suspended, to balance, balanced, closed, terminated."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.models import (
    Controle,
    DecisionDuLot,
    DonneurOrdre,
    Eligibilite,
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
    SuiviSortie,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation, MotifFin, TypeContrat
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import Public, RoleEntreprise, TypeAchat
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import (
    CausePenalite,
    SituationSortie,
    SourceSortie,
    StatutPenalite,
    TypeControle,
)
from maillage.clause.rules.planning import list_mois, share_regulierement
from maillage.demonstration.clause_passerelle import fill_passerelle
from maillage.demonstration.clause_personnes import add_personnes
from maillage.demonstration.cles import make_cle
from maillage.demonstration.marches.contrats import find_ouvre
from maillage.demonstration.passages import CHEMIN, record_passages
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months

E, M = EtatLot, ModeRealisation
MENSUEL = Decimal(140)
TARIF = Decimal(60)
PERSONNES = 18  # some of them still without a contract


@dataclass(frozen=True, slots=True)
class Ancien:
    """A lot already far: from `debut` to `fin`, months ago; `contrats`: (first month, months of work) since `debut`."""

    objet: str
    donneur: str
    entreprise: str
    secteur: str
    metier: str
    engagees: int
    debut: int
    fin: int
    suite: tuple[EtatLot, ...]
    contrats: tuple[tuple[int, int], ...]


ANCIENS = (
    Ancien("Ravalement de la résidence des Forges", "habitat", "peintres", "Peinture", "Peintre en bâtiment", 1_100, 14, 1,
           (E.PLANIFIE, E.EN_EXECUTION, E.A_SOLDER), ((0, 4), (3, 3))),
    Ancien("Isolation du gymnase des Tilleuls", "ville", "martel", "Gros œuvre", "Maçon", 1_300, 9, -7,
           (E.PLANIFIE, E.EN_EXECUTION), ((2, 2),)),
    Ancien("Réfection des trottoirs, tranche 2", "ville", "sogetra", "Travaux publics", "Manœuvre", 900, 10, -8,
           (E.EN_EXECUTION, E.SUSPENDU), ((1, 3),)),
    Ancien("Réaménagement de l’accueil de l’hôpital", "hopital", "martel", "Gros œuvre", "Maçon", 560, 20, 8,
           (E.PLANIFIE, E.EN_EXECUTION, E.A_SOLDER, E.SOLDE), ((0, 2), (2, 2))),
    Ancien("Charpente de la halle du marché", "agglo", "charpente", "Charpente", "Aide charpentier", 420, 26, 14,
           (E.PLANIFIE, E.EN_EXECUTION, E.A_SOLDER, E.SOLDE, E.CLOS), ((0, 3),)),
    Ancien("Nettoyage des écoles, secteur sud", "ville", "claire", "Propreté", "Agent de propreté", 1_600, 16, -10,
           (E.EN_EXECUTION, E.RESILIE), ((1, 4),)),
)  # fmt: skip
LIEUX = {"ville": "F1001", "hopital": "F1001", "habitat": "F1002", "agglo": "F1004"}
DECISIONS = {
    E.SUSPENDU: ("Ordre de service n° 4 (fictif)", "Réseaux non repérés sous la chaussée."),
    E.RESILIE: ("Décision du pouvoir adjudicateur (fictive)", "L’entreprise a cessé son activité sur ce site."),
    E.CLOS: ("Communauté de communes, par courriel (fictif)", ""),
}


def fill_suivi(dispositif: Dispositif, *, graine: int, today: date) -> int:
    """After the persons and their hours; how many lots were added."""
    chance = Random(f"{graine}:clause-suivi")  # noqa: S311  the same fiction every time
    _plan_lots(dispositif)
    personnes = iter(add_personnes(dispositif, chance=chance, today=today, combien=PERSONNES))
    for rang, fiche in enumerate(ANCIENS):
        lot = _add_lot(dispositif, fiche, graine=graine, today=today)
        for debut, duree in fiche.contrats:
            _add_contrat(lot, fiche, next(personnes), debut=debut, duree=duree, today=today)
        _go_on(lot, fiche, today=today)
        _add_controle(lot, rang, today=today)
    _answer(dispositif, today=today)
    fill_passerelle(dispositif, graine=graine, today=today)
    return len(ANCIENS)


def _plan_lots(dispositif: Dispositif) -> None:
    """Those under execution have their plan, but one whose engagement grew since, and the last notified, which has none."""
    lots = list(Lot.objects.filter(dispositif=dispositif, etat=E.EN_EXECUTION).select_related("marche").order_by("pk"))
    for lot in lots[: len(lots) - 1]:
        version = Engagement.objects.filter(lot=lot).order_by("numero").first()
        if version is not None and lot.marche.debut and lot.marche.fin_prevue:
            _add_plan(version, lot.marche.debut, lot.marche.fin_prevue, metier="Manœuvre")


def _add_plan(version: Engagement, debut: date, fin: date, *, metier: str) -> None:
    heures = share_regulierement(version.heures, debut=debut, fin=fin)
    PlanningPrevisionnel.objects.bulk_create(
        PlanningPrevisionnel(
            dispositif=version.dispositif, engagement=version, mois=mois, heures=h,
            postes=max(1, round(h / MENSUEL)), metier=metier,
            mode=M.MAD_ETTI if rang < 3 else M.EMBAUCHE_DIRECTE,
        )
        for rang, (mois, h) in enumerate(heures.items())
        if h
    )  # fmt: skip


def _add_lot(dispositif: Dispositif, fiche: Ancien, *, graine: int, today: date) -> Lot:
    debut, fin = add_months(today, -fiche.debut), add_months(today, -fiche.fin)
    engage = debut - timedelta(days=240)
    acheteur = DonneurOrdre.objects.get(uuid=make_cle(graine, "donneur", fiche.donneur))
    entreprise = Entreprise.objects.get(uuid=make_cle(graine, "entreprise", fiche.entreprise))
    marche = Marche.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "marche", fiche.objet), objet=fiche.objet, acheteur=acheteur,
        lieu_commune_id=LIEUX[fiche.donneur], achat=TypeAchat.SERVICES if fiche.secteur == "Propreté" else TypeAchat.TRAVAUX, engage_le=engage,
        avis=f"AVIS-{fiche.engagees} (fictif)", limite_le=engage + timedelta(days=120), debut=debut, fin_prevue=fin,
    )  # fmt: skip
    montant = Decimal(fiche.engagees * 1200)
    lot = Lot.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "lot", fiche.objet), marche=marche, etat=E.NOTIFIE,
        secteur=fiche.secteur, publics=[Public.DELD, Public.BRSA], formes=[FormeClause.CONDITION_EXECUTION],
        montant_ht=montant, montant_attribue=montant, part_main_oeuvre=Decimal("0.5"), taux_insertion=Decimal("0.05"),
        cout_horaire=Decimal(30), mention_perimetre="Tout le lot", mention_facilitateur="Clause sociale de Valombre",
        mention_publics="Ceux du diagnostic", mention_volume="Celui de l’acte d’engagement",
    )  # fmt: skip
    SuiviLot.objects.create(dispositif=dispositif, lot=lot, structure=dispositif, role=RoleSuivi.PILOTE, du=engage)
    record_passages(lot, CHEMIN, depuis=engage, rythme=30)
    EntrepriseDuLot.objects.create(
        dispositif=dispositif, lot=lot, entreprise=entreprise, role=RoleEntreprise.TITULAIRE_UNIQUE, du=debut
    )
    Engagement.objects.create(
        dispositif=dispositif, lot=lot, numero=1, du=debut, origine="initial", heures=fiche.engagees,
        exigees=fiche.engagees, auteur=None,
    )  # fmt: skip
    return lot


def _add_contrat(lot: Lot, fiche: Ancien, personne: Personne, *, debut: int, duree: int, today: date) -> None:
    """Over for months: these persons are asked what they became."""
    premier = find_ouvre(add_months(today, -fiche.debut + debut))
    fin = add_months(premier, duree) - timedelta(days=1)
    entreprise = EntrepriseDuLot.objects.get(lot=lot).entreprise
    emploi = MiseEmploi.objects.create(
        dispositif=lot.dispositif, personne=personne, employeur=entreprise, type_contrat=TypeContrat.CDD,
        mode=M.EMBAUCHE_DIRECTE, metier=fiche.metier, debut=premier, fin_prevue=fin, fin_reelle=fin,
        motif_fin=MotifFin.TERME, temps_hebdo=Decimal(35),
    )  # fmt: skip
    constat = premier - timedelta(days=10)
    eligibilite = Eligibilite(
        dispositif=lot.dispositif, personne=personne, constat=constat, decision="accordee", decidee_le=constat,
        prescripteur="plie",
    )  # fmt: skip
    eligibilite.criteres = ["deld"]
    eligibilite.save()
    EmploiDuLot.objects.create(dispositif=lot.dispositif, mise_emploi=emploi, lot=lot, entreprise=entreprise)
    for mois in list_mois(premier, fin)[:duree]:
        row = LigneHeures(
            dispositif=lot.dispositif, mise_emploi=emploi, lot=lot, entreprise=entreprise, creditrice=lot.dispositif,
            mois=mois, heures_reelles=MENSUEL, statut=StatutLigne.VALIDEE,
            decidee_le=min(add_months(mois, 1) + timedelta(days=9), today),
        )  # fmt: skip
        row.weigh()
        row.save()


def _go_on(lot: Lot, fiche: Ancien, *, today: date) -> None:
    debut, fin = lot.marche.debut or today, lot.marche.fin_prevue or today
    engagement = Engagement.objects.get(lot=lot)
    if E.PLANIFIE in fiche.suite:
        _add_plan(engagement, debut, fin, metier=fiche.metier)
    jours = {
        E.PLANIFIE: debut, E.EN_EXECUTION: debut + timedelta(days=20), E.SUSPENDU: today - timedelta(days=40),
        E.A_SOLDER: fin + timedelta(days=1), E.SOLDE: fin + timedelta(days=45), E.CLOS: fin + timedelta(days=80),
        E.RESILIE: today - timedelta(days=70),
    }  # fmt: skip
    rang, de = len(CHEMIN), E.NOTIFIE
    for vers in fiche.suite:
        rang += 1
        PassageLot.objects.create(
            dispositif=lot.dispositif, lot=lot, de=de, vers=vers, le=jours[vers], rang=rang, auteur=None
        )
        if vers in DECISIONS:
            reference, raison = DECISIONS[vers]
            DecisionDuLot.objects.create(
                dispositif=lot.dispositif, lot=lot, rang=rang, reference=reference, raison=raison
            )
        de = vers
    lot.etat = de
    lot.save(update_fields=["etat"])
    if de is E.RESILIE:
        part = Decimal((jours[de] - debut).days) / Decimal((fin - debut).days)
        Engagement.objects.create(
            dispositif=lot.dispositif, lot=lot, numero=2, du=jours[de], origine="resiliation",
            heures=(engagement.heures * part).quantize(Decimal("0.01")), auteur=None,
        )  # fmt: skip
    _add_penalite(lot, engagement, de, jours)


def _add_penalite(lot: Lot, engagement: Engagement, etat: EtatLot, jours: dict[EtatLot, date]) -> None:
    faites = sum((row.heures_valorisees for row in lot.lignes.all()), Decimal(0))
    manquantes = max(Decimal(0), engagement.heures - faites)
    if etat not in (E.A_SOLDER, E.SOLDE, E.CLOS) or not manquantes:
        return
    common = {
        "dispositif": lot.dispositif, "lot": lot, "manquantes": manquantes, "cause": CausePenalite.ENTREPRISE,
        "tarif": TARIF, "montant": manquantes * TARIF, "avis": "L’entreprise a été relancée deux fois par écrit.",
        "proposee_le": jours[E.A_SOLDER] + timedelta(days=10),
    }  # fmt: skip
    if etat is not E.A_SOLDER:
        common |= {
            "statut": StatutPenalite.APPLIQUEE, "montant_decide": manquantes * TARIF, "reference": "Courrier (fictif)",
            "decidee_le": jours[E.A_SOLDER] + timedelta(days=30),
        }  # fmt: skip
    Penalite.objects.create(**common)


def _add_controle(lot: Lot, rang: int, *, today: date) -> None:
    if rang > 1:
        return
    Controle.objects.create(
        dispositif=lot.dispositif, lot=lot, type=TypeControle.SUR_PLACE if rang else TypeControle.SUR_PIECE,
        le=today - timedelta(days=50), perimetre="Les relevés du trimestre, deux contrats", ecart=Decimal(-7),
        constat="Une semaine d’absence était comptée.", suites="Corriger les heures du mois" if not rang else "",
        suites_avant=today - timedelta(days=5) if not rang else None,
    )  # fmt: skip


def _answer(dispositif: Dispositif, *, today: date) -> None:
    """One in two already told what she became six months later."""
    rows = MiseEmploi.objects.filter(dispositif=dispositif, fin_reelle__lt=add_months(today, -6))
    known = (SituationSortie.CDI, SituationSortie.SANS_EMPLOI, SituationSortie.FORMATION_QUALIFIANTE)
    dus = [
        row
        for row in rows.order_by("fin_reelle")
        if row.fin_reelle and not row.personne.mises_emploi.filter(debut__gt=row.fin_reelle)
    ]
    for rang, emploi in enumerate(dus):
        prevu = add_months(emploi.fin_reelle or today, 6)
        if rang % 2 or prevu > today:
            continue
        SuiviSortie.objects.create(
            dispositif=dispositif, personne=emploi.personne, mise_emploi=emploi, jalon=6, prevu_le=prevu,
            demande_le=min(prevu + timedelta(days=8), today), situation=known[rang // 2 % len(known)],
            source=SourceSortie.TELEPHONE,
        )  # fmt: skip
