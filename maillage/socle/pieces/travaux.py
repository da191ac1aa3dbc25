"""Housekeeping of the store, and the antivirus asked again."""

from datetime import time, timedelta

from django.utils import timezone

from maillage.socle.pieces import actions, menage
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail


@travail("pieces.menage", "Effacement des pièces retirées et des réceptions interrompues")
def clean(travail: Travail, curseur: Curseur) -> Curseur | None:
    bilan = menage.clean(now=timezone.now())
    travail.phrase = f"Fichiers effacés : {bilan.contenus} ; réceptions interrompues : {bilan.receptions}."
    return None


@travail("pieces.antivirus", "Nouvel examen des pièces en quarantaine")
def scan(travail: Travail, curseur: Curseur) -> Curseur | None:
    """One pièce a step; ends as soon as the antivirus is silent, the next period asks again."""
    piece = Piece.objects.filter(etat=Etat.QUARANTAINE, pk__gt=curseur.get("piece", 0)).order_by("pk").first()
    if piece is None or actions.settle_piece(by=travail.acteur, piece=piece) is Etat.QUARANTAINE:
        return None
    return {"piece": piece.pk}


periodique("pieces.menage", chaque=timedelta(days=1), a=time(3, 30))
periodique("pieces.antivirus", chaque=timedelta(minutes=5))
