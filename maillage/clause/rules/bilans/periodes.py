"""The period of a bilan: whole months, since hours are counted by the month."""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.clause.nomenclatures.bilans import FINISSABLES, LIBELLES_PERIMETRE, Perimetre, TypeBilan
from maillage.socle.dates import add_months
from maillage.socle.refus import Manque
from maillage.socle.typographie import MOIS, write_date


@dataclass(frozen=True, slots=True)
class Periode:
    """From the first day of a month to the last day of one."""

    du: date
    au: date

    def __contains__(self, mois: date) -> bool:
        return self.du <= mois <= self.au

    @property
    def libelle(self) -> str:
        """« année 2026 », « mars 2026 », « de mars à juin 2026 », « d’octobre 2025 à mars 2026 »."""
        du, au = self.du, self.au
        if (du.month, au.month, du.year) == (1, 12, au.year):
            return f"année {du.year}"
        if (du.year, du.month) == (au.year, au.month):
            return f"{MOIS[du.month - 1]} {du.year}"
        premier = MOIS[du.month - 1] if du.year == au.year else f"{MOIS[du.month - 1]} {du.year}"
        return f"{'d’' if premier[0] in 'ao' else 'de '}{premier} à {MOIS[au.month - 1]} {au.year}"

    @property
    def mois(self) -> list[date]:
        count = (self.au.year - self.du.year) * 12 + self.au.month - self.du.month + 1
        return [add_months(self.du, rang) for rang in range(count)]


def end_month(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def make_periode(du: date, au: date) -> Periode:
    """Any two days give the months that hold them."""
    return Periode(du.replace(day=1), end_month(au))


def make_annee(annee: int) -> Periode:
    return Periode(date(annee, 1, 1), date(annee, 12, 31))


def propose_periode(type: TypeBilan, *, debut: date | None, today: date) -> Periode:
    """What is most often meant: the last whole year, or since the beginning of the work."""
    if type is TypeBilan.ANNUEL:
        return make_annee(today.year if today.month == 12 else today.year - 1)
    return make_periode(min(debut or today.replace(month=1, day=1), today), today)


def check_periode(type: TypeBilan, perimetre: Perimetre, periode: Periode, *, today: date) -> Manque | None:
    """Why this bilan cannot be made, beside the field to mend."""
    if periode.au < periode.du:
        return Manque("au", f"La période finit avant le {write_date(periode.du)} : choisissez un mois plus tardif.")
    if periode.au > end_month(today):
        return Manque("au", "Ce mois n’est pas encore commencé : un bilan ne compte que des heures faites.")
    if type is TypeBilan.ANNUEL and periode != make_annee(periode.du.year):
        return Manque("du", "Un bilan annuel va du 1er janvier au 31 décembre : sinon, choisissez « Intermédiaire ».")
    if type is TypeBilan.FINAL and perimetre not in FINISSABLES:
        ceux = " ou d’un ".join(LIBELLES_PERIMETRE[p].lower() for p in (Perimetre.LOT, Perimetre.MARCHE))
        return Manque("type", f"Seul le bilan d’un {ceux} peut être final.")
    return None
