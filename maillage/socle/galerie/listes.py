"""The list component on fictitious rows, held in memory: it sorts, filters and pages like the real ones."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict

from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.tableaux.chronique import Chronique
from maillage.socle.tableaux.etat import Etat, read_etat
from maillage.socle.tableaux.liste import Comptes, Liste

ETATS = (("actif", "Actif"), ("emploi", "En emploi"), ("suspendu", "Suspendu"))
TONS = {"actif": "badge ton-information", "emploi": "badge ton-succes", "suspendu": "badge ton-attention"}
ICONES = {"actif": "circle-dot", "emploi": "briefcase", "suspendu": "pause"}
PRENOMS = ("Aïcha", "Solène", "Karim", "Luc", "Mariam", "Sylvain", "Dolorès", "Théo")
NOMS = ("Bellamy", "Brunet", "Dhaou", "Ferrand", "Keïta", "Ott", "Pons", "Vasseur")
COMMUNES = ("Valombre", "Saint-Aubin-sur-Arsonne", "", "Lorme-le-Haut")


@dataclass(frozen=True, slots=True)
class Personne:
    nom: str
    commune: str
    is_commune_deduite: bool
    etat: str
    jours: int
    prochain: date | None


def _keep(rows: Any, value: Any) -> Any:
    return rows


TABLEAU = Tableau(
    code="exemple",
    titre="Personnes suivies",
    singulier="personne",
    colonnes=(
        Colonne("nom", "Nom", lambda p: p.nom, tri=("nom",), lien=lambda p: "#liste-exemple"),
        Colonne(
            "commune", "Commune", lambda p: p.commune, tri=("commune",), manquant="à préciser",
            precision=lambda p: "(déduite)" if p.is_commune_deduite else "",
        ),
        Colonne(
            "etat", "État", lambda p: dict(ETATS)[p.etat], tri=("etat",), classe=lambda p: TONS[p.etat],
            icone=lambda p: ICONES[p.etat],
        ),
        Colonne("jours", "Jours sans contact", lambda p: p.jours, Genre.NOMBRE, tri=("jours",)),
        Colonne("prochain", "Prochain rendez-vous", lambda p: p.prochain, Genre.DATE, tri=("prochain",)),
        Colonne("alerte", "À rappeler", lambda p: p.jours > 45, Genre.OUI_NON, is_visible=False),
    ),
    filtres=(
        Filtre("q", "Nom ou commune", _keep, Saisie.TEXTE),
        Filtre("etat", "État", _keep, choix=ETATS),
    ),
    tri="nom",
    tailles=(5, 10, 25),
    conseil="Vérifiez l’orthographe.",
    secours=("Revoir toute la liste", "/galerie/listes/"),
)  # fmt: skip


def build_exemple(query: QueryDict, *, today: date) -> Liste:
    etat = read_etat(TABLEAU, query, choix={"etat": ETATS})
    everyone = _list_personnes(today)
    named = [p for p in everyone if _fold(etat.valeurs.get("q", "")) in _fold(f"{p.nom} {p.commune}")]
    found: Any = sorted(
        (p for p in named if etat.valeurs.get("etat", p.etat) == p.etat),
        key=lambda p: _order(p, etat),
        reverse=etat.is_descendant,
    )
    comptes = Comptes(
        trouves=len(found),
        total=len(everyone),
        facettes={"etat": {code: sum(p.etat == code for p in named) for code, _ in ETATS}},
    )
    return Liste(TABLEAU, etat, found, found, {"etat": ETATS}, comptes, agir=_list_actions)


@dataclass(frozen=True, slots=True)
class Passage:
    pk: int
    le: datetime
    nom: str
    fait: str


CHRONIQUE = Tableau(
    code="passages",
    titre="Derniers passages",
    singulier="passage",
    colonnes=(
        Colonne("le", "Date", lambda p: p.le, Genre.INSTANT),
        Colonne("nom", "Personne", lambda p: p.nom),
        Colonne("fait", "Ce qui a été fait", lambda p: p.fait),
    ),
    tailles=(4, 8),
    is_chronique=True,
)


def build_chronique_exemple(query: QueryDict, *, today: date) -> Chronique:
    etat = read_etat(CHRONIQUE, query, choix={})
    last = datetime.combine(today, time(17, 42))
    faits = ("a consulté une fiche", "a fait une recherche", "a exporté une liste")
    every = [Passage(n, last - timedelta(hours=7 * (20 - n)), NOMS[n % 8], faits[n % 3]) for n in range(20, 0, -1)]
    found: Any = [p for p in every if etat.avant is None or p.pk < etat.avant]
    return Chronique(CHRONIQUE, etat, found, found, {}, suivantes=found)


def _order(personne: Personne, etat: Etat) -> tuple[bool, Any]:
    """What is missing comes last, whatever the direction."""
    value = getattr(personne, etat.colonne_triee)
    is_missing = value is None or value == ""
    return (is_missing != etat.is_descendant, "" if is_missing else _fold(value) if isinstance(value, str) else value)


def _list_actions(personne: Personne) -> list[Action]:
    return [Action("Écrire un entretien", f"avec {personne.nom}", "/galerie/entretien/")]


def _list_personnes(today: date) -> list[Personne]:
    return [
        Personne(
            nom=f"{prenom} {NOMS[(rang + tour) % len(NOMS)]}",
            commune=COMMUNES[(rang + tour) % len(COMMUNES)],
            is_commune_deduite=(rang + tour) % len(COMMUNES) == 1,
            etat=ETATS[(rang * 2 + tour) % len(ETATS)][0],
            jours=(rang * 13 + tour * 7) % 60,
            prochain=today + timedelta(days=rang + tour) if rang % 3 else None,
        )
        for tour in range(3)
        for rang, prenom in enumerate(PRENOMS)
    ]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
