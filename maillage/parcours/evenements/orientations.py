"""The way in: what is done about an orientation, never what it says. Whose history may be read."""

from uuid import UUID

from django.http import Http404

from maillage.parcours.models import Orientation
from maillage.parcours.queries import orientations
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.orientation": "a écrit l’orientation n° {numero}",
        "parcours.orientation_modifiee": "a modifié une orientation",
        "parcours.orientation_transmise": "a transmis une orientation",
        "parcours.orientation_annulee": "a annulé une orientation",
        "parcours.orientation_complement": "a demandé un complément sur une orientation",
        "parcours.orientation_recevable": "a déclaré une orientation recevable",
        "parcours.orientation_close": "a clos une orientation sans entrée : {etat}, {motif}",
        "parcours.orientation_accueil": "a ouvert l’accueil d’une personne orientée",
        "parcours.orientation_rdv": "a noté le premier rendez-vous d’une personne orientée, le {le}",
        "parcours.orientation_contact": "a noté un contact d’accueil le {le} ({nature})",
        "parcours.orientation_fiche_lue": "a ouvert la fiche signée d’une orientation",
        "parcours.orientation_fiche": "a déposé la fiche signée d’une orientation",
        "parcours.orientation_presentee": "a présenté une orientation en commission le {le}",
        "parcours.orientation_decidee": "a enregistré la décision de la commission du {le} sur une orientation : {resultat}",
        "parcours.orientations": "a ouvert une liste d’orientations ({nombre})",
        "parcours.orientation_ouverte": "a ouvert une orientation",
        "parcours.prescripteur": "a inscrit un prescripteur",
        "parcours.prescripteur_modifie": "a modifié un prescripteur",
        "parcours.prescripteur_lien": "a donné un lien à un prescripteur (n° {rang})",
        "parcours.prescripteur_lien_retire": "a retiré le lien d’un prescripteur",
        "parcours.decouverte": "a noté une rencontre « aller vers » le {le}",
    }
)


def find_orientation(acteur: Acteur, cle: str) -> Orientation:
    try:
        return orientations.get_entree(acteur, UUID(cle))
    except (ValueError, Orientation.DoesNotExist):
        raise Http404 from None


declare_suivi("parcours.orientation", find_orientation)
