"""Usual shares of labour, cost of an hour and rates: what helps to choose a hypothesis (domaine 02 § 5, F1).

Read on local pages of old and uncertain date: each is « à confirmer ». What a service observes itself comes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.socle.parametres import Parametre, fixe
from maillage.socle.typographie import fold

PAGES = "pages publiques de guichets de la clause (mefsud77.fr, Alès-Cévennes), de date ancienne"
PARTS: dict[str, Parametre] = {
    secteur: fixe(f"clause.part.{fold(secteur)}", f"Part de main-d’œuvre, {secteur.lower()}", "%", part, PAGES, a_confirmer=True)
    for secteur, part in (("Peinture", 70), ("Maçonnerie", 50), ("Charpente métallique", 20))
}  # fmt: skip
COUT_BAS = fixe("clause.cout_bas", "Coût d’une heure de travail, fourchette basse", "€", 25, PAGES, a_confirmer=True)
COUT_HAUT = fixe("clause.cout_haut", "Coût d’une heure de travail, fourchette haute", "€", 30, PAGES, a_confirmer=True)
TAUX_BAS = fixe("clause.taux_bas", "Taux d’insertion usuel, fourchette basse", "%", 5, PAGES, a_confirmer=True)
TAUX_HAUT = fixe("clause.taux_haut", "Taux d’insertion usuel, fourchette haute", "%", 20, PAGES, a_confirmer=True)


@dataclass(frozen=True, slots=True)
class Repere:
    """`part_main_oeuvre` of one. `is_local`: observed by the service itself. `is_a_confirmer`: no text settles it."""

    secteur: str
    annee: int
    part_main_oeuvre: Decimal | None
    cout_horaire: Decimal | None
    origine: str
    is_local: bool = False
    is_a_confirmer: bool = False
    cle: str = ""


def list_nationaux(*, on: date) -> list[Repere]:
    found = []
    for secteur, parametre in PARTS.items():
        valeur = parametre.get(on=on)
        found.append(
            Repere(
                secteur, valeur.du.year, Decimal(valeur.valeur) / 100, None, valeur.source,
                is_a_confirmer=valeur.is_a_confirmer,
            )
        )  # fmt: skip
    return found


def find_repere(secteur: str, reperes: Iterable[Repere], *, annee: int) -> Repere | None:
    """The one of this sector in force that year: the service's own before the network's, the latest of them."""
    nom = fold(secteur)
    if not nom:
        return None
    begun = [repere for repere in reperes if fold(repere.secteur) == nom and repere.annee <= annee]
    return max(begun, key=lambda repere: (repere.is_local, repere.annee), default=None)
