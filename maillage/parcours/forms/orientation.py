"""Shape of what is typed to orient, study and welcome; the rules and the actions check the trade."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.parcours.forms.relecture import RelectureForm
from maillage.parcours.models import Prescripteur
from maillage.parcours.nomenclatures.accueil import LIBELLES_CONTACT
from maillage.parcours.nomenclatures.orientation import (
    LIBELLES_BESOIN,
    LIBELLES_CANAL_ARRIVEE,
    LIBELLES_CRITERE,
    LIBELLES_NON_ENTREE,
    LIBELLES_SUPPORT,
    LIBELLES_TRANCHE,
    CanalArrivee,
)
from maillage.parcours.nomenclatures.suites import LIBELLES_CANAL_RELANCE
from maillage.participants.nomenclatures.identite import LIBELLES_SEXE, Sexe
from maillage.participants.nomenclatures.niveaux import Niveau, write_niveau
from maillage.reseau.forms import DateField
from maillage.socle.champs import Bascules, Depot, GrandsChoix
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.nomenclatures import ACCEPTES, EXTENSIONS
from maillage.territoire.forms import CommuneField

TEXTE_MAX = 3000
VIDE = ("", "Choisissez…")
SANS_SANTE = "Sans diagnostic médical, ni opinion, ni origine : la personne a le droit de lire ce qui est écrit d’elle."


def texte(libelle: str, aide: str, *, rows: int = 4, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=libelle,
        required=required,
        max_length=TEXTE_MAX,
        help_text=aide,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OrientationForm(RelectureForm):
    """A draft may be saved half-way: what `A_TRANSMETTRE` names is shown as needed, and asked by the rules when sent."""

    A_TRANSMETTRE = (
        "nom_naissance", "prenoms", "date_naissance", "commune", "criteres", "consentement_le", "consentement_support",
        "signee_prescripteur_le",
    )  # fmt: skip
    LIBRES = ("attentes", "argument")
    use_required_attribute = False

    nom_naissance = forms.CharField(label="Nom de naissance", max_length=120, required=False)
    nom_usage = forms.CharField(label="Nom d’usage", max_length=120, required=False)
    prenoms = forms.CharField(label="Prénoms", max_length=120, required=False)
    sexe = forms.ChoiceField(label="Sexe", choices=choix(LIBELLES_SEXE), initial=Sexe.NON_RENSEIGNE, required=False)
    date_naissance = DateField(label="Date de naissance", required=False)
    telephone = forms.CharField(
        label="Téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
        help_text="Ou un courriel, ou une adresse : un moyen de la joindre au moins.",
    )
    courriel = forms.EmailField(label="Courriel", max_length=200, required=False)
    voie = forms.CharField(label="Numéro et voie", max_length=200, required=False)
    code_postal = forms.RegexField(
        r"^[0-9]{5}$", label="Code postal", required=False,
        error_messages={"invalid": "Un code postal compte cinq chiffres."},
    )  # fmt: skip
    commune = CommuneField(label="Commune", required=False)
    criteres = forms.MultipleChoiceField(
        label="Critères de public", required=False, widget=Bascules, choices=choix(LIBELLES_CRITERE),
        help_text="Tous ceux que vous connaissez : une personne relève souvent de plusieurs.",
    )  # fmt: skip
    inscrit_le = DateField(label="Inscription à France Travail", required=False)
    niveau = forms.TypedChoiceField(
        label="Niveau de formation", required=False, coerce=int, empty_value=None,
        choices=[("", "Non connu"), *((n.value, write_niveau(n)) for n in Niveau)],
    )  # fmt: skip
    attentes = texte("Attentes et besoins de la personne", f"Avec ses mots. {SANS_SANTE}")
    argument = texte("Difficultés qui justifient l’orientation", "Demandé si vous cochez « Difficultés multiples ».")
    consentement_le = DateField(
        label="Accord de la personne, signé le", required=False,
        help_text="Elle sait que ces informations partent au dispositif, et peut changer d’avis.",
    )  # fmt: skip
    consentement_support = forms.ChoiceField(
        label="Où est la signature", required=False, choices=[VIDE, *choix(LIBELLES_SUPPORT)]
    )
    signee_prescripteur_le = DateField(label="Signée par vous le", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._need(True)

    def full_clean(self) -> None:
        self._need(False)
        super().full_clean()
        self._need(True)

    def _need(self, needed: bool) -> None:
        for nom in self.A_TRANSMETTRE:
            self.fields[nom].required = needed

    def clean_sexe(self) -> str:
        return self.cleaned_data["sexe"] or Sexe.NON_RENSEIGNE.value


class OrientationInterneForm(OrientationForm):
    """Written by the dispositif's own team: it also says how the person came, and from whom."""

    canal = forms.ChoiceField(
        label="Comment la personne est venue", choices=choix(LIBELLES_CANAL_ARRIVEE), initial=CanalArrivee.ACCUEIL
    )
    prescripteur = forms.ModelChoiceField(
        queryset=Prescripteur.objects.none(), label="Qui oriente", required=False, empty_label="La personne elle-même"
    )
    field_order = ("canal", "prescripteur")

    def __init__(self, *args: Any, prescripteurs: QuerySet[Prescripteur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["prescripteur"]
        field.queryset = prescripteurs.order_by("nom")


class OrientationParLienForm(OrientationForm):
    auteur_nom = forms.CharField(
        label="Vos prénom et nom", max_length=120, help_text="Pour que le dispositif sache à qui parler."
    )
    fiche_signee = forms.FileField(
        label="Fiche signée, numérisée ou photographiée", required=False, widget=Depot(attrs={"accept": EXTENSIONS}),
        help_text=f"{ACCEPTES} ; 10 Mo au plus. Si la page revient avec des points à corriger, choisissez-la de nouveau.",
        error_messages={"empty": "Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau."},
    )  # fmt: skip
    field_order = ("auteur_nom",)

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus

    def clean_fiche_signee(self) -> Any:
        """`refus`: why the file was not even received."""
        if self.refus:
            raise forms.ValidationError(self.refus)
        return self.cleaned_data["fiche_signee"]


class RecevoirForm(RelectureForm):
    """Who the person is comes first: a human says it."""

    LIBRES = ("derogation",)

    identite = forms.ChoiceField(label="Qui est-ce ?", widget=GrandsChoix, choices=())
    le = DateField(label="Reçue le")
    derogation = texte(
        "Dérogation", "Seulement si un point bloque : pourquoi la personne est reçue quand même.", rows=2
    )

    def __init__(self, *args: Any, personnes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["identite"]
        field.choices = [*personnes, ("nouvelle", "Nouvelle personne")]
        if not personnes:  # nobody looks like them: one answer only is possible
            field.initial = "nouvelle"


class ComplementForm(RelectureForm):
    LIBRES = ("complement",)

    complement = texte("Ce qu’il manque", "Le prescripteur le lira sur sa page.", rows=3, required=True)


class CloreForm(RelectureForm):
    LIBRES = ("reorientation",)

    vers = forms.ChoiceField(
        label="Décision",
        widget=forms.RadioSelect,
        choices=[("refusee", "Refuser"), ("sans_suite", "Classer sans suite")],
    )
    motif = forms.ChoiceField(label="Motif", choices=[VIDE, *choix(LIBELLES_NON_ENTREE)], required=False)
    reorientation = forms.CharField(
        label="Vers quoi la personne est orientée", max_length=300, required=False,
        help_text="Une structure, un service, un numéro : le prescripteur le lira.",
    )  # fmt: skip
    le = DateField(label="Décidé le")


class AccueilForm(forms.Form):
    """`referents`: the key of each, and what is said of their load, the best placed first."""

    referent = forms.TypedChoiceField(
        label="Qui accueille", widget=forms.RadioSelect, coerce=int,
        help_text="Les mieux placés d’abord, avec leur charge d’aujourd’hui. C’est vous qui choisissez.",
        error_messages={"required": "Choisissez qui accueille la personne."},
    )  # fmt: skip
    premier_rdv = DateField(label="Premier rendez-vous le", required=False)

    def __init__(self, *args: Any, referents: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["referent"]
        field.choices = referents
        if len(referents) == 1:
            field.initial = referents[0][0]


class RendezVousForm(forms.Form):
    premier_rdv = DateField(label="Premier rendez-vous le")


class ContactForm(forms.Form):
    nature = forms.ChoiceField(label="Ce qui s’est passé", widget=forms.RadioSelect, choices=choix(LIBELLES_CONTACT))
    le = DateField(label="Le")
    canal = forms.ChoiceField(
        label="Moyen de la relance", required=False, choices=[("", "Sans objet"), *choix(LIBELLES_CANAL_RELANCE)]
    )


class PresenterForm(forms.Form):
    le = DateField(label="Présentée le")


class DecouverteForm(forms.Form):
    """In a few seconds, standing up: only the place and the day are asked."""

    le = DateField(label="Le")
    lieu = forms.CharField(label="Lieu", max_length=120, help_text="Marché, permanence, camion…")
    besoins = forms.MultipleChoiceField(
        label="Ce qu’elle cherche", required=False, widget=Bascules, choices=choix(LIBELLES_BESOIN)
    )
    sexe = forms.ChoiceField(label="Sexe", choices=choix(LIBELLES_SEXE), initial=Sexe.NON_RENSEIGNE, required=False)
    tranche_age = forms.ChoiceField(label="Âge", choices=[("", "Non connu"), *choix(LIBELLES_TRANCHE)], required=False)
    commune = CommuneField(label="Commune où elle habite", required=False)
    suite = forms.CharField(
        label="Suite donnée", max_length=200, required=False,
        help_text="Sans nom ni numéro : cette rencontre reste anonyme tant qu’elle n’est pas une orientation.",
    )  # fmt: skip

    def clean_sexe(self) -> str:
        return self.cleaned_data["sexe"] or Sexe.NON_RENSEIGNE.value
