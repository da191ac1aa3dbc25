"""Over what the activity is counted: a civil year, or two days chosen; and the same days a year before."""

from dataclasses import dataclass
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


def read_periode(request: Requete, *, today: date) -> Choix:
    """The year under way stops today. What the address says and nobody can read is this year, and says why."""
    form = PeriodeForm(request.GET) if "du" in request.GET or "au" in request.GET else PeriodeForm()
    chosen = Periode(form.cleaned_data["du"], form.cleaned_data["au"]) if form.is_bound and form.is_valid() else None
    annees = [today.year - rang for rang in range(ANNEES)]
    raw = request.GET.get("annee", "")
    annee = int(raw) if raw.isascii() and raw.isdigit() and int(raw) in annees else today.year
    periode = chosen or Periode(date(annee, 1, 1), min(today, date(annee, 12, 31)))
    if chosen is None and not form.is_bound:
        form = PeriodeForm(initial={"du": periode.du, "au": periode.au})
    onglets = [
        {"libelle": str(one), "url": f"?annee={one}", "courant": chosen is None and one == annee} for one in annees
    ]
    query = f"du={periode.du.isoformat()}&au={periode.au.isoformat()}" if chosen else f"annee={annee}"
    return Choix(periode, form, onglets, query)
