"""The users' guide shows pictures that a browser took: none drawn by hand, none missing, none left over."""

import re

from tests.architecture.arbre import RACINE

GUIDE = RACINE / "docs" / "utilisateurs"


def test_every_picture_of_the_guide_is_taken_by_a_journey():
    shown = set(re.findall(r"\]\(images/([\w-]+)\.png\)", (GUIDE / "README.md").read_text(encoding="utf-8")))
    journeys = "".join(path.read_text(encoding="utf-8") for path in (RACINE / "tests" / "journeys").glob("test_*.py"))
    taken = set(re.findall(r'\.capture\("([\w-]+)"\)', journeys))
    kept = {path.stem for path in (GUIDE / "images").glob("*.png")}
    assert shown, "le guide ne montre plus rien"
    assert shown - taken == set(), "aucun parcours ne prend ces images"
    assert shown == kept, "images absentes ou que le guide ne montre plus"
