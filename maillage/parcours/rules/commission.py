"""What a commission needs to decide, and the day of entry it gives (domaine 01 § 1.3, § 3.2 T5 to T8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from maillage.parcours.nomenclatures.orientation import LIBELLES_ETAT_COMMISSION, EtatCommission
from maillage.socle.parametres import fixe


class RegleEntree(IntEnum):
    """Which day is the entry; a parameter holds a number."""

    COMMISSION = 1
    SIGNATURE = 2
    PREMIER_ENTRETIEN = 3
    PREMIERE_ETAPE = 4


LIBELLES_REGLE_ENTREE: dict[RegleEntree, str] = {
    RegleEntree.COMMISSION: "Jour de la commission",
    RegleEntree.SIGNATURE: "Signature du contrat PLIE",
    RegleEntree.PREMIER_ENTRETIEN: "Premier entretien tenu",
    RegleEntree.PREMIERE_ETAPE: "Première étape commencée",
}
REGLE_DATE_ENTREE = fixe(
    "regle_date_entree", "Jour de l’entrée", "règle", RegleEntree.COMMISSION, "domaine 01 § 3.2, T7", a_confirmer=True
)


@dataclass(frozen=True, slots=True)
class Entree:
    """`is_provisoire`: what the rule awaits has not come yet."""

    le: date
    is_provisoire: bool = False


def find_date_entree(
    *, regle: RegleEntree, commission: date, signature: date | None = None, premier_entretien: date | None = None,
    premiere_etape: date | None = None,
) -> Entree:  # fmt: skip
    """The day of entry, never before the commission nor after the signature; until it is known, the commission's.

    Whatever is awaited, a signature or an étape begun before that day is worth the entry (domaine 01 § 3.2, tolerance on
    the chronology); an entretien is, only where it is what the rule awaits.
    """
    if regle is RegleEntree.COMMISSION:
        return Entree(commission)
    entretien = premier_entretien if regle is RegleEntree.PREMIER_ENTRETIEN else None
    known = [day for day in (entretien, signature, premiere_etape) if day is not None]
    return Entree(max(commission, min(known))) if known else Entree(commission, is_provisoire=True)


def check_quorum(presents: int, *, quorum: int) -> str | None:
    if presents >= quorum:
        return None
    said = "1 membre est présent" if presents == 1 else f"{presents} membres sont présents"
    if presents == 0:
        said = "aucun membre n’est noté présent"
    return f"Le quorum n’est pas atteint : {said}, il en faut {quorum}. La commission ne décide pas."


def check_composition(noms: Sequence[str], *, quorum: int) -> str | None:
    """Nobody twice, and enough people invited for the quorum to be possible."""
    doubles = sorted({nom for nom in noms if noms.count(nom) > 1})
    if doubles:
        return f"« {doubles[0]} » est écrit deux fois."
    if quorum > len(noms):
        return f"Le quorum ({quorum}) dépasse le nombre de membres ({len(noms)}) : il ne serait jamais atteint."
    return None


def check_seance(etat: EtatCommission, *, le: date, today: date) -> str | None:
    """Why nothing can be decided in this commission yet, or any more."""
    if etat is EtatCommission.CLOSE:
        return "Le relevé de cette commission est signé : il ne change plus."
    if le > today:
        return f"Cette commission se tient le {le:%d/%m/%Y} : ses décisions s’enregistrent le jour venu."
    if etat is EtatCommission.PREPAREE:
        return "Notez d’abord qui est présent."
    return None


def check_modifiable(etat: EtatCommission) -> str | None:
    """Its date and its members change until it is held."""
    if etat is EtatCommission.PREPAREE:
        return None
    return f"Cette commission est « {LIBELLES_ETAT_COMMISSION[etat].lower()} » : elle ne se modifie plus."


def check_signature(*, dossiers: int, decides: int) -> str | None:
    if not dossiers:
        return "L’ordre du jour est vide : il n’y a rien à signer."
    if rest := dossiers - decides:
        said = "1 dossier attend sa décision" if rest == 1 else f"{rest} dossiers attendent leur décision"
        return f"{said} : décidez, ou retirez de l’ordre du jour ce qui n’a pas été examiné."
    return None
