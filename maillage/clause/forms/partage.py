"""What structures of a lot ask of each other, answer, and share out."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, decimal, jour, say_quand
from maillage.clause.nomenclatures.partage import (
    DEFINITIONS_SUIVI,
    INVITES,
    LIBELLES_METHODE,
    LIBELLES_SUIVI,
    Arbitrage,
    Avis,
    Methode,
    RoleSuivi,
    get_libelle_arbitrage,
)
from maillage.reseau.models import Dispositif
from maillage.socle.nomenclatures import choix

LONG = 1000
ROLES = {
    role: f"{LIBELLES_SUIVI[role]} : {DEFINITIONS_SUIVI[role][0].lower()}{DEFINITIONS_SUIVI[role][1:]}"
    for role in INVITES
}


def message(label: str = "Message", **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}),
        **{"required": False, "help_text": "Sans nom de participant.", **kwargs},
    )  # fmt: skip


def structure(label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Dispositif.objects.none(), label=label, empty_label="Choisissez…")


class _AvecStructure(forms.Form):
    def __init__(self, *args: Any, structures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("structure", "vers"):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = structures


class InvitationForm(_AvecStructure):
    structure = structure("Service de la clause")
    role = forms.ChoiceField(
        label="Rôle proposé", widget=forms.RadioSelect, choices=choix(ROLES), initial=RoleSuivi.PARTICIPANTE
    )
    message = message()


class PassationForm(_AvecStructure):
    structure = structure("Structure qui prend la main")
    effet_le = jour("À partir du", help_text="Jusqu’à la veille, vous pilotez.")
    message = message()


class TransfertForm(_AvecStructure):
    vers = structure("À quelle structure")
    heures = decimal("Heures à transférer", required=True, min_value=Decimal("0.01"))
    message = message("Pourquoi")


class ReponseForm(forms.Form):
    """One button accepts; the other refuses, and says why."""

    reponse = message("Si vous refusez, pourquoi", help_text="L’autre structure lira cette phrase.")


class AvisForm(forms.Form):
    avis = forms.ChoiceField(
        label="Votre avis", widget=forms.RadioSelect,
        choices=[(Avis.ACCORD.value, "D’accord avec notre part"), (Avis.CONTESTATION.value, "Nous contestons notre part")],
    )  # fmt: skip
    motif = message(
        "Si vous contestez, pourquoi, et ce que vous proposez", help_text="La structure pilote lira ce texte."
    )


class ContestationForm(forms.Form):
    reponse = message(
        "Pourquoi la part reste ce qu’elle est", required=True, help_text="La structure qui conteste lira cette phrase."
    )


class RepartitionForm(forms.Form):
    """One measure per structure: hours, or what the hours are shared in proportion of."""

    methode = forms.ChoiceField(
        label="Méthode", choices=choix(LIBELLES_METHODE),
        help_text="Les nombres ci-dessous sont des heures, ou ce que la méthode mesure : euros, sites, heures, personnes.",
    )  # fmt: skip
    reserve = decimal(
        "Heures gardées non réparties", help_text="Elles restent à la structure pilote. Sert aux méthodes au prorata.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, structures: Sequence[Dispositif], connues: Mapping[int, tuple[Decimal, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.structures = structures
        for one in structures:
            heures, territoire = connues.get(one.pk, (Decimal(0), ""))
            self.fields[f"mesure_{one.uuid.hex}"] = decimal(one.nom, max_digits=14, initial=heures or 0, required=True)
            self.fields[f"territoire_{one.uuid.hex}"] = forms.CharField(
                label="Territoire suivi", max_length=TEXTE, required=False, initial=territoire
            )

    @property
    def lignes(self) -> list[tuple[Any, Any]]:
        return [(self[f"mesure_{one.uuid.hex}"], self[f"territoire_{one.uuid.hex}"]) for one in self.structures]

    @property
    def entete(self) -> list[Any]:
        return [self["methode"], self["reserve"]]

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "methode": Methode(said["methode"]),
            "reserve": said["reserve"] or Decimal(0),
            "mesures": {one.pk: said[f"mesure_{one.uuid.hex}"] for one in self.structures},
            "territoires": {one.pk: said[f"territoire_{one.uuid.hex}"] for one in self.structures},
        }


def get_initial(today: date) -> dict[str, Any]:
    return {"effet_le": today}


class ArbitrageForm(forms.Form):
    """`possibles`: what the lines of the lot allow; `retenue`: asked only when the hours are the same."""

    arbitrage = forms.ChoiceField(label="Votre décision", widget=forms.RadioSelect)
    retenue = forms.ModelChoiceField(
        Dispositif.objects.none(), label="Structure qui les compte", required=False, empty_label="Choisissez…"
    )
    motif = message("Pourquoi", required=True, help_text="Les structures liront cette phrase. Sans nom de participant.")

    def __init__(
        self, *args: Any, structures: Any, possibles: Sequence[Arbitrage], is_entre_lots: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["arbitrage"]
        field.choices = [(one.value, get_libelle_arbitrage(one, is_entre_lots=is_entre_lots)) for one in possibles]
        if Arbitrage.RETENUE not in possibles:
            del self.fields["retenue"]
            return
        say_quand(self, {"retenue": "si ce sont les mêmes heures"})
        field = self.fields["retenue"]
        field.queryset = structures
