"""The lists behind a figure, and behind an answer that is missing: of whatever the figure is made of."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.consolidation.direct.metiers import Metier, Objet, Page
from maillage.consolidation.direct.nomenclatures import CORRIGEABLES, TONS_ETAT, Etat
from maillage.indicateurs.lignes import Pesee, Place
from maillage.indicateurs.mesures import AnyMesure, Comptable, Somme, Taux
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.classement import Categorie
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

LIBELLES_PLACE: dict[Place, str] = {
    Place.COMPTE: "Compté", Place.BASE: "Dans la base seulement", Place.INCONNU: "Réponse inconnue",
}  # fmt: skip
TONS_PLACE: dict[Place, tuple[str, str]] = {
    Place.COMPTE: ("succes", "check"), Place.BASE: ("neutre", "circle-dashed"), Place.INCONNU: ("attention", "circle-question-mark"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annees:
    """Those that can be counted, the latest first; the one that is counted when none is asked."""

    toutes: Sequence[int]
    defaut: int


def _keep(rows: Any, value: Any) -> Any:
    """The year and the cell say of what the list is made: its rows are already those."""
    return rows


def _make_annee(annees: Annees) -> Filtre:
    return Filtre(
        "annee", "Année", _keep, choix=[(str(one), str(one)) for one in annees.toutes], tous=str(annees.defaut),
        is_perimetre=True,
    )  # fmt: skip


def _search(objet: Objet) -> Filtre:
    libelle, appliquer = objet.recherche
    return Filtre("q", libelle, appliquer, Saisie.TEXTE)


@dataclass(frozen=True, slots=True)
class Poids:
    """What one line brings to a figure: in which place it stands, how much it weighs there. By key, then by place."""

    places: Mapping[int, Mapping[Place, Pesee]]

    def get_place(self, cle: int) -> Place:
        return next(place for place in Place if place in self.places[cle])

    def list_cles(self, place: Place) -> list[int]:
        return [cle for cle, found in self.places.items() if place in found]

    def sum(self, cle: int, comptees: Collection[Place], champ: str = "poids") -> int:
        return sum(getattr(one, champ) for place, one in self.places[cle].items() if place in comptees)


def sum_poids(places: Sequence[Pesee], cles: Mapping[int, int]) -> Poids:
    """`cles`: the key of each number."""
    found: dict[int, dict[Place, Pesee]] = {}
    for one in places:
        if one.cle not in cles:
            continue
        known = found.setdefault(cles[one.cle], {})
        before = known.get(one.place)
        known[one.place] = one._replace(poids=before.poids + one.poids, part=before.part + one.part) if before else one
    return Poids(found)


TOUTES = frozenset(Place)


def list_fois(mesure: AnyMesure, objet: Objet, poids: Poids) -> list[Colonne]:
    """How many rows a line has in the figure, where it may have several; what it adds to it, where it is a total."""
    if not isinstance(mesure, Taux):
        return _list_fois(mesure, objet, poids, TOUTES)
    above, below = mesure.numerateur, mesure.denominateur
    if above.population is not below.population:
        # What is divided by something else (étapes by participants) is counted above the line only.
        return _list_fois(above, objet, poids, {Place.COMPTE})
    if isinstance(above, Somme) and isinstance(below, Somme):
        return [
            _make_fois("comptees", "Comptées", above, lambda row: poids.sum(row.pk, {Place.COMPTE}, "part")),
            _make_fois("base", "Dans la base", below, lambda row: poids.sum(row.pk, TOUTES)),
        ]
    return _list_fois(below, objet, poids, TOUTES)


def _list_fois(part: Comptable, objet: Objet, poids: Poids, comptees: Collection[Place]) -> list[Colonne]:
    if not isinstance(part, Somme) and part.population.table.nom in objet.uniques:
        return []
    unite = part.unite if isinstance(part, Somme) else part.population.unite
    return [_make_fois("fois", unite.capitalize(), part, lambda row: poids.sum(row.pk, comptees))]


def _make_fois(code: str, libelle: str, part: Comptable, weigh: Callable[[Any], int]) -> Colonne:
    diviseur = part.diviseur if isinstance(part, Somme) else Decimal(1)

    def read(row: Any) -> Decimal | int:
        value = round_half_up(weigh(row) / diviseur, 2)
        return int(value) if value == int(value) else value.normalize()

    return Colonne(
        code, libelle, read, Genre.NOMBRE, categorie=Categorie.PARCOURS,
        definition=f"Combien cette ligne en a dans ce chiffre : {part.compte}.",
    )  # fmt: skip


def build_dossiers(
    mesure: AnyMesure, objet: Objet, poids: Poids, *, details: Sequence[tuple[str, str]], annees: Annees
) -> Tableau:
    def filter_place(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=poids.list_cles(Place(value)))

    place = Colonne(
        "place", "Place", lambda row: LIBELLES_PLACE[poids.get_place(row.pk)], categorie=Categorie.PARCOURS,
        classe=lambda row: f"badge ton-{TONS_PLACE[poids.get_place(row.pk)][0]}",
        icone=lambda row: TONS_PLACE[poids.get_place(row.pk)][1],
        definition="Compté dans le chiffre, dans sa base seulement, ou sans la réponse qui le dirait.",
    )  # fmt: skip
    present = [one for one in Place if poids.list_cles(one)]
    first, *others = objet.colonnes
    return Tableau(
        code=f"direct-{mesure.code.replace('.', '-').replace('_', '-')}-{objet.cle}",
        titre=f"{objet.pluriel.capitalize()} qui pèsent sur ce chiffre", singulier=objet.singulier,
        colonnes=(first, *([] if present == [Place.COMPTE] else [place]), *list_fois(mesure, objet, poids), *others),
        filtres=(
            _search(objet),
            *([Filtre("place", "Place", filter_place, choix=[(p.value, LIBELLES_PLACE[p]) for p in present], tous="Toutes")]
              if len(present) > 1 else []),
            *([Filtre("detail", "Détail", _keep, choix=[d for d in details if d[0]], tous=details[0][1], is_perimetre=True)]
              if len(details) > 1 else []),
            _make_annee(annees),
        ),
        tri=first.code, vide="Rien n’est compté ici cette année.",
    )  # fmt: skip


def build_manques(
    metier: Metier, variable: str, objet: Objet, etats: Mapping[int, Etat], *, annees: Annees, with_etats: bool, can_mend: bool,
    ici: str,
) -> Tableau:  # fmt: skip
    """`with_etats`: says of each line what can be done. `can_mend`: leads to the form that holds the answer, which comes
    back here (`ici`) once it is mended."""

    def filter_etat(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=[cle for cle, etat in etats.items() if etat == value])

    def find_page(row: Any) -> Page | None:
        etat = etats[row.pk]
        return metier.find_page(variable, etat, row) if etat in CORRIGEABLES else None

    def write_lien(row: Any) -> str:
        page = find_page(row)
        return add_retour(page.url, ici) if page else ""

    etat = Colonne(
        "etat", "À faire", lambda row: metier.etats[etats[row.pk]][0], categorie=Categorie.PARCOURS,
        classe=lambda row: f"badge ton-{TONS_ETAT[etats[row.pk]][0]}", icone=lambda row: TONS_ETAT[etats[row.pk]][1],
        definition="Ce qui peut encore être fait de cette réponse.",
    )  # fmt: skip
    corriger = Colonne(
        "corriger", "Où corriger", lambda row: page.libelle if (page := find_page(row)) else "", lien=write_lien,
        categorie=Categorie.PARCOURS, definition="Le formulaire qui porte cette réponse.",
    )  # fmt: skip
    choix = [(one.value, metier.etats[one][0]) for one in Etat if one in etats.values()]
    first, *others = objet.colonnes
    return Tableau(
        code=f"direct-manques-{variable.replace('_', '-')}", titre=f"{objet.pluriel.capitalize()} sans cette réponse",
        singulier=objet.singulier,
        colonnes=(first, *([etat] if with_etats else []), *([corriger] if can_mend else []), *others),
        filtres=(
            _search(objet), *([Filtre("etat", "À faire", filter_etat, choix=choix)] if with_etats else []),
            _make_annee(annees),
        ),
        tri=first.code, vide="Toutes les réponses sont données.",
    )  # fmt: skip
