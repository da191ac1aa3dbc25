"""The steps of a lot, its companies, the versions of its engagement."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, AvecSiret, decimal, effectif, jour, say_quand, siret
from maillage.clause.models import Entreprise
from maillage.clause.nomenclatures.engagements import LIBELLES_ORIGINE, Origine
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import LIBELLES_ROLE
from maillage.clause.nomenclatures.obligations import LIBELLES_DEROGATION
from maillage.socle.nomenclatures import choix

RAISONS = {
    EtatLot.SANS_CLAUSE: "Pourquoi ce lot n’a pas de clause",
    EtatLot.INFRUCTUEUX: "Pourquoi la consultation n’a pas abouti",
}


# What the day of a step is, in words.
LIBELLES_JOUR: dict[EtatLot, str] = {
    EtatLot.DIAGNOSTIQUE: "Date du diagnostic",
    EtatLot.CLAUSE_PROPOSEE: "Date de la proposition à l’acheteur",
    EtatLot.CLAUSE_VALIDEE: "Date de l’accord de l’acheteur",
    EtatLot.SANS_CLAUSE: "Date de la décision",
    EtatLot.PUBLIE: "Date de la publication",
    EtatLot.ANALYSE: "Date de l’ouverture de l’analyse",
    EtatLot.INFRUCTUEUX: "Date de la décision",
    EtatLot.ATTRIBUE: "Date de l’attribution",
    EtatLot.NOTIFIE: "Date de la notification",
}


class PassageForm(forms.Form):
    """The day, and what this step fills."""

    le = jour("Date")

    def __init__(self, *args: Any, vers: EtatLot, is_due: bool, is_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].label = LIBELLES_JOUR.get(vers, "Date")
        if is_note and vers in (EtatLot.ANALYSE, EtatLot.ATTRIBUE):
            self.fields["avis_critere"] = forms.CharField(
                label="Votre avis sur le critère d’insertion", max_length=4000, required=False,
                widget=forms.Textarea(attrs={"rows": 5}), help_text="Ce que valent les offres sur ce point. Sans nom de personne.",
            )  # fmt: skip
        if vers is EtatLot.SANS_CLAUSE:
            self.fields["derogation"] = forms.ChoiceField(
                label="Motif légal", choices=[("", "Aucun"), *choix(LIBELLES_DEROGATION)], required=False,
                help_text="La clause est due : seul un de ces motifs en dispense." if is_due else "S’il y en a un.",
            )  # fmt: skip
        if vers in RAISONS:
            self.fields["justification"] = forms.CharField(
                label=RAISONS[vers], max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
                help_text="Sans nom de personne.",
            )  # fmt: skip
        if vers is EtatLot.PUBLIE:
            self.fields["avis"] = forms.CharField(label="Référence de l’avis", max_length=TEXTE, required=False)
            self.fields["limite_le"] = jour("Offres attendues jusqu’au", required=False)
        if vers is EtatLot.ATTRIBUE:
            self.fields["montant_attribue"] = decimal("Montant attribué, hors taxes (€)", max_digits=14)
        if vers is EtatLot.NOTIFIE:
            self.fields["debut"] = jour("Début de l’exécution", required=False)
            self.fields["fin_prevue"] = jour("Fin prévue", required=False)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "le"}


class EntrepriseForm(AvecSiret):
    """One known here, or a new one."""

    entreprise = forms.ModelChoiceField(
        Entreprise.objects.none(), label="Entreprise", required=False, empty_label="Choisissez…"
    )
    nom = forms.CharField(label="Ou une nouvelle entreprise", max_length=TEXTE, required=False)
    siret = siret()
    effectif = effectif()
    role = forms.ChoiceField(label="Rôle sur ce lot", choices=choix(LIBELLES_ROLE))
    du = jour("Depuis le")

    def __init__(self, *args: Any, connues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"entreprise": "si elle est connue", "nom": "si elle ne l’est pas encore"})
        field = self.fields["entreprise"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = connues

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("entreprise") and not cleaned.get("nom"):
            self.add_error("entreprise", "Choisissez l’entreprise, ou inscrivez-en une nouvelle.")
        return cleaned

    @property
    def nouvelle(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("nom", "siret", "effectif")}


class EngagementForm(forms.Form):
    """The first one says what was asked and offered; the others, the hours that bind from now on."""

    du = jour("Prend effet le")

    def __init__(self, *args: Any, is_premier: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_premier:
            self.fields["exigees"] = decimal("Heures demandées", required=True)
            self.fields["offertes"] = decimal(
                "Heures offertes par l’entreprise",
                help_text="Si le marché notait l’insertion : la plus élevée des deux engage.",
            )
        else:
            suites = {
                origine: libelle for origine, libelle in LIBELLES_ORIGINE.items() if origine is not Origine.INITIAL
            }
            self.fields["origine"] = forms.ChoiceField(label="Origine", choices=choix(suites))
            self.fields["heures"] = decimal(
                "Heures engagées en tout", required=True, help_text="Le total du lot, pas la différence."
            )

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {**cleaned, "origine": Origine(cleaned.get("origine", Origine.INITIAL))}


class RetraitForm(forms.Form):
    au = jour("Jusqu’au")
