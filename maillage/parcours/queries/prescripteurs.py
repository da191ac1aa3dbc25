"""The structures that orient people here, those one may be, and what a signed link shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Orientation, Prescripteur
from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.parcours.rules import prescripteurs as regles
from maillage.parcours.rules.prescripteurs import Connu
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.acteur import Acteur


def list_prescripteurs(acteur: Acteur) -> QuerySet[Prescripteur]:
    """With the day of their last orientation."""
    rows = Prescripteur.objects.filter(dispositif=acteur.dispositif, au=None)
    return rows.annotate(derniere=Max("orientations__date_prescription"))


def get_prescripteur(acteur: Acteur, uuid: UUID) -> Prescripteur:
    return list_prescripteurs(acteur).get(uuid=uuid)


def list_par_lien(prescripteur: Prescripteur, *, limit: int = 20) -> Any:
    """By number only: a link may be read over a shoulder, it names nobody."""
    return (
        Orientation.objects.filter(prescripteur=prescripteur, auteur=None)
        .order_by("-numero")
        .only("numero", "etat", "date_prescription", "complete_le", "reponse_le")[:limit]
    )


def list_ressemblants(dispositif: int, nom: str) -> list[Prescripteur]:
    """Those known here that may be the structure of this name, the same name first."""
    return _match(nom, _list_connus(dispositif))


def _match(nom: str, rows: Iterable[Prescripteur]) -> list[Prescripteur]:
    by_key = {row.pk: row for row in rows}
    return [by_key[c.cle] for c in regles.list_ressemblants(nom, [Connu(cle, row.nom) for cle, row in by_key.items()])]


def _list_connus(dispositif: int) -> QuerySet[Prescripteur]:
    """Nobody who came of their own accord is a structure."""
    return Prescripteur.objects.filter(dispositif=dispositif, au=None).exclude(type=TypePrescripteur.PERSONNE)


@dataclass(frozen=True, slots=True)
class Sien:
    """The structure of an account: `connu`, or else `nom`, to be inscribed, and those it may be (`ressemblants`)."""

    nom: str
    employeur: Organisation | None
    connu: Prescripteur | None
    ressemblants: tuple[Prescripteur, ...] = ()

    @property
    def nature(self) -> TypePrescripteur | None:
        return regles.find_nature(self.employeur.type) if self.employeur else None


def find_sien(acteur: Acteur, dispositif: Dispositif) -> Sien:
    """By its employer, else by its very name; a name that is only alike is for a human to say."""
    assert acteur.habilitation is not None  # a droit comes from one
    employeur = Habilitation.objects.select_related("employeur").get(pk=acteur.habilitation).employeur
    nom = employeur.nom if employeur else acteur.nom
    rows = list(_list_connus(dispositif.pk))
    if employeur and (found := next((row for row in rows if row.organisation_id == employeur.pk), None)):
        return Sien(nom, employeur, found)
    libres = [row for row in rows if row.organisation_id is None]
    memes = [row for row in libres if regles.is_meme_nom(row.nom, nom)]
    if len(memes) == 1:
        return Sien(nom, employeur, memes[0])
    return Sien(nom, employeur, None, tuple(_match(nom, libres)))
