"""Builds what a list's page shows, in a constant number of queries: the count, the whole, one page, the saved views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from maillage.socle import typographie
from maillage.socle.requete import Requete
from maillage.socle.tableaux import cellules
from maillage.socle.tableaux.declaration import Colonne, Genre, Saisie, Tableau
from maillage.socle.tableaux.etat import Etat, read_etat
from maillage.socle.tableaux.models import VueEnregistree

FRAGMENT = "socle/tableaux/liste.html"


@dataclass(frozen=True)
class Liste:
    """One list at one address. `rows` is filtered and ordered; nothing is read before the page asks."""

    tableau: Tableau
    etat: Etat
    rows: QuerySet[Any]
    toutes: QuerySet[Any]
    choix: Mapping[str, Sequence[tuple[str, str]]]
    vues: Sequence[VueEnregistree] = ()
    is_anonyme: bool = True
    export: str = ""

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.rows, self.etat.par).get_page(self.etat.page)

    @cached_property
    def total(self) -> int:
        return self.toutes.count() if self.etat.filtres else self.page.paginator.count

    @property
    def compte(self) -> str:
        """« 12 dispositifs sur 214 »: what is shown, and of how many."""
        found = typographie.write_accord(self.page.paginator.count, self.tableau.singulier, self.tableau.pluriel)
        return f"{found} sur {typographie.write_nombre(self.total)}" if self.etat.filtres else found

    @property
    def colonnes(self) -> list[dict[str, Any]]:
        etat, shown = self.etat, []
        for colonne in self._colonnes:
            sorted_here = etat.colonne_triee == colonne.code
            down = sorted_here and not etat.is_descendant
            shown.append(
                {
                    "colonne": colonne,
                    "nombre": colonne.genre is Genre.NOMBRE,
                    "sens": ("descending" if etat.is_descendant else "ascending") if sorted_here else "none",
                    "tri": etat.write(tri=("-" if down else "") + colonne.code, page=1) if colonne.tri else "",
                }
            )
        return shown

    @property
    def lignes(self) -> list[list[dict[str, Any]]]:
        return [
            [
                {
                    "texte": cellules.write_ecran(colonne, cellules.read_valeur(colonne, row)),
                    "lien": colonne.lien(row) if colonne.lien else "",
                    "nombre": colonne.genre is Genre.NOMBRE,
                    "libelle": colonne.libelle,
                }
                for colonne in self._colonnes
            ]
            for row in self.page.object_list
        ]

    @property
    def _colonnes(self) -> list[Colonne]:
        return [colonne for colonne in self.tableau.colonnes if colonne.code in self.etat.colonnes]

    @property
    def filtres(self) -> list[dict[str, Any]]:
        return [
            {
                "filtre": filtre,
                "valeur": self.etat.filtres.get(filtre.code, ""),
                "choix": self.choix.get(filtre.code, ()),
                "is_choix": filtre.saisie is Saisie.CHOIX,
                "type": "date" if filtre.saisie is Saisie.DATE else "search",
            }
            for filtre in self.tableau.filtres
        ]

    @property
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
    def pages(self) -> list[dict[str, Any]]:
        """Numbers near the current one; `None` where some are skipped."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [{"numero": n if isinstance(n, int) else None,
                 "adresse": self.etat.write(page=n) if isinstance(n, int) else ""} for n in numbers]  # fmt: skip

    @property
    def precedente(self) -> str:
        return self.etat.write(page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def suivante(self) -> str:
        return self.etat.write(page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def choix_colonnes(self) -> list[tuple[Colonne, bool]]:
        return [(colonne, colonne.code in self.etat.colonnes) for colonne in self.tableau.colonnes]

    @property
    def caches(self) -> list[tuple[str, str]]:
        """What the form of filters carries along without showing it."""
        return [("tri", self.etat.tri)] if self.etat.tri != self.tableau.tri else []

    @property
    def champs(self) -> list[tuple[str, str]]:
        """The whole state as fields of a form."""
        return parse_qsl(self.etat.write(page=1).lstrip("?"))

    @property
    def exports(self) -> list[tuple[str, str]]:
        query = self.etat.write(page=1).lstrip("?")
        return [
            (code.upper(), f"{self.export}.{code}" + (f"?{query}" if query else "")) for code in self.tableau.formats
        ]


def build_liste(
    tableau: Tableau, rows: QuerySet[Any], request: Requete, *, export: str = "", with_vues: bool = True
) -> Liste:
    """`rows`: what the acteur may see, from a domain's `queries`. `export`: address of the exports, less `.csv`…"""
    choix = {filtre.code: filtre.list_choix() for filtre in tableau.filtres if filtre.saisie is Saisie.CHOIX}
    etat = read_etat(tableau, request.GET, choix=choix)
    acteur = request.acteur
    vues: Sequence[VueEnregistree] = ()
    if with_vues and not acteur.is_anonyme:
        vues = list(VueEnregistree.objects.visible_to(acteur).filter(tableau=tableau.code).order_by("nom"))
    return Liste(tableau, etat, apply(etat, rows), rows, choix, vues, acteur.is_anonyme, export)


def apply(etat: Etat, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Filtered, then ordered with the key last: two pages never show one row twice."""
    for filtre in etat.tableau.filtres:
        if filtre.code in etat.valeurs:
            rows = filtre.appliquer(rows, etat.valeurs[filtre.code])
    down = etat.is_descendant
    fields = etat.tableau.triables[etat.colonne_triee].tri
    keys = [F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True) for name in fields]
    return rows.order_by(*keys, "-pk" if down else "pk")


def respond(request: Requete, template: str, liste: Liste, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """The page, or to htmx the very fragment that the page includes."""
    htmx: Any = getattr(request, "htmx", None)
    fragment = htmx and not htmx.history_restore_request and htmx.target == f"liste-{liste.tableau.code}"
    response = render(request, FRAGMENT if fragment else template, {"liste": liste, **(context or {})})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
