"""Shape of what is typed about jobs, exits and suspensions; the actions check the trade."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.parcours.models import Commission, Positionnement, Referent, SortieLocale
from maillage.parcours.nomenclatures.sorties import (
    LIBELLES_CONTRAT_TRAVAIL,
    LIBELLES_RUPTURE,
    LIBELLES_SECTEUR,
    LIBELLES_SOUS_MOTIF,
    LIBELLES_SUSPENSION,
    LIBELLES_TAILLE,
    TYPES,
    Classe,
    ContratTravail,
)
from maillage.parcours.nomenclatures.suites import LIBELLES_CANAL_RELANCE, LIBELLES_TOUJOURS, LIBELLES_TRANSMIS
from maillage.participants.nomenclatures.droits import LIBELLES_SUPPORT, Support
from maillage.reseau.forms import DateField
from maillage.reseau.models import Dispositif
from maillage.socle.champs import GrandsChoix
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

CONTRATS = [(code, libelle) for code, libelle in choix(LIBELLES_CONTRAT_TRAVAIL) if code != ContratTravail.IAE]
SUPPORTS = [(code, libelle) for code, libelle in choix(LIBELLES_SUPPORT) if code != Support.LIEN]
JAMAIS_PROPOSES = frozenset({"SS-DUR"})  # no dispositif has a longest duration yet


class _Employeur(forms.Form):
    """Who employs, and in what: what the exits are counted by. Unknown is an answer until somebody knows."""

    employeur = forms.CharField(
        label="Employeur", max_length=200, required=False,
        help_text="Il n’est jamais contacté sans l’accord de la personne.",
    )  # fmt: skip
    siret = forms.RegexField(
        r"^\d{14}$", label="SIRET", required=False, strip=True,
        help_text="14 chiffres. Demandé pour une création d’activité.",
        error_messages={"invalid": "Un SIRET a 14 chiffres."},
    )  # fmt: skip
    metier = forms.CharField(label="Métier", max_length=120, required=False)
    secteur = forms.ChoiceField(
        label="Secteur", required=False, choices=[("", "Non renseigné"), *choix(LIBELLES_SECTEUR)]
    )
    taille = forms.ChoiceField(
        label="Taille de l’employeur", required=False, choices=[("", "Non renseignée"), *choix(LIBELLES_TAILLE)],
        help_text="Toute l’entreprise, ou tout l’organisme, pas le seul établissement.",
    )  # fmt: skip


class DescriptionForm(FormVersionne, _Employeur):
    HORS = frozenset({"lu"})
    field_order = ("employeur", "siret", "metier", "secteur", "taille")


class EmploiForm(_Employeur):
    field_order = ("contrat", "debut", "fin_prevue", "employeur", "siret", "metier", "secteur", "taille", "quotite")
    contrat = forms.ChoiceField(
        label="Contrat", choices=[("", "Choisir le contrat"), *CONTRATS],
        error_messages={"required": "Choisissez le contrat."},
    )  # fmt: skip
    debut = DateField(label="Commencé le")
    fin_prevue = DateField(label="Fin prévue le", required=False, help_text="Vide pour un CDI.")
    quotite = forms.DecimalField(
        label="Part du temps plein, en %", min_value=1, max_value=100, max_digits=3, decimal_places=0, initial=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )  # fmt: skip
    temps_choisi = forms.ChoiceField(
        label="Si c’est un temps partiel", required=False, widget=GrandsChoix,
        choices=[("oui", "La personne l’a choisi"), ("non", "Elle voudrait travailler plus")],
        help_text="Un temps partiel qu’elle n’a pas choisi ne vaut pas sortie : elle reste accompagnée.",
    )  # fmt: skip
    is_aide_eligible = forms.BooleanField(
        label="Si c’est un contrat aidé, il est de la liste qui vaut sortie", required=False
    )

    def clean_quotite(self) -> Any:
        return self.cleaned_data["quotite"] / 100

    def clean(self) -> dict[str, Any]:
        """R-43: of a part time, nothing is supposed; of a full time, nothing is asked."""
        cleaned = super().clean() or self.cleaned_data
        said = cleaned.get("temps_choisi")
        if cleaned.get("quotite", 1) < 1 and not said:
            self.add_error("temps_choisi", "C’est un temps partiel : dites si la personne l’a choisi.")
        return {**cleaned, "temps_choisi": said != "non"}


class FinEmploiForm(forms.Form):
    fin = DateField(label="Dernier jour du contrat")
    motif = forms.ChoiceField(label="Motif", choices=choix(LIBELLES_RUPTURE))
    is_relaye = forms.BooleanField(
        label="Un autre contrat prend la suite sans un jour d’interruption", required=False,
        help_text="Déclarez-le ensuite : les six mois continuent.",
    )  # fmt: skip


class PointForm(forms.Form):
    toujours = forms.ChoiceField(
        label="Toujours dans cet emploi ?", widget=GrandsChoix, choices=choix(LIBELLES_TOUJOURS),
        help_text="Un arrêt ou un congé ne met pas fin au contrat : répondez oui, sans rien en dire.",
    )  # fmt: skip
    a_rappeler = forms.BooleanField(label="La personne veut être rappelée", required=False)


class ReponseForm(forms.Form):
    """The person's own: two questions."""

    toujours = forms.ChoiceField(
        label="Travaillez-vous toujours dans cet emploi ?", widget=GrandsChoix, choices=choix(LIBELLES_TOUJOURS),
        help_text="En arrêt ou en congé, votre contrat continue : répondez oui.",
    )  # fmt: skip
    a_rappeler = forms.TypedChoiceField(
        label="Voulez-vous être rappelé·e ?", widget=GrandsChoix, coerce=lambda value: value == "oui",
        choices=[("non", "Non, tout va bien"), ("oui", "Oui, appelez-moi")],
    )  # fmt: skip


