"""The lines of hours whose credit one structure proposes to another."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillage.clause.figures.heures import write_mois
from maillage.clause.forms.partage import message, structure
from maillage.clause.queries.credits import LigneCredit
from maillage.socle.typographie import write_nombre


class CreditForm(forms.Form):
    """`structures`: who would have the credit, or who has it."""

    autre = structure("À quelle structure")
    lignes = forms.MultipleChoiceField(
        label="Quelles heures", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une ligne d’heures."},
    )  # fmt: skip
    raison = message("Pourquoi")

    def __init__(self, *args: Any, structures: Any, lignes: Sequence[LigneCredit], is_cession: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["autre"]
        field.queryset = structures
        if not is_cession:
            field.label = "À quelle structure, qui en a le crédit"
        field = self.fields["lignes"]
        field.choices = [(str(one.uuid), self._write(one, is_cession)) for one in lignes]

    @staticmethod
    def _write(one: LigneCredit, is_cession: bool) -> str:
        chez = "" if is_cession else f", crédit à {one.creditrice}"
        return f"{one.qui}, {write_mois(one.mois)} : {write_nombre(one.heures)} h{chez}"

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"autre": said["autre"], "lignes": [UUID(one) for one in said["lignes"]], "message": said["raison"]}
