"""The years already published, as the register keeps them; and, of each release, which dispositifs a territory adds up."""

from collections.abc import Mapping

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import list_niveaux
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.rapport.annees import AnneePubliee, Lue, Ou, Perimetres


def list_membres(consolidation: Consolidation) -> dict[Ou, frozenset[str]]:
    """Of the territories a release may print above its dispositifs, groups of regions as such."""
    found: dict[Ou, set[str]] = {}
    for niveau, places in list_niveaux(consolidation.lieux).items():
        for cle, territoire in places.items():
            found.setdefault((niveau, territoire), set()).add(cle)
    return {ou: frozenset(membres) for ou, membres in found.items()}


def write_membres(membres: Mapping[Ou, frozenset[str]]) -> list[list[object]]:
    return [[niveau, territoire, sorted(cles)] for (niveau, territoire), cles in sorted(membres.items())]


def read_annees(publication: Publication) -> list[AnneePubliee]:
    """Those its readers may have, the last release of each year. In restricted circulation, what was released so comes first."""
    lecteurs = [Lecteurs.PUBLIQUE] if publication.lecteurs == Lecteurs.PUBLIQUE else list(Lecteurs)
    rows = Publication.objects.filter(
        etat=Etat.PUBLIEE, lecteurs__in=lecteurs, campagne__consolide=publication.campagne.consolide,
        campagne__is_fictive=publication.campagne.is_fictive, campagne__millesime__lt=publication.campagne.millesime,
    ).select_related("campagne").defer("secret")  # fmt: skip
    dernieres: dict[int, Publication] = {}
    for row in sorted(rows, key=lambda row: (lecteurs.index(Lecteurs(row.lecteurs)), row.rang)):
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
    membres = {(niveau, territoire): frozenset(cles) for niveau, territoire, cles in publication.perimetres}
    return AnneePubliee(publication.campagne.millesime, chiffres, Perimetres(membres, couverture))
