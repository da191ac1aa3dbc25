"""An operation."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, decimal, jour, set_lignes
from maillage.clause.models import DonneurOrdre
from maillage.clause.nomenclatures.amont import LIBELLES_PROGRAMME
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix


class OperationForm(FormVersionne):
    """`lieux`: the territories of the service, as choices; the field is not shown while it declared none."""

    HORS = frozenset({"lu"})
    intitule = forms.CharField(label="Intitulé de l’opération", max_length=TEXTE)
    maitre_ouvrage = forms.ModelChoiceField(
        DonneurOrdre.objects.none(), label="Maître d’ouvrage", empty_label="Choisissez…",
        help_text="Pour qui l’opération se fait.",
    )  # fmt: skip
    acheteur = forms.ModelChoiceField(
        DonneurOrdre.objects.none(), label="Acheteur", required=False, empty_label="Le maître d’ouvrage lui-même",
        help_text="Quand un autre passe les marchés : mandat, groupement de commandes, centrale d’achat.",
    )  # fmt: skip
    programme = forms.ChoiceField(label="Programme", choices=choix(LIBELLES_PROGRAMME))
    montant_previsionnel = decimal("Montant prévisionnel, hors taxes (€)", max_digits=14)
    lancement_prevu = jour(
        "Lancement prévu le", required=False, help_text="Les marchés de l’opération y ont leur première échéance."
    )
    territoires = forms.MultipleChoiceField(label="Territoires", widget=forms.CheckboxSelectMultiple, required=False)
    nature = forms.CharField(
        label="Ce qui est prévu", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, donneurs: Any, lieux: list[tuple[str, str]], **kwargs: Any) -> None:
        self.donneurs, self.lieux = donneurs, lieux
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        set_lignes(self, maitre_ouvrage=self.donneurs, acheteur=self.donneurs)
        kept = [code for code in self.valeurs.get("territoires") or [] if code not in dict(self.lieux)]
        territoires = self.fields["territoires"]
        assert isinstance(territoires, forms.MultipleChoiceField)
        territoires.choices = [*self.lieux, *((code, code) for code in kept)]
        if not territoires.choices:
            del self.fields["territoires"]
