"""What is typed of a campaign and of a deposit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from maillage.consolidation.catalogue.declarations import Question, Repartition, Sorte
from maillage.consolidation.depots.catalogues import Regles
from maillage.consolidation.depots.champs import Decimale, Entier
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import LIBELLES_CONSOLIDE, Consolide, EtatDepot
from maillage.consolidation.depots.rules.agreges import MANQUE, TROP_GRAND
from maillage.consolidation.depots.rules.campagnes import RAPPELS
from maillage.consolidation.depots.rules.sauts import MOTIF_MINIMUM, SANS_EXPLICATION
from maillage.socle import champs
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

LONG = 1000
PREMIERE = 2014


def jour(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def texte(label: str, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class _Calendrier(forms.Form):
    ouverte_le = jour("Ouverte le")
    close_le = jour("Dernier jour des dépôts", help_text="Ce jour-là compris. Repoussez-le pour rouvrir la campagne.")
    rappels = forms.TypedMultipleChoiceField(
        label="Rappels à qui n’a pas déposé", required=False, widget=forms.CheckboxSelectMultiple, coerce=int,
        choices=[(jours, "la veille" if jours == 1 else f"{jours} jours avant") for jours in RAPPELS],
    )  # fmt: skip
    consigne = texte(
        "Consigne à ceux qui déposent",
        required=False,
        help_text="Elle s’affiche au-dessus du dépôt. Sans nom de personne.",
    )


class CalendrierForm(_Calendrier, FormVersionne):
    """Of a campaign that exists."""


class CampagneForm(_Calendrier):
    consolide = forms.ChoiceField(label="Consolidation", choices=choix(LIBELLES_CONSOLIDE), initial=Consolide.PLIE)
    millesime = forms.IntegerField(label="Année", min_value=PREMIERE)
    field_order = ("consolide", "millesime", "ouverte_le", "close_le", "rappels", "consigne")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.derniere = today.year - 1
        champ = self.fields["millesime"]
        champ.initial = self.derniere
        champ.error_messages["min_value"] = f"La plus ancienne année est {PREMIERE}."

    def clean_millesime(self) -> int:
        annee: int = self.cleaned_data["millesime"]
        if annee > self.derniere:
            raise forms.ValidationError(f"L’année {annee} n’est pas finie : la dernière est {self.derniere}.")
        return annee


class FichierForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier du dépôt", error_messages={"required": "Choisissez le fichier du dépôt."}, widget=champs.Depot(attrs={"accept": ".json,application/json"}),
        help_text="Le fichier que l’autre installation a exporté, tel quel (.json, 2 Mo au plus).",
    )  # fmt: skip
    motif = texte(
        "Ce qui change depuis le dépôt d’avant", required=False, rows=2, help_text="Utile pour une correction."
    )

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus
        if refus:  # the file was left at the door
            self.fields["fichier"].error_messages["required"] = refus

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        return self.cleaned_data["fichier"]


class RecuForm(forms.Form):
    fichier = forms.FileField(
        label="Reçu à vérifier", error_messages={"required": "Choisissez le fichier du reçu."}, widget=champs.Depot(attrs={"accept": ".json,application/json"}),
        help_text="Le fichier « reçu » téléchargé après un dépôt (.json).",
    )  # fmt: skip


class MotifForm(forms.Form):
    motif = texte("Pourquoi ce dépôt ne compte plus", help_text="Cette phrase reste avec le dépôt ; le réseau la lit.")


class CleForm(forms.Form):
    libelle = forms.CharField(
        label="À quoi sert cette clé", max_length=120, help_text="Par exemple « serveur de la métropole »."
    )


class ExplicationsForm(forms.Form):
    """A sentence per difference."""

    def __init__(self, *args: Any, sauts: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for saut in sauts:
            self.fields[saut["cle"]] = texte(
                saut["phrase"], rows=2, initial=saut["explication"], min_length=MOTIF_MINIMUM,
                error_messages=dict.fromkeys(("required", "min_length"), SANS_EXPLICATION),
            )  # fmt: skip


SANS_ORIGINE = "Dites d’où viennent ces totaux : le document, et sa date."
ORIGINE_COURTE = "Trop court : donnez le document et sa date, par exemple « bilan annuel du 12 février »."
SANS_ACCORD = "Cochez cette case pour remplacer le dépôt de cette structure, ou annulez : rien n’est enregistré."


SANS_VUE = "Cette page ne dit plus ce qu’elle montrait : rien n’est enregistré. Rouvrez-la, puis reprenez votre saisie."
VIDE_EST_ZERO = "vide\xa0: zéro"


class TotauxForm(forms.Form):
    """The totals that a structure declares: those of the sections that are required, then what it may tell besides."""

    def __init__(self, *args: Any, regles: Regles, vivants: Sequence[Depot] = (), **kwargs: Any) -> None:
        """`vivants`: what these totals would replace, the last version last. What was not typed here is replaced by consent."""
        super().__init__(*args, **kwargs)
        self.dernier = vivants[-1] if vivants else None
        autres = [one for one in vivants if not one.is_agrege]
        self.remplace = max(autres, key=lambda one: (one.etat == EtatDepot.EN_VIGUEUR, one.version), default=None)
        self.declaration = regles.declaration
        self.sections = regles.declaration.list_sections()
        self.diviseurs: dict[str, int] = {}
        for section in self.sections:
            for bloc in section.blocs:
                for question in (bloc,) if isinstance(bloc, Question) else bloc.parts:
                    self.diviseurs[question.cle] = question.diviseur
                    self.fields[question.cle] = self._make_champ(
                        question,
                        section.sorte,
                        VIDE_EST_ZERO if isinstance(bloc, Repartition) and not bloc.is_entiere else "",
                    )
        self.fields["motif"] = texte(
            "D’où viennent ces totaux",
            rows=2,
            help_text="Le document et sa date. Sans nom de personne.",
            error_messages={"required": SANS_ORIGINE},
        )
        if self.remplace:
            self.fields["remplacer"] = forms.BooleanField(
                label="Remplacer le dépôt de cette structure par ces totaux", error_messages={"required": SANS_ACCORD}
            )
        self.fields["vue"] = forms.IntegerField(
            label="Dernière version montrée", required=False, min_value=0, initial=self.dernier.version if self.dernier else 0,
            widget=forms.HiddenInput, error_messages=dict.fromkeys(("invalid", "min_value"), SANS_VUE),
        )  # fmt: skip

    def _make_champ(self, question: Question, sorte: Sorte, statut: str) -> forms.Field:
        messages = {
            "required": MANQUE, "min_value": "Un nombre déclaré n’est jamais négatif : corrigez-le.",
            **dict.fromkeys(("max_digits", "max_whole_digits"), TROP_GRAND),
        }  # fmt: skip
        communs: dict[str, Any] = {
            "label": question.libelle,
            "required": sorte is Sorte.REQUISE,
            "min_value": 0,
            "error_messages": messages,
        }
        champ: Entier | Decimale
        if question.diviseur == 1:
            champ = Entier(**communs)
        else:
            champ = Decimale(
                max_digits=11, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}), **communs
            )  # fmt: skip
        champ.statut = statut or ("avec le détail" if sorte is Sorte.DETAIL else "")
        return champ

    def clean_motif(self) -> str:
        motif = str(self.cleaned_data["motif"]).strip()
        if len(motif) < MOTIF_MINIMUM:
            raise forms.ValidationError(ORIGINE_COURTE)
        return motif

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said together; what is not a number is not added to the others meanwhile."""
        if self.dernier and (phrase := self.dernier.say_arrivee(vue=self.vue)):
            self.add_error(None, phrase)
        if not any(cle in self.errors for cle in self.diviseurs if self.data.get(cle)):
            for code, phrase in self.declaration.check(self.totaux).items():
                if code not in self.errors:
                    self.add_error(code, phrase)
        return self.cleaned_data

    @property
    def vue(self) -> int:
        """The last version that was shown when the page was opened."""
        return self.cleaned_data.get("vue") or 0

    @property
    def totaux(self) -> dict[str, int]:
        """As they are counted."""
        return {
            nom: int(valeur * self.diviseurs[nom])
            for nom, valeur in self.cleaned_data.items() if nom in self.diviseurs and valeur is not None
        }  # fmt: skip

    def list_parties(self) -> list[dict[str, Any]]:
        """The sections as the page shows them: what is required, what is begun, what is to be mended are open."""
        found = []
        for section in self.sections:
            cles = [question.cle for question in section.list_questions()]
            found.append({
                "section": section, "blocs": [self._show(bloc) for bloc in section.blocs],
                "is_requise": section.sorte is Sorte.REQUISE, "is_detail": section.sorte is Sorte.DETAIL,
                "ouverte": any(cle in self.errors or self.data.get(cle) for cle in cles),
            })  # fmt: skip
        return found

    def _show(self, bloc: Question | Repartition) -> dict[str, Any]:
        if isinstance(bloc, Question):
            return {"champs": [self[bloc.cle]]}
        return {"titre": bloc.titre, "champs": [self[part.cle] for part in bloc.parts]}
