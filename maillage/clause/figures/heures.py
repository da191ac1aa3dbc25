"""The picture of a lot: what was validated, month after month, beside what is engaged."""

from datetime import date
from decimal import Decimal

from maillage.clause.queries.suivi import Suivi
from maillage.clause.rules.volumes import show
from maillage.socle.graphiques import Figure, Mesure, courbe
from maillage.socle.typographie import write_nombre, write_pourcentage

SERIES = ("Validées, cumulées", "Engagées")
MOIS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def write_mois(mois: date) -> str:
    return f"{MOIS[mois.month - 1]} {mois:%y}"


ENTIERS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def write_du_mois(mois: date) -> str:
    """« de mars 2026 », « d’octobre 2026 »."""
    nom = ENTIERS[mois.month - 1]
    return f"{'d’' if nom[0] in 'ao' else 'de '}{nom} {mois.year}"


def build_realise(suivi: Suivi) -> Figure | None:
    """None before a second month says something."""
    if len(suivi.mois) < 2:
        return None
    cumul, points = Decimal(0), []
    for part in suivi.mois:
        cumul += part.valorisees
        points.append((write_mois(part.libelle), cumul))
    fait, engagees = show(cumul), suivi.engagees
    titre = f"{write_nombre(fait)} heures validées en {len(points)} mois"
    if engagees:
        titre = f"{write_nombre(fait)} heures validées sur {write_nombre(show(engagees))} engagées : {write_pourcentage(cumul / engagees)}"
    series = SERIES if engagees else SERIES[:1]
    mesures = [Mesure(nom, float(value), SERIES[0]) for nom, value in points]
    if engagees:
        mesures += [Mesure(nom, float(engagees), SERIES[1]) for nom, _ in points]
    return Figure(
        titre=titre,
        description="Courbe du cumul des heures validées. " + " ; ".join(f"{n} : {write_nombre(show(v))}" for n, v in points) + ".",
        spec=courbe(mesures, series=series),
        colonnes=["Mois", "Validées dans le mois", "Validées, cumulées"],
        lignes=[
            [nom, part.valorisees, value] for (nom, value), part in zip(points, suivi.mois, strict=True)
        ],
        source="lignes d’heures validées du lot",
        note="Heures valorisées : avec le coefficient que le marché prévoit.",
    )  # fmt: skip
