"""A donneur d'ordre, a market, its lots, the clause of one of them."""

from decimal import Decimal
from typing import Any

from django import forms

from maillage.clause.models import DonneurOrdre, Operation
from maillage.clause.nomenclatures.calcul import LIBELLES_MODE
from maillage.clause.nomenclatures.lots import LIBELLES_FORME
from maillage.clause.nomenclatures.marches import LIBELLES_ACHAT, LIBELLES_DONNEUR_ORDRE, LIBELLES_PUBLIC
from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix
from maillage.socle.typographie import fold
from maillage.territoire.forms import CommuneField

TEXTE = 300
EFFECTIF_MAX = 1_000_000
POURCENT, CENTIEME = Decimal(100), Decimal("0.01")
DITS = ("objet", "achat", "engage_le", "lieu_commune", "lieu_precision")
EN_POURCENT = ("part_main_oeuvre", "taux_insertion", "part_qpv")


def jour(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateNative(), **kwargs)


def decimal(label: str, **kwargs: Any) -> forms.DecimalField:
    kwargs = {"required": False, "min_value": 0, "decimal_places": 2, "localize": True, **kwargs}
    return forms.DecimalField(
        label=label, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}), **kwargs
    )  # fmt: skip


def say_quand(form: forms.Form, statuts: dict[str, str]) -> None:
    """When a field that may stay empty today is asked: more useful than « facultatif »."""
    for name, statut in statuts.items():
        field: Any = form.fields[name]
        field.statut = statut


def set_lignes(form: forms.Form, **choices: Any) -> None:
    """Which rows each of these fields may name: those that the acteur may see."""
    for name, rows in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


def siret() -> forms.CharField:
    return forms.CharField(
        label="SIRET", max_length=20, required=False, help_text="Quatorze chiffres. Il évite les doublons."
    )


def effectif() -> forms.IntegerField:
    return forms.IntegerField(
        label="Effectif", min_value=0, max_value=EFFECTIF_MAX, required=False,
        help_text="Salariés, tous établissements : il dit si les heures sont dues par une TPE-PME.",
    )  # fmt: skip


class AvecSiret(forms.Form):
    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())


class DonneurForm(FormVersionne, AvecSiret):
    nom = forms.CharField(label="Nom", max_length=TEXTE)
    type = forms.ChoiceField(label="Nature", choices=[("", "Choisissez…"), *choix(LIBELLES_DONNEUR_ORDRE)])
    siret = siret()
    is_spaser = forms.BooleanField(
        label="Soumis à un SPASER", required=False,
        help_text="Plus de 50 millions d’euros d’achats par an : il publie un schéma de ses achats responsables.",
    )  # fmt: skip


class LotForm(forms.Form):
    """`numero`: empty when the market is not split."""

    numero = forms.IntegerField(
        label="Numéro du lot", min_value=1, max_value=999, required=False, help_text="Rien si le marché est d’un seul tenant."
    )  # fmt: skip
    intitule = forms.CharField(label="Intitulé du lot", max_length=TEXTE, required=False)
    montant_ht = decimal("Montant estimé, hors taxes (€)", max_digits=14)

    @property
    def lot(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in ("numero", "intitule", "montant_ht")}
        return values | {"numero": values["numero"] or 0}


class _Marche(forms.Form):
    objet = forms.CharField(label="Objet du marché", max_length=1000)
    achat = forms.ChoiceField(label="Nature de l’achat", widget=forms.RadioSelect, choices=choix(LIBELLES_ACHAT))
    engage_le = jour("Consultation engagée le", help_text="Le jour où le besoin est connu, ou l’avis envoyé.")
    lieu_commune = CommuneField(
        label="Commune d’exécution", required=False,
        help_text="Là où l’on travaillera surtout : nom, code postal ou code Insee.",
    )  # fmt: skip
    lieu_precision = forms.CharField(
        label="Lieu précis", max_length=TEXTE, required=False, help_text="Le chantier, le site, ou les autres communes."
    )

    def __init__(self, *args: Any, donneurs: Any, **kwargs: Any) -> None:
        self.donneurs = donneurs
        super().__init__(*args, **kwargs)


