"""Documents with Typst: PDF/A-2a and PDF/UA-1 in one file, offline, with the package's fonts and no other."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.apps import apps
from django.http import HttpResponse

from maillage.socle.documents.textes import write_json
from maillage.socle.graphiques import Figure, magasin

PAQUET = Path(apps.get_app_config("socle").path).parent
POLICES = PAQUET / "socle" / "polices"
NORMES: list[Any] = ["a-2a", "ua-1"]
_NOM = re.compile(r"([a-z_]+)/([a-z][a-z0-9_-]*)\Z")


class GabaritInconnu(Exception):
    """No application has this document."""


class DocumentImpossible(Exception):
    """The template refused its data: a fault of ours, told with Typst's own words."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(POLICES)])


def render_pdf(gabarit: str, donnees: Mapping[str, Any], *, cree_le: date | None = None) -> bytes:
    """`gabarit`: « app/nom », for `documents/nom.typ` of that application.

    The same data and the same `cree_le` give the same bytes. A picture without description is refused.
    """
    return _compile(gabarit, donnees, cree_le, format="pdf", pdf_standards=NORMES)


def render_png(gabarit: str, donnees: Mapping[str, Any]) -> bytes:
    return _compile(gabarit, donnees, None, format="png", ppi=160)


def describe_figure(figure: Figure) -> dict[str, Any]:
    """What `dessin` and `tableau` of the house template take."""
    lignes = [["non renseigné" if cell is None else cell for cell in ligne] for ligne in figure.lignes]
    return {**figure.describe(), "svg": magasin.draw(figure), "colonnes": figure.colonnes, "lignes": lignes}


def _compile(gabarit: str, donnees: Mapping[str, Any], cree_le: date | None, **options: Any) -> bytes:
    compiler = typst.Compiler(input=str(find_gabarit(gabarit)), root=str(PAQUET), font_paths=_fonts())
    if cree_le is not None:
        options["timestamp"] = datetime.combine(cree_le, time(12), tzinfo=UTC)
    else:
        options["timestamp"] = 0
    try:
        made = compiler.compile(sys_inputs={"donnees": write_json(donnees)}, **options)
    except typst.TypstError as fault:
        raise DocumentImpossible(f"{gabarit} : {fault.message}") from fault
    if not isinstance(made, bytes):
        raise DocumentImpossible(f"{gabarit} : plusieurs pages là où une seule est attendue.")
    return made


def find_gabarit(gabarit: str) -> Path:
    found = _NOM.match(gabarit)
    if found is None or found[1] not in apps.app_configs:
        raise GabaritInconnu(f"« {gabarit} » : un gabarit se nomme « application/nom ».")
    path = Path(apps.get_app_config(found[1]).path) / "documents" / f"{found[2]}.typ"
    if not path.is_file():
        raise GabaritInconnu(f"« {gabarit} » : {path.name} n’existe pas dans cette application.")
    return path


class PdfResponse(HttpResponse):
    """A PDF read in the browser, or downloaded with `telecharger`. `nom`: letters, digits, dots and hyphens."""

    def __init__(self, pdf: bytes, *, nom: str, telecharger: bool = False) -> None:
        super().__init__(pdf, content_type="application/pdf")
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", nom).strip("-.") or "document"
        how = "attachment" if telecharger else "inline"
        self.headers["Content-Disposition"] = f'{how}; filename="{safe.removesuffix(".pdf")}.pdf"'
