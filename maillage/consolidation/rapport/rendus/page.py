"""The report as a page: `render_corps` for a page of the site, `render_autonome` for a file that needs nothing else."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from maillage.consolidation.rapport.blocs import (
    Bloc,
    ChiffresCles,
    Definitions,
    Dessin,
    Encadre,
    Liste,
    Rapport,
    Tableau,
    Texte,
)
from maillage.consolidation.rapport.nombres import Phrase, read_texte, say_annee, say_date
from maillage.consolidation.rapport.rendus.segments import Nommer, name_with, render_phrase
from maillage.socle.graphiques import magasin, svg

CORPS, AUTONOME = "rapport/_corps.html", "rapport/autonome.html"
FICHE, CORPS_FICHE = "rapport/fiche.html", "rapport/_fiche.html"


@dataclass
class _Vue:
    """Counts the pictures and tables as they come: each has identifiers of its own."""

    nommer: Nommer
    rang: int = 0

    def write(self, phrase: Phrase) -> SafeString:
        return render_phrase(phrase, self.nommer)

    def next(self) -> str:
        """In letters: the attributes of a page are read over for numbers too (S10)."""
        self.rang += 1
        return f"bloc-{chr(97 + self.rang // 26)}{chr(97 + self.rang % 26)}"

    def show(self, bloc: Bloc) -> dict[str, Any]:
        match bloc:
            case Texte():
                return {"genre": "texte", "phrase": self.write(bloc.phrase)}
            case Liste():
                return {"genre": "liste", "phrases": [self.write(p) for p in bloc.phrases]}
            case Encadre():
                return {
                    "genre": "encadre",
                    "titre": bloc.titre,
                    "ton": bloc.ton.value,
                    "phrase": self.write(bloc.phrase),
                }
            case ChiffresCles():
                return {"genre": "cles", "par_trois": len(bloc.chiffres) % 3 == 0, "chiffres": [
                    {"valeur": self.write((c.valeur,)), "libelle": self.write(c.libelle), "base": self.write(c.base)}
                    for c in bloc.chiffres
                ]}  # fmt: skip
            case Tableau():
                return {"genre": "tableau", "prefixe": self.next(), **self.show_tableau(bloc)}
            case Dessin():
                return self.show_dessin(bloc)
            case Definitions():
                return {
                    "genre": "definitions", "legende": self.write(bloc.legende), "communs": self.write_champs(bloc.communs),
                    "definitions": [
                        {"code": d.code, "titre": self.write(d.titre), "champs": self.write_champs(d.champs)}
                        for d in bloc.definitions
                    ],
                }  # fmt: skip

    def write_champs(self, champs: Sequence[tuple[str, Phrase]]) -> list[tuple[str, SafeString]]:
        return [(nom, self.write(valeur)) for nom, valeur in champs]

    def show_tableau(self, tableau: Tableau) -> dict[str, Any]:
        heads = [read_texte(colonne) for colonne in tableau.colonnes]

        def cut(cells: Sequence[Phrase]) -> list[dict[str, Any]]:
            return [
                {"texte": self.write(cell), "is_nombre": rank in tableau.nombres, "colonne": heads[rank]}
                for rank, cell in enumerate(cells)
            ]

        sens = [self.write(one) for one in tableau.sens] or [SafeString("")] * len(tableau.lignes)

        return {
            "legende": self.write(tableau.legende), "colonnes": cut(tableau.colonnes),
            "lignes": [{"cellules": cut(ligne), "sens": said} for ligne, said in zip(tableau.lignes, sens, strict=True)], "notes": [self.write(note) for note in tableau.notes],
            "en_fiches": len(tableau.colonnes) > 3,
        }  # fmt: skip

    def show_dessin(self, dessin: Dessin) -> dict[str, Any]:
        prefixe = self.next()
        return {
            "genre": "dessin", "prefixe": prefixe, "titre": self.write(dessin.titre), "base": self.write(dessin.base),
            "large": _place(magasin.draw(dessin.figure), prefixe),
            "etroite": _place(magasin.draw(dessin.figure, etroite=True), f"{prefixe}-e"),
            "source": dessin.figure.source, "tableau": self.show_tableau(dessin.tableau),
        }  # fmt: skip


def _place(drawn: str, prefixe: str) -> SafeString:
    return mark_safe(svg.place(drawn, depuis=magasin.PREFIXE, prefixe=prefixe))  # noqa: S308 (cleaned by svg.clean)


def describe(rapport: Rapport, noms: Mapping[str, str]) -> dict[str, Any]:
    """What both templates read."""
    vue = _Vue(name_with(noms))
    return {
        "surtitre": rapport.surtitre, "titre": rapport.titre, "millesime": vue.write((say_annee(rapport.millesime),)), "annee": rapport.millesime,
        "chapeau": vue.write(rapport.chapeau), "mention": rapport.mention, "is_interne": rapport.is_interne,
        "edite_le": vue.write((say_date(rapport.edite_le, "edition"),)),
        "parties": [
            {
                "code": partie.code, "titre": partie.titre, "blocs": [vue.show(bloc) for bloc in partie.blocs],
                "rubriques": [
                    {"code": rubrique.code, "titre": rubrique.titre, "blocs": [vue.show(bloc) for bloc in rubrique.blocs]}
                    for rubrique in partie.rubriques
                ],
            }
            for partie in rapport.parties
        ],
    }  # fmt: skip


def render_corps(rapport: Rapport, noms: Mapping[str, str]) -> SafeString:
    """Without head nor style: for a page of the site, that brings its own."""
    return render_to_string(CORPS, {"rapport": describe(rapport, noms)})


def render_autonome(rapport: Rapport, noms: Mapping[str, str]) -> str:
    return render_to_string(
        AUTONOME, {"rapport": describe(rapport, noms), "style": get_style("autonome.css", "rapport.css")}
    )


def render_fiche(rapport: Rapport, noms: Mapping[str, str]) -> str:
    return render_to_string(
        FICHE, {"rapport": describe(rapport, noms), "style": get_style("autonome.css", "rapport.css")}
    )


def render_corps_fiche(rapport: Rapport, noms: Mapping[str, str]) -> SafeString:
    """The same, for a page of the site."""
    return render_to_string(CORPS_FICHE, {"rapport": describe(rapport, noms)})


@cache
def get_style(*noms: str) -> SafeString:
    """The sheets and the letters inside the file: it is read without a network, and from a key."""
    home = files("maillage.consolidation.rapport").joinpath("static", "rapport")
    sheets = "".join(home.joinpath(nom).read_text(encoding="utf-8") for nom in noms)
    return mark_safe(write_police() + sheets)  # noqa: S308 (files of this package)


@cache
def write_police() -> str:
    font = files("maillage.socle").joinpath("static", "socle", "polices", "maillage-sans.woff2").read_bytes()
    data = b64encode(font).decode("ascii")
    return (
        '@font-face{font-family:"Maillage Sans";font-weight:200 900;font-display:swap;'
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )
