"""Pay slips read at Valombre, somebody told by two services on two lots for more hours than were paid, a credit offered.

All invented.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.clause.actions.credits import ask_credit
from maillage.clause.actions.ressemblances import refresh_ressemblances
from maillage.clause.actions.validations import validate_lignes
from maillage.clause.models import (
    DonneurOrdre,
    EmploiDuLot,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    HeuresPayees,
    LigneHeures,
    Lot,
    Marche,
    SuiviLot,
)
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import Public, RoleEntreprise, TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi, Sens
from maillage.clause.queries.credits import list_lignes
from maillage.demonstration.clause_partage_heures import INTERIM, add_ligne, make_contrat
from maillage.demonstration.cles import make_cle
from maillage.demonstration.passages import CHEMIN, record_passages
from maillage.participants.actions.personnes import register_personne
from maillage.participants.nomenclatures.identite import Sexe
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months

OBJET = "Réfection des trottoirs du bourg"
PERSONNE = {
    "nom_naissance": "Ostrowicz", "prenoms": "Lucie", "date_naissance": date(1985, 6, 21), "sexe": Sexe.FEMME,
}  # fmt: skip
RESSEMBLANTE = {
    "nom_naissance": "Guérandel", "prenoms": "Soizic", "date_naissance": date(1993, 11, 2), "sexe": Sexe.FEMME,
}  # fmt: skip
PAYEES = Decimal("151.67")
RYTHME = 17  # days from one state to the next


def fill_bulletins(lot: Lot, valombre: Acteur, arsonne: Acteur, sorelle: Acteur, *, graine: int, today: date) -> None:
    """`lot`: the fibre, that Valombre leads."""
    autre = _make_lot(sorelle, graine=graine, today=today)
    company = EntrepriseDuLot.objects.filter(lot=lot).earliest("pk").entreprise
    _hire(arsonne, lot, company, heures=96, payees=PAYEES, today=today)
    mine = _hire(sorelle, autre, EntrepriseDuLot.objects.get(lot=autre).entreprise, heures=88, payees=None, today=today)
    validate_lignes(by=sorelle, lignes=[mine.uuid], today=today)
    _read_bulletins(valombre, lot, today=today)
    _offer_credit(arsonne, lot, valombre, today=today)
    _show_ressemblance(valombre, sorelle, lot, autre, today=today)


def _make_lot(acteur: Acteur, *, graine: int, today: date) -> Lot:
    dispositif = Dispositif.objects.get(pk=acteur.dispositif or 0)
    donneur = DonneurOrdre.objects.create(
        dispositif=dispositif, nom="Commune de Sorelle-le-Haut (fictive)", type=TypeDonneurOrdre.COMMUNE
    )
    notifie = today - timedelta(days=150)
    marche = Marche.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "marche", OBJET), objet=OBJET, numero="2026-SO-004", acheteur=donneur,
        achat=TypeAchat.TRAVAUX, engage_le=notifie - timedelta(days=RYTHME * (len(CHEMIN) - 1)), debut=notifie,
        fin_prevue=notifie + timedelta(days=420), avis="AVIS-0533 (fictif)",
        limite_le=notifie - timedelta(days=RYTHME * 2 + 3),
    )  # fmt: skip
    lot = Lot.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "lot", OBJET, "0"), marche=marche, etat=EtatLot.EN_EXECUTION,
        montant_ht=Decimal(640_000), montant_attribue=Decimal(612_000), secteur="Voirie", publics=[Public.DELD],
        formes=[FormeClause.CONDITION_EXECUTION], part_main_oeuvre=Decimal("0.5"), taux_insertion=Decimal("0.05"),
        cout_horaire=Decimal(30), mention_perimetre="Trottoirs du bourg", mention_publics="Ceux du diagnostic",
        mention_facilitateur="Clause sociale de la Haute-Sorelle", mention_volume="533 heures",
    )  # fmt: skip
    SuiviLot.objects.create(
        dispositif=dispositif, lot=lot, structure=dispositif, role=RoleSuivi.PILOTE, du=marche.engage_le
    )
    record_passages(lot, (*CHEMIN, EtatLot.EN_EXECUTION), depuis=marche.engage_le, rythme=RYTHME)
    company = Entreprise.objects.create(dispositif=dispositif, nom="Voirie des Cantons (fictive)")
    EntrepriseDuLot.objects.create(
        dispositif=dispositif, lot=lot, entreprise=company, role=RoleEntreprise.TITULAIRE_UNIQUE, du=notifie
    )
    Engagement.objects.create(
        dispositif=dispositif, lot=lot, numero=1, du=notifie, origine="initial", heures=Decimal(533),
        exigees=Decimal(533), auteur=None,
    )  # fmt: skip
    return lot


def _hire(
    acteur: Acteur, lot: Lot, company: Entreprise, *, heures: int, payees: Decimal | None, today: date,
    identite: Mapping[str, Any] = PERSONNE,
) -> LigneHeures:  # fmt: skip
    structure = Dispositif.objects.get(pk=acteur.dispositif or 0)
    employeur = Entreprise.objects.get(dispositif=structure, nom=INTERIM)
    personne = register_personne(by=acteur, dispositif=structure, values=identite)
    emploi = make_contrat(personne, employeur, company, lot, decalage=4, today=today)
    add_ligne(emploi, company, lot, mois=1, heures=heures, today=today)
    if payees is not None:
        HeuresPayees.objects.create(
            dispositif=structure, mise_emploi=emploi, mois=add_months(today.replace(day=1), -1), heures=payees
        )
    return LigneHeures.objects.get(mise_emploi=emploi)


def _read_bulletins(acteur: Acteur, lot: Lot, *, today: date) -> None:
    """Last month's, for all the contracts of Valombre on the fibre but the last two, not yet received."""
    mois = add_months(today.replace(day=1), -1)
    rows = (
        EmploiDuLot.objects.filter(dispositif=acteur.dispositif, lot=lot).order_by("pk").select_related("mise_emploi")
    )
    noted = {
        ligne.mise_emploi_id: ligne.heures_reelles
        for ligne in LigneHeures.objects.filter(lot=lot, mois=mois, statut=StatutLigne.DECLAREE)
    }
    HeuresPayees.objects.bulk_create(
        HeuresPayees(
            dispositif_id=row.dispositif_id, mise_emploi=row.mise_emploi, mois=mois, auteur=acteur.compte,
            heures=noted.get(row.mise_emploi_id, Decimal(0)) + 14,
        )
        for row in list(rows)[:-2]
    )  # fmt: skip


