"""Over what the activity is counted: a civil year, or two days chosen; and the same days a year before."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from maillage.clause.forms.marches import jour
from maillage.clause.rules.postes import Periode
from maillage.socle.dates import add_months
from maillage.socle.requete import Requete

ANNEES = 4


class PeriodeForm(forms.Form):
    du = jour("Du")
    au = jour("Au")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        du, au = cleaned.get("du"), cleaned.get("au")
        if du and au and au < du:
            self.add_error("au", f"La période commence le {du:%d/%m/%Y} : elle ne finit pas avant.")
        return cleaned


@dataclass(frozen=True, slots=True)
class Choix:
    """`form`: the two days, always shown; `query`: what brings back to the same period."""

    periode: Periode
    form: PeriodeForm
    onglets: list[dict[str, Any]]
    query: str

    @property
    def avant(self) -> Periode:
        return Periode(add_months(self.periode.du, -12), add_months(self.periode.au, -12))


def read_annee(request: Requete, *, today: date) -> Choix:
    """Whole years alone: two periods chosen day by day, one less the other, would tell what neither shows (R-70)."""
    annees = [today.year - rang for rang in range(ANNEES)]
    raw = request.GET.get("annee", "")
    annee = int(raw) if raw.isascii() and raw.isdigit() and int(raw) in annees else today.year
    periode = Periode(date(annee, 1, 1), min(today, date(annee, 12, 31)))
    onglets = [{"libelle": str(one), "url": f"?annee={one}", "courant": one == annee} for one in annees]
    return Choix(periode, PeriodeForm(), onglets, f"annee={annee}")


def read_periode(request: Requete, *, today: date) -> Choix:
    """The year under way stops today. What the address says and nobody can read is this year, and says why."""
    form = PeriodeForm(request.GET) if "du" in request.GET or "au" in request.GET else PeriodeForm()
    annee = read_annee(request, today=today)
    if not form.is_bound:
        initial = {"du": annee.periode.du, "au": annee.periode.au}
        return replace(annee, form=PeriodeForm(initial=initial))
    if not form.is_valid():
        return replace(annee, form=form)
    periode = Periode(form.cleaned_data["du"], form.cleaned_data["au"])
    onglets = [{**one, "courant": False} for one in annee.onglets]
    return Choix(periode, form, onglets, f"du={periode.du.isoformat()}&au={periode.au.isoformat()}")
