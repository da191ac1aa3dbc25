"""Whose hours soon stop counting, and how long is left to decide of a prolongation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.clause.rules.validations import Contrat, Droits, find_fenetre
from maillage.socle.parametres import fixe

HORIZON = fixe(
    "horizon_fins_eligibilite", "Délai dans lequel une fin d’éligibilité est listée", "jours", 90,
    "choix du projet, à confirmer par les facilitateurs", a_confirmer=True,
)  # fmt: skip


class EtatFin(StrEnum):
    """In the order they press."""

    FINIE = "finie"
    EN_CONTRAT = "en_contrat"
    SANS_CONTRAT = "sans_contrat"


LIBELLES_FIN_ELIGIBILITE: dict[EtatFin, str] = {
    EtatFin.FINIE: "Finie, contrat en cours",
    EtatFin.EN_CONTRAT: "En contrat",
    EtatFin.SANS_CONTRAT: "Sans contrat",
}


@dataclass(frozen=True, slots=True)
class Fin:
    """`au`: the last day that counts. `contrat_au`: until when the contract runs, None without term or without contract."""

    au: date
    etat: EtatFin
    contrat_au: date | None = None

    def count_jours(self, *, on: date) -> int:
        """Left, the day itself included as zero; negative once it is over."""
        return (self.au - on).days

    @property
    def rang(self) -> tuple[int, date]:
        return list(EtatFin).index(self.etat), self.au


def find_fin(droits: Droits, contrats: Sequence[Contrat], *, on: date) -> Fin | None:
    """None: the time does not run yet, ends later than the horizon, or ended with nobody at work any more.

    An alternance or a CDI may have a time of its own: that of the contract under way is told.
    """
    if droits.fenetre is None:
        return None
    courants = [c for c in contrats if c.debut <= on and (c.fin is None or c.fin >= on)]
    if not courants:
        return _keep(Fin(droits.fenetre.au, EtatFin.SANS_CONTRAT), on=on) if droits.fenetre.au >= on else None
    fenetres = [fenetre.au for c in courants if (fenetre := find_fenetre(c, droits)) is not None]
    if not fenetres:
        return None
    au = max(fenetres)
    fins = [c.fin for c in courants]
    contrat_au = None if None in fins else max(fin for fin in fins if fin is not None)
    return _keep(Fin(au, EtatFin.EN_CONTRAT if au >= on else EtatFin.FINIE, contrat_au), on=on)


def _keep(fin: Fin, *, on: date) -> Fin | None:
    return fin if fin.count_jours(on=on) <= HORIZON.get(on=on).valeur else None
