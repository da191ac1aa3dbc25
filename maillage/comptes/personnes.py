"""The accounts whose data the DPD of a dispositif may gather: those habilitated in it, today or before."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Model, Q

from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.purges import EFFACE
from maillage.socle.acteur import Acteur
from maillage.socle.pieces.models import Piece
from maillage.socle.protection.personnes import Personne


class PersonnesDesComptes:
    def list(self, acteur: Acteur) -> list[Personne]:
        habilites = Habilitation.objects.filter(dispositif__in=acteur.dispositifs).values("compte")
        comptes = (
            Compte.objects.filter(pk__in=habilites).exclude(email__endswith=EFFACE).order_by("nom", "prenom", "pk")
        )
        return [
            Personne(
                compte.uuid,
                compte.pk,
                f"{compte.get_full_name()} ({compte.email})",
                (compte.get_full_name(), compte.email),
            )
            for compte in comptes
        ]

    def find_courriel(self, compte: int) -> str:
        found = Compte.objects.filter(pk=compte).exclude(email__endswith=EFFACE).first()
        return found.email if found else ""

    def link(self, model: type[Model], suivie: UUID) -> Q | None:
        return None

    def list_pieces(self, suivie: UUID) -> Sequence[Piece]:
        return ()

    def list_noms(self, suivies: Collection[UUID]) -> dict[UUID, str]:
        return {}
