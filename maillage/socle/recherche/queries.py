"""Asks every provider, within the acteur's rights, and groups what comes back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from maillage.socle.acteur import Acteur
from maillage.socle.journal.models import Acces
from maillage.socle.recherche import rules
from maillage.socle.recherche.registre import Fournisseur, Resultat, list_fournisseurs

TYPE_ACCES = "recherche.requete"


@dataclass(frozen=True, slots=True)
class Groupe:
    categorie: str
    resultats: list[Resultat]


@dataclass(frozen=True, slots=True)
class Reponse:
    """`refus`: why nothing, or nobody, was searched. `nominative`: people were searched and it must be logged."""

    texte: str
    groupes: list[Groupe] = field(default_factory=list)
    refus: str = ""
    nominative: bool = False

    @property
    def total(self) -> int:
        return sum(len(groupe.resultats) for groupe in self.groupes)


def search(
    acteur: Acteur,
    texte: str,
    *,
    now: datetime,
    par_fournisseur: int = rules.PAR_FOURNISSEUR,
    fournisseurs: Iterable[Fournisseur] | None = None,
) -> Reponse:
    """What this acteur may find. Reads only: the view logs what was nominative."""
    texte = rules.clean_texte(texte)
    if not texte or (refus := rules.check_texte(texte)):
        return Reponse(texte, refus=refus if texte and refus else "")
    asked = list(list_fournisseurs() if fournisseurs is None else fournisseurs)
    refus = None
    if acteur.is_anonyme:
        asked = [f for f in asked if not f.nominatif]
    elif any(f.nominatif for f in asked):
        refus = rules.check_debit(_count_recherches(acteur, now))
        asked = [f for f in asked if not (refus and f.nominatif)]
    found: list[Resultat] = []
    for fournisseur in asked:
        found += fournisseur.search(acteur, texte, par_fournisseur)[:par_fournisseur]
    return Reponse(texte, _group(found[: rules.PLAFOND]), refus=refus or "", nominative=any(f.nominatif for f in asked))


def _group(resultats: Iterable[Resultat]) -> list[Groupe]:
    groupes: dict[str, list[Resultat]] = {}
    for resultat in resultats:
        groupes.setdefault(resultat.categorie, []).append(resultat)
    return [Groupe(categorie, found) for categorie, found in groupes.items()]


def _count_recherches(acteur: Acteur, now: datetime) -> int:
    """The journal is the count: it is what a control would read."""
    return Acces.objects.filter(compte_id=acteur.compte, type=TYPE_ACCES, horodatage__gt=now - rules.PERIODE).count()
