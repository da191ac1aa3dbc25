"""The guardrails at typing (R-53), for a form with free texts: what is forbidden, what is to be removed or kept with a reason."""

from typing import Any, ClassVar

from django import forms

from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.rules import gardefous

A_RELIRE = "Retirez ce qui est signalé, ou dites pourquoi vous le gardez."


class RelectureForm(forms.Form):
    """`LIBRES`: the free texts that are read again. The field for the reason is asked only when there is one to give."""

    LIBRES: ClassVar[tuple[str, ...]] = ()

    motif_alerte = forms.CharField(
        label="Pourquoi le garder", required=False, max_length=300, widget=forms.HiddenInput(),
        help_text="Laissez vide et retirez le passage ; ou dites en quelques mots pourquoi il est nécessaire.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alertes: list[gardefous.Alerte] = []

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        found: dict[tuple[str, str], gardefous.Alerte] = {}
        for name in (*self.LIBRES, "motif_alerte"):
            texte = str(values.get(name) or "")
            if refus := gardefous.check_blocages(texte):
                self.add_error(name, refus)
            if name in self.LIBRES:
                found |= {(a.famille, a.extrait): a for a in gardefous.analyse(texte, load_lexiques()).alertes}
        self.alertes = list(found.values())
        if self.alertes:
            self.fields["motif_alerte"].widget = forms.TextInput()
            if not values.get("motif_alerte", "").strip():
                said = " ".join(f"« {a.extrait} » ({a.libelle}) : {a.conseil}" for a in self.alertes)
                self.add_error("motif_alerte", f"{said} {A_RELIRE}")
        return values
