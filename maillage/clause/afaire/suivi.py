"""What the lots under way give to do: those that call for somebody, those to balance, decisions that are awaited."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import LIBELLES_JALON, StatutPenalite
from maillage.clause.permissions import Droit
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.alertes import list_lots_en_alerte
from maillage.clause.queries.controles import list_suites
from maillage.clause.queries.sorties import count_a_demander, list_rappels
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import lower_initiale, write_accord

CATEGORIE, PERSONNES = "Marchés", "Après la clause"
AVANCE = timedelta(days=14)


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.TENIR_MARCHES):
        return []
    choses = [*list_alertes(acteur, today), *list_soldes(acteur), *list_controles(acteur, today)]
    return [*choses, *list_sorties(acteur, today)] if can(acteur, Droit.SUIVRE_PERSONNES) else choses


def list_alertes(acteur: Acteur, today: date) -> list[AFaire]:
    """One line for all: the list says which, why, and what to do."""
    found = list_lots_en_alerte(acteur, RoleSuivi.PILOTE, on=today)
    if not found:
        return []
    codes = sorted({alerte.libelle for alertes in found.values() for alerte in alertes})
    return [
        AFaire(
            titre="Des lots sont à surveiller", detail=f"{write_accord(len(found), 'lot')} : {', '.join(codes).lower()}.",
            url=reverse("clause:alertes"), gravite=Gravite.ELEVEE, categorie=CATEGORIE,
        )
    ]  # fmt: skip


def list_soldes(acteur: Acteur) -> list[AFaire]:
    """In one query."""
    rows = select_suivis_lots(acteur, RoleSuivi.PILOTE)
    attend = Q(penalites__statut=StatutPenalite.PROPOSEE)
    found = rows.aggregate(
        solder=Count("pk", filter=Q(etat=EtatLot.A_SOLDER) & ~attend, distinct=True),
        clore=Count("pk", filter=Q(etat=EtatLot.SOLDE), distinct=True),
        decisions=Count("pk", filter=attend, distinct=True),
    )
    lines = (
        ("solder", "Des lots sont à solder", ("lot à solder", "lots à solder"), "a_solder", Gravite.ELEVEE),
        (
            "decisions",
            "Une décision de l’acheteur est attendue",
            ("pénalité proposée", "pénalités proposées"),
            "",
            Gravite.NORMALE,
        ),
        (
            "clore",
            "Des bilans sont à transmettre",
            ("lot soldé, à clore", "lots soldés, à clore"),
            "solde",
            Gravite.NORMALE,
        ),
    )
    marches = reverse("clause:marches")
    return [
        AFaire(
            titre=titre, detail=f"{write_accord(found[code], *noms)}.",
            url=f"{marches}?etat={etat}" if etat else f"{marches}?penalite=attend", gravite=gravite, categorie=CATEGORIE,
        )
        for code, titre, noms, etat, gravite in lines
        if found[code]
    ]  # fmt: skip


def list_controles(acteur: Acteur, today: date) -> list[AFaire]:
    return [
        AFaire(
            titre="Donner suite à un contrôle", detail=f"{controle.lot.marche.objet}, contrôle du {controle.le:%d/%m/%Y}.",
            url=reverse("clause:controle", args=[controle.uuid]), echeance=controle.suites_avant,
            gravite=Gravite.ELEVEE if controle.suites_avant and controle.suites_avant < today else Gravite.NORMALE,
            categorie=CATEGORIE,
        )
        for controle in list_suites(acteur, until=today + AVANCE)
    ]  # fmt: skip


def list_sorties(acteur: Acteur, today: date) -> list[AFaire]:
    """Whom to call back, by name; whom to ask, in one line a milestone."""
    rappels = [
        AFaire(
            titre=f"Rappeler {suivi.personne}", detail="Elle le demande, après son contrat de la clause.",
            url=reverse("clause:sortie", args=[suivi.mise_emploi.uuid, suivi.jalon]), echeance=suivi.demande_le,
            gravite=Gravite.URGENTE, categorie=PERSONNES,
        )
        for suivi in list_rappels(acteur)
    ]  # fmt: skip
    counted = count_a_demander(acteur, on=today)
    return [
        *rappels,
        *(
            AFaire(
                titre=f"Demander ce que deviennent les personnes, {lower_initiale(LIBELLES_JALON[jalon])}",
                detail=f"{write_accord(combien, 'personne')} à interroger.",
                url=f"{reverse('clause:sorties')}?etat=a_demander&jalon={int(jalon)}", gravite=Gravite.NORMALE,
                categorie=PERSONNES,
            )
            for jalon, combien in counted.items()
            if combien
        ),
    ]  # fmt: skip


afaire.declare(list_a_faire)
