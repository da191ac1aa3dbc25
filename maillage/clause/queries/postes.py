"""The posts of one's service, who may hold one, and what its sheet in the network says of its team."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from maillage.clause.models import PosteFacilitateur
from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.clause.rules.postes import Periode, compute_etp
from maillage.comptes.models import Compte, Habilitation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import FonctionEquipe
from maillage.reseau.queries import get_moyens
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

ROLES = (Role.FACILITATEUR, Role.DIRECTEUR)


def list_postes(acteur: Acteur) -> list[PosteFacilitateur]:
    """Those held today first, then the past ones, the newest first."""
    rows = PosteFacilitateur.objects.filter(dispositif=acteur.dispositif).select_related("compte")
    return list(rows.order_by("-du", "pk"))


def get_poste(acteur: Acteur, uuid: UUID) -> PosteFacilitateur:
    rows = PosteFacilitateur.objects.filter(dispositif=acteur.dispositif).select_related("compte")
    return rows.get(uuid=uuid)


def select_comptes(acteur: Acteur, *, on: date) -> QuerySet[Compte]:
    """Accounts of the team that may hold a post."""
    held = Habilitation.objects.actives(on=on).filter(dispositif=acteur.dispositif, role__in=ROLES)
    return Compte.objects.filter(pk__in=held.values("compte")).order_by("nom", "prenom")


@dataclass(frozen=True, slots=True)
class FicheEquipe:
    """What the sheet of the dispositif says of its facilitation, and the posts held on the same day."""

    slug: str
    declares: Decimal | None
    tenus: Decimal

    @property
    def is_d_accord(self) -> bool:
        return self.declares == self.tenus.quantize(Decimal("0.01"))


def read_fiche(acteur: Acteur, postes: list[PosteFacilitateur], *, on: date) -> FicheEquipe:
    """The sheet is for the whole network and says persons and ETP; the posts are what it should say."""
    dispositif = Dispositif.objects.get(pk=acteur.dispositif or 0)
    lus = [
        effectif.etp
        for effectif in get_moyens(acteur, dispositif, on=on).effectifs
        if effectif.fonction == FonctionEquipe.FACILITATION
    ]
    tenus = compute_etp(
        (poste.poste for poste in postes), periode=Periode(on, on), fonction=FonctionPoste.FACILITATEUR
    )  # fmt: skip
    return FicheEquipe(dispositif.slug, sum(lus, Decimal(0)) if lus else None, tenus)
