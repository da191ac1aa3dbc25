"""What is typed of a person’s projects, of what they look for, of what they have done."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from maillage.parcours.forms.champs import build_champs
from maillage.parcours.forms.personne import DateeForm, FormGroupe, Groupes, build_plusieurs, list_noms
from maillage.participants.models import Experience, Projet, Recherche
from maillage.participants.nomenclatures.projets import LIBELLES_CONTRAT_ACCEPTE

PROJET: Groupes = [
    ("Métier", ["intitule", "code_rome"]),
    ("Où en est ce projet", ["etat", "priorite", "du", "au"]),
]
RECHERCHE: Groupes = [
    ("Prêt à l’emploi", ["pret_emploi", "disponible_le"]),
    ("Ce qui est cherché", ["secteurs", "metiers_exclus", "contrats", "temps", "salaire_plancher"]),
    ("CV et compétences", ["competences", "cv", "cv_le"]),
]
EXPERIENCE: Groupes = [
    ("Ce qui a été fait", ["nature", "intitule", "employeur", "code_rome", "contrat"]),
    ("Quand", ["du", "au"]),
]
SALAIRE_MAX = 20_000  # euros a month: beyond, a slip of the hand


def build_rome() -> forms.Field:
    return forms.RegexField(
        r"^[A-Z][0-9]{4}$", label="Code ROME", required=False,
        error_messages={"invalid": "Un code ROME est une lettre suivie de quatre chiffres, par exemple K1302."},
    )  # fmt: skip


class LigneForm(FormGroupe):
    """A row that is corrected in place: all its fields are its own, dates included."""

    HORS = frozenset({"lu"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("du") and cleaned.get("au") and cleaned["au"] < cleaned["du"]:
            self.add_error("au", "La fin précède le début : corrigez l’une des deux dates.")
        return cleaned


class ProjetForm(LigneForm):
    GROUPES = PROJET

    def build(self) -> None:
        self.fields |= build_champs(Projet, *list_noms(PROJET))
        self.fields["code_rome"] = build_rome()
        self.fields["priorite"].help_text = "1 : celui qui passe en premier."
        self.fields["au"].help_text = "Seulement quand il est abandonné, ou atteint."


class ExperienceForm(LigneForm):
    GROUPES = EXPERIENCE

    def build(self) -> None:
        self.fields |= build_champs(Experience, *list_noms(EXPERIENCE))
        self.fields["code_rome"] = build_rome()


class RechercheForm(DateeForm):
    GROUPES = RECHERCHE

    def build(self) -> None:
        self.fields |= build_champs(Recherche, *(nom for nom in list_noms(RECHERCHE) if nom != "contrats"))
        self.fields["contrats"] = build_plusieurs("Contrats acceptés", LIBELLES_CONTRAT_ACCEPTE)
        salaire = self.fields["salaire_plancher"]
        assert isinstance(salaire, forms.IntegerField)
        salaire.validators.append(MaxValueValidator(SALAIRE_MAX))
        salaire.widget.attrs["max"] = SALAIRE_MAX

    def clean_contrats(self) -> list[str]:
        return sorted(self.cleaned_data["contrats"])
