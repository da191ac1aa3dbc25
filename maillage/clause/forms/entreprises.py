"""What is said of a company, wherever it came from."""

from django import forms

from maillage.clause.forms.marches import TEXTE, AvecSiret, effectif, siret
from maillage.socle.formulaires.versionnes import FormVersionne


class FicheEntrepriseForm(FormVersionne, AvecSiret):
    nom = forms.CharField(label="Nom", max_length=TEXTE)
    siret = siret()
    effectif = effectif()
