"""What a commission needs to decide, and the day of entry it gives (domaine 01 § 1.3, § 3.2 T5 to T7)."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from maillage.parcours.nomenclatures.orientation import LIBELLES_ETAT_COMMISSION, EtatCommission
from maillage.socle.parametres import fixe


class RegleEntree(IntEnum):
    """Which day is the entry; a parameter holds a number."""

    COMMISSION = 1
    SIGNATURE = 2
    PREMIER_ENTRETIEN = 3


REGLE_DATE_ENTREE = fixe(
    "regle_date_entree", "Jour de l’entrée : 1 commission, 2 signature du contrat, 3 premier entretien", "règle",
    RegleEntree.COMMISSION, "domaine 01 § 3.2, T7", a_confirmer=True,
)  # fmt: skip


def find_date_entree(
    *, commission: date, signature: date | None = None, premier_entretien: date | None = None,
    regle: RegleEntree | None = None,
) -> date:  # fmt: skip
    """The day of entry, never before the commission. While the day that the rule awaits is not known: the commission's."""
    regle = regle or RegleEntree(REGLE_DATE_ENTREE.get(on=commission).valeur)
    wanted = {
        RegleEntree.COMMISSION: commission,
        RegleEntree.SIGNATURE: signature,
        RegleEntree.PREMIER_ENTRETIEN: premier_entretien,
    }[regle]
    return max(commission, wanted or commission)


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
