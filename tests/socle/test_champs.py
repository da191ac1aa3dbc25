"""What the template of a field is given to draw."""

import pytest
from django import forms

from maillage.reseau.models import Organisation
from maillage.socle import champs


@pytest.mark.django_db
@pytest.mark.parametrize(("required", "dit"), [(True, "Choisissez"), (False, "Non renseigné")])
def test_un_choix_vide_est_dit_en_mots_et_jamais_par_des_tirets(required, dit):
    class Form(forms.Form):
        porteur = forms.ModelChoiceField(Organisation.objects.none(), required=required)

    saisie = champs.build(Form()["porteur"]).saisie
    assert f">{dit}</option>" in saisie
    assert "---" not in saisie
