"""The company's page, what it says of somebody missing, and what the facilitatrice asks and answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html

from maillage.clause.declaration import Controle, list_cases, name_case, name_note
from maillage.clause.forms.marches import decimal, jour
from maillage.clause.models import ContactEntreprise, JustificatifReleve
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE, TypeHeures
from maillage.clause.nomenclatures.releves import LIBELLES_SUITE, SuiteEmbauche
from maillage.clause.queries.releves import Cle, Feuille
from maillage.clause.rules.releves import write_mois
from maillage.parcours.rules.gardefous import check_blocages
from maillage.socle.champs import Depot
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

FICHIERS = "image/jpeg,image/png,application/pdf"


class DeclarationForm(FormVersionne):
    """A cell per contract and type, a note per contract, a proof. Numbers are read later: a draft keeps what was typed."""

    HORS = frozenset({"lu", "fichier", "retirer"})

    def __init__(
        self, data: Any = None, *, feuille: Feuille, controle: Controle, justificatifs: Sequence[JustificatifReleve],
        refus: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        self.feuille, self.controle, self.justificatifs, self.refus = feuille, controle, justificatifs, refus
        valeurs = {name_case(uuid, t): texte for (uuid, t), texte in feuille.saisies.items()}
        valeurs |= {name_note(uuid): note for uuid, note in feuille.notes.items()}
        super().__init__(data, valeurs=valeurs, version=str(feuille.releve.version), **kwargs)

    def build(self) -> None:
        for rang in self.feuille.rangs:
            uuid, nom = rang.emploi.uuid, self.feuille.noms[rang.emploi.uuid]
            for type_heures in list_cases(rang):
                self.fields[name_case(uuid, type_heures)] = self._build_case(nom, uuid, type_heures)
            if list_cases(rang):
                self.fields[name_note(uuid)] = forms.CharField(
                    label=f"Précision sur {nom}", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                    help_text="Une embauche qui finit, un changement d’équipe. Ni santé, ni vie privée : la personne peut lire ce texte.",
                )  # fmt: skip
        self.fields["fichier"] = forms.FileField(
            label="Photo ou PDF", required=False, widget=Depot(attrs={"accept": FICHIERS}),
            help_text="Un relevé signé ou une facture, bien à plat. 10 Mo au plus. Un fichier à la fois, enregistré avec le reste.",
            error_messages={"empty": "Ce fichier est vide."},
        )  # fmt: skip
        if self.justificatifs:
            self.fields["retirer"] = forms.MultipleChoiceField(
                label="Retirer un justificatif", required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(str(j.uuid), j.piece.nom) for j in self.justificatifs],
            )  # fmt: skip

    def _build_case(self, nom: str, uuid: UUID, type_heures: TypeHeures) -> forms.CharField:
        """What is to be mended of the draft is told under the label, until it is."""
        said = self.controle.fautes.get((uuid, type_heures)) or self.controle.alertes.get((uuid, type_heures))
        is_typed = bool(self.feuille.saisies.get((uuid, type_heures)))
        field = forms.CharField(
            label=format_html('{}<span class="de-qui">, {}</span>', LIBELLES_TYPE[type_heures], nom), max_length=20,
            required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8}),
            help_text=format_html('<span class="a-revoir">{}</span>', said)
            if said and is_typed and not self.is_bound
            else "",
        )  # fmt: skip
        field.statut = "heures"  # type: ignore[attr-defined]
        return field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for rang in self.feuille.rangs:
            name = name_note(rang.emploi.uuid)
            if refus := check_blocages(cleaned.get(name, "")):
                self.add_error(name, refus)
        return cleaned

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        return self.cleaned_data["fichier"]

    @property
    def saisies(self) -> dict[Cle, str]:
        """As typed, whatever was refused beside it."""
        return {
            (rang.emploi.uuid, t): str(self.data.get(name_case(rang.emploi.uuid, t), "")).strip()
            for rang in self.feuille.rangs
            for t in list_cases(rang)
        }

    @property
    def notes(self) -> dict[UUID, str]:
        return {r.emploi.uuid: self.cleaned_data.get(name_note(r.emploi.uuid), "") for r in self.feuille.rangs}

    @property
    def retires(self) -> set[UUID]:
        return {UUID(value) for value in self.cleaned_data.get("retirer", ())}

    def add_fautes(self, fautes: Mapping[Cle, str]) -> None:
        for (uuid, type_heures), phrase in fautes.items():
            self.add_error(name_case(uuid, type_heures), phrase)


class EmbaucheForm(forms.Form):
    personne = forms.CharField(label="Prénom et nom", max_length=120)
    metier = forms.CharField(label="Métier", max_length=120, required=False)
    debut = jour("Embauchée le")
    heures = decimal("Heures du mois", max_digits=6, help_text="Si vous les connaissez déjà.")


class ChoixDeContact(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nom}, {obj.fonction}"


class LienForm(forms.Form):
    """Without a contact, the link is given by hand."""

    contact = ChoixDeContact(
        ContactEntreprise.objects.none(), label="Écrire à", required=False, empty_label="Personne : je remets le lien moi-même",
    )  # fmt: skip

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        assert isinstance(field, ChoixDeContact)
        field.queryset = contacts


class DemandeForm(LienForm):
    """`mois`: those that may be asked."""

    mois = forms.ChoiceField(label="Mois")
    field_order = ("mois", "contact")

    def __init__(self, *args: Any, mois: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mois"].choices = [(m.isoformat(), write_mois(m).capitalize()) for m in mois]  # type: ignore[attr-defined]

    def clean_mois(self) -> date:
        return date.fromisoformat(self.cleaned_data["mois"])


class RenvoiForm(forms.Form):
    motif = forms.CharField(
        label="Ce que l’entreprise doit corriger", max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Elle le lit en ouvrant son nouveau lien. Nommez une personne par son prénom et son initiale, comme sa page.",
    )  # fmt: skip


class SuiteForm(forms.Form):
    suite = forms.ChoiceField(label="Ce qu’il en est", choices=choix(LIBELLES_SUITE))

    def clean_suite(self) -> SuiteEmbauche:
        return SuiteEmbauche(self.cleaned_data["suite"])


class ContactEntrepriseForm(FormVersionne):
    HORS = frozenset({"lu"})
    nom = forms.CharField(label="Prénom et nom", max_length=120)
    fonction = forms.CharField(
        label="Fonction", max_length=160, help_text="Par exemple : conductrice de travaux, paie."
    )
    courriel = forms.EmailField(label="Adresse électronique professionnelle", max_length=200, required=False)
    telephone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)
    is_declarant = forms.BooleanField(
        label="Répond aux relevés d’heures", required=False,
        help_text="C’est à cette personne que part le lien du mois. Une seule par entreprise.",
    )  # fmt: skip
