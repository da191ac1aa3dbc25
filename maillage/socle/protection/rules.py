"""Delays of an answer to a request for access (art. 12.3 RGPD): dated parameters, pure rules."""

from datetime import date

from maillage.socle.dates import add_months
from maillage.socle.parametres import Parametre, Valeur
from maillage.socle.protection.nomenclatures import Motif

_RGPD = "RGPD, art. 12, paragraphe 3, applicable depuis le 25 mai 2018"
_APPLICATION = date(2018, 5, 25)

REPONSE = Parametre("acces.reponse", "réponse à une demande d’accès", "mois", (Valeur(_APPLICATION, 1, _RGPD),))
PROLONGATION = Parametre(
    "acces.prolongation", "prolongation de la réponse", "mois", (Valeur(_APPLICATION, 2, _RGPD),)
)  # fmt: skip


def get_echeance(recue_le: date, *, is_prolongee: bool = False) -> date:
    """The day by which the person must have their answer; the delays are those in force when they asked."""
    mois = REPONSE.get(on=recue_le).valeur + (PROLONGATION.get(on=recue_le).valeur if is_prolongee else 0)
    return add_months(recue_le, mois)


def check_prolongation(
    *, recue_le: date, motif: Motif, is_prolongee: bool, is_repondue: bool, today: date
) -> str | None:
    """The reason why the delay is not extended. Source: art. 12.3, the person is told within the first month."""
    if is_repondue:
        return "La réponse est déjà remise : il n’y a plus de délai à prolonger."
    if is_prolongee:
        return "Le délai a déjà été prolongé : il ne se prolonge qu’une fois."
    if motif is Motif.AUTORITE:
        return "Le délai d’une autorité est celui qu’elle fixe : demandez-lui de le reporter."
    echeance = get_echeance(recue_le)
    if today > echeance:
        return (
            f"La réponse était due le {echeance:%d/%m/%Y} : le délai ne se prolonge qu’avant ce jour. "
            "Répondez sans attendre."
        )
    return None
