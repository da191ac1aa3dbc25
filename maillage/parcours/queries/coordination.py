"""What waits for the coordination, in numbers: each is that of the list it leads to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from maillage.parcours.models import Commission, Sortie, Suspension
from maillage.parcours.nomenclatures.charge import Charge
from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.nomenclatures.qualite import Anomalie, Sommeil
from maillage.parcours.queries import dormants, orientations, qualite, referents
from maillage.parcours.queries.commissions import select_commissions
from maillage.parcours.rules.orientation import get_echeance
from maillage.parcours.rules.qualite import count_par_nature
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Bilan:
    """`attentes`: orientations under way by state; `en_retard`: those whose answer is late.

    `etats`: the files looked at, by state; with `en_cours`, what every other number is out of.
    """

    attentes: dict[EtatOrientation, int]
    en_retard: int
    prochaine: Commission | None
    a_signer: int
    commissions: int
    sorties: int
    suspensions: int
    depassees: int
    en_cours: int
    charges: Sequence[referents.Charge]
    dormants: dict[Sommeil, int]
    dormants_total: int
    demandes: int
    etats: dict[EtatParcours, int] = field(default_factory=dict)
    natures: dict[Anomalie, int] = field(default_factory=dict)
    dossiers_a_corriger: int = 0

    def count(self, etats: Collection[EtatParcours]) -> int:
        return sum(self.etats.get(etat, 0) for etat in etats)

    @property
    def surcharges(self) -> list[referents.Charge]:
        return [c for c in self.charges if c.jauge.etat in (Charge.DEPASSEMENT, Charge.TENSION)]


def read_bilan(acteur: Acteur, *, on: date) -> Bilan:
    """A constant number of queries, whatever the number of files."""
    attentes: dict[EtatOrientation, int] = {}
    en_retard = 0
    ouvertes = orientations.list_entrees(acteur).exclude(etat__in=ORIENTATIONS_CLOSES)
    for etat, attente in ouvertes.values_list("etat", "attente"):
        attentes[EtatOrientation(etat)] = attentes.get(EtatOrientation(etat), 0) + 1
        en_retard += attente is not None and get_echeance(attente, None) < on
    commissions = list(select_commissions(acteur).exclude(etat=EtatCommission.CLOSE).order_by("le", "pk"))
    suspensions = Suspension.objects.filter(dispositif=acteur.dispositif, repris_le=None, refusee_le=None).aggregate(
        proposees=Count("pk", filter=Q(decidee_le=None)),
        en_cours=Count("pk", filter=Q(decidee_le__isnull=False)),
        depassees=Count("pk", filter=Q(decidee_le__isnull=False, fin_prevue__lt=on)),
    )
    sorties = Sortie.objects.filter(dispositif=acteur.dispositif, decidee_le=None, rejetee_le=None, annulee_le=None)
    sommeil = _count_dormants(acteur, on=on)
    constats = qualite.read_constats(acteur, on=on)
    return Bilan(
        attentes=attentes,
        en_retard=en_retard,
        prochaine=next((c for c in commissions if c.le >= on), None),
        a_signer=sum(c.etat == EtatCommission.TENUE for c in commissions),
        commissions=len(commissions),
        sorties=sorties.count(),
        suspensions=suspensions["proposees"],
        depassees=suspensions["depassees"],
        en_cours=suspensions["en_cours"],
        charges=referents.list_charges(acteur, on=on),
        dormants={one: sommeil[one.value] for one in Sommeil},
        dormants_total=sommeil["total"],
        demandes=sommeil["demandes"],
        etats=qualite.count_etats(acteur, on=on),
        natures=count_par_nature(constats),
        dossiers_a_corriger=len(constats),
    )


def _count_dormants(acteur: Acteur, *, on: date) -> dict[str, Any]:
    waiting = Q(demandee_le__isnull=False) & (Q(dernier_contact=None) | Q(demandee_le__gt=F("dernier_contact")))
    return dormants.select_dormants(acteur, on=on).aggregate(
        total=Count("pk"), demandes=Count("pk", filter=waiting),
        **{one.value: Count("pk", filter=dormants.filter_sommeil(one, on=on)) for one in Sommeil},
    )  # fmt: skip
