"""What the journal says of persons of the clause, their contracts and their hours: codes, dates and numbers only."""

from uuid import UUID

from django.http import Http404

from maillage.clause.permissions import Droit
from maillage.clause.queries.personnes import get_personne
from maillage.participants.models import Personne
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.eligibilite": "a décidé de l’éligibilité ({decision}) le {le}",
        "clause.emploi": "a enregistré un contrat ({type}) à partir du {du}",
        "clause.emploi_modifie": "a modifié un contrat",
        "clause.emploi_profil": "a repris le profil du premier jour d’un contrat",
        "clause.emploi_lot": "a rattaché un contrat au lot",
        "clause.emploi_renouvele": "a renouvelé un contrat à partir du {du}",
        "clause.emploi_termine": "a terminé un contrat le {le}",
        "clause.heures": "a saisi les heures de {mois} ({nombre} lignes)",
        "clause.heures_payees": "a noté les heures payées de {mois} ({nombre} bulletins)",
        "clause.bulletins_ouverts": "a ouvert les heures payées d’un mois ({nombre} contrats)",
        "clause.heures_validees": "a validé {nombre} lignes d’heures",
        "clause.heures_rejetees": "a rejeté {nombre} lignes d’heures",
        "clause.heures_corrigees": "a corrigé des heures validées de {mois} ({ecart} h) le {le}",
        "clause.ressemblance": "a dit ce qu’il en est d’un doublon probable ({reference} : {avis})",
        "clause.ressemblances": "a consulté les doublons probables ({nombre})",
        "clause.types_heures": "a dit quelles heures comptent sur le lot ({types})",
        "clause.personnes": "a consulté les personnes de la clause ({nombre})",
        "clause.personne_ouverte": "a ouvert le dossier d’une personne de la clause",
        "clause.grille_ouverte": "a ouvert une grille d’heures ({nombre} contrats)",
        "clause.lignes_ouvertes": "a consulté des heures à valider ({nombre})",
        "clause.piece_lue": "a ouvert la pièce d’une éligibilité",
    }
)


def find_personne(acteur: Acteur, cle: str) -> Personne:
    try:
        found = get_personne(acteur, UUID(cle))
    except (ValueError, Personne.DoesNotExist):
        raise Http404 from None
    if not permissions.can(acteur, Droit.SUIVRE_PERSONNES, found):
        raise Http404
    return found


declare_suivi("participants.personne", find_personne)
