"""The guardrails at typing (R-53), for a form with free texts: what is forbidden, what is to be removed or kept with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.http import QueryDict

from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.rules import gardefous
from maillage.parcours.rules.relecture import Suite

A_RELIRE = "Retirez ce qui est signalé, ou dites pourquoi vous le gardez."
SEL = "parcours.alertes"


@dataclass(frozen=True, slots=True)
class Vues:
    """What a form has already shown, and since which month: families of words only, never what was read."""

    mois: str = ""
    suites: Mapping[str, Suite] | None = None

    def sign(self) -> str:
        suites = {famille: suite.value for famille, suite in (self.suites or {}).items()}
        read = {"mois": self.mois, "suites": suites, "lexique": load_lexiques().version}
        return signing.dumps(read, salt=SEL, compress=True)


def open_vues(signe: str) -> Vues:
    """Nothing was shown before when nothing readable says so, or when the lexicons have changed since."""
    try:
        read = signing.loads(signe, salt=SEL)
    except signing.BadSignature:
        return Vues(suites={})
    if read["lexique"] != load_lexiques().version:
        return Vues(suites={})
    return Vues(read["mois"], {famille: Suite(suite) for famille, suite in read["suites"].items()})


class RelectureForm(forms.Form):
    """`LIBRES`: the free texts that are read again. The field for the reason is asked only when there is one to give.

    `ALERTES_A_PART`: the page shows the alerts itself; the error of the field does not repeat them.
    """

    LIBRES: ClassVar[tuple[str, ...]] = ()
    ALERTES_A_PART: ClassVar[bool] = False

    motif_alerte = forms.CharField(
        label="Pourquoi le garder", required=False, max_length=300, widget=forms.HiddenInput(),
        help_text="Laissez vide et retirez le passage ; ou dites en quelques mots pourquoi il est nécessaire.",
    )  # fmt: skip
    vues = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alertes: list[gardefous.Alerte] = []
        self.is_motive = False
        self.deja = Vues(suites={})

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.deja = open_vues(values.pop("vues", ""))
        found: dict[tuple[str, str], gardefous.Alerte] = {}
        for name in (*self.LIBRES, "motif_alerte"):
            texte = str(values.get(name) or "")
            if refus := gardefous.check_blocages(texte):
                self.add_error(name, refus)
            if name in self.LIBRES:
                found |= {(a.famille, a.extrait): a for a in gardefous.analyse(texte, load_lexiques()).alertes}
        self.alertes = list(found.values())
        self.is_motive = bool(values.get("motif_alerte", "").strip())
        if self.alertes:
            self.fields["motif_alerte"].widget = forms.TextInput()
            if not self.is_motive:
                said = (
                    []
                    if self.ALERTES_A_PART
                    else [f"« {a.extrait} » ({a.libelle}) : {a.conseil}" for a in self.alertes]
                )
                self.add_error("motif_alerte", " ".join([*said, A_RELIRE]))
        return values

    @property
    def familles(self) -> set[str]:
        return {alerte.famille for alerte in self.alertes}

    def keep_vues(self, vues: Vues) -> None:
        """Shown again, the form says what it has shown."""
        self.data = QueryDict.copy(self.data) if isinstance(self.data, QueryDict) else dict(self.data)
        self.data[self.add_prefix("vues")] = vues.sign()
