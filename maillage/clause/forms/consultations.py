"""What is told to bidders, their questions, the texts of a clause, the weight of a criterion."""

from decimal import Decimal
from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, decimal, jour, say_quand
from maillage.clause.nomenclatures.redactions import LIBELLES_MOYEN
from maillage.clause.rules.ponderations import Offre, OffreRefusee, Poids
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

OFFRES, POIDS, ZERO = range(1, 5), range(1, 4), Decimal(0)
DEUX = 2  # nothing is ranked alone


class InformationForm(FormVersionne):
    HORS = frozenset({"lu"})
    le = jour("Date de l’information")
    moyen = forms.ChoiceField(label="Comment", choices=choix(LIBELLES_MOYEN))
    destinataires = forms.CharField(
        label="À qui", max_length=TEXTE, help_text="Les entreprises, ou « tous les candidats ». Sans nom de personne."
    )
    contenu = forms.CharField(label="Ce qui a été dit", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class QuestionForm(FormVersionne):
    HORS = frozenset({"lu"})
    recue_le = jour("Reçue le")
    de = forms.CharField(
        label="Posée par", max_length=TEXTE, help_text="L’entreprise. Elle n’est pas nommée aux autres candidats."
    )
    question = forms.CharField(label="Question", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    reponse = forms.CharField(
        label="Réponse", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    repondue_le = jour("Répondue le", required=False)
    publiee_le = jour(
        "Publiée à tous le", required=False, help_text="Le jour où tous les candidats ont pu lire la même réponse."
    )

    def build(self) -> None:
        say_quand(
            self,
            {"reponse": "quand elle est prête", "repondue_le": "avec la réponse", "publiee_le": "après la réponse"},
        )


class RedactionForm(FormVersionne):
    HORS = frozenset({"lu"})
    titre = forms.CharField(label="Titre", max_length=TEXTE)
    texte = forms.CharField(
        label="Texte", max_length=20_000, widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Une ligne vide sépare deux paragraphes. Ce qui est entre accolades se remplit avec ce que le lot dit.",
    )  # fmt: skip


class PonderationForm(forms.Form):
    """Two to four offers, two or three weights, typed or invented. Nothing is kept: the address holds them."""

    technique = decimal("Technique (%)", max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})
        statuts = {"technique": "s’il y en a une"}
        for rang in POIDS:
            self.fields[f"poids_{rang}"] = decimal(f"Insertion, essai {rang} (%)", max_value=100, required=rang <= DEUX)
            statuts[f"poids_{rang}"] = "si besoin"
        for rang in OFFRES:
            is_due = rang <= DEUX
            self.fields[f"nom_{rang}"] = forms.CharField(label=f"Offre {rang}", max_length=80, required=is_due)
            self.fields[f"prix_{rang}"] = decimal("Prix (€)", max_digits=14, required=is_due)
            self.fields[f"insertion_{rang}"] = decimal("Insertion /20", max_value=20, required=is_due)
            self.fields[f"technique_{rang}"] = decimal("Technique /20", max_value=20)
            statuts |= {f"{name}_{rang}": "si besoin" for name in ("nom", "prix", "insertion", "technique")}
        say_quand(self, statuts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["offres"], cleaned["poids"] = [], []
        if self.errors:
            return cleaned
        technique = cleaned.get("technique") or ZERO
        try:
            cleaned["poids"] = [
                Poids(cleaned[f"poids_{r}"], technique) for r in POIDS if cleaned.get(f"poids_{r}") is not None
            ]  # fmt: skip
        except OffreRefusee as refus:
            self.add_error("technique", str(refus))
        for rang in OFFRES:
            if cleaned.get(f"prix_{rang}") is None:
                continue
            try:
                cleaned["offres"].append(
                    Offre(
                        cleaned.get(f"nom_{rang}") or f"Offre {rang}", cleaned[f"prix_{rang}"],
                        cleaned.get(f"insertion_{rang}") or ZERO, cleaned.get(f"technique_{rang}") or ZERO,
                    )
                )  # fmt: skip
            except OffreRefusee as refus:
                self.add_error(f"prix_{rang}", str(refus))
        return cleaned

    @property
    def lignes(self) -> list[list[Any]]:
        return [[self[f"{name}_{rang}"] for name in ("nom", "prix", "insertion", "technique")] for rang in OFFRES]

    @property
    def essais(self) -> list[Any]:
        return [self[f"poids_{rang}"] for rang in POIDS]