class FormationForm(forms.Form):
    etape = forms.ModelChoiceField(label="Formation en cours", queryset=Positionnement.objects.none())
    certification = forms.CharField(
        label="Certification visée",
        max_length=200,
        help_text="Titre, diplôme ou CQP, avec son code RNCP s’il est connu.",
    )
    fin_prevue = DateField(label="Fin prévue le")

    def __init__(self, *args: Any, etapes: QuerySet[Positionnement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["etape"]
        field.queryset = etapes  # type: ignore[attr-defined]
        field.label_from_instance = lambda etape: f"{etape.intitule}, depuis le {etape.debut:%d/%m/%Y}"  # type: ignore[attr-defined]
        field.error_messages["required"] = "Choisissez la formation suivie."


class IssueFormationForm(forms.Form):
    issue = forms.ChoiceField(
        label="Ce qui s’est passé", widget=forms.RadioSelect,
        choices=[("obtenue", "Certification obtenue"), ("echec", "Formation finie sans validation")],
    )  # fmt: skip
    le = DateField(label="Le")


class RelanceForm(forms.Form):
    le = DateField(label="Le")
    canal = forms.ChoiceField(label="Moyen", choices=choix(LIBELLES_CANAL_RELANCE))
    is_avertissement = forms.BooleanField(
        label="C’est le courrier d’avertissement", required=False,
        help_text="Il annonce la fin du parcours sans réponse, et le délai pour répondre.",
    )  # fmt: skip


class PropositionForm(forms.Form):
    type = forms.ChoiceField(
        label="Type de sortie", error_messages={"required": "Choisissez le type de sortie."}
    )  # fmt: skip
    date_fait = DateField(
        label="Fait daté du", required=False, help_text="Laissez vide pour un emploi, une formation ou un abandon."
    )
    sous_motif = forms.ChoiceField(
        label="En cas d’abandon", required=False, choices=[("", "Sans objet"), *choix(LIBELLES_SOUS_MOTIF)]
    )
    precision = forms.CharField(
        label="Précision", max_length=300, required=False,
        help_text="Dispositif d’accueil, décision motivée… Rien de médical ni de judiciaire.",
    )  # fmt: skip
    sans_appui = forms.BooleanField(
        label="La personne ne souhaite plus l’appui du PLIE", required=False,
        help_text="Demandé pour une sortie par association intermédiaire après 55 ans.",
    )  # fmt: skip

    def __init__(self, *args: Any, locales: Iterable[SortieLocale], **kwargs: Any) -> None:
        """`locales`: what the dispositif names, under their national code; « AP » is proposed by name only."""
        super().__init__(*args, **kwargs)
        self.locales = {str(locale.uuid): locale for locale in locales}
        self.fields["type"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir le type de sortie"),
            ("Sans suite", self.list_choix(is_positive=False)),
            ("Positives", self.list_choix(is_positive=True)),
        ]

    def list_choix(self, *, is_positive: bool) -> list[tuple[str, str]]:
        found = []
        for code, type in TYPES.items():
            if code in JAMAIS_PROPOSES or type.is_positive is not is_positive:
                continue
            found += [
                (key, f"{type.libelle} : {locale}") for key, locale in self.locales.items() if locale.national == code
            ]
            if type.classe is not Classe.AUTRE_POSITIVE:
                found.append((code, type.libelle))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["locale"] = locale = self.locales.get(cleaned.get("type", ""))
        if locale is not None:
            cleaned["type"] = locale.national
        return cleaned


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Décision", widget=GrandsChoix, choices=[("valider", "Valider la sortie"), ("rejeter", "Rejeter")]
    )
    le = DateField(label="Décidée le")
    motif = forms.CharField(
        label="Motif", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nécessaire pour rejeter : le référent le lit.",
    )  # fmt: skip
    derogation = forms.CharField(
        label="Dérogation aux pièces", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="S’il manque une pièce, dites pourquoi la sortie est validée sans elle.",
    )  # fmt: skip


class MotifForm(forms.Form):
    motif = forms.CharField(label="Motif", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class SuspensionForm(forms.Form):
    motif = forms.ChoiceField(
        label="Motif", choices=choix(LIBELLES_SUSPENSION), help_text="Sans aucune précision médicale ni judiciaire."
    )
    du = DateField(label="Suspendu depuis le")
    fin_prevue = DateField(label="Reprise prévue le")


class SuiteSuspensionForm(forms.Form):
    """What becomes of a suspension: `suites` are those its state allows."""

    suite = forms.ChoiceField(label="Suite", widget=forms.RadioSelect)
    le = DateField(label="Date", help_text="De la reprise, ou de la nouvelle fin prévue.")

    def __init__(self, *args: Any, suites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suite"].choices = suites  # type: ignore[attr-defined]


class ReintegrationForm(forms.Form):
    date_entree = DateField(label="Nouvelle entrée le")
    referent = forms.ModelChoiceField(label="Référent", queryset=Referent.objects.none())

    def __init__(self, *args: Any, referents: QuerySet[Referent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = referents  # type: ignore[attr-defined]


class TransfertForm(forms.Form):
    vers = forms.ModelChoiceField(label="PLIE d’accueil", queryset=Dispositif.objects.none())
    accord_le = DateField(label="Accord de la personne, donné le")
    support = forms.ChoiceField(label="Support de l’accord", choices=SUPPORTS)
    transmis = forms.MultipleChoiceField(
        label="Ce que la personne accepte de transmettre", required=False, choices=choix(LIBELLES_TRANSMIS),
        widget=forms.CheckboxSelectMultiple, help_text="En plus de son identité. Rien d’autre ne part.",
    )  # fmt: skip
    derogation = forms.CharField(
        label="Si la nouvelle adresse n’est pas au dossier, pourquoi", max_length=500, required=False
    )

    def __init__(self, *args: Any, plies: QuerySet[Dispositif], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].queryset = plies  # type: ignore[attr-defined]


class AnneeForm(forms.Form):
    annee = forms.IntegerField(label="Année", min_value=2000, max_value=2100)
    is_definitif = forms.BooleanField(
        label="Je sais que c’est définitif",
        error_messages={"required": "Cochez cette case pour clore : une année close ne se rouvre pas."},
    )


class CommissionForm(forms.Form):
    commission = forms.ModelChoiceField(label="Commission", queryset=Commission.objects.none())

    def __init__(self, *args: Any, commissions: QuerySet[Commission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commission"].queryset = commissions  # type: ignore[attr-defined]
        self.fields["commission"].label_from_instance = lambda c: f"{c.libelle_type}, {c.le:%d/%m/%Y}"  # type: ignore[attr-defined]
