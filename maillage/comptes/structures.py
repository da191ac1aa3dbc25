"""« Structures et accès »: which structures have a direction and a DPD, as the technical administration may read it.

It reads who decides in a structure, never who works there. Asked inside `equipe.portee`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.urls import reverse

from maillage.comptes import equipe, rules
from maillage.comptes.models import Habilitation, Invitation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import SIGLES, Etat, TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import FONCTIONS, Role
from maillage.socle.tableaux import Colonne, Filtre, Saisie, Tableau
from maillage.territoire.models import Region

EN_PLACE, INVITEE, AUCUNE = "en_place", "invitee", "aucune"
LIBELLES = {EN_PLACE: "En place", INVITEE: "Invitation en attente", AUCUNE: "À inviter"}


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two first roles of a structure: who holds it, who is invited to."""

    role: Role
    tenues: list[Habilitation]
    invitations: list[Invitation]

    @property
    def libelle(self) -> str:
        return FONCTIONS[self.role].libelle


def list_structures(*, on: date) -> QuerySet[Any]:
    """Every structure that is not closed, with the state of its two first roles."""
    rows = Dispositif.objects.exclude(etat=Etat.FERME).select_related("region")
    return rows.annotate(direction=_etat(Role.DIRECTEUR, on), dpd=_etat(Role.DPD, on))


def _etat(role: Role, on: date) -> Case:
    here = {"dispositif": OuterRef("pk"), "role": role}
    held = Habilitation.objects.actives(on=on).filter(compte__is_active=True, **here)
    asked = Invitation.objects.en_attente().filter(**here)
    return Case(
        When(Exists(held), then=Value(EN_PLACE)), When(Exists(asked), then=Value(INVITEE)), default=Value(AUCUNE)
    )


def find_structure(key: UUID) -> Dispositif | None:
    return Dispositif.objects.exclude(etat=Etat.FERME).select_related("region").filter(uuid=key).first()


def list_places(acteur: Acteur, structure: Dispositif, *, on: date) -> list[Place]:
    here = {"dispositif": structure, "role__in": rules.PREMIERS_ROLES}
    tenues = list(equipe.visible_habilitations(acteur).actives(on=on).filter(compte__is_active=True, **here))
    invitations = list(equipe.visible_invitations(acteur).en_attente().filter(**here).order_by("-creee_le"))
    return [
        Place(role, [h for h in tenues if h.role == role], [i for i in invitations if i.role == role])
        for role in rules.PREMIERS_ROLES
    ]


def count_sans_direction(rows: QuerySet[Any]) -> int:
    return rows.filter(direction=AUCUNE).count()


def _regions() -> list[tuple[str, str]]:
    return [(str(pk), nom) for pk, nom in Region.objects.order_by("nom").values_list("pk", "nom")]


def _filtre(code: str, libelle: str) -> Filtre:
    return Filtre(
        code,
        libelle,
        lambda rows, value: rows.filter(**{code: value}),
        choix=tuple(LIBELLES.items()),
        tous="Tous",
    )


def _lien(structure: Any) -> str:
    return reverse("comptes:structure", args=[structure.uuid])


TABLEAU = Tableau(
    code="structures",
    titre="Structures",
    singulier="structure",
    colonnes=(
        Colonne("nom", "Structure", lambda d: d.nom, tri=("nom",), lien=_lien),
        Colonne("type", "Type", lambda d: SIGLES[TypeDispositif(d.type)], tri=("type", "nom")),
        Colonne("region", "Région", lambda d: d.region, tri=("region__nom", "nom")),
        Colonne("direction", "Direction", lambda d: LIBELLES[d.direction], tri=("direction", "nom")),
        Colonne("dpd", "DPD", lambda d: LIBELLES[d.dpd], tri=("dpd", "nom")),
    ),
    filtres=(
        Filtre("q", "Nom", lambda rows, value: rows.filter(nom__icontains=value), saisie=Saisie.TEXTE),
        Filtre(
            "type", "Type", lambda rows, value: rows.filter(type=value),
            choix=tuple((t.value, sigle) for t, sigle in SIGLES.items()),
        ),
        Filtre(
            "region", "Région", lambda rows, value: rows.filter(region=value), choix=_regions, tous="Toutes"
        ),
        _filtre("direction", "Direction"),
        _filtre("dpd", "DPD"),
    ),
    tri="nom",
    vide="L’annuaire se charge avec « maillage preparer ».",
)  # fmt: skip
