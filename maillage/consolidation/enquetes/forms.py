"""The survey as it is filled: an empty answer is « not known », which is not zero."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from maillage.consolidation.depots.champs import Decimale
from maillage.consolidation.enquetes.queries import Proposition
from maillage.consolidation.enquetes.rules.questions import CHOIX, NOMBRES, Question, Section, Unite
from maillage.consolidation.enquetes.rules.reponses import check_reponses


class EnqueteForm(forms.Form):
    """`propositions`: what is known already, shown as it would be answered, with where it comes from."""

    def __init__(
        self, *args: Any, sections: Sequence[Section], propositions: Mapping[str, Proposition], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for section in sections:
            for question in section.questions:
                self.fields[question.code] = _make_champ(question, propositions.get(question.code))
        self.fields["precision"] = forms.CharField(
            label="Précisions", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Ce qui aide à lire ces chiffres. Sans nom de personne.",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        for code, phrase in check_reponses(self.reponses).items():
            self.add_error(code, phrase)
        return self.cleaned_data

    @property
    def reponses(self) -> dict[str, Decimal]:
        return {nom: value for nom, value in self.cleaned_data.items() if nom in NOMBRES and value is not None}

    @property
    def choix(self) -> dict[str, str]:
        return {nom: value for nom, value in self.cleaned_data.items() if nom in CHOIX and value}


def _make_champ(question: Question, known: Proposition | None) -> forms.Field:
    aide = " ".join(part for part in (question.aide, known.source if known else "") if part)
    initial = known.valeur if known else None
    if question.unite is Unite.CHOIX:
        return forms.ChoiceField(
            label=question.libelle, required=False, help_text=aide, initial=initial,
            choices=[("", "Pas de réponse"), *question.choix.items()],
        )  # fmt: skip
    champ = Decimale(
        label=question.libelle, required=False, min_value=0, max_digits=12, help_text=aide, initial=initial,
        decimal_places=2 if question.unite is Unite.ETP else 0, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    champ.statut = question.unite.value
    return champ
