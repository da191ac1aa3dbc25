"""The DPD reads an archive before handing it over, and hides what concerns other people (R-45)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.protection import constitution, demandes, masques, personnes
from maillage.socle.protection.demandes import DemandeRefusee
from maillage.socle.protection.masques import Cible, Tables
from maillage.socle.protection.models import DemandeAcces, Occultation
from maillage.socle.protection.nomenclatures import MASQUES, Masque
from maillage.socle.protection.permissions import Droit

PAR_PAGE = 20
CIBLES_MAX = 500


@dataclass(frozen=True, slots=True)
class Valeur:
    """`masque`: why it is hidden, empty when it is handed over. `is_suggeree`: may name somebody else."""

    cible: Cible
    libelle: str
    texte: str
    masque: str
    is_suggeree: bool


@dataclass(frozen=True, slots=True)
class Choix:
    """One table to read: how many values are hidden in it, how many seem to name somebody else."""

    modele: str
    libelle: str
    lignes: int
    masques: int
    suggestions: int


def read(acteur: Acteur, demande: DemandeAcces, *, now: datetime) -> Tables:
    permissions.check(acteur, Droit.REPONDRE_ACCES, demande)
    if not demandes.is_telechargeable(demande, now=now):
        raise DemandeRefusee("Cette archive n’est pas prête, ou ses sept jours sont passés.")
    return constitution.read_tables(demande)


def list_cibles(demande: DemandeAcces) -> list[Cible]:
    return [o.cible for o in demande.occultations.order_by("pk")]


def get_masques(demande: DemandeAcces) -> dict[Cible, str]:
    """What is hidden, and why in words."""
    return {o.cible: MASQUES[Masque(o.motif)] for o in demande.occultations.all()}


def list_choix(tables: Tables, masques_: Collection[Cible], suggestions: Collection[Cible]) -> list[Choix]:
    return [
        Choix(
            table["modele"],
            table["libelle"],
            len(table["lignes"]),
            sum(cible.modele == table["modele"] for cible in masques_),
            sum(cible.modele == table["modele"] for cible in suggestions),
        )
        for table in tables
    ]


def find_suggestions(acteur: Acteur, demande: DemandeAcces, tables: Tables) -> set[Cible]:
    known = personnes.list_personnes(acteur)
    who = (demande.personne_id, demande.suivie)
    siens = [terme for p in known if (p.compte, p.suivie) == who for terme in p.termes]
    autres = [terme for p in known if (p.compte, p.suivie) != who for terme in p.termes]
    return {cible for table in tables for cible in masques.suggest(table, autres, siens)}


def list_valeurs(
    table: dict[str, Any], rangs: list[int], masques_: dict[Cible, str], suggestions: set[Cible]
) -> list[tuple[int, list[Valeur]]]:
    """Rows of one page, each with its values in words; what is empty is left out."""
    found = []
    for rang in rangs:
        row = table["lignes"][rang - 1]
        shown = table["lisibles"][rang - 1] if rang <= len(table["lisibles"]) else {}
        valeurs = []
        for champ, value in row.items():
            if value in (None, "", {}, []):
                continue
            cible = Cible(table["modele"], rang, champ)
            why = masques_.get(cible) or masques_.get(Cible(table["modele"], 0, champ), "")
            text = str(shown.get(champ, value))
            valeurs.append(Valeur(cible, table["colonnes"][champ], text, why, cible in suggestions))
        found.append((rang, valeurs))
    return found


@transaction.atomic
def hide(*, by: Acteur, demande: DemandeAcces, cibles: Collection[Cible], motif: Masque, now: datetime) -> int:
    """How many were hidden. What was gathered is not touched: see `constitution.build_archive`."""
    tables = _check(by, demande, cibles, now)
    if refus := masques.check_cibles(tables, cibles):
        raise DemandeRefusee(refus)
    known = set(list_cibles(demande))
    new = sorted(set(cibles) - known)
    Occultation.objects.bulk_create(
        Occultation(
            dispositif_id=demande.dispositif_id,
            demande=demande,
            modele=cible.modele,
            ligne=cible.ligne,
            champ=cible.champ,
            motif=motif.value,
            masquee_par=by.compte or 0,
            masquee_le=now,
        )
        for cible in new
    )
    if new:
        _tell(by, "protection.occultation", demande, new, motif=motif)
    return len(new)


@transaction.atomic
def show(*, by: Acteur, demande: DemandeAcces, cibles: Collection[Cible], now: datetime) -> int:
    """Hands over again what was hidden; returns how many."""
    _check(by, demande, cibles, now)
    found = [o for o in demande.occultations.all() if o.cible in set(cibles)]
    Occultation.objects.filter(pk__in=[o.pk for o in found]).delete()
    if found:
        _tell(by, "protection.retablissement", demande, sorted(o.cible for o in found))
    return len(found)


def _check(by: Acteur, demande: DemandeAcces, cibles: Collection[Cible], now: datetime) -> Tables:
    if not cibles:
        raise DemandeRefusee("Cochez au moins un élément.")
    if len(cibles) > CIBLES_MAX:
        raise DemandeRefusee(f"Choisissez {CIBLES_MAX} éléments au plus à la fois, ou masquez toute une colonne.")
    locked = DemandeAcces.objects.visible_to(by).select_for_update(of=("self",)).get(pk=demande.pk)
    tables = read(by, locked, now=now)
    if locked.repondue_le is not None:
        raise DemandeRefusee("La réponse est déjà remise : ce qui l’accompagnait ne change plus.")
    return tables


def _tell(by: Acteur, event: str, demande: DemandeAcces, cibles: list[Cible], **details: Any) -> None:
    journal.write(
        by=by,
        event=event,
        target=demande,
        nombre=len(cibles),
        elements=[f"{c.modele}:{c.write()}" for c in cibles],
        **details,
    )
