"""What the deposits give to do: a year to deposit, differences to explain."""

from datetime import date

from django.urls import reverse

from maillage.consolidation.depots.catalogues import TYPES
from maillage.consolidation.depots.nomenclatures import Consolide, EtatDepot
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.queries.campagnes import list_ouvertes
from maillage.consolidation.depots.queries.depots import list_depots, read_refus
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can

CATEGORIE = "Dépôts"
PRESSE = 14


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """A line per open campaign that concerns the dispositif and has not its year yet, or whose regular deposit was refused."""
    if acteur.dispositif is None or not can(acteur, Droit.DEPOSER):
        return []
    campagnes = [c for c in list_ouvertes(on=today) if TYPES[Consolide(c.consolide)] == acteur.type]
    if not campagnes:
        return []
    deposes = list_depots(acteur, campagnes)
    refus = read_refus(acteur)
    found = []
    for campagne in campagnes:
        etats = {depot.etat for depot in deposes.get(campagne.pk, [])}
        if refuse := refus.get(str(campagne.uuid)):
            titre, detail = f"Le dépôt de la nuit est refusé, année {campagne.millesime}", refuse
        elif EtatDepot.A_EXPLIQUER in etats:
            titre, detail = "Des écarts sont à expliquer", "Votre dépôt ne compte pas tant qu’ils ne le sont pas."
        elif EtatDepot.EN_VIGUEUR in etats:
            continue
        else:
            titre, detail = f"Les chiffres de {campagne.millesime} sont à déposer", f"{campagne}."
        found.append(
            AFaire(
                titre=titre, detail=detail, url=reverse("depots:mes_depots"), echeance=campagne.close_le,
                gravite=Gravite.ELEVEE if (campagne.close_le - today).days <= PRESSE else Gravite.NORMALE,
                categorie=CATEGORIE,
            )
        )  # fmt: skip
    return found


afaire.declare(list_a_faire)
