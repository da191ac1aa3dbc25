"""What a line of hours may hold, and whose credit it is (R5, R6; domaine 02 § 6)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.heures import SI_PREVU, TypeHeures
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_nombre

SOURCE = "proposition du projet, à confirmer par Alliance Villes Emploi"
ALERTE = fixe(
    "heures_mois_alerte", "Heures d’un mois au-delà desquelles prévenir", "heures", 220, SOURCE, a_confirmer=True
)
BLOCAGE = fixe(
    "heures_mois_blocage", "Heures d’un mois au-delà desquelles refuser", "heures", 300, SOURCE, a_confirmer=True
)


@dataclass(frozen=True, slots=True)
class Controle:
    """`refus` stops the entry; `alerte` asks that somebody look."""

    refus: str = ""
    alerte: str = ""


def check_mois(heures: Decimal, *, mois: date, payees: Decimal | None = None, on: date | None = None) -> Controle:
    """One contract, one month, all lots together: each hour is imputed once, so never more than was paid."""
    quand = f"{mois:%m/%Y}"
    jour = on or mois
    if heures < 0:
        return Controle(
            refus=f"{write_nombre(heures)} h en {quand} : des heures ne sont pas négatives. Pour corriger une ligne validée, contre-passez-la."
        )
    if payees is not None and heures > payees:
        return Controle(
            refus=f"{write_nombre(heures)} h en {quand} pour {write_nombre(payees)} h payées : une heure ne compte que sur un marché. Retirez {write_nombre(heures - payees)} h."
        )
    if heures > (limite := BLOCAGE.get(on=jour).valeur):
        return Controle(
            refus=f"{write_nombre(heures)} h en {quand} : plus de {limite} h dans un mois n’est pas possible. Vérifiez la saisie."
        )
    if heures > (seuil := ALERTE.get(on=jour).valeur):
        return Controle(
            alerte=f"{write_nombre(heures)} h en {quand}, plus de {seuil} h : vérifiez le relevé avant de valider."
        )
    return Controle()


def is_comptee(type_heures: TypeHeures, *, prevus: frozenset[TypeHeures] = frozenset()) -> bool:
    """Work and training within the contract always; the rest only where the market's contract says so."""
    return type_heures not in SI_PREVU or type_heures in prevus


def choose_creditrice(*, validatrice: int, territoire: int | None, pilote: int, suivent: frozenset[int]) -> int:
    """R6: who found the person eligible, if it follows the lot; else who follows the place of work; else the pilote."""
    if validatrice in suivent:
        return validatrice
    return territoire if territoire is not None and territoire in suivent else pilote
