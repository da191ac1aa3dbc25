"""What a facilitateur says to make a market of an annonce, to tie it to one, to put it aside."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, MarcheDonneurForm, decimal, jour, say_quand
from maillage.clause.nomenclatures.lots import LIBELLES_FORME
from maillage.clause.nomenclatures.marches import RoleEntreprise
from maillage.echanges.reperage.actions.decisions import Engagee
from maillage.echanges.reperage.nomenclatures import LIBELLES_MOTIF
from maillage.echanges.reperage.queries.annonces import Attributaire
from maillage.echanges.reperage.rules.ecarts import Ecart
from maillage.socle.nomenclatures import choix

LOTS_MAX = 60
NOTRE, LEUR = "notre", "leur"


class RetenirForm(MarcheDonneurForm):
    """Everything prefilled from the annonce. A company known by its SIRET is not asked again."""

    montant_ht = decimal("Montant estimé, hors taxes (€)", max_digits=14)
    reference = forms.CharField(label="Numéro du marché", max_length=16, required=False)
    debut = jour("Début de l’exécution", required=False)
    fin_prevue = jour("Fin prévue", required=False)
    lots = forms.CharField(
        label="Lots", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=LOTS_MAX * TEXTE,
        help_text="Un intitulé par ligne, dans l’ordre des lots. Rien si le marché est d’un seul tenant.",
    )  # fmt: skip
    formes = forms.MultipleChoiceField(
        label="Forme de la clause", widget=forms.CheckboxSelectMultiple, choices=choix(LIBELLES_FORME), required=False,
        help_text="À confirmer dans les pièces du marché : la source ne dit pas qui est visé.",
    )  # fmt: skip
    field_order = (
        "objet", "donneur", "donneur_type", "reference", "achat", "lieu_commune", "lieu_precision", "engage_le", "debut",
        "fin_prevue", "montant_ht", "lots", "formes",
    )  # fmt: skip

    def __init__(
        self, *args: Any, titulaires: Sequence[Attributaire], sous_traitants: Sequence[Attributaire], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titulaires, self.sous_traitants = titulaires, sous_traitants
        self._ask_noms("titulaire", "Titulaire" if len(titulaires) == 1 else "Membre du groupement", titulaires)
        if len(titulaires) > 1:
            noms = [(str(rang), a.nom) for rang, a in enumerate(titulaires)]
            self.fields["mandataire"] = forms.ChoiceField(
                label="Mandataire du groupement", widget=forms.RadioSelect, required=False,
                choices=[("", "À désigner plus tard"), *noms], initial="",
                help_text="Les données publiées ne disent pas qui représente le groupement.",
            )  # fmt: skip
        self._ask_noms("sous_traitant", "Sous-traitant", sous_traitants)

    def _ask_noms(self, nom: str, label: str, attributaires: Sequence[Attributaire]) -> None:
        for rang, attributaire in enumerate(attributaires):
            if attributaire.entreprise:
                continue
            numero = f" {rang + 1}" if len(attributaires) > 1 else ""
            self.fields[f"{nom}_{rang}"] = forms.CharField(
                label=f"{label}{numero} : raison sociale", max_length=TEXTE, initial=attributaire.nom,
                help_text=f"Publié : {attributaire.titulaire.identifiant or 'aucun identifiant'}.",
            )  # fmt: skip

    def clean_lots(self) -> list[str]:
        lots = [ligne.strip() for ligne in self.cleaned_data["lots"].splitlines() if ligne.strip()]
        if len(lots) > LOTS_MAX:
            raise forms.ValidationError(f"Pas plus de {LOTS_MAX} lots à la fois : les autres s’ajoutent sur le marché.")
        if any(len(ligne) > TEXTE for ligne in lots):
            raise forms.ValidationError(f"Un intitulé de lot tient en {TEXTE} caractères.")
        return lots

    @property
    def marche(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return super().marche | {
            "numero": cleaned["reference"], "debut": cleaned["debut"], "fin_prevue": cleaned["fin_prevue"],
        }  # fmt: skip

    @property
    def valeurs_lots(self) -> list[dict[str, Any]]:
        """The amount is that of the whole: it is not cut between several lots."""
        cleaned = self.cleaned_data
        common = {"formes": cleaned["formes"]}
        if not cleaned["lots"]:
            return [common | {"numero": 0, "intitule": "", "montant_ht": cleaned["montant_ht"]}]
        return [common | {"numero": n, "intitule": intitule} for n, intitule in enumerate(cleaned["lots"], 1)]

    @property
    def engagees(self) -> list[Engagee]:
        cleaned, seul = self.cleaned_data, len(self.titulaires) == 1
        tete = RoleEntreprise.TITULAIRE_UNIQUE if seul else RoleEntreprise.MANDATAIRE
        found = [
            Engagee(a, cleaned.get(f"titulaire_{rang}") or a.nom,
                    tete if seul or cleaned.get("mandataire") == str(rang) else RoleEntreprise.COTRAITANT)
            for rang, a in enumerate(self.titulaires)
        ]  # fmt: skip
        return found + [
            Engagee(a, cleaned.get(f"sous_traitant_{rang}") or a.nom, RoleEntreprise.SOUS_TRAITANT)
            for rang, a in enumerate(self.sous_traitants)
        ]


class RapprocherForm(forms.Form):
    """What is empty here is filled unless one unticks it; what differs stays as it is unless one chooses."""

    def __init__(
        self, *args: Any, vides: Sequence[Ecart], differents: Sequence[Ecart], manquantes: Sequence[Attributaire],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.vides, self.differents, self.manquantes = vides, differents, manquantes
        for ecart in vides:
            self.fields[ecart.champ] = forms.BooleanField(
                label=f"{ecart.libelle} : {ecart.leur_dit}", required=False, initial=True
            )
        for ecart in differents:
            self.fields[ecart.champ] = forms.ChoiceField(
                label=ecart.libelle, widget=forms.RadioSelect, initial=NOTRE,
                choices=[(NOTRE, f"Garder {ecart.notre_dit}"), (LEUR, f"Prendre {ecart.leur_dit}, de l’annonce")],
            )  # fmt: skip
        for rang, attributaire in enumerate(manquantes):
            self.fields[f"entreprise_{rang}"] = forms.BooleanField(
                label=f"Ajouter {attributaire.nom} aux entreprises du lot", required=False
            )

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        taken = [e for e in self.vides if cleaned[e.champ]] + [e for e in self.differents if cleaned[e.champ] == LEUR]
        return {ecart.champ: ecart.leur for ecart in taken}

    @property
    def ajoutees(self) -> list[Attributaire]:
        return [a for rang, a in enumerate(self.manquantes) if self.cleaned_data[f"entreprise_{rang}"]]


class EcarterForm(forms.Form):
    motif = forms.ChoiceField(label="Pourquoi", widget=forms.RadioSelect, choices=choix(LIBELLES_MOTIF))
    precision = forms.CharField(label="Précision", max_length=TEXTE, required=False, help_text="Sans nom de personne.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"precision": "pour une autre raison"})
