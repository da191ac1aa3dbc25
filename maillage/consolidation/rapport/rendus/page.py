"""The report as a page: `render_corps` for a page of the site, `render_autonome` for a file that needs nothing else."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
from maillage.consolidation.rapport.nombres import Nombre, Phrase, read_texte, say_annee, say_date
from maillage.consolidation.rapport.rendus.segments import Nommer, name_with, render_phrase
from maillage.socle.graphiques import magasin, svg

CORPS, AUTONOME = "rapport/_corps.html", "rapport/autonome.html"


@dataclass
class _Vue:
    """Counts the pictures and tables as they come: each has identifiers of its own. `definis`: the titles of the definitions that
    the report ends with, by code."""

    nommer: Nommer
    definis: Mapping[str, Phrase] = field(default_factory=dict)
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
                    {"valeur": self.write((c.valeur,)), "libelle": self.write(c.libelle), "base": self.write(c.base),
                     "definition": self.find_seule([(c.valeur,)])}
                    for c in bloc.chiffres
                ]}  # fmt: skip
            case Tableau():
                shown = self.show_tableau(bloc)
                return {"genre": "tableau", "prefixe": self.next(), "is_plie": bloc.is_plie, **shown}
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

        cited = self.list_definis(cell for ligne in tableau.lignes for cell in ligne)
        alone = [self.find_seule(ligne) for ligne in tableau.lignes]
        by_ligne = len(cited) > 1 and all(alone)  # each line is a figure of its own: its name leads to what it is
        sens = [self.write(one) for one in tableau.sens] or [SafeString("")] * len(tableau.lignes)

        return {
            "legende": self.write(tableau.legende), "colonnes": cut(tableau.colonnes),
            "lignes": [
                {"cellules": cut(ligne), "sens": said, "definition": code if by_ligne else ""}
                for ligne, said, code in zip(tableau.lignes, sens, alone, strict=True)
            ],
            "notes": [self.write(note) for note in tableau.notes], "definitions": [] if by_ligne else cited, "cites": cited, "en_fiches": len(tableau.colonnes) > 3,
        }  # fmt: skip

    def list_definis(self, phrases: Iterable[Phrase]) -> list[tuple[str, SafeString]]:
        """The definitions of the numbers printed there, in the order they are read."""
        codes = (cle[0] for phrase in phrases for part in phrase if isinstance(part, Nombre) for cle in part.cles)
        return [(code, self.write(self.definis[code])) for code in dict.fromkeys(codes) if code in self.definis]

    def find_seule(self, phrases: Iterable[Phrase]) -> str:
        found = self.list_definis(phrases)
        return found[0][0] if len(found) == 1 else ""

    def show_dessin(self, dessin: Dessin) -> dict[str, Any]:
        prefixe, tableau = self.next(), self.show_tableau(dessin.tableau)
        return {
            "genre": "dessin", "definitions": tableau["cites"], "prefixe": prefixe, "titre": self.write(dessin.titre), "base": self.write(dessin.base),
            "large": _place(magasin.draw(dessin.figure), prefixe),
            "etroite": _place(magasin.draw(dessin.figure, etroite=True), f"{prefixe}-e"),
            "source": dessin.figure.source, "tableau": tableau,
        }  # fmt: skip


def _place(drawn: str, prefixe: str) -> SafeString:
    return mark_safe(svg.place(drawn, depuis=magasin.PREFIXE, prefixe=prefixe))  # noqa: S308 (cleaned by svg.clean)


def describe(rapport: Rapport, noms: Mapping[str, str]) -> dict[str, Any]:
    """What the template reads. Of several parts, it has a table of contents."""
    definis = {
        one.code: one.titre
        for bloc in rapport.list_blocs() if isinstance(bloc, Definitions) for one in bloc.definitions
    }  # fmt: skip
    vue = _Vue(name_with(noms), definis)
    return {
        "has_sommaire": len(rapport.parties) > 1, "surtitre": rapport.surtitre, "titre": rapport.titre, "millesime": vue.write((say_annee(rapport.millesime),)), "annee": rapport.millesime,
        "chapeau": vue.write(rapport.chapeau), "mention": rapport.mention, "is_interne": rapport.is_interne,
        "edite_le": vue.write((say_date(rapport.edite_le, "edition"),)),
        "parties": [
            {
                "code": partie.code, "titre": partie.titre, "is_annexe": partie.is_annexe, "blocs": [vue.show(bloc) for bloc in partie.blocs],
                "rubriques": [
                    {"code": rubrique.code, "titre": rubrique.titre, "is_pliee": rubrique.is_pliee,
                     "blocs": [vue.show(bloc) for bloc in rubrique.blocs]}
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
