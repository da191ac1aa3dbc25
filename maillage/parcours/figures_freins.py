"""The freins of one person over time, as a picture. Sensitive ones are told in words, to who may read them, never drawn."""

from collections.abc import Sequence
from datetime import date

from maillage.parcours.nomenclatures.accompagnement import (
    FREINS,
    Frein,
    NiveauFrein,
)
from maillage.parcours.rules import diagnostics
from maillage.parcours.rules.diagnostics import Evaluation, write_niveau
from maillage.socle.graphiques import Figure, Mesure, grille
from maillage.socle.typographie import write_accord, write_date_courte

SOURCE = "évaluations faites avec la personne"
NOTE = (
    "0 : pas un frein, 1 : à surveiller, 2 : modéré, 3 : fort, 4 : bloquant ; case hachurée : non évalué. "
    "Chaque ligne se lit seule : ces chiffres ne s’additionnent pas."
)


def build_figure(evaluations: Sequence[Evaluation], *, on: date) -> Figure | None:
    """Those assessed at least once, the most in the way today first. None when nothing was."""
    shown = [e for e in evaluations if not FREINS[e.frein].is_sensible and e.le <= on]
    jours = diagnostics.list_jours(shown)
    if not jours:
        return None
    today = diagnostics.list_niveaux(shown, on=on)
    freins = sorted(today, key=lambda frein: (-today[frein], list(Frein).index(frein)))
    by_day = {jour: diagnostics.list_niveaux(shown, on=jour) for jour in jours}
    return Figure(
        titre=_tell(shown, on=on),
        description=_describe(today, jours),
        spec=grille(
            [
                Mesure(write_date_courte(jour), _as_int(by_day[jour].get(frein)), FREINS[frein].libelle)
                for jour in jours
                for frein in freins
            ],
            series=[FREINS[frein].libelle for frein in freins],
            maximum=max(NiveauFrein),
        ),
        colonnes=["Frein", *(write_date_courte(jour) for jour in jours)],
        lignes=[
            [FREINS[frein].libelle, *(write_niveau(by_day[jour].get(frein)) for jour in jours)] for frein in freins
        ],
        source=SOURCE,
        note=NOTE,
    )


def _as_int(niveau: NiveauFrein | None) -> int | None:
    return None if niveau is None else int(niveau)


def _tell(evaluations: Sequence[Evaluation], *, on: date) -> str:
    """Lifted freins that have come back since are not told as lifted."""
    presents = diagnostics.list_presents(diagnostics.list_niveaux(evaluations, on=on), on=on)
    leves = {levee.frein for levee in diagnostics.list_levees(evaluations, on=on)} - set(presents)
    said = f"{write_accord(len(presents), 'frein')} à lever" if presents else "Aucun frein à lever"
    return f"{said}, {write_accord(len(leves), 'levé')} depuis le début" if leves else said


def _describe(today: dict[Frein, NiveauFrein], jours: Sequence[date]) -> str:
    levels = " ; ".join(f"{FREINS[frein].libelle} : {write_niveau(niveau).lower()}" for frein, niveau in today.items())
    return f"Grille de {write_accord(len(jours), 'jour')} d’évaluation, au dernier jour {levels}."
