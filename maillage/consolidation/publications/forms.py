"""What is typed of a publication."""

from django import forms

from maillage.consolidation.publications.nomenclatures import LIBELLES_LECTEURS, Lecteurs
from maillage.socle.nomenclatures import choix


class PreparationForm(forms.Form):
    lecteurs = forms.ChoiceField(
        label="Qui lira", choices=choix(LIBELLES_LECTEURS), initial=Lecteurs.PUBLIQUE, widget=forms.RadioSelect,
        help_text="Les seuils du secret statistique en dépendent : 11 personnes pour tout le monde, 5 pour le réseau.",
    )  # fmt: skip
    motif = forms.CharField(
        label="Ce qui change depuis la publication d’avant", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="Pour une révision seulement. Cette phrase est publiée avec elle.",
    )  # fmt: skip


class AbandonForm(forms.Form):
    motif = forms.CharField(label="Pourquoi l’abandonner", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RelectureForm(forms.Form):
    """What the second person says to have looked at."""

    relu = forms.BooleanField(
        label="J’ai relu le rapport et le bilan du secret statistique",
        error_messages={"required": "Relisez le rapport, puis cochez cette case : c’est ce que vous certifiez."},
    )  # fmt: skip
