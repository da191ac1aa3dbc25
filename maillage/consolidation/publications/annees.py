"""The years already published, as the register keeps them; and, of each release, which dispositifs a territory adds up."""

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import list_niveaux
from maillage.consolidation.depots.rules.sommes import Place
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.publications.queries import load
from maillage.consolidation.rapport.annees import AnneePubliee, Lue, Ou, Perimetres


def list_membres(consolidation: Consolidation) -> dict[Ou, frozenset[str]]:
    """Of the territories a release may print above its dispositifs, groups of regions as such."""
    found: dict[Ou, set[str]] = {}
    for niveau, places in list_niveaux(consolidation.lieux).items():
        for cle, territoire in places.items():
            found.setdefault((niveau, territoire), set()).add(cle)
    return {ou: frozenset(membres) for ou, membres in found.items()}


def write_perimetres(perimetres: Perimetres) -> list[list[object]]:
    """Level, territory, dispositifs; with the codes of the figures that these alone told, when some do not."""
    rows: list[list[object]] = [
        [niveau, territoire, sorted(cles)] for (niveau, territoire), cles in sorted(perimetres.membres.items())
    ]
    codes: dict[tuple[str, str, frozenset[str]], list[str]] = {}
    for (code, niveau, territoire), cles in sorted(perimetres.repondants.items()):
        codes.setdefault((niveau, territoire, cles), []).append(code)
    return rows + [[niveau, territoire, sorted(cles), told] for (niveau, territoire, cles), told in codes.items()]


def read_perimetres(rows: Sequence[Sequence[Any]], couverture: Mapping[Place, int]) -> Perimetres:
    membres: dict[Ou, frozenset[str]] = {}
    repondants: dict[Place, frozenset[str]] = {}
    for niveau, territoire, cles, *told in rows:
        if told:
            repondants |= dict.fromkeys(((code, niveau, territoire) for code in told[0]), frozenset(cles))
        else:
            membres[niveau, territoire] = frozenset(cles)
    return Perimetres(membres, couverture, repondants)


def read_annees(publication: Publication) -> list[AnneePubliee]:
    """Those its readers may have, the last release of each year. In restricted circulation, what was released so comes first."""
    lecteurs = [Lecteurs.PUBLIQUE] if publication.lecteurs == Lecteurs.PUBLIQUE else list(Lecteurs)
    rows = Publication.objects.filter(
        etat=Etat.PUBLIEE, lecteurs__in=lecteurs, campagne__consolide=publication.campagne.consolide,
        campagne__is_fictive=publication.campagne.is_fictive, campagne__millesime__lt=publication.campagne.millesime,
    ).select_related("campagne")  # fmt: skip
    dernieres: dict[int, Publication] = {}
    for row in sorted(load(rows, "perimetres"), key=lambda row: (lecteurs.index(Lecteurs(row.lecteurs)), row.rang)):
        dernieres[row.campagne.millesime] = row
    return [read_annee(row) for _, row in sorted(dernieres.items())]


def read_annee(publication: Publication) -> AnneePubliee:
    chiffres, couverture = {}, {}
    rows = ChiffrePublie.objects.filter(publication=publication).values_list(
        "code",
        "niveau",
        "territoire",
        "ventilation",
        "modalite",
        "version",
        "valeur",
        "base",
        "couverture",
        "is_masque",
    )
    for *place, version, valeur, base, comptes, is_masque in rows.iterator():
        code, niveau, territoire, ventilation, modalite = place
        chiffres[code, niveau, territoire, ventilation, modalite] = Lue(version or 0, valeur, base, is_masque)
        if comptes is not None:
            couverture[code, niveau, territoire] = comptes
    perimetres = read_perimetres(publication.perimetres, couverture)
    return AnneePubliee(publication.campagne.millesime, chiffres, perimetres)
