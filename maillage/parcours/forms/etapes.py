"""Shape of what is typed on the offer and on étapes; the actions check the trade."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from maillage.parcours.models import Action, Session, TypeLocal
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_FAMILLE,
    LIBELLES_FINANCEMENT,
    LIBELLES_MOTIF_REFUS,
    LIBELLES_RESULTAT_ETAPE,
    TYPES,
    EtatPositionnement,
    Famille,
    Financement,
    MotifRefus,
    ResultatEtape,
)
from maillage.parcours.rules.etapes import MOTIVES
from maillage.reseau.models import Organisation
from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import FormVersionne

INTITULE = 200
BILAN = 8000


def list_types() -> list[tuple[str, Any]]:
    """The national types under their families."""
    by_family: dict[Famille, list[tuple[str, str]]] = {famille: [] for famille in Famille}
    for code, type_etape in TYPES.items():
        by_family[type_etape.famille].append((code, type_etape.libelle))
    return [("", "Choisir…"), *((LIBELLES_FAMILLE[famille], rows) for famille, rows in by_family.items())]


def _jour(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateNative(), **kwargs)


def _heures(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=7, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )  # fmt: skip


class _Etape(forms.Form):
    """What an action of the offer and a free étape have in common."""

    intitule = forms.CharField(label="Intitulé", max_length=INTITULE, help_text="Sans nom de personne.")
    type = forms.ChoiceField(label="Type national", choices=list_types, required=False)
    type_local = forms.ModelChoiceField(
        TypeLocal.objects.none(), label="Ou type local", required=False, empty_label="Aucun",
        help_text="Il compte comme le type national auquel vous l’avez rattaché.",
    )  # fmt: skip
    operateur = forms.ModelChoiceField(
        Organisation.objects.order_by("nom"), label="Opérateur", required=False, empty_label="Aucun pour l’instant",
        help_text="La structure qui accueille la personne.",
    )  # fmt: skip
    financement = forms.ChoiceField(
        label="Financement",
        widget=forms.RadioSelect,
        choices=[(f.value, nom) for f, nom in LIBELLES_FINANCEMENT.items()],
    )
    operation_fse = forms.CharField(
        label="Opération FSE", max_length=INTITULE, required=False,
        help_text="Son numéro, quand le FSE finance : sans lui, l’étape ne compte pas encore dans le FSE.",
    )  # fmt: skip
    referent_etape = forms.TypedChoiceField(
        label="Référent·e d’étape", coerce=int, empty_value=None, required=False,
        help_text="La personne qui suit l’étape chez l’opérateur : elle n’en voit que le nécessaire.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, types_locaux: Iterable[TypeLocal], referents: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        local = self.fields["type_local"]
        assert isinstance(local, forms.ModelChoiceField)
        local.queryset = types_locaux  # type: ignore[assignment]
        referent = self.fields["referent_etape"]
        assert isinstance(referent, forms.ChoiceField)
        referent.choices = [("", "Personne pour l’instant"), *((str(key), nom) for key, nom in referents)]

    def clean_financement(self) -> Financement:
        return Financement(self.cleaned_data["financement"])


class ActionForm(FormVersionne, _Etape):
    HORS = frozenset({"lu"})  # its days are its own
    heures = _heures("Heures prévues par personne")
    du = _jour("Proposée depuis le")
    au = _jour("Jusqu’au", required=False)


class EtapeLibreForm(_Etape):
    """An étape outside the offer."""

    prevu_du = _jour("Début prévu", required=False)
    prevu_au = _jour("Fin prévue", required=False)
    heures_prevues = _heures("Heures prévues")
    avant_entree = forms.BooleanField(
        label="Elle a servi de porte d’entrée", required=False,
        help_text="Commencée avant l’entrée : c’est par elle que la personne est arrivée.",
    )  # fmt: skip


class ChoixSession(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        free = max(0, obj.places - obj.prises)
        places = "complète, liste d’attente" if not free else "1 place libre" if free == 1 else f"{free} places libres"
        return f"{obj.action.intitule}, du {obj.du:%d/%m/%Y} au {obj.au:%d/%m/%Y} ({places})"


class ChoixAction(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.intitule}, {obj.operateur}" if obj.operateur else obj.intitule


AU_CHOIX = {"session": "ou une action", "action": "ou une session"}


class EtapeOffreForm(forms.Form):
    """An étape of the offer: a session, or an action without one."""

    session = ChoixSession(Session.objects.none(), label="Session", required=False, empty_label="Choisissez…")
    action = ChoixAction(
        Action.objects.none(), label="Ou action sans session", required=False, empty_label="Aucune",
        help_text="Quand l’entrée se fait toute l’année.",
    )  # fmt: skip
    avant_entree = forms.BooleanField(label="Elle a servi de porte d’entrée", required=False)

    def __init__(self, *args: Any, sessions: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("session", sessions), ("action", actions)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows
            choice.statut = AU_CHOIX[name]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("session") and not values.get("action"):
            self.add_error("session", "Choisissez une session, ou une action sans session.")
        return values


class SessionForm(FormVersionne):
    HORS = frozenset({"lu"})
    du = _jour("Premier jour")
    au = _jour("Dernier jour")
    places = forms.IntegerField(label="Places", min_value=1, max_value=500)
    lieu = forms.CharField(label="Lieu", max_length=INTITULE, required=False)


LIBELLES_JOUR = {
    EtatPositionnement.PREVU: "Début prévu le",
    EtatPositionnement.EN_COURS: "Commencée le",
    EtatPositionnement.TERMINE: "Dernier jour",
    EtatPositionnement.INTERROMPU: "Dernier jour",
}


class PassageForm(forms.Form):
    """Asks only what the next state needs."""

    le = _jour("Le")
    prevu_au = _jour("Fin prévue le", required=False)
    motif = forms.ChoiceField(label="Motif", choices=[("", "Choisir…"), *((m.value, nom) for m, nom in LIBELLES_MOTIF_REFUS.items())], required=False)  # fmt: skip
    resultat = forms.ChoiceField(
        label="Résultat", widget=forms.RadioSelect, required=False,
        choices=[(r.value, nom) for r, nom in LIBELLES_RESULTAT_ETAPE.items()],
    )  # fmt: skip

    def __init__(self, *args: Any, vers: EtatPositionnement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].label = LIBELLES_JOUR.get(vers, "Le")
        wanted = {"le"}
        if vers is EtatPositionnement.PREVU:
            wanted.add("prevu_au")
        if vers in MOTIVES:
            wanted.add("motif")
            self.fields["motif"].required = True
        if vers is EtatPositionnement.TERMINE:
            wanted.add("resultat")
            self.fields["resultat"].required = True
        for name in set(self.fields) - wanted:
            del self.fields[name]

    def clean_motif(self) -> MotifRefus | None:
        return MotifRefus(self.cleaned_data["motif"]) if self.cleaned_data["motif"] else None

    def clean_resultat(self) -> ResultatEtape | None:
        return ResultatEtape(self.cleaned_data["resultat"]) if self.cleaned_data["resultat"] else None


class CorrectionForm(FormVersionne):
    prevu_du = _jour("Début prévu", required=False)
    prevu_au = _jour("Fin prévue", required=False)
    heures_prevues = _heures("Heures prévues")
    operateur = forms.ModelChoiceField(
        Organisation.objects.order_by("nom"), label="Opérateur", required=False, empty_label="Aucun pour l’instant"
    )
    financement = forms.ChoiceField(
        label="Financement",
        widget=forms.RadioSelect,
        choices=[(f.value, nom) for f, nom in LIBELLES_FINANCEMENT.items()],
    )
    operation_fse = forms.CharField(label="Opération FSE", max_length=INTITULE, required=False)
    clause = forms.CharField(label="Contrat de la clause sociale", max_length=INTITULE, required=False)
    referent_etape = forms.TypedChoiceField(label="Référent·e d’étape", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, referents: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        referent = self.fields["referent_etape"]
        assert isinstance(referent, forms.ChoiceField)
        referent.choices = [("", "Personne pour l’instant"), *((str(key), nom) for key, nom in referents)]

    def clean_financement(self) -> Financement:
        return Financement(self.cleaned_data["financement"])


class BilanForm(FormVersionne):
    bilan = forms.CharField(
        label="Bilan de l’étape", max_length=BILAN, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Ce qui a été fait, ce qui est acquis, ce qui reste à faire. Rien sur la santé, la famille ou la justice.",
    )  # fmt: skip
