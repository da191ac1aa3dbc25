"""Whether an address is in a quartier prioritaire, on the day it begins: an answer, its millésime, how it is known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.participants.nomenclatures.identite import MethodeQpv, Qpv
from maillage.participants.parametres import QPV


@dataclass(frozen=True, slots=True)
class Reponse:
    qpv: Qpv
    code: str
    millesime: int | None
    methode: str


def answer(*, qpv: Qpv, code: str, methode: str, connus: Collection[str] | None, on: date) -> Reponse:
    """`connus`: the quartiers of the commune on that day, None when the list is not loaded.

    A commune without any quartier answers no for all its addresses; what was found otherwise stays.
    """
    millesime = QPV.get(on=on).valeur
    if qpv is Qpv.INDETERMINE:
        if connus is not None and not connus:
            return Reponse(Qpv.NON, "", millesime, MethodeQpv.COMMUNE)
        return Reponse(Qpv.INDETERMINE, "", None, "")
    return Reponse(qpv, code if qpv is Qpv.OUI else "", millesime, methode or MethodeQpv.SAISIE)


def check(*, qpv: Qpv, code: str, connus: Collection[str] | None) -> str | None:
    """Why the code cannot be this commune's; None when it can, or when nobody can tell."""
    if qpv is Qpv.OUI and not code:
        return "Indiquez le code du quartier (par exemple QN05912M), ou répondez « Indéterminé »."
    if qpv is Qpv.OUI and connus is not None and code not in connus:
        liste = ", ".join(sorted(connus)) or "aucun"
        return f"Le quartier {code} n’est pas de cette commune. Quartiers connus à cette date : {liste}."
    return None
