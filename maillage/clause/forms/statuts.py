"""What an employer is recognised as, from a day."""

from django import forms

from maillage.clause.forms.marches import jour
from maillage.clause.nomenclatures.emplois import LIBELLES_STATUT_INSERTION
from maillage.socle.nomenclatures import choix


class StatutForm(forms.Form):
    statut = forms.ChoiceField(label="Statut", choices=[("", "Choisissez…"), *choix(LIBELLES_STATUT_INSERTION)])
    du = jour(
        "À partir du",
        help_text="Le jour où l’agrément ou la convention prend effet. Les heures des mois d’avant restent comptées comme elles l’étaient.",
    )
