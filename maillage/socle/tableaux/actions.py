"""Keeping and forgetting the views of lists."""

from datetime import datetime

from django.db import transaction

from maillage.socle.acteur import Acteur
from maillage.socle.tableaux.models import VueEnregistree

NOM_MAX, REQUETE_MAX, VUES_MAX = 80, 2000, 50


class VueRefusee(Exception):
    """The reason, to be shown to the user."""


@transaction.atomic
def save_vue(*, by: Acteur, tableau: str, nom: str, requete: str, now: datetime) -> VueEnregistree:
    """A name already used is replaced: the person has just said what it now means."""
    nom = "".join(c for c in nom if c.isprintable()).strip()
    if by.compte is None:
        raise VueRefusee("Connectez-vous pour garder vos vues.")
    if not nom or len(nom) > NOM_MAX:
        raise VueRefusee(f"Donnez à cette vue un nom de {NOM_MAX} lettres au plus.")
    if not requete.startswith("?") or len(requete) > REQUETE_MAX or not requete.isprintable():
        raise VueRefusee("Cette liste ne peut pas être gardée telle quelle : retirez des filtres, puis recommencez.")
    mine = VueEnregistree.objects.visible_to(by).filter(tableau=tableau)
    if mine.exclude(nom=nom).count() >= VUES_MAX:
        raise VueRefusee(f"Vous avez déjà {VUES_MAX} vues de cette liste : oubliez-en une d’abord.")
    vue = mine.filter(nom=nom).first() or VueEnregistree(
        compte_id=by.compte, dispositif_id=by.dispositif, tableau=tableau, nom=nom, cree_le=now
    )
    vue.requete = requete
    vue.save()
    return vue


@transaction.atomic
def forget_vue(*, by: Acteur, vue: VueEnregistree) -> None:
    VueEnregistree.objects.visible_to(by).filter(pk=vue.pk).delete()
