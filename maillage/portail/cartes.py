"""The map of the network: the points of the directory on the outlines of France, insets included."""

from collections.abc import Sequence

from maillage.portail.annuaire import get_sigle
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import SIGLES, TypeDispositif
from maillage.reseau.queries import Facettes, LigneDeListe, Point
from maillage.socle.graphiques import Figure, carte_france
from maillage.socle.graphiques import Point as Repere
from maillage.socle.typographie import write_accord
from maillage.territoire import ATTRIBUTION, contours
from maillage.territoire.fonds import get_fond_regions

CATEGORIES = (SIGLES[TypeDispositif.PLIE], SIGLES[TypeDispositif.MDE], SIGLES[TypeDispositif.CLAUSE])
PLURIELS = {
    CATEGORIES[0]: ("PLIE", "PLIE"),
    CATEGORIES[1]: ("Maison de l’emploi", "Maisons de l’emploi"),
    CATEGORIES[2]: ("service de la clause sociale", "services de la clause sociale"),
}
SOURCE = f"Alliance Villes Emploi, cartes de février 2023 ; fond {ATTRIBUTION}"
NOTE = "Chaque repère est posé sur la mairie d’une commune, pas à l’adresse de la structure."


def build_carte(
    points: Sequence[Point],
    facettes: Facettes,
    *,
    is_partiel: bool = False,
    lignes: Sequence[LigneDeListe] | None = None,
) -> Figure:
    """The same figure on the home page, the map page and in the download. The companion table counts by region.

    `lignes`: the structures of the list beside it; without it, the whole directory as the facettes count it.
    """
    reperes = [
        Repere(round(place[0], 1), round(place[1], 1), point.nom, get_sigle(point.type), f"/annuaire/{point.slug}/")
        for point in points
        if (place := contours.project(point.longitude, point.latitude, departement=point.departement))
    ]
    comptes = _count_facettes(facettes) if lignes is None else _count_lignes(lignes)
    types = [t for t in CATEGORIES if any(t in counts for counts in comptes.values())]
    total = sum(sum(counts.values()) for counts in comptes.values())
    return Figure(
        titre=_write_titre(comptes, types, is_partiel=is_partiel),
        description=_write_description(comptes, reperes=len(reperes), total=total),
        spec=carte_france(
            get_fond_regions(), points=reperes, categories=CATEGORIES[:2] if len(types) < 3 else CATEGORIES
        ),
        colonnes=["Région", *types],
        lignes=[[region, *(counts.get(t, 0) for t in types)] for region, counts in comptes.items()],
        source=SOURCE,
        base=_write_base(len(reperes), total),
        note=NOTE,
        publique=True,
    )


Comptes = dict[str, dict[str, int]]


def _count_facettes(facettes: Facettes) -> Comptes:
    return {nom: {get_sigle(t): n for t, n in counts.items()} for _, nom, counts in facettes.regions}


def _count_lignes(lignes: Sequence[LigneDeListe]) -> Comptes:
    comptes: Comptes = {}
    for ligne in lignes:
        counts = comptes.setdefault(ligne.region or "Région non renseignée", {})
        counts[ligne.sigle] = counts.get(ligne.sigle, 0) + 1
    return comptes


def _write_titre(comptes: Comptes, types: Sequence[str], *, is_partiel: bool) -> str:
    said = []
    for t in types:
        n = sum(counts.get(t, 0) for counts in comptes.values())
        said.append(write_accord(n, *PLURIELS[t]))
    where = next(iter(comptes)) if len(comptes) == 1 and is_partiel else "France"
    return f"{' et '.join(said) or 'Aucune structure'} – {where}"


def _write_description(comptes: Comptes, *, reperes: int, total: int) -> str:
    largest = sorted(comptes, key=lambda region: -sum(comptes[region].values()))[:3]
    where = f" Là où elles sont le plus nombreuses : {', '.join(largest)}." if len(comptes) > 3 else ""
    return (
        f"Carte de France : {write_accord(reperes, 'repère')} pour {write_accord(total, 'structure')}.{where} "
        "La liste de la page dit la même chose, structure par structure."
    )


def _write_base(reperes: int, total: int) -> str:
    if absents := total - reperes:
        return f"{write_accord(total, 'structure')}, dont {absents} sans commune de repère : dans la liste seulement"
    return f"{write_accord(total, 'structure')}, toutes sur la carte"


def build_situation(dispositif: Dispositif) -> Figure | None:
    """One point on the map of France; None when nobody knows where."""
    if dispositif.latitude is None or dispositif.longitude is None:
        return None
    place = contours.project(
        dispositif.longitude, dispositif.latitude, departement=dispositif.departement_id or dispositif.code_commune[:2]
    )
    if place is None:
        return None
    repere = Repere(round(place[0], 1), round(place[1], 1), dispositif.nom, dispositif.sigle_type)
    region = dispositif.region.nom if dispositif.region else ""
    return Figure(
        titre=f"{dispositif.commune}{', ' if region else ''}{region}",
        description=f"Carte de France : un repère à {dispositif.commune}.",
        spec=carte_france(get_fond_regions(), points=[repere], accent=dispositif.region_id or ""),
        colonnes=["Structure", "Commune de repère", "Région"],
        lignes=[[dispositif.nom, dispositif.commune, region]],
        source=f"fond {ATTRIBUTION}",
        note="Repère déduit du nom, à confirmer." if dispositif.is_repere_deduit else "Mairie de la commune de repère.",
        publique=True,
    )
