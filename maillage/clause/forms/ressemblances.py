"""What somebody says of a file of theirs that looks like another structure's."""

from django import forms

from maillage.clause.nomenclatures.ressemblances import LIBELLES_AVIS_RESSEMBLANCE
from maillage.socle.champs import GrandsChoix
from maillage.socle.nomenclatures import choix


class AvisForm(forms.Form):
    avis = forms.ChoiceField(
        label="Après l’avoir vérifié ensemble", widget=GrandsChoix, choices=choix(LIBELLES_AVIS_RESSEMBLANCE)
    )
