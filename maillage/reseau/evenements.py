"""What the journal says of the network, and whose history may be read."""

from uuid import UUID

from django.http import Http404

from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "reseau.annuaire": "a chargé l’annuaire du réseau",
        "reseau.fiche": "a modifié la fiche",
        "reseau.verification": "a vérifié la fiche",
        "reseau.portage": "a changé la structure porteuse",
        "reseau.territoire": "a déclaré un territoire d’intervention",
        "reseau.territoire_ferme": "a clos un territoire d’intervention",
        "reseau.contact": "a ajouté un contact ({fonction})",
        "reseau.contact_modifie": "a modifié un contact ({fonction})",
        "reseau.contact_accord": "a enregistré l’accord d’un contact pour être public ({fonction})",
        "reseau.contact_sans_accord": "a retiré l’accord d’un contact pour être public ({fonction})",
        "reseau.contact_termine": "a terminé un contact ({fonction})",
        "reseau.contact_efface": "a effacé un contact ({fonction})",
        "reseau.effectif": "a déclaré l’effectif de l’équipe ({fonction}, {employeur})",
        "reseau.effectif_termine": "a terminé une ligne de l’effectif ({fonction}, {employeur})",
        "reseau.logiciel": "a déclaré un logiciel ({usage})",
        "reseau.logiciel_termine": "a terminé un logiciel ({usage})",
        "reseau.gestion_fse": "a déclaré la gestion du FSE ({mode})",
        "reseau.visibilite": "a choisi qui lit les champs de la fiche",
        "reseau.jalon": "a déclaré un fait de l’histoire du dispositif ({nature})",
    }
)


def get_dispositif(acteur: Acteur, cle: str) -> Dispositif:
    """A dispositif where the acteur works: what happened inside is not for the others."""
    try:
        key = UUID(cle)
    except ValueError:
        raise Http404 from None
    found = Dispositif.objects.filter(pk__in=acteur.dispositifs, uuid=key).first()
    if found is None:
        raise Http404
    return found


declare_suivi("reseau.dispositif", get_dispositif)
