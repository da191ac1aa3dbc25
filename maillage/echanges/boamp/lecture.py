"""A whole export of the BOAMP (JSON or CSV), notice by notice."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from maillage.echanges.boamp.rules import Avis, read_avis
from maillage.echanges.rules.flux import FichierIllisible, iter_json, iter_table, open_texte

LISTES = ("results", "records", "")  # of the API of today, of the former one, of an export
ATTENDU = "un export du BOAMP en JSON ou en CSV, avec ses colonnes d’origine"


def iter_avis(flux: IO[bytes], *, encodage: str) -> Iterator[tuple[str, str, dict[str, Any], Avis | None]]:
    """Each with its place, what identifies it, what it says (less its long text), and itself read. None: nobody can tell it.

    A notice that rectifies another one takes its place: it is identified as the other.
    """
    texte = open_texte(flux, encodage)
    for place, brut in _iter_bruts(texte):
        avis = read_avis(brut)
        if not avis.idweb:
            yield place, "", {}, None
            continue
        is_rectificatif = avis.etat.upper().startswith("RECTIF") and avis.annonces_liees
        uid = avis.annonces_liees[0] if is_rectificatif else avis.idweb
        yield place, uid, {nom: value for nom, value in brut.items() if nom != "donnees"}, avis


def _iter_bruts(texte: IO[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    head = texte.read(1)
    while head and (head.isspace() or head == "\ufeff"):
        head = texte.read(1)
    texte.seek(0)
    if not head:
        raise FichierIllisible("Le fichier est vide.")
    if head in "[{":
        rang = 0
        for rang, (_, brut) in enumerate(iter_json(texte, LISTES), 1):
            fields = brut.get("fields", brut) if isinstance(brut, Mapping) else {}
            yield f"avis n° {rang}", fields
        if not rang:
            raise FichierIllisible(f"Ce fichier ne contient aucun avis : attendu, {ATTENDU}.")
    else:
        for numero, ligne in iter_table(texte, ("idweb", "objet"), ATTENDU):
            yield f"ligne {numero}", ligne
