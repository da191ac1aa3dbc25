"""What became of the alerts of free texts, by rule: read by the coordination and the DPD (R-53)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.models import ReleveAlertes
from maillage.parcours.rules.gardefous import COORDONNEES, LIBELLE_COORDONNEES
from maillage.parcours.rules.relecture import BASE, FENETRE, Bilan
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months


@dataclass(frozen=True, slots=True)
class Ligne:
    """One rule. `taux` None: fewer alerts were answered than a rate needs."""

    libelle: str
    bilan: Bilan
    taux: float | None


@dataclass(frozen=True, slots=True)
class Releve:
    depuis: date
    base: int
    lignes: list[Ligne]
    ensemble: Ligne


def read_releve(acteur: Acteur, *, on: date) -> Releve:
    """One query. Every rule is there, those that never spoke too."""
    depuis = add_months(on.replace(day=1), 1 - FENETRE.get(on=on).valeur)
    rows = ReleveAlertes.objects.filter(dispositif=acteur.dispositif, mois__gte=depuis).values("famille")
    found = {
        row["famille"]: Bilan(row["vues"], row["gardees"], row["otees"])
        for row in rows.annotate(vues=Sum("montrees"), gardees=Sum("confirmees"), otees=Sum("retirees"))
    }
    base = BASE.get(on=on).valeur
    lignes = [_build(libelle, found.get(code, Bilan()), base) for code, libelle in list_regles().items()]
    total = Bilan(
        sum(b.montrees for b in found.values()), sum(b.confirmees for b in found.values()),
        sum(b.retirees for b in found.values()),
    )  # fmt: skip
    return Releve(depuis, base, lignes, _build("Toutes les règles", total, base))


def list_regles() -> Mapping[str, str]:
    """Each rule by its code, as the alert names it."""
    return {famille.code: famille.libelle for famille in load_lexiques().familles} | {COORDONNEES: LIBELLE_COORDONNEES}


def _build(libelle: str, bilan: Bilan, base: int) -> Ligne:
    return Ligne(libelle, bilan, bilan.compute_taux(base=base))
