"""Joins the sources of the stylesheet into one file when the static files are collected.

While developing and testing the browser follows the `@import` lines by itself; in service a page asks for one sheet.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FEUILLE = "socle/maillage.css"
_IMPORT = re.compile(r'@import url\("(?P<chemin>[^"]+)"\) layer\((?P<couche>[\w-]+)\);')


class StockageStatique(CompressedManifestStaticFilesStorage):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._adresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Each address is found once: a page asks for ten of them, and they change with the manifest only."""
        if name not in self._adresses:
            self._adresses[name or ""] = super().url(name, force)
        return self._adresses[name or ""]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if FEUILLE in paths and not dry_run:
            # From its source: what was collected last time is already joined, with the parts of that day.
            source, path = paths[FEUILLE]
            with source.open(path) as sheet:
                joined = join(sheet.read().decode(), self._read_source)
            self.delete(FEUILLE)
            self._save(FEUILLE, ContentFile(joined.encode()))
            paths[FEUILLE] = (self, FEUILLE)  # hashed from what has just been joined, not from its source
        yield from super().post_process(paths, dry_run, **options)
        self._adresses.clear()

    def _read_source(self, chemin: str) -> str:
        with self.open(f"socle/{chemin}") as source:
            return source.read().decode()


def join(sheet: str, read: Any) -> str:
    """The sheet with each `@import url(…) layer(x)` replaced by `@layer x { … }`, comments and blanks removed."""
    joined = _IMPORT.sub(lambda found: f"@layer {found['couche']} {{\n{read(found['chemin'])}\n}}", sheet)
    return minify(joined)


def minify(css: str) -> str:
    """Comments and blanks; one line per rule. Strings of the house hold neither « : » nor « , » before a blank."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css)
    css = re.sub(r"(?<=[{;,])\n|\n(?=})", "", css)
    css = re.sub(r"(?<=[\w-]): (?=\S)|(?<=,) ", lambda found: found[0].strip(), css)
    return re.sub(r" ?\{", "{", css.replace(";}", "}")).strip() + "\n"
