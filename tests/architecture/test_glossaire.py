"""The glossary names the code as it is, and defines each word once."""

import re
import unicodedata
from functools import cache

from tests.architecture.arbre import RACINE

LIGNE = re.compile(r"^\| \*\*(.+?)\*\* \| (.+) \|$", re.MULTILINE)
CODE = re.compile(r"`([A-Za-z_]+)(?:\.(\w+))?`")


def read_glossaire() -> str:
    return (RACINE / "docs" / "glossaire.md").read_text(encoding="utf-8")


@cache
def read_code() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((RACINE / "maillage").rglob("*.py")))


def is_declared(nom: str, champ: str) -> bool:
    """A class or a constant; with a member, one that its body or a property declares."""
    if not champ:
        return re.search(rf"^(class {nom}\b|{nom}\b.* = )", read_code(), re.MULTILINE) is not None
    bodies = re.findall(rf"^class {nom}\b.*?(?=^\S)", read_code(), re.MULTILINE | re.DOTALL)
    return any(re.search(rf"^    (def )?{champ}\b", body, re.MULTILINE) for body in bodies)


def test_every_name_of_code_in_the_glossary_exists():
    names = CODE.findall(read_glossaire())
    assert names
    assert [f"{nom}.{champ}" for nom, champ in names if not is_declared(nom, champ)] == []


def test_no_word_is_defined_twice_and_each_list_is_in_order():
    lists = [[mot for mot, _ in LIGNE.findall(part)] for part in read_glossaire().split("## Les mots du parcours")]
    words = [mot for mots in lists for mot in mots]
    assert len(words) == len(set(words))
    assert len(lists) == 2
    for mots in lists:
        assert mots == sorted(mots, key=fold)


def fold(mot: str) -> str:
    return unicodedata.normalize("NFD", mot.lower()).encode("ascii", "ignore").decode().replace("-", " ")
