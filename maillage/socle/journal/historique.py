"""The history of an object: its events, as sentences, for those who may see the object."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.http import Http404

from maillage.socle.acteur import Acteur
from maillage.socle.journal.models import Entree, Evenement
from maillage.socle.journal.nomenclatures import write_phrase
from maillage.socle.roles import FONCTIONS, Role
from maillage.socle.tableaux import Colonne, Genre, Tableau

Lire = Callable[[Acteur, str], models.Model]
HISTORIQUE = Tableau(
    code="historique",
    titre="Historique",
    singulier="événement",
    colonnes=(Colonne("le", "Date", lambda fait: fait.le, Genre.INSTANT), Colonne("fait", "Fait", lambda f: f.phrase)),
    tailles=(50,),
    is_chronique=True,
)
SUIVIS: dict[str, Lire] = {}


@dataclass(frozen=True, slots=True)
class Fait:
    """One event as it is read: « mardi 3 mars à 14 h 12, Claire Martin (Direction) a modifié la fiche »."""

    pk: int
    le: datetime
    qui: str
    fonction: str
    phrase: str


def declare_suivi(modele: str, get: Lire) -> None:
    """`modele` is « app.model »; `get(acteur, cle)` finds the object by its public key, or raises Http404."""
    SUIVIS[modele.lower()] = get


def get_objet(acteur: Acteur, modele: str, cle: str) -> models.Model:
    if modele not in SUIVIS:
        raise Http404("Cet objet n’a pas d’historique.")
    return SUIVIS[modele](acteur, cle)


def list_evenements(objet: models.Model, *, acteur: Acteur) -> models.QuerySet[Evenement]:
    """Of a thing shared by another dispositif, only what one's own people did."""
    dispositif = objet.pk if objet._meta.label == "reseau.Dispositif" else getattr(objet, "dispositif_id", None)
    lieux = {dispositif} if acteur.dispositif is None or dispositif in acteur.dispositifs else acteur.dispositifs
    found: models.QuerySet[Evenement] = Evenement.objects.filter(
        dispositif_id__in=lieux,
        cible=objet._meta.label_lower,
        cible_cle=str(getattr(objet, "uuid", objet.pk)),
    )
    return found


def tell(entrees: list[Any]) -> list[Fait]:
    """Sentences for entries of either journal, the people's names found in one query."""
    comptes = {entree.compte_id for entree in entrees if entree.compte_id}
    noms = (
        {c.pk: c.get_full_name() for c in get_user_model()._default_manager.filter(pk__in=comptes)} if comptes else {}
    )
    return [
        Fait(
            pk=entree.pk,
            le=entree.horodatage,
            qui=_who(entree, noms),
            fonction=FONCTIONS[Role(entree.role)].libelle if entree.role in set(Role) else "",
            phrase=write_phrase(entree.type, entree.details),
        )
        for entree in entrees
    ]


def _who(entree: Entree, noms: dict[int, str]) -> str:
    if entree.compte_id is None:
        return "L’installation" if not getattr(entree, "adresse", "") else "Une personne non connectée"
    return noms.get(entree.compte_id, "Un compte supprimé")
