"""The sections « Emploi » and « Sortie » of a person's page."""

from datetime import date

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.models import Emploi, Justificatif, Parcours, PointDeSuivi, Sortie, Suspension
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur

P = EtatParcours


def build_emploi(acteur: Acteur, parcours: Parcours, on: date) -> Contexte:
    """Two queries: the contracts, and the points of the follow-up under way."""
    points = list(
        PointDeSuivi.objects.filter(suivi__parcours=parcours, suivi__issue="").select_related("suivi").order_by("rang")
    )
    return {
        "emplois": list(Emploi.objects.filter(parcours=parcours).order_by("-debut", "-pk")),
        "points": points,
        "suivi": points[0].suivi if points else None,
        "parcours": parcours,
        "peut_declarer": parcours.etat in (P.ACTIF, P.EN_EMPLOI_SUIVI),
        "peut_former": parcours.etat == P.ACTIF,
        "en_formation": parcours.etat == P.EN_FORMATION_SUIVIE,
        "on": on,
    }


def build_sortie(acteur: Acteur, parcours: Parcours, on: date) -> Contexte:
    """Two queries: the exits with the suspensions they stand beside, and the proofs."""
    sorties = list(Sortie.objects.filter(parcours=parcours).select_related("locale").order_by("-proposee_le", "-pk"))
    current = next((s for s in sorties if s.rejetee_le is None and s.annulee_le is None), None)
    decides = permissions.can(acteur, Droit.DECIDER_SORTIE, parcours)
    contexte: Contexte = {
        "sorties": sorties,
        "courante": current,
        "parcours": parcours,
        "decide": decides,
        "peut_proposer": parcours.is_ouvert and parcours.etat != P.SORTIE_PROPOSEE,
        "peut_suspendre": parcours.etat == P.ACTIF,
    }
    if parcours.etat in (P.ACTIF, P.SUSPENDU):
        suspension = Suspension.objects.filter(parcours=parcours, repris_le=None, refusee_le=None).first()
        return contexte | {"suspension": suspension, "pieces": []}
    return contexte | {
        "pieces": list(Justificatif.objects.filter(parcours=parcours, contrat=None).order_by("-le", "-pk"))
    }


declare_section(Section("emploi", "Emploi et formation suivis", 60, Droit.SUIVRE_EMPLOI,
                        "parcours/sorties_section_emploi.html", build_emploi))  # fmt: skip
declare_section(Section("sortie", "Suspension et sortie", 80, Droit.PROPOSER_SORTIE,
                        "parcours/sorties_section_sortie.html", build_sortie))  # fmt: skip
