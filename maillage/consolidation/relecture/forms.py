"""The figures and the text of a report, dropped or pasted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from maillage.consolidation.relecture.lecture import TROP, decode, read_fichier, read_paragraphes, read_texte
from maillage.consolidation.relecture.rules.chiffres import Rapport

CARACTERES = 600_000


class RelectureForm(forms.Form):
    """The file takes the place of what was pasted. `rapport` once valid; `erreurs`: those of the figures, when several."""

    fichier = forms.FileField(
        label="Fichier des chiffres", required=False, help_text="CSV, 2 Mo au plus. Une ligne par chiffre imprimé.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": "Le fichier est vide : choisissez-en un autre, ou collez les chiffres."},
    )  # fmt: skip
    chiffres = forms.CharField(
        label="Ou collez les chiffres", required=False, max_length=CARACTERES, strip=False,
        help_text="Les mêmes lignes, titres des colonnes compris. Un fichier choisi les remplace.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )  # fmt: skip
    texte = forms.CharField(
        label="Texte du rapport", required=False, max_length=CARACTERES, strip=False,
        help_text="On y cherche les blancs et les taux mal nommés. Une ligne qui commence par « # » nomme le chapitre.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    rapport: Rapport | None = None
    erreurs: Sequence[str] = ()

    def __init__(self, *args: Any, today: date, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.refus = today, refus

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.refus:
            self.add_error("fichier", self.refus)
        if self.errors:
            return data
        fichier, colle, texte = data.get("fichier"), data.get("chiffres", ""), data.get("texte", "")
        if not fichier and not colle.strip() and not texte.strip():
            self.add_error("fichier", "Choisissez un fichier, ou collez les chiffres ou le texte à relire.")
            return data
        champ, lu = "chiffres", None
        if fichier:
            champ, contenu = "fichier", fichier.read(TROP + 1)
            lu = read_fichier(contenu)
            if not lu.erreurs or lu.erreurs[0].startswith("Ligne"):  # shown again where it can be corrected
                champ = "chiffres"
                self.data = _replace(self.data, self.add_prefix("chiffres"), decode(contenu))
        elif colle.strip():
            lu = read_texte(colle)
        erreurs = lu.erreurs if lu else []
        if len(erreurs) == 1:
            self.add_error(champ, erreurs[0])
        elif erreurs:
            self.erreurs = erreurs
            self.add_error(champ, f"{len(erreurs)} points à corriger, dits un par un en haut de la page.")
        if not erreurs:
            chiffres = tuple(lu.chiffres) if lu else ()
            self.rapport = Rapport(chiffres, tuple(read_paragraphes(texte)), aujourd_hui=self.today)
        return data


def _replace(data: Any, champ: str, texte: str) -> Any:
    """What was posted, with another text in one field."""
    kept = data.copy()
    kept[champ] = texte
    return kept
