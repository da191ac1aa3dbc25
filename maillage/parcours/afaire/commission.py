"""What commissions give to do: the next one to prepare, the minutes to sign. They name nobody."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.commissions import select_commissions
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_date_courte

PREPARER_JOURS = 14


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.TENIR_COMMISSION) or acteur.dispositif is None:
        return []
    rows = select_commissions(acteur).exclude(etat=EtatCommission.CLOSE)
    return [_build(row, today) for row in rows.filter(le__lte=today + timedelta(days=PREPARER_JOURS)).order_by("le")]


def _build(row: Any, today: date) -> AFaire:
    reste = row.dossiers - row.decides
    if row.le > today:
        titre, gravite = "Préparer une commission", Gravite.NORMALE
        detail = f"Dossiers à l’ordre du jour : {row.dossiers}." if row.dossiers else "L’ordre du jour est vide."
    else:
        titre, gravite = "Signer le relevé d’une commission", Gravite.ELEVEE
        detail = f"Dossiers à décider avant de signer : {reste}." if reste else "Tout est décidé."
    return AFaire(
        titre=titre,
        detail=f"{row.libelle_type} du {write_date_courte(row.le)}. {detail}",
        url=reverse("parcours:commission", args=[row.uuid]),
        echeance=row.le,
        gravite=gravite,
        categorie="Commissions à tenir",
    )


afaire.declare(list_a_faire)
