"""What a référent has to do and where they are expected, for « À faire » and for their own calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.suivi import LIBELLES_MOTIF, TONS_MOTIF, Motif
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import suivi
from maillage.parcours.rules.entretiens import DUREE
from maillage.parcours.rules.priorites import Raison
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite, RendezVous
from maillage.socle.permissions import can

HORIZON = timedelta(days=62)  # how far a calendar is told
# The rendez-vous are in the agenda, the monthly rhythm on the page: « À faire » holds what is late or must be done.
# The objectives have one line for all (`afaire.accompagnement`), each point of follow-up its own (`afaire.sorties`).
TUS = frozenset({Motif.RENDEZ_VOUS, Motif.FREQUENCE, Motif.OBJECTIF, Motif.SUIVI_EMPLOI})
GRAVITES = {"danger": Gravite.URGENTE, "attention": Gravite.ELEVEE}


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    return [
        AFaire(
            f"{one.nom} : {raison.phrase[:1].lower()}{raison.phrase[1:]}", "", reverse("parcours:dossier", args=[one.uuid]),
            None if raison.motif in (Motif.CONTACT_ROUGE, Motif.CONTACT_ORANGE) else raison.le,
            GRAVITES.get(TONS_MOTIF[raison.motif], Gravite.NORMALE), LIBELLES_MOTIF[raison.motif],
        )
        for one in suivi.read_file(acteur, on=today).a_voir
        for raison in one.raisons
        if raison.motif not in TUS and not is_dit_a_l_entree(one, raison)
    ]  # fmt: skip


def is_dit_a_l_entree(one: suivi.Suivi, raison: Raison) -> bool:
    """The contract of whom has not begun is asked for already (`afaire.accompagnement`): once, not twice."""
    return raison.motif is Motif.CONTRAT and one.etat == EtatParcours.A_DEMARRER


def list_rendez_vous(acteur: Acteur, today: date) -> Sequence[RendezVous]:
    """Those to come, without a name: a calendar is shown, synchronised and lent."""
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    usual = DUREE.get(on=today).valeur
    return [
        RendezVous(
            cle=str(one.uuid), debut=one.debut, fin=one.debut + timedelta(minutes=one.duree or usual),
            categorie="Rendez-vous", url=reverse("parcours:agenda"),
        )
        for one in suivi.list_agenda(acteur, du=today, au=today + HORIZON, on=today)
        if not one.presence
    ]  # fmt: skip


afaire.declare(list_a_faire)
afaire.declare_agenda(list_rendez_vous)
