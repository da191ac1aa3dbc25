"""What jobs and exits give to do: points to hold for the référent, decisions for the coordination."""

from datetime import date, timedelta

from django.urls import reverse

from maillage.parcours.models import Sortie, Suspension
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import sorties as queries
from maillage.parcours.queries.commissions_sorties import list_pieces_demandees
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.roles import Role

AVANCE = timedelta(days=7)


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if acteur.dispositif is None:
        return []
    choses = []
    if acteur.role == Role.REFERENT and can(acteur, Droit.SUIVRE_EMPLOI):
        choses += [*list_demandes(acteur, today), *list_points(acteur, today)]
    if can(acteur, Droit.DECIDER_SORTIE):
        choses += list_decisions(acteur)
    return choses


def list_points(acteur: Acteur, today: date) -> list[AFaire]:
    due = [
        AFaire(
            titre=f"Prendre des nouvelles de {point.suivi.parcours.personne}",
            detail=f"{point.suivi.emploi.libelle_contrat}, six mois révolus le {point.suivi.validation:%d/%m/%Y}.",
            url=reverse("parcours:point", args=[point.uuid]),
            echeance=point.prevu_le,
            gravite=Gravite.ELEVEE if point.prevu_le < today else Gravite.NORMALE,
            categorie="Points de suivi en emploi",
        )
        for point in queries.list_points_a_tenir(acteur, until=today + AVANCE)
    ]
    asked = [
        AFaire(
            titre=f"Rappeler {point.suivi.parcours.personne}",
            detail="La personne le demande, ou dit que son contrat est fini.",
            url=reverse("parcours:point", args=[point.uuid]),
            echeance=point.repondu_le,
            gravite=Gravite.URGENTE,
            categorie="Personnes à rappeler",
        )
        for point in queries.list_reponses_inquietantes(acteur, on=today)
    ]
    sent = [
        AFaire(
            titre=f"Vérifier la pièce envoyée par {piece.parcours.personne}",
            detail=f"{piece.libelle}, envoyée par son lien le {piece.le:%d/%m/%Y} : gardez-la, ou dites ce qui ne va pas.",
            url=reverse("parcours:justificatif", args=[piece.uuid]),
            echeance=piece.le + AVANCE,
            gravite=Gravite.ELEVEE,
            categorie="Pièces à vérifier",
        )
        for piece in queries.list_a_verifier(acteur, on=today)
    ]
    return [*asked, *sent, *due]


def list_demandes(acteur: Acteur, today: date) -> list[AFaire]:
    """What a commission asked for before it decides of an exit."""
    return [
        AFaire(
            titre=f"Apporter une pièce pour la sortie de {sortie.parcours.personne}",
            detail=f"{inscription.suite} (commission du {inscription.commission.le:%d/%m/%Y}).",
            url=reverse("parcours:ajouter_piece", args=[sortie.parcours.uuid]),
            gravite=Gravite.ELEVEE,
            categorie="Pièces demandées par la commission",
        )
        for inscription, sortie in list_pieces_demandees(acteur, on=today)
    ]


def list_decisions(acteur: Acteur) -> list[AFaire]:
    """One line for all: the board names them."""
    waiting = Sortie.objects.filter(dispositif=acteur.dispositif, decidee_le=None, rejetee_le=None, annulee_le=None)
    sorties = waiting.count()
    suspensions = Suspension.objects.filter(
        dispositif=acteur.dispositif, decidee_le=None, refusee_le=None, repris_le=None
    ).count()
    counts = [(sorties, "sortie proposée", "sorties proposées"), (suspensions, "suspension", "suspensions proposées")]
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if not parts:
        return []
    return [
        AFaire(
            titre="Décider des sorties et des suspensions",
            detail=f"{', '.join(parts)}.",
            url=reverse("parcours:sorties"),
            gravite=Gravite.ELEVEE,
            categorie="Sorties à décider",
        )
    ]


afaire.declare(list_a_faire)
