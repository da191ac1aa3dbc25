"""What of the clause is a person's: it joins the archive of those followed, and their pièces (R-45)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Model, Q

from maillage.clause.models import (
    Eligibilite,
    EmploiDuLot,
    HeuresPayees,
    LigneHeures,
    MiseEmploi,
    PropositionEtape,
    Renouvellement,
    Ressemblance,
    SuiteEtape,
    SuiviSortie,
    TransmissionPlie,
)
from maillage.socle.acteur import Acteur
from maillage.socle.pieces.models import Piece
from maillage.socle.protection import personnes as protection
from maillage.socle.protection.personnes import Personne

CHEMINS: dict[type[Model], str] = {
    Eligibilite: "personne",
    MiseEmploi: "personne",
    Renouvellement: "mise_emploi__personne",
    EmploiDuLot: "mise_emploi__personne",
    LigneHeures: "mise_emploi__personne",
    HeuresPayees: "mise_emploi__personne",
    SuiviSortie: "personne",
    Ressemblance: "personne",
    TransmissionPlie: "mise_emploi__personne",
    PropositionEtape: "parcours__personne",
    SuiteEtape: "proposition__parcours__personne",
}


class PersonnesDeLaClause:
    """Those followed are listed and named by the parcours, whose files they are too: only their rows are added here."""

    def list(self, acteur: Acteur) -> list[Personne]:
        return []

    def find_courriel(self, compte: int) -> str:
        return ""

    def link(self, model: type[Model], suivie: UUID) -> Q | None:
        chemin = CHEMINS.get(model)
        return Q(**{f"{chemin}__uuid": suivie}) if chemin else None

    def list_pieces(self, suivie: UUID) -> Sequence[Piece]:
        """The proofs of their eligibility. A relevé of hours names others too: the company holds it."""
        keys = Eligibilite.objects.filter(personne__uuid=suivie).exclude(piece=None).values("piece")
        return tuple(Piece.objects.filter(pk__in=keys).presentes().order_by("deposee_le", "pk"))

    def list_noms(self, suivies: Collection[UUID]) -> dict[UUID, str]:
        return {}


protection.declare(PersonnesDeLaClause())
