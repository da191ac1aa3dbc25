"""The search box finds the figures of the register: of the country, not broken down, of the last year each was published."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.recherche import Resultat
from maillage.socle.typographie import FINE, write_nombre

if TYPE_CHECKING:
    from maillage.consolidation.publications.models import ChiffrePublie

FRANCE = "france"
SANS_NOM = ("nb", "fraction")
LUES = 600  # of the country as a whole: what these words name, of every year and of every document


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    """Anybody reads the register. Those of the measures that these words name, and those that documents of before Maillage called so."""
    # Read when first asked for: the language of measures costs every process half a second to start.
    from maillage.consolidation.catalogue.recherche import is_nomme, list_mots, search_mesures
    from maillage.consolidation.publications.queries import select_chiffres

    mots = list_mots(texte)
    if not mots:
        return []
    rangs = {one.mesure.code: rang for rang, one in enumerate(search_mesures(texte))}
    du_pays = select_chiffres().filter(niveau=FRANCE, ventilation="", detail="").order_by("-annee", "pk")
    anterieurs = du_pays.filter(publication=None)
    for mot in mots:
        anterieurs = anterieurs.filter(mots__contains=mot)
    # Apart: each is read by its index, which a register of hundreds of thousands of lines needs.
    rows = {row.pk: row for row in (*du_pays.filter(code__in=rangs)[:LUES], *anterieurs[:LUES])}
    derniers: dict[str, ChiffrePublie] = {}
    for row in sorted(rows.values(), key=lambda row: (-row.annee, row.is_anterieur, row.libelle, row.pk)):
        if row.code in rangs or is_nomme(row.libelle, mots):
            derniers.setdefault(row.chose, row)
    kept = sorted(derniers.values(), key=lambda row: (rangs.get(row.code, len(rangs)), -row.annee, row.libelle, row.pk))
    return [_build(row) for row in kept[:limit]]


def _build(row: "ChiffrePublie") -> Resultat:
    from maillage.consolidation.publications.lecture_chiffres import has_base
    from maillage.consolidation.publications.listes import name_origine, say_absence

    valeur = say_absence(row) if row.valeur is None else _write(row.valeur, row.unite)
    if row.valeur is not None and has_base(row) and (base := _write_base(row)):
        valeur = f"{valeur} ({base})"
    fictif = ", chiffre fictif" if row.publication and row.publication.campagne.is_fictive else ""
    sous_titre = f"{valeur} en {row.annee} · {name_origine(row)}{fictif}"
    return Resultat("Chiffres publiés", row.libelle, row.get_absolute_url(), sous_titre, "quote")


def _write(valeur: Decimal, unite: str) -> str:
    """« 47 % », « 25 124 684 heures »; what is counted one by one is named by its line."""
    if unite == "%":
        return f"{write_nombre(valeur)}{FINE}%"
    return f"{write_nombre(valeur)} {'' if unite in SANS_NOM else unite}".strip()


def _write_base(row: "ChiffrePublie") -> str:
    """« 31 555 toutes les sorties »; of a document that only names it, its name."""
    nombre = "" if row.base_imprimee is None else write_nombre(row.base_imprimee)
    return f"{nombre} {row.base_dite}".strip()


boite.declare(search, ordre=70)
