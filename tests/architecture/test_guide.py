"""The users' guide shows pictures that a browser took, and names things as the pages do."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.arbre import RACINE

GUIDE = RACINE / "docs" / "utilisateurs"
CHAPITRES = sorted(GUIDE.glob("*.md"))
IMAGE = re.compile(r"\]\(images/([\w-]+)\.png\)")
NOM = re.compile(r"« ([^»]+) »")
LIEN = re.compile(r"\]\(([\w-]+\.md)\)")
# What the guide says between marks without quoting a page.
NI_PAGE_NI_BOUTON = frozenset({"non", "non couvert", "à faire"})


def read(path: Path) -> str:
    return re.sub(r"\s+", " ", path.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " "))


@cache
def read_product() -> str:
    """All that the product may show: its templates, and the labels of its code."""
    package = RACINE / "maillage"
    return " ".join(read(path) for kind in ("*.html", "*.py") for path in sorted(package.rglob(kind)))


def test_every_picture_of_the_guide_is_taken_by_a_journey():
    shown = {nom for path in CHAPITRES for nom in IMAGE.findall(path.read_text(encoding="utf-8"))}
    journeys = "".join(path.read_text(encoding="utf-8") for path in (RACINE / "tests" / "journeys").glob("test_*.py"))
    taken = set(re.findall(r'\.capture\("([\w-]+)"', journeys))
    kept = {path.stem for path in (GUIDE / "images").glob("*.png")}
    assert shown, "le guide ne montre plus rien"
    assert {nom.removesuffix("-360") for nom in shown} - taken == set(), "aucun parcours ne prend ces images"
    assert shown == kept, "images absentes ou que le guide ne montre plus"


@pytest.mark.parametrize("chapitre", CHAPITRES, ids=lambda path: path.stem)
def test_every_name_quoted_by_the_guide_is_read_on_a_page(chapitre):
    quoted = set(NOM.findall(read(chapitre))) - NI_PAGE_NI_BOUTON
    assert {nom for nom in quoted if nom not in read_product()} == set()


def test_every_chapter_is_reached_from_the_first_page_of_the_guide():
    first = (GUIDE / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in CHAPITRES} - set(LIEN.findall(first)) == {"README.md"}