def _offer_credit(acteur: Acteur, lot: Lot, pilote: Acteur, *, today: date) -> None:
    """Hours that wait for the answer of Valombre."""
    offered = list_lignes(acteur, lot, Sens.CEDER)[1:3]
    ask_credit(
        by=acteur, lot=lot, sens=Sens.CEDER, autre=Dispositif.objects.get(pk=pilote.dispositif or 0),
        lignes=[ligne.uuid for ligne in offered], today=today,
        message="Ces deux personnes ont travaillé tout le mois sur vos sites.",
    )  # fmt: skip


def _show_ressemblance(valombre: Acteur, sorelle: Acteur, lot: Lot, autre: Lot, *, today: date) -> None:
    """The same person, whose birthday Sorelle typed the other way round: both have to say so."""
    company = EntrepriseDuLot.objects.filter(lot=lot).earliest("pk").entreprise
    _hire(valombre, lot, company, heures=41, payees=None, today=today, identite=RESSEMBLANTE)
    inversee = {**RESSEMBLANTE, "date_naissance": date(1993, 2, 11)}
    theirs = EntrepriseDuLot.objects.get(lot=autre).entreprise
    _hire(sorelle, autre, theirs, heures=38, payees=None, today=today, identite=inversee)
    refresh_ressemblances(today=today)
