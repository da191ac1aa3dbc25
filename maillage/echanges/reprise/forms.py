"""The file, its columns, the confirmation of a file that shrank."""

from typing import Any

from django import forms

from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import LIBELLES_DECISION, Nature
from maillage.echanges.reprise.rules.colonnes import name_entetes
from maillage.echanges.reprise.rules.gabarits import GABARITS

ABSENTE = ""


class FichierForm(forms.Form):
    """`refus`: why the file was not even received (too heavy), said beside the field."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="XLSX, ODS ou CSV, 10 Mo au plus. Rien n’est importé avant votre accord.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,text/csv"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau.",
        },
    )

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if refus:
            self.fields["fichier"].error_messages["required"] = refus


class ColonnesForm(forms.Form):
    """One question per column of the model: which column of the file holds it."""

    def __init__(self, *args: Any, depot: Depot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entetes = [(str(place), nom) for place, nom in enumerate(name_entetes(depot.entetes))]
        self.gabarit = GABARITS[Nature(depot.nature)]
        for colonne in self.gabarit.colonnes:
            self.fields[colonne.code] = forms.ChoiceField(
                label=colonne.libelle,
                choices=[(ABSENTE, "Absente de mon fichier"), *entetes],
                required=colonne.obligatoire,
                initial=str(depot.colonnes.get(colonne.code, ABSENTE)),
                help_text=colonne.sens,
                error_messages={"required": "Choisissez la colonne de votre fichier qui contient cette donnée."},
            )

    @property
    def places(self) -> dict[str, int]:
        return {code: int(value) for code, value in self.cleaned_data.items() if value != ABSENTE}


class ImportForm(forms.Form):
    """Asks for nothing unless the file shrank."""

    confirme = forms.BooleanField(label="J’ai vérifié : le fichier est complet", required=False)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Votre décision",
        choices=[(code.value, libelle) for code, libelle in LIBELLES_DECISION.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].statut = "l’import l’attend"  # type: ignore[attr-defined]
