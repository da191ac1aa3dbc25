"""The widgets of the house and what a field's template needs to know. Native inputs first."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

TIRETS = "---------"  # what Django shows for no choice, and nobody reads


class DateNative(forms.DateInput):
    """`<input type="date">`: the browser's own calendar, in the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HeureNative(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Bascules(forms.CheckboxSelectMultiple):
    """Several choices as toggles (« thèmes »)."""

    presentation = "bascules"


class GrandsChoix(forms.RadioSelect):
    """One choice among a few, as tiles (presence at an entretien)."""

    presentation = "grands-choix"


class Depot(forms.ClearableFileInput):
    """A file, with what is accepted said before choosing."""

    presentation = "depot"


@dataclass(frozen=True, slots=True)
class ChampRendu:
    """What `socle/composants/champ.html` draws. `genre`: simple, case, groupe, depot or cache."""

    champ: BoundField
    genre: str
    classe: str
    saisie: SafeString
    aide_id: str
    erreur_id: str
    erreurs: list[str]

    @property
    def cible(self) -> str:
        """Where a link to this field leads: the first choice of a group, else the input itself."""
        return self.champ.id_for_label or f"{self.champ.auto_id}_0"


def build(champ: BoundField, **attrs: Any) -> ChampRendu:
    """The field with its help and its error tied to it by `aria-describedby`."""
    widget = champ.field.widget
    if isinstance(champ.field, forms.ModelChoiceField) and champ.field.empty_label == TIRETS:
        champ.field.empty_label = "Choisissez" if champ.field.required else "Non renseigné"
    identifiant = champ.auto_id
    aide_id = f"{identifiant}_aide" if champ.help_text else ""
    erreurs = [str(erreur) for erreur in champ.errors]
    erreur_id = f"{identifiant}_erreur" if erreurs else ""
    genre = _genre(champ)
    described = " ".join(filter(None, (widget.attrs.get("aria-describedby"), aide_id, erreur_id)))
    if described:
        attrs["aria-describedby"] = described
    if genre == "depot" or isinstance(widget, forms.ClearableFileInput):
        attrs.setdefault("class", "depot-saisie")
    presentation = getattr(widget, "presentation", "choix" if genre == "groupe" else "")
    return ChampRendu(champ, genre, presentation, champ.as_widget(attrs=attrs), aide_id, erreur_id, erreurs)


def _genre(champ: BoundField) -> str:
    widget = champ.field.widget
    if champ.is_hidden:
        return "cache"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) or widget.use_fieldset:
        return "groupe"
    if isinstance(widget, forms.CheckboxInput):
        return "case"
    if isinstance(widget, forms.FileInput):
        return "depot"
    return "simple"
