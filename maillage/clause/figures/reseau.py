"""The picture of the network: the hours of its regions, and of the départements of one of them."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.clause.figures.activite import write_periode
from maillage.clause.rules.postes import Periode
from maillage.socle.graphiques import Barre, Figure, barres
from maillage.socle.typographie import FINE, write_nombre

MASQUEES = "masquées"


def build_territoires(heures: Sequence[tuple[str, Decimal | None]], periode: Periode, *, maille: str) -> Figure | None:
    """`heures`: by name, None where they are hidden. Nothing to compare under two of them."""
    shown = sorted(((nom, value) for nom, value in heures if value), key=lambda row: (-row[1], row[0]))
    if len(shown) < 2:
        return None
    first, most = shown[0]
    hidden = [nom for nom, value in heures if value is None]
    return Figure(
        titre=f"{first} : {write_nombre(most, 0)}{FINE}h, le plus d’heures",
        description="Barres horizontales, en heures : "
        + ", ".join(f"{nom} {write_nombre(value, 0)}" for nom, value in shown) + ".",
        spec=barres([Barre(nom, float(value)) for nom, value in shown], format=",.0f", accent=first),
        colonnes=[maille, "Heures validées"],
        lignes=[*([nom, value] for nom, value in shown), *([nom, MASQUEES] for nom in hidden)],
        source="lignes d’heures validées des services",
        base=f"Base : heures validées {write_periode(periode)}",
        note=f"Masquées : {', '.join(hidden)}." if hidden else "",
    )  # fmt: skip
