"""Reads the address of a list: whatever is typed there, it is cleaned, never refused."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import QueryDict

from maillage.reseau.nomenclatures import LIBELLES, SIGLES, TypeDispositif
from maillage.reseau.queries import COLONNES_DE_TRI, Filtre

LONGUEUR_MAX = 200
CODE_MAX = 20
# What the public directory holds or may come to hold; the OI and the network head are not looked for by the public.
TYPES_PUBLICS = (TypeDispositif.PLIE, TypeDispositif.MDE, TypeDispositif.CLAUSE)


def read_texte(values: QueryDict, nom: str, *, longueur: int = LONGUEUR_MAX) -> str:
    """Without control characters: PostgreSQL refuses a null byte, and a page must not echo it."""
    return "".join(c for c in values.get(nom, "")[:longueur] if c.isprintable()).strip()


def read_filtre(values: QueryDict) -> Filtre:
    tri = read_texte(values, "tri", longueur=CODE_MAX)
    return Filtre(
        q=read_texte(values, "q"),
        type=read_texte(values, "type", longueur=CODE_MAX).lower(),
        region=read_texte(values, "region", longueur=CODE_MAX).upper(),
        cites_2019=values.get("cites") == "2019",
        tri=tri.removeprefix("-") if tri.removeprefix("-") in COLONNES_DE_TRI else Filtre().tri,
        decroissant=tri.startswith("-") and tri[1:] in COLONNES_DE_TRI,
    )


def write_parametres(filtre: Filtre, **autres: str) -> str:
    """The address's tail that asks for the same thing; `autres` replace or, empty, remove."""
    tri = f"-{filtre.tri}" if filtre.decroissant else filtre.tri
    values: Mapping[str, str] = {
        "q": filtre.q,
        "type": filtre.type,
        "region": filtre.region,
        "cites": "2019" if filtre.cites_2019 else "",
        "tri": "" if tri == Filtre().tri else tri,
    } | autres
    kept = {nom: value for nom, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def list_types(values: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Code, libellé and count of the types that the filter offers."""
    return [
        (t.value, LIBELLES[t], values.get(t.value, 0))
        for t in TYPES_PUBLICS
        if values.get(t.value) or t is not TypeDispositif.CLAUSE
    ]


def get_sigle(code: str) -> str:
    return SIGLES.get(TypeDispositif(code), code) if code in SIGLES else code
