"""What of a fiche leaves for which reader: the only place that decides. Pages and files read what comes out of here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.reseau import rules
from maillage.reseau.models import Contact, Dispositif
from maillage.reseau.nomenclatures import LIBELLES_CHAMP, LIBELLES_VISIBILITE, ChampFiche, Fonction, Visibilite
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur


def get_niveau(acteur: Acteur, dispositif: Dispositif) -> Visibilite:
    """How close this reader is. The network head, which keeps every fiche, reads their coordinates."""
    if dispositif.pk in acteur.dispositifs or permissions.can(acteur, Droit.MODIFIER_FICHE, dispositif):
        return Visibilite.STRUCTURE
    return Visibilite.RESEAU if acteur.habilitation is not None else Visibilite.PUBLIC


def list_reserves(dispositif: Dispositif, niveau: Visibilite) -> frozenset[ChampFiche]:
    """The fields that this reader sees and that the public does not."""
    return frozenset(
        champ
        for champ in ChampFiche
        if rules.is_visible(dispositif.visibilites, champ, niveau=niveau)
        and not rules.is_visible(dispositif.visibilites, champ, niveau=Visibilite.PUBLIC)
    )


def find_niveau_ferme(acteur: Acteur, dispositif: Dispositif, champ: ChampFiche) -> Visibilite | None:
    """How close this reader is to the rows of a field that only its team writes; None: they do not read them.

    What a team keeps to itself, the network head does not read: its tables are closed to it.
    """
    niveau = get_niveau(acteur, dispositif)
    if niveau is Visibilite.STRUCTURE and dispositif.pk not in acteur.dispositifs:
        niveau = Visibilite.RESEAU
    return niveau if rules.is_visible(dispositif.visibilites, champ, niveau=niveau) else None


def list_contacts(acteur: Acteur, dispositif: Dispositif, *, on: date) -> list[Contact]:
    """Those in function that this reader may know."""
    niveau = find_niveau_ferme(acteur, dispositif, ChampFiche.CONTACTS)
    if niveau is None:
        return []
    rows = Contact.objects.filter(dispositif=dispositif).actifs(on=on).lisibles(niveau)
    order = list(Fonction)
    return sorted(rows, key=lambda c: (order.index(Fonction(c.fonction)), c.nom))


def get_contact(acteur: Acteur, uuid: UUID) -> Contact:
    """Of one's own dispositif; raises DoesNotExist."""
    return Contact.objects.select_related("dispositif").get(dispositif=acteur.dispositif, uuid=uuid)


@dataclass(frozen=True, slots=True)
class Choix:
    """One field of a fiche and who reads it."""

    champ: ChampFiche
    libelle: str
    visibilite: Visibilite
    libelle_visibilite: str


def list_choix(dispositif: Dispositif) -> list[Choix]:
    return [
        Choix(champ, libelle, found := rules.get_visibilite(dispositif.visibilites, champ), LIBELLES_VISIBILITE[found])
        for champ, libelle in LIBELLES_CHAMP.items()
    ]


def list_repreneurs(acteur: Acteur, dispositif: Dispositif) -> list[Dispositif]:
    """Those that may take over after this one: open, and of the same world as it (the demonstration's stay apart)."""
    rows = Dispositif.objects.exclude(pk=dispositif.pk)
    rows = rows.filter(is_fictif=True, pk__in=acteur.dispositifs) if dispositif.is_fictif else rows.publics()
    return list(rows.order_by("cle", "pk"))
