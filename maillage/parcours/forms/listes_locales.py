"""A local label, what it counts as, since when; and the last day it is used."""

from django import forms

from maillage.parcours.forms.etapes import list_types
from maillage.parcours.nomenclatures.sorties import LIBELLES_A_NOMMER
from maillage.reseau.forms import DateField


class TypeLocalForm(forms.Form):
    libelle = forms.CharField(label="Votre libellé", max_length=200, help_text="Sans nom de personne.")
    national = forms.ChoiceField(label="Compte comme", choices=list_types)
    du = DateField(label="Depuis le")


class SortieLocaleForm(TypeLocalForm):
    national = forms.ChoiceField(label="Compte comme", choices=list(LIBELLES_A_NOMMER.items()))


class FinForm(forms.Form):
    au = DateField(label="Dernier jour")