class MarcheDonneurForm(_Marche):
    """The donneur d'ordre by its name: one known here, or a new one, whose nature is then asked."""

    donneur = forms.CharField(
        label="Donneur d’ordre", max_length=TEXTE, widget=forms.TextInput(attrs={"list": "donneurs-connus"}),
        help_text="Ceux que vous connaissez déjà se proposent pendant la frappe.",
    )  # fmt: skip
    donneur_type = forms.ChoiceField(
        label="Sa nature", choices=[("", "Choisissez…"), *choix(LIBELLES_DONNEUR_ORDRE)], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"donneur_type": "s’il est nouveau"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        nom = cleaned.get("donneur", "")
        cleaned["connu"] = next((d for d in self.donneurs if fold(d.nom) == fold(nom)), None)
        if nom and not cleaned["connu"] and not cleaned.get("donneur_type"):
            self.add_error("donneur_type", f"« {nom} » n’est pas encore connu : choisissez sa nature.")
        return cleaned

    @property
    def marche(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in DITS}
        return values | {"acheteur": self.cleaned_data["connu"]}

    @property
    def nouveau(self) -> dict[str, Any] | None:
        """What is said of a new donneur d'ordre; None when it is known."""
        if self.cleaned_data["connu"]:
            return None
        return {"nom": self.cleaned_data["donneur"], "type": self.cleaned_data["donneur_type"]}


class MarcheNouveauForm(MarcheDonneurForm, LotForm):
    operation = forms.ModelChoiceField(
        Operation.objects.none(), label="Opération", required=False, empty_label="Aucune",
        help_text="Celle que ce marché réalise, si elle est inscrite.",
    )  # fmt: skip
    field_order = (
        "objet", "donneur", "donneur_type", "achat", "engage_le", "lieu_commune", "lieu_precision", "operation", "montant_ht",
        "numero", "intitule",
    )  # fmt: skip

    def __init__(self, *args: Any, operations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_lignes(self, operation=operations)

    @property
    def marche(self) -> dict[str, Any]:
        return super().marche | {"operation": self.cleaned_data["operation"]}


class MarcheForm(_Marche, FormVersionne):
    numero = forms.CharField(label="Numéro du marché", max_length=16, required=False)
    acheteur = forms.ModelChoiceField(DonneurOrdre.objects.none(), label="Donneur d’ordre", empty_label="Choisissez…")
    maitre_ouvrage = forms.ModelChoiceField(
        DonneurOrdre.objects.none(), label="Maître d’ouvrage", required=False, empty_label="Le donneur d’ordre lui-même",
        help_text="Quand le marché est passé pour un autre.",
    )  # fmt: skip
    operation = forms.ModelChoiceField(
        Operation.objects.none(), label="Opération", required=False, empty_label="Aucune"
    )
    suivi_par = forms.TypedChoiceField(label="Suivi par", required=False, coerce=int, empty_value=None)
    publication_prevue = jour(
        "Publication prévue le", required=False, help_text="Le tableau des marchés dit quand elle est dépassée."
    )
    debut = jour("Début", required=False)
    fin_prevue = jour("Fin prévue", required=False)
    field_order = (
        "objet", "numero", "acheteur", "maitre_ouvrage", "operation", "lieu_commune", "lieu_precision", "suivi_par", "achat",
        "engage_le", "publication_prevue", "debut", "fin_prevue",
    )  # fmt: skip

    def __init__(self, *args: Any, operations: Any, suivi: dict[int, str], **kwargs: Any) -> None:
        self.operations, self.suivi = operations, suivi
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        set_lignes(self, acheteur=self.donneurs, maitre_ouvrage=self.donneurs, operation=self.operations)
        field = self.fields["suivi_par"]
        assert isinstance(field, forms.TypedChoiceField)
        kept = self.valeurs.get("suivi_par")
        partie = {} if kept is None or kept in self.suivi else {kept: "Une personne qui n’est plus dans le service"}
        field.choices = [("", "Personne en particulier"), *self.suivi.items(), *partie.items()]


class ClauseForm(FormVersionne):
    """What the lot is, the hours it can ask, and what its documents say. Shares are typed in percent."""

    intitule = forms.CharField(label="Intitulé du lot", max_length=TEXTE, required=False)
    secteur = forms.CharField(
        label="Secteur d’activité",
        max_length=TEXTE,
        required=False,
        widget=forms.TextInput(attrs={"list": "secteurs-connus"}),
    )
    mode = forms.ChoiceField(
        label="Comment les heures se calculent", widget=forms.RadioSelect, choices=choix(LIBELLES_MODE)
    )
    montant_ht = decimal("Montant estimé, hors taxes (€)", max_digits=14)
    part_main_oeuvre = decimal(
        "Part de main-d’œuvre (%)", max_value=100,
        help_text="Ce que le travail pèse dans le prix : environ 70 pour la peinture, 50 pour la maçonnerie, 20 pour la charpente métallique.",
    )  # fmt: skip
    taux_insertion = decimal("Taux d’insertion (%)", max_value=100, help_text="Le plus souvent de 5 à 20.")
    cout_horaire = decimal(
        "Coût d’une heure de travail (€)", max_digits=8, min_value=Decimal("0.01"), help_text="Charges comprises."
    )
    tranche_eur = decimal(
        "Tranche (€)",
        max_digits=14,
        min_value=Decimal("0.01"),
        help_text="Par exemple 10 000, pour 12 heures par 10 000 €.",
    )
    heures_unite = decimal("Heures par tranche, par bon, ou en tout", max_digits=10)
    bons_prevus = forms.IntegerField(
        label="Bons de commande prévus", min_value=0, max_value=100_000, required=False,
        help_text="Pour prévoir seulement : l’engagement est la somme des bons notifiés.",
    )  # fmt: skip
    part_qpv = decimal(
        "Part des heures pour les habitants de quartiers prioritaires (%)", max_value=100,
        help_text="100 pour une opération du renouvellement urbain (NPNRU) ; ailleurs, rien si aucun objectif n’est écrit.",
    )  # fmt: skip
    ponderation = decimal(
        "Poids du critère d’insertion (%)", max_value=100, help_text="Si l’insertion compte dans le choix de l’offre."
    )
    formes = forms.MultipleChoiceField(
        label="Forme de la clause", widget=forms.CheckboxSelectMultiple, choices=choix(LIBELLES_FORME), required=False
    )
    publics = forms.MultipleChoiceField(
        label="Publics visés", widget=forms.CheckboxSelectMultiple, choices=choix(LIBELLES_PUBLIC), required=False
    )
    mention_perimetre = forms.CharField(label="Périmètre de la clause", max_length=TEXTE, required=False)
    mention_facilitateur = forms.CharField(label="Coordonnées du facilitateur", max_length=TEXTE, required=False)
    mention_publics = forms.CharField(label="Publics éligibles, tels qu’écrits", max_length=TEXTE, required=False)
    mention_volume = forms.CharField(label="Volume d’heures, tel qu’écrit", max_length=TEXTE, required=False)

    def build(self) -> None:
        quand = {
            "pour le diagnostic": ("secteur", "publics", "part_main_oeuvre"),
            "pour proposer la clause": ("formes",),
            "pour une part du montant ou des heures": ("montant_ht", "taux_insertion", "cout_horaire"),
            "pour des heures par tranche": ("tranche_eur",),
            "par tranche, par bon, ou fixées d’avance": ("heures_unite",),
            "pour des heures par bon": ("bons_prevus",),
            "pour un critère": ("ponderation",),
            "s’il y a un objectif": ("part_qpv",),
            "pour la valider": ("mention_perimetre", "mention_facilitateur", "mention_publics", "mention_volume"),
        }  # fmt: skip
        say_quand(self, {name: statut for statut, names in quand.items() for name in names})

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values | {name: share(values[name]) for name in EN_POURCENT}


def share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / POURCENT


def write_percent(part: Decimal | None) -> Decimal | None:
    return None if part is None else (part * POURCENT).quantize(CENTIEME)
