"""The contracts of the clause that wait for whoever follows the person, and the PLIE that may be told."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maillage.clause.models import MiseEmploi, PropositionEtape, TransmissionPlie
from maillage.clause.nomenclatures.passerelle import StatutProposition
from maillage.comptes.models import Habilitation
from maillage.parcours.models import Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import TYPES, VIVANTS
from maillage.parcours.portee import build_portee
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service


def select_plies() -> QuerySet[Any]:
    """Those of this installation: somebody works there, which only the installation itself may see."""
    with open_service("PLIE de l’installation"):
        opened = Habilitation.objects.filter(dispositif__type=TypeDispositif.PLIE, au=None)
        known = list(opened.values_list("dispositif", flat=True).distinct())
    return Dispositif.objects.filter(pk__in=known).order_by("nom", "pk")


def list_transmissions(emploi: MiseEmploi) -> list[TransmissionPlie]:
    return list(TransmissionPlie.objects.filter(mise_emploi=emploi).select_related("vers").order_by("le", "pk"))


def select_propositions(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """Of the parcours within this acteur's reach."""
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    rows = PropositionEtape.objects.filter(dispositif=acteur.dispositif, parcours__in=reach)
    return rows.select_related("parcours__personne", "de", "etape")


def get_proposition(acteur: Acteur, uuid: UUID, *, on: date) -> PropositionEtape:
    found: PropositionEtape = select_propositions(acteur, on=on).get(uuid=uuid)
    return found


def list_en_attente(acteur: Acteur, *, on: date) -> list[PropositionEtape]:
    rows = select_propositions(acteur, on=on).filter(statut=StatutProposition.ATTENTE)
    return list(rows.order_by("le", "pk"))


def list_liables(proposition: PropositionEtape) -> list[Positionnement]:
    """Étapes of the parcours that may already be this contract: of work, alive or as old as it, and not yet linked."""
    contrats = [code for code, definition in TYPES.items() if definition.is_contrat]
    rows = Positionnement.objects.filter(parcours=proposition.parcours, type__in=contrats, clause="")
    return [row for row in rows.order_by("-propose_le", "-pk") if row.etat in VIVANTS or row.debut == proposition.debut]
