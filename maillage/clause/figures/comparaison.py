"""The pictures of two bilans side by side: their hours month for month, how the shares moved."""

from collections.abc import Sequence
from datetime import date

from maillage.clause.rules.bilans.instantane import Instantane, TableFigee
from maillage.socle.graphiques import Barre, Figure, Mesure, barres, courbe, petits_multiples
from maillage.socle.typographie import FINE, MOIS, write_accord, write_nombre

MOIS_MIN, MULTIPLES = 3, 6


def list_figures(avant: Instantane, apres: Instantane, *, source: str) -> list[Figure]:
    built = (_build_heures(avant, apres, source), _build_parts(avant, apres, source))
    return [figure for figure in built if figure]


def _build_heures(avant: Instantane, apres: Instantane, source: str) -> Figure | None:
    """Month for month when there are as many; otherwise a bar each, by month of the period."""
    un, deux = avant.find_table("MOIS"), apres.find_table("MOIS")
    totaux = avant.get_valeur("HEURES"), apres.get_valeur("HEURES")
    if un is None or deux is None or totaux[0] is None or totaux[1] is None:
        return None
    noms = avant.periode.libelle, apres.periode.libelle
    told = f"{write_nombre(totaux[0])}{FINE}h {noms[0]}, {write_nombre(totaux[1])}{FINE}h {noms[1]}"
    if len(un.cases) != len(deux.cases) or len(un.cases) < MOIS_MIN:
        return _build_moyennes(avant, apres, source)
    rangs = _name_mois(avant.periode.mois, apres.periode.mois)
    rows = [
        (rang, float(b.heures or 0), float(a.heures or 0))
        for rang, b, a in zip(rangs, un.cases, deux.cases, strict=True)
    ]
    return Figure(
        titre=f"Mois pour mois : {told}",
        description=f"Deux courbes, {noms[0]} puis {noms[1]} : "
        + ", ".join(f"{rang}, {write_nombre(b)} puis {write_nombre(a)} h" for rang, b, a in rows) + ".",
        spec=courbe(
            [Mesure(rang, b, noms[0]) for rang, b, _ in rows] + [Mesure(rang, a, noms[1]) for rang, _, a in rows],
            series=noms,
        ),
        colonnes=["Mois", *noms], lignes=[[rang, write_nombre(b), write_nombre(a)] for rang, b, a in rows], source=source,
    )  # fmt: skip


def _build_moyennes(avant: Instantane, apres: Instantane, source: str) -> Figure:
    """What a month gave: the only thing that two lengths have in common."""
    rows = []
    for instantane in (avant, apres):
        heures, mois = instantane.get_valeur("HEURES"), len(instantane.periode.mois)
        assert heures is not None
        rows.append((instantane.periode.libelle, float(heures) / mois, mois))
    return Figure(
        titre=f"{write_nombre(rows[0][1], 0)}{FINE}h par mois, puis {write_nombre(rows[1][1], 0)}",
        description="Barres horizontales, heures par mois : "
        + ", ".join(f"{nom} {write_nombre(heures, 0)} h" for nom, heures, _ in rows) + ".",
        spec=barres([Barre(nom, heures) for nom, heures, _ in rows], accent=rows[1][0]),
        colonnes=["Période", "Heures par mois", "Durée"],
        lignes=[[nom, write_nombre(heures, 0), write_accord(mois, "mois", "mois")] for nom, heures, mois in rows],
        source=source, note="Heures réalisées divisées par le nombre de mois de chaque période.",
    )  # fmt: skip


def _name_mois(avant: Sequence[date], apres: Sequence[date]) -> list[str]:
    """« janvier » when both are; otherwise « 1er mois », « 2e mois »."""
    if [mois.month for mois in avant] == [mois.month for mois in apres] and len(avant) <= len(MOIS):
        return [MOIS[mois.month - 1] for mois in apres]
    return [f"{rang}{'er' if rang == 1 else 'e'} mois" for rang in range(1, len(apres) + 1)]


def _build_parts(avant: Instantane, apres: Instantane, source: str) -> Figure | None:
    """The profiles that moved most, of the same definition."""
    un, deux = avant.find_table("PROFILS"), apres.find_table("PROFILS")
    if un is None or deux is None or un.version != deux.version:
        return None
    moved = _list_moved(un, deux)
    if not moved:
        return None
    nom, b, a = moved[0]
    noms = avant.periode.libelle, apres.periode.libelle
    return Figure(
        titre=f"{nom} : de {b}{FINE}% à {a}{FINE}% des participants connus",
        description="Petits graphiques, une part avant puis après : "
        + ", ".join(f"{nom} {b}{FINE}% puis {a}{FINE}%" for nom, b, a in moved) + ".",
        spec=petits_multiples(
            [Mesure(moment, part / 100, nom) for nom, b, a in moved for moment, part in (("avant", b), ("après", a))],
            series=[nom for nom, _, _ in moved], format=".0%", colonnes=3,
        ),
        colonnes=["Profil", *noms], lignes=[[nom, f"{b}{FINE}%", f"{a}{FINE}%"] for nom, b, a in moved], source=source,
        base=f"Base : {un.base}, puis {deux.base}",
        note=f"Avant : {noms[0]}. Après : {noms[1]}.",
    )  # fmt: skip


def _list_moved(avant: TableFigee, apres: TableFigee) -> list[tuple[str, int, int]]:
    after = {case.code: case.part for case in apres.cases}
    rows = [
        (case.libelle, case.part, a)
        for case in avant.cases
        if case.part is not None and (a := after.get(case.code)) is not None and (case.part or a)
    ]
    return sorted(rows, key=lambda row: -abs(row[2] - row[1]))[:MULTIPLES]
