"""Who the person is, what makes them eligible. The actions check the trade."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import jour, say_quand
from maillage.clause.nomenclatures.eligibilites import (
    LIBELLES_CRITERE,
    LIBELLES_DECISION,
    LIBELLES_MOTIF_DECISION,
    LIBELLES_PRESCRIPTEUR,
    Decision,
    MotifDecision,
)
from maillage.parcours.forms.champs import build_champs
from maillage.parcours.forms.personne import AdresseForm as AdresseForm
from maillage.parcours.forms.personne import DateeForm, FormGroupe, Groupes, list_noms, refuse_nir
from maillage.participants.models import Adresse, Personne, Situation
from maillage.participants.nomenclatures.identite import Qpv
from maillage.socle.champs import Bascules, Depot, GrandsChoix
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.nomenclatures import ACCEPTES, EXTENSIONS

IDENTITE = ("nom_naissance", "nom_usage", "prenoms", "sexe", "date_naissance", "telephone", "courriel")
LIEU = ("voie", "code_postal", "commune", "qpv", "qpv_code")
SITUATION = ("emploi", "categorie", "inscrit_le", "brsa", "niveau")


class PersonneForm(forms.Form):
    """A person who arrives. `personnes`: those they may already be; a human says."""

    identite = forms.ChoiceField(label="Qui est-ce ?", widget=GrandsChoix, choices=())
    informee_le = jour(
        "Notice d’information remise le", required=False,
        help_text="Sur papier. La personne sait alors ce que vous gardez d’elle, pourquoi et combien de temps.",
    )  # fmt: skip

    def __init__(self, *args: Any, personnes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields.pop("informee_le")
        self.fields |= build_champs(Personne, *IDENTITE)
        self.fields |= build_champs(Adresse, *LIEU)
        self.fields |= build_champs(Situation, *SITUATION)
        self.fields["informee_le"] = own
        self.fields["date_naissance"].required = True
        self.fields["courriel"] = forms.EmailField(label="Courriel", required=False, max_length=200)
        self.fields["qpv"].initial = Qpv.INDETERMINE
        self.fields["qpv_code"].help_text = "Par exemple QN05912M."
        say_quand(self, {"qpv_code": "si elle habite un quartier prioritaire", "informee_le": "si c’est fait"})
        if personnes:
            field: Any = self.fields["identite"]
            field.choices = [*personnes, ("nouvelle", "C’est quelqu’un d’autre : ouvrir un nouveau dossier")]
        else:
            del self.fields["identite"]

    def clean_qpv(self) -> str:
        return self.cleaned_data["qpv"] or Qpv.INDETERMINE.value

    def _refuse_nir(self, name: str) -> str:
        return refuse_nir(self.cleaned_data[name])

    def clean_nom_naissance(self) -> str:
        return self._refuse_nir("nom_naissance")

    def clean_prenoms(self) -> str:
        return self._refuse_nir("prenoms")

    @property
    def valeurs(self) -> dict[str, dict[str, Any]]:
        cleaned = self.cleaned_data
        return {
            groupe: {name: cleaned[name] for name in names}
            for groupe, names in (("identite", IDENTITE), ("adresse", LIEU), ("situation", SITUATION))
        }


class IdentiteForm(FormVersionne):
    def build(self) -> None:
        self.fields |= build_champs(Personne, *IDENTITE)
        self.fields["courriel"] = forms.EmailField(label="Courriel", required=False, max_length=200)


class SituationForm(DateeForm):
    """What the clause needs of a situation: the rest of it stays as it was."""

    GROUPES: Groupes = [("Emploi, RSA, formation", list(SITUATION))]

    def build(self) -> None:
        self.fields |= build_champs(Situation, *list_noms(self.GROUPES))


assert issubclass(SituationForm, FormGroupe)


class EligibiliteForm(forms.Form):
    """`refus`: why the file was not even received."""

    decision = forms.ChoiceField(label="Décision", widget=forms.RadioSelect, choices=choix(LIBELLES_DECISION))
    criteres = forms.MultipleChoiceField(
        label="Critères", widget=Bascules, choices=choix(LIBELLES_CRITERE), required=False,
        help_text="Tous ceux que la pièce prouve : une personne relève souvent de plusieurs.",
    )  # fmt: skip
    constat = jour(
        "Constatée le", help_text="Le jour de la pièce, avant l’embauche : les heures ne comptent qu’ensuite."
    )
    prescripteur = forms.ChoiceField(
        label="Qui l’atteste", choices=[("", "Choisissez…"), *choix(LIBELLES_PRESCRIPTEUR)], required=False
    )
    fichier = forms.FileField(
        label="Pièce", required=False, widget=Depot(attrs={"accept": EXTENSIONS}),
        help_text=f"{ACCEPTES}. Sans fichier : la pièce a été vue, et reste au dossier papier. Une attestation suffit.",
    )  # fmt: skip
    motif = forms.ChoiceField(
        label="Motif", choices=[("", "Choisissez…"), *choix(LIBELLES_MOTIF_DECISION)], required=False
    )
    prolongee_au = jour("Prolongée jusqu’au", required=False)

    def __init__(self, *args: Any, decisions: list[Decision], refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus
        field: Any = self.fields["decision"]
        field.choices = [(d.value, LIBELLES_DECISION[d]) for d in decisions]
        say_quand(self, {"motif": "si elle est refusée ou prolongée", "prolongee_au": "si elle est prolongée",
                         "criteres": "si elle est accordée ou prolongée"})  # fmt: skip

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        return self.cleaned_data["fichier"]

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        motif = MotifDecision(cleaned["motif"]) if cleaned["motif"] else None
        return {**cleaned, "decision": Decision(cleaned["decision"]), "motif": motif}
