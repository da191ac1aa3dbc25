"""Shape of what is typed about a contact: one short form that is filled between two doors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware

from maillage.parcours.actions.suivi import Contact, Parties
from maillage.parcours.forms.relecture import RelectureForm
from maillage.parcours.models import Entretien, Note, Positionnement
from maillage.parcours.nomenclatures.accompagnement import (
    LIBELLES_ENTRETIEN,
    LIBELLES_NOTE,
    NiveauNote,
    Presence,
    TypeEntretien,
    write_presence,
)
from maillage.parcours.nomenclatures.suivi import LIBELLES_OUVERTURE, LIBELLES_THEME, MotifOuverture, Theme
from maillage.parcours.rules import entretiens, gardefous
from maillage.socle.champs import Bascules, DateNative, GrandsChoix, HeureNative
from maillage.socle.formulaires.versionnes import FormVersionne

PREVU = "prevu"
PARTIES = ("faits", "besoins", "actions", "echeance")
RAPPEL = "La personne peut lire ce texte : des faits utiles, datés, sans jugement, sans santé ni vie privée de tiers."
QUART = 15
DUREES = [(n, f"{n} min") for n in (15, 30, 45)] + [(60, "1 h"), (90, "1 h 30"), (120, "2 h"), (180, "3 h")]


def _zone(label: str, *, rows: int = 2, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class NoteForm(RelectureForm):
    """The four parts. What the guardrails point at comes back to be removed, or kept with a reason."""

    LIBRES = PARTIES
    ALERTES_A_PART = True

    faits = _zone("Les faits", rows=3, help_text=RAPPEL)
    besoins = _zone("Ce que la personne demande")
    actions = _zone("Ce qui est convenu")
    echeance = _zone("La prochaine échéance", rows=1)
    niveau = forms.ChoiceField(
        label="Qui lit cette note", choices=[(n.value, nom) for n, nom in LIBELLES_NOTE.items()],
        initial=NiveauNote.REFERENT, widget=forms.RadioSelect,
        help_text="La coordination peut ouvrir une note du référent en écrivant pourquoi ; une note sociale, seulement si "
        "la personne le demande, en urgence ou pour une réclamation.",
    )  # fmt: skip

    def build_note(self) -> Parties:
        data = self.cleaned_data
        return Parties(
            **{name: data[name] for name in PARTIES}, niveau=NiveauNote(data["niveau"]),
            motif_alerte=data["motif_alerte"],
        )  # fmt: skip


class RendezVousForm(forms.Form):
    """When and how; what a contact and a rendez-vous have in common."""

    type = forms.ChoiceField(label="Type", choices=[(t.value, nom) for t, nom in LIBELLES_ENTRETIEN.items()])
    jour = forms.DateField(label="Jour", widget=DateNative)
    heure = forms.TimeField(label="Heure", widget=HeureNative)
    duree = forms.TypedChoiceField(label="Durée", choices=DUREES, coerce=int)
    lieu = forms.CharField(label="Lieu", required=False, max_length=120)

    def clean_lieu(self) -> str:
        lieu = str(self.cleaned_data["lieu"])
        if refus := gardefous.check_blocages(lieu):
            raise forms.ValidationError(refus)
        return lieu

    def build_contact(self, presence: Presence | None = None, themes: Sequence[Theme] = ()) -> Contact:
        data = self.cleaned_data
        return Contact(
            build_instant(data["jour"], data["heure"]), TypeEntretien(data["type"]), presence, data["duree"],
            data["lieu"], themes,
        )  # fmt: skip


class EntretienForm(FormVersionne, RendezVousForm, NoteForm):
    """`etapes`: those the contact may be tied to. The note is never merged: each one written is kept."""

    HORS = FormVersionne.HORS | {*PARTIES, "niveau", "motif_alerte", "vues", "prochain_jour", "prochaine_heure"}
    etape = forms.ChoiceField(label="Étape dont on parle", required=False)
    emarge = forms.BooleanField(label="La personne a signé sa venue", required=False)
    presence = forms.ChoiceField(
        label="La personne est", widget=GrandsChoix, initial=Presence.VENU,
        choices=[*((p.value, write_presence(p, None)) for p in Presence), (PREVU, "Attendu·e")],
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label="Thèmes", required=False, widget=Bascules, choices=[(t.value, nom) for t, nom in LIBELLES_THEME.items()]
    )
    prochain_jour = forms.DateField(label="Prochain rendez-vous", required=False, widget=DateNative)
    prochaine_heure = forms.TimeField(label="Heure", required=False, widget=HeureNative)

    def __init__(self, *args: Any, etapes: Sequence[Positionnement] = (), **kwargs: Any) -> None:
        self.etapes = {str(etape.uuid): etape for etape in etapes}
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        choices = [
            ("", "Aucune"),
            *((key, f"{e.intitule} ({e.libelle_etat.lower()})") for key, e in self.etapes.items()),
        ]
        etape, presence = self.fields["etape"], self.fields["presence"]
        assert isinstance(etape, forms.ChoiceField)
        assert isinstance(presence, forms.ChoiceField)
        etape.choices = choices
        known = self.data.get("type") or self.valeurs.get("type")
        if known in LIBELLES_ENTRETIEN:
            said = ((p.value, write_presence(p, TypeEntretien(known))) for p in Presence)
            presence.choices = [*said, (PREVU, "Attendu·e")]
        if not self.etapes:
            del self.fields["etape"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        jour, heure = self.cleaned_data.get("prochain_jour"), self.cleaned_data.get("prochaine_heure")
        if jour and not heure and "prochaine_heure" not in self.errors:
            self.add_error("prochaine_heure", "Donnez l’heure de ce rendez-vous.")
        if heure and not jour and "prochain_jour" not in self.errors:
            self.add_error("prochain_jour", "Donnez le jour de ce rendez-vous.")
        return self.cleaned_data

    def build_entretien(self) -> Contact:
        said = self.cleaned_data["presence"]
        themes = [Theme(code) for code in self.cleaned_data["themes"]]
        contact = self.build_contact(None if said == PREVU else Presence(said), themes)
        etape = self.etapes.get(self.cleaned_data.get("etape", ""))
        return replace(contact, is_emarge=self.cleaned_data["emarge"], etape=etape)

    def build_prochain(self) -> Contact | None:
        data = self.cleaned_data
        if not data.get("prochain_jour"):
            return None
        return Contact(
            build_instant(data["prochain_jour"], data["prochaine_heure"]), duree=data["duree"], lieu=data["lieu"]
        )


class OuvertureForm(forms.Form):
    motif = forms.ChoiceField(
        label="Pourquoi ouvrez-vous cette note ?", widget=forms.RadioSelect,
        help_text="La raison est écrite au journal des accès, que la personne peut demander à lire.",
    )  # fmt: skip

    def __init__(self, *args: Any, niveau: NiveauNote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        motif = self.fields["motif"]
        assert isinstance(motif, forms.ChoiceField)
        motif.choices = [(m.value, LIBELLES_OUVERTURE[m]) for m in entretiens.list_ouvertures(niveau)]

    def clean_motif(self) -> MotifOuverture:
        return MotifOuverture(self.cleaned_data["motif"])


class RendezVousGroupesForm(RendezVousForm):
    intervalle = forms.TypedChoiceField(
        label="Les uns après les autres", coerce=int, choices=[(0, "Tous ensemble (atelier)"), *DUREES[:5]],
        initial=DUREES[2][0], help_text="Le premier commence à l’heure donnée, le suivant après cette durée.",
    )  # fmt: skip


class FrequenceForm(forms.Form):
    jours = forms.IntegerField(
        label="Un contact tous les… jours", min_value=entretiens.FREQUENCES.start,
        max_value=entretiens.FREQUENCES.stop - 1, help_text="31 pour un rendez-vous par mois, 15 pour deux.",
    )  # fmt: skip


def build_instant(jour: date, heure: Any) -> datetime:
    return make_aware(datetime.combine(jour, heure))


def read_valeurs(prevu: Entretien | None) -> tuple[str, dict[str, Any]]:
    """What is recorded of a contact, and of which version."""
    if prevu is None:
        return "", {}
    local = localtime(prevu.debut)
    return str(prevu.version), {
        "type": prevu.type, "jour": local.date(), "heure": local.time(), "duree": prevu.duree, "lieu": prevu.lieu,
        "themes": prevu.themes, "presence": prevu.presence or PREVU, "emarge": prevu.emarge,
        "etape": str(prevu.positionnement.uuid) if prevu.positionnement else "",
    }  # fmt: skip


def build_initial(prevu: Entretien | None, *, now: datetime) -> dict[str, Any]:
    """A contact that has just ended, of the usual length; of the rendez-vous being settled, that the person came."""
    if prevu is not None:
        return {} if prevu.presence or prevu.debut > now else {"presence": Presence.VENU}
    duree = entretiens.DUREE.get(on=localtime(now).date()).valeur
    start = localtime(now) - timedelta(minutes=duree)
    start = start.replace(minute=start.minute // QUART * QUART, second=0, microsecond=0)
    return {"type": TypeEntretien.INDIVIDUEL, "jour": start.date(), "heure": start.time(), "duree": duree,
            "presence": Presence.VENU}  # fmt: skip


def build_initial_note(note: Note | None) -> dict[str, Any]:
    return {name: getattr(note, name) for name in (*PARTIES, "niveau")} if note else {}
