"""The sections « Emploi » and « Sortie » of a person's page."""

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import EMPLOIS, PIECES, POINTS, SORTIES, SUSPENSIONS
from maillage.socle import permissions

P = EtatParcours


def build_emploi(lu: Lecture) -> Contexte:
    """The contracts, and the points of the follow-up under way."""
    parcours, points = lu.parcours, lu[POINTS]
    return {
        "emplois": lu[EMPLOIS],
        "points": points,
        "suivi": points[0].suivi if points else None,
        "parcours": parcours,
        "peut_declarer": parcours.etat in (P.ACTIF, P.EN_EMPLOI_SUIVI),
        "peut_former": parcours.etat == P.ACTIF,
        "en_formation": parcours.etat == P.EN_FORMATION_SUIVIE,
        "on": lu.on,
    }


def build_sortie(lu: Lecture) -> Contexte:
    """The exits with the suspension they stand beside, and the proofs."""
    parcours, sorties = lu.parcours, lu[SORTIES]
    current = next((s for s in sorties if s.rejetee_le is None and s.annulee_le is None), None)
    decides = permissions.can(lu.acteur, Droit.DECIDER_SORTIE, parcours)
    contexte: Contexte = {
        "sorties": sorties,
        "courante": current,
        "parcours": parcours,
        "decide": decides,
        "peut_proposer": parcours.is_ouvert and parcours.etat != P.SORTIE_PROPOSEE,
        "peut_suspendre": parcours.etat == P.ACTIF,
    }
    if parcours.etat in (P.ACTIF, P.SUSPENDU):
        return contexte | {"suspension": lu.get_first(SUSPENSIONS), "pieces": []}
    return contexte | {"pieces": [piece for piece in lu[PIECES] if piece.contrat_id is None]}


declare_section(Section("emploi", "Emploi et formation suivis", 60, Droit.SUIVRE_EMPLOI,
                        "parcours/sorties_section_emploi.html", build_emploi, lots=(EMPLOIS, POINTS)))  # fmt: skip
declare_section(Section("sortie", "Suspension et sortie", 70, Droit.PROPOSER_SORTIE,
                        "parcours/sorties_section_sortie.html", build_sortie,
                        lots=(SORTIES, SUSPENSIONS, PIECES)))  # fmt: skip
