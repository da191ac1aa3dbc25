"""Builds what a list's page shows, in a constant number of queries: the count, the whole, one page, the saved views."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from maillage.socle import typographie
from maillage.socle.requete import Requete
from maillage.socle.tableaux.declaration import Choix, Colonne, Saisie, Tableau
from maillage.socle.tableaux.etat import Etat, read_etat
from maillage.socle.tableaux.models import VueEnregistree
from maillage.socle.tableaux.rendu import (
    Agir,
    Choisir,
    write_cases,
    write_corps,
    write_entetes,
    write_options,
    write_pages,
)

LOT = 2000  # rows that an export reads at once


@dataclass(frozen=True)
class Comptes:
    """What a page counts better than the list would: the rows found, those there are, and by choice of each filter."""

    trouves: int | None = None
    total: int | None = None
    facettes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Pagineur(Paginator):
    """A paginator that is told how many rows there are rather than asking again."""

    def __init__(self, rows: QuerySet[Any], par: int, trouves: int | None) -> None:
        super().__init__(rows, par)
        self.trouves = trouves

    @cached_property
    def count(self) -> int:
        return super().count if self.trouves is None else self.trouves


@dataclass(frozen=True)
class Liste:
    """One list at one address. `rows` is filtered and ordered; nothing is read before the page asks.

    `toutes`: the rows without the filters that narrow them.
    """

    tableau: Tableau
    etat: Etat
    rows: QuerySet[Any]
    toutes: QuerySet[Any]
    choix: Mapping[str, Choix]
    comptes: Comptes = Comptes()
    vues: Sequence[VueEnregistree] = ()
    is_anonyme: bool = True
    export: str = ""
    agir: Agir | None = None
    choisir: Choisir | None = None

    fragment: ClassVar[str] = "socle/tableaux/liste.html"
    has_total: ClassVar[bool] = True

    @cached_property
    def page(self) -> Page[Any]:
        return Pagineur(self.select(self._colonnes), self.etat.par, self.comptes.trouves).get_page(self.etat.page)

    def select(self, colonnes: Sequence[Colonne]) -> QuerySet[Any]:
        """The rows, with the fields that these columns read and no other when the list is declared so."""
        if not self.tableau.is_en_champs:
            return self.rows
        shown = (champ for colonne in colonnes for champ in colonne.champs)
        champs = dict.fromkeys((*self.tableau.champs, *shown))
        return self.rows.values_list(*champs, named=True)

    def iterate(self, colonnes: Sequence[Colonne]) -> Iterator[Any]:
        """Every row as these columns read it, a lot at a time: for a file."""
        return self.select(colonnes).iterator(chunk_size=LOT)

    @cached_property
    def total(self) -> int:
        if self.comptes.total is not None:
            return self.comptes.total
        return self.toutes.count() if self.etat.restrictions else self.page.paginator.count

    @property
    def compte(self) -> str:
        """« 12 dispositifs sur 214 »: what is shown, and of how many."""
        found = typographie.write_accord(self.page.paginator.count, self.tableau.singulier, self.tableau.pluriel)
        return f"{found} sur {typographie.write_nombre(self.total)}" if self.etat.restrictions else found

    @property
    def entetes(self) -> SafeString:
        return write_entetes(
            self._colonnes, self.etat, with_actions=self.agir is not None, with_choix=self.choisir is not None
        )

    @property
    def corps(self) -> SafeString:
        form = f"choisis-{self.tableau.code}"
        return write_corps(self._colonnes, self.page.object_list, self.agir, choisir=self.choisir, form=form)

    @cached_property
    def _colonnes(self) -> list[Colonne]:
        return [colonne for colonne in self.tableau.colonnes if colonne.code in self.etat.colonnes]

    @property
    def filtres(self) -> list[dict[str, Any]]:
        shown = []
        for filtre in self.tableau.filtres:
            valeur = self.etat.filtres.get(filtre.code, "")
            is_choix = filtre.saisie is Saisie.CHOIX
            comptes = self.comptes.facettes.get(filtre.code)
            shown.append(
                {
                    "code": filtre.code,
                    "libelle": filtre.libelle,
                    "tous": filtre.tous,
                    "id": f"filtre-{self.tableau.code}-{filtre.code}",
                    "valeur": valeur,
                    "is_choix": is_choix,
                    "options": is_choix and write_options(self.choix[filtre.code], valeur=valeur, comptes=comptes),
                    "type": "date" if filtre.saisie is Saisie.DATE else "search",
                }
            )
        return shown

    @cached_property
    def actifs(self) -> list[dict[str, str]]:
        """Each filter in force in words, and the address without it."""
        actifs = []
        for filtre in self.tableau.filtres:
            if filtre.code not in self.etat.filtres:
                continue
            raw = self.etat.filtres[filtre.code]
            told = dict(self.choix.get(filtre.code, ())).get(raw, raw)
            others = {code: value for code, value in self.etat.filtres.items() if code != filtre.code}
            actifs.append({"libelle": f"{filtre.libelle} : {told}", "url": self.etat.write_filtres(others)})
        return actifs

    @property
    def sans_filtre(self) -> str:
        return self.etat.write_filtres({})

    @property
    def pages(self) -> SafeString:
        return write_pages(self.page, self.etat)

    @property
    def precedente(self) -> str:
        return self.etat.write(page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def suivante(self) -> str:
        return self.etat.write(page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def cases(self) -> SafeString:
        return write_cases(self.tableau.colonnes, self.etat.colonnes)

    @property
    def caches(self) -> list[tuple[str, str]]:
        """What the form of filters carries along without showing it."""
        return [(nom, value) for nom, value in self.champs if nom in {"tri", "par", "col"}]

    @property
    def caches_reglages(self) -> list[tuple[str, str]]:
        """What the form of columns and sizes carries along."""
        return [(nom, value) for nom, value in self.champs if nom not in {"par", "col"}]

    @cached_property
    def champs(self) -> list[tuple[str, str]]:
        """The whole state as fields of a form."""
        return parse_qsl(self.requete.lstrip("?"))

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [(code.upper(), f"{self.export}.{code}{self.requete}") for code in self.tableau.formats]

    @property
    def suites(self) -> list[tuple[str, str]]:
        return [(libelle, f"{adresse}{self.requete}") for libelle, adresse in self.tableau.suites]

    @cached_property
    def requete(self) -> str:
        """The whole state at the end of another address: nothing when all is by default."""
        query = self.etat.write(page=1, avant=None)
        return "" if query == "?" else query


def build_liste(
    tableau: Tableau,
    rows: QuerySet[Any],
    request: Requete,
    *,
    export: str = "",
    with_vues: bool = True,
    choix: Mapping[str, Choix] | None = None,
    compter: Callable[[Etat], Comptes] = lambda etat: Comptes(),
    agir: Agir | None = None,
    choisir: Choisir | None = None,
) -> Liste:
    """`rows`: what the acteur may see, from a domain's `queries`. `export`: address of the exports, less `.csv`…

    `choix`: those of a filter that the page knows better than its declaration; `compter`: likewise for counts.
    `agir`: what this person may do with each row. `choisir`: gives each row a box, part of the page's form whose id is
    `choisis-<code>`, for what is done to several at once.
    """
    known = choix or {}
    choix = {
        filtre.code: known[filtre.code] if filtre.code in known else filtre.list_choix()
        for filtre in tableau.filtres
        if filtre.saisie is Saisie.CHOIX
    }
    etat = read_etat(tableau, request.GET, choix=choix)
    acteur = request.acteur
    vues: Sequence[VueEnregistree] = ()
    if with_vues and not acteur.is_anonyme:
        vues = list(VueEnregistree.objects.visible_to(acteur).filter(tableau=tableau.code).order_by("nom"))
    toutes = apply_perimetre(etat, rows)
    return Liste(
        tableau, etat, apply(etat, toutes), toutes, choix, compter(etat), vues, acteur.is_anonyme, export, agir, choisir
    )


def apply_perimetre(etat: Etat, rows: QuerySet[Any]) -> QuerySet[Any]:
    for filtre in etat.tableau.filtres:
        if filtre.is_perimetre:
            rows = filtre.appliquer(rows, etat.valeurs.get(filtre.code))
    return rows


def apply(etat: Etat, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Filtered, then ordered with the key last: two pages never show one row twice."""
    rows = apply_filtres(etat, rows)
    down = etat.is_descendant
    fields = etat.tableau.triables[etat.colonne_triee].tri
    keys = [F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True) for name in fields]
    return rows.order_by(*keys, "-pk" if down else "pk")


def apply_filtres(etat: Etat, rows: QuerySet[Any]) -> QuerySet[Any]:
    for filtre in etat.tableau.filtres:
        if filtre.code in etat.valeurs and not filtre.is_perimetre:
            rows = filtre.appliquer(rows, etat.valeurs[filtre.code])
    return rows


def respond(request: Requete, template: str, liste: Liste, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """The page, or to htmx the very fragment that the page includes."""
    htmx: Any = getattr(request, "htmx", None)
    fragment = htmx and not htmx.history_restore_request and htmx.target == f"liste-{liste.tableau.code}"
    response = render(request, liste.fragment if fragment else template, {"liste": liste, **(context or {})})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
