"""The pictures of a bilan: how far the engagement is, how the hours came, who employs, who worked."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.rendu_bilans import write_masque
from maillage.clause.rules.bilans.instantane import MASQUE, CaseFigee, Instantane, TableFigee
from maillage.socle.graphiques import Barre, Figure, Mesure, Part, barres, barres_empilees, courbe
from maillage.socle.graphiques.theme import DATES
from maillage.socle.typographie import lower_initiale, write_accord, write_nombre

SERIES = ("Fait", "Reste à faire", "Au-delà")
TRAJECTOIRE = ("Heures cumulées", "Engagement")
MOIS_MIN = 3  # two points say nothing of how hours come


def list_figures(instantane: Instantane, *, extrait: date) -> list[Figure]:
    """Those that have something to show to this reader."""
    source = f"heures validées au {extrait:%d/%m/%Y}"
    built = (
        _build_realisation(instantane, source), _build_mois(instantane, source), _build_statuts(instantane, source),
        _build_modes(instantane, source), _build_profils(instantane, source),
    )  # fmt: skip
    return [figure for figure in built if figure]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _build_realisation(instantane: Instantane, source: str) -> Figure | None:
    engagees, manquantes = instantane.get_valeur("HEURES_ENGAGEES"), instantane.get_valeur("HEURES_MANQUANTES")
    excedent = instantane.get_valeur("EXCEDENT")
    if not engagees or manquantes is None or excedent is None:
        return None
    values = (engagees - manquantes, manquantes, excedent)
    rows = [(serie, value) for serie, value in zip(SERIES, values, strict=True) if value or serie == SERIES[0]]
    told = ", ".join(f"{lower_initiale(serie)} {write_nombre(value)} h" for serie, value in rows)
    quoi = "Le lot" if instantane.perimetre is Perimetre.LOT else "Les lots engagés"
    return Figure(
        titre=_title_realisation(instantane, manquantes, excedent),
        description=f"Une barre pour {write_nombre(engagees)} h engagées : {told}.",
        spec=barres_empilees(
            [Part(quoi, serie, float(value)) for serie, value in rows], series=[serie for serie, _ in rows], format=",.0f"
        ),
        colonnes=["Heures", "Nombre"],
        lignes=[["Engagées", engagees], *([serie, value] for serie, value in rows)],
        source=source,
        base=f"Base : {write_nombre(engagees)} h engagées, depuis le début",
    )  # fmt: skip


def _title_realisation(instantane: Instantane, manquantes: Decimal, excedent: Decimal) -> str:
    ratio = instantane.find("TAUX_REALISATION" if instantane.perimetre is Perimetre.LOT else "AVANCEMENT")
    assert ratio is not None
    if manquantes:
        return f"{ratio.ecrite} des heures engagées sont faites"
    return f"L’engagement est tenu{f', avec {write_nombre(excedent)} h de plus' if excedent else ''}"


def _build_mois(instantane: Instantane, source: str) -> Figure | None:
    """Of a lot with an engagement, the hours piled up towards it; otherwise month after month. Never with a hidden month."""
    table = instantane.find_table("MOIS")
    if table is None or len(table.cases) < MOIS_MIN or any(case.heures is None for case in table.cases):
        return None
    if not any(case.heures for case in table.cases):
        return None
    engagees = instantane.get_valeur("HEURES_ENGAGEES")
    is_lue = instantane.avant is not None and all(case.valorisees is not None for case in table.cases)
    if instantane.perimetre is Perimetre.LOT and engagees and is_lue:
        return _build_trajectoire(table.cases, instantane.avant or Decimal(0), engagees, source)
    best = max(table.cases, key=lambda case: case.heures or 0)
    return Figure(
        titre=f"Le mois le plus chargé : {best.libelle}, {write_nombre(best.heures)} h",
        description="Courbe mois par mois : "
        + ", ".join(f"{c.libelle} {write_nombre(c.heures)} h" for c in table.cases)
        + ".",
        spec=courbe([Mesure(_shorten(case), _number(case.heures)) for case in table.cases]),
        colonnes=["Mois", "Heures"],
        lignes=[[case.libelle, case.heures] for case in table.cases],
        source=source,
    )


def _build_trajectoire(cases: Sequence[CaseFigee], avant: Decimal, engagees: Decimal, source: str) -> Figure:
    done, total = [], avant
    for case in cases:
        total += case.valorisees or Decimal(0)
        done.append(total)
    reached = next((case.libelle for case, value in zip(cases, done, strict=True) if value >= engagees), "")
    return Figure(
        titre=f"L’engagement est atteint en {reached}"
        if reached
        else f"{write_nombre(total)} h cumulées en {cases[-1].libelle}",
        description=f"Deux courbes : l’engagement, {write_nombre(engagees)} h, et les heures cumulées, de "
        f"{write_nombre(done[0])} h en {cases[0].libelle} à {write_nombre(total)} h en {cases[-1].libelle}.",
        spec=courbe(
            [Mesure(_shorten(case), float(value), TRAJECTOIRE[0]) for case, value in zip(cases, done, strict=True)]
            + [Mesure(_shorten(case), float(engagees), TRAJECTOIRE[1]) for case in cases],
            series=TRAJECTOIRE,
        ),
        colonnes=["Mois", *TRAJECTOIRE],
        lignes=[[case.libelle, value, engagees] for case, value in zip(cases, done, strict=True)],
        source=source,
        note="Heures valorisées, depuis le début du lot. L’engagement est celui du dernier jour de la période.",
    )


def _shorten(case: CaseFigee) -> str:
    """« avr. 26 »."""
    annee, mois = case.code.split("-")
    return f"{DATES['shortMonths'][int(mois) - 1]} {annee[2:]}"


def _build_statuts(instantane: Instantane, source: str) -> Figure | None:
    table = instantane.find_table("STATUTS")
    part = instantane.find("PART_SIAE_EMPLOYEUR")
    if table is None or part is None:
        return None
    titre = (
        f"Les structures d’insertion emploient {part.ecrite} des heures" if part.valeur is not None
        else "Qui emploie"
    )  # fmt: skip
    return _build_barres(table, "Heures", [(c, _number(c.heures)) for c in table.cases], instantane, source, titre)


def _build_modes(instantane: Instantane, source: str) -> Figure | None:
    table = instantane.find_table("MODES")
    if table is None:
        return None
    shown = [(case, float(case.contrats)) for case in table.cases if case.contrats]
    if len(shown) < 2:
        return None
    first, count = max(shown, key=lambda row: row[1])
    titre = f"{first.libelle} : {write_accord(int(count), 'contrat')}"
    return _build_barres(table, "Contrats", shown, instantane, source, titre, accent=first.libelle)


def _build_profils(instantane: Instantane, source: str) -> Figure | None:
    table = instantane.find_table("PROFILS")
    if table is None:
        return None
    shown = [(case, case.part / 100) for case in table.cases if case.part is not None]
    known = [case for case, _ in shown if case.personnes]
    if not known:
        return None
    first = max(known, key=lambda case: case.part or 0)
    return _build_barres(
        table, "Part", shown, instantane, source, f"{first.libelle} : {first.part}\u202f% des participants connus",
        accent=first.libelle, format=".0%",
    )  # fmt: skip


def _build_barres(
    table: TableFigee, colonne: str, shown: Sequence[tuple[CaseFigee, float | None]], instantane: Instantane,
    source: str, titre: str, *, accent: str = "", format: str = ",.0f",
) -> Figure | None:  # fmt: skip
    """Hidden cells are named beside the picture, never drawn as if nobody had answered."""
    drawn = [(case, value) for case, value in shown if value is not None]
    if not drawn:
        return None
    hidden = [lower_initiale(case.libelle) for case in table.cases if case.is_masquee and case.heures is None]
    note = f"{write_masque(instantane)} Ici : {', '.join(hidden)}." if hidden else ""
    part = "%" in format

    def tell(value: float) -> Any:
        return f"{round(value * 100)}\u202f%" if part else write_nombre(value)

    return Figure(
        titre=titre,
        description="Barres horizontales : "
        + ", ".join(f"{case.libelle} {tell(value)}" for case, value in drawn)
        + ".",
        spec=barres([Barre(case.libelle, value) for case, value in drawn], accent=accent, format=format),
        colonnes=[table.libelle, colonne],
        lignes=[*([case.libelle, tell(value)] for case, value in drawn), *([nom, MASQUE] for nom in hidden)],
        source=source,
        base=f"Base : {table.base}" if table.base else "",
        note=note,
    )
