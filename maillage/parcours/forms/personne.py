"""What is typed about a person: identity, address, situation, sensitive answers, projects. The rules check the rest."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.text import capfirst
from django.utils.timezone import localdate

from maillage.parcours.forms.champs import PAS_DEMANDE, build_champs
from maillage.participants.models import Adresse, Personne, Situation
from maillage.participants.nomenclatures.autonomie import LIBELLES_CATEGORIE_PERMIS, LIBELLES_CERTIFICATION
from maillage.participants.nomenclatures.corrections import LIBELLES_CORRECTION
from maillage.participants.nomenclatures.situation import LIBELLES_RESSOURCE, Ressource
from maillage.participants.rules import completude, famille, sensibles
from maillage.participants.rules.nir import is_nir
from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import FormVersionne

Groupes = list[tuple[str, list[str]]]
IDENTITE: Groupes = [
    ("Identité", ["civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "commune_naissance",
                  "pays_naissance"]),
    ("Nationalité et titre de séjour", ["nationalite", "titre_type", "titre_travail", "titre_echeance"]),
    ("Coordonnées", ["telephone", "autre_telephone", "courriel", "canal", "langue", "interprete", "a_prevenir",
                     "a_prevenir_telephone"]),
    ("Identifiants chez les partenaires", ["france_travail", "effacer_france_travail", "allocataire",
                                           "effacer_allocataire"]),
]  # fmt: skip
SECRETS = ("france_travail", "allocataire")
SITUATION: Groupes = [
    ("Emploi et inscription", ["emploi", "categorie", "inscrit_le", "dernier_emploi_fin", "jamais_travaille",
                               "indemnisation", "indemnisation_fin"]),
    ("RSA et ressources", ["brsa", "brsa_qualite", "rsa_ouvert_le", "rsa_attestation_le", "rsa_majore",
                           "rsa_droits_devoirs", "organisme_referent", "ressources"]),
    ("Famille et garde d’enfants", ["famille", "enfants", "enfants_moins_3", "enfants_naissances", "parent_isole",
                                    "menage_sans_emploi", "garde", "garde_jours", "garde_horaires", "garde_du",
                                    "garde_au", "aidant"]),
    ("Formation", ["niveau", "diplome", "diplome_intitule", "diplome_annee", "diplome_etranger", "diplome_pays",
                   "diplome_reconnu"]),
    ("Mobilité", ["permis", "permis_categories", "permis_le", "vehicule", "assurance", "transports", "rayon_minutes",
                  "rayon_km", "horaires_decales", "mobilite_seul"]),
    ("Langue et numérique", ["oral", "ecrit", "langue_outil", "illettrisme", "calcul", "certifications", "equipement",
                              "connexion", "autonomie_numerique"]),
]  # fmt: skip
ADRESSE: Groupes = [
    ("Adresse", ["type", "voie", "complement", "code_postal", "commune"]),
    ("Quartier prioritaire de la politique de la ville", ["qpv", "qpv_code", "qpv_methode"]),
]
# Maximum of the whole numbers asked; a rule of good sense, the trade sets no other.
BORNES = {"enfants": 20, "enfants_moins_3": 10, "garde_jours": 7, "autonomie_numerique": 3, "rayon_minutes": 240,
          "rayon_km": 200}  # fmt: skip


PLUSIEURS: dict[str, tuple[str, Mapping[Any, str]]] = {
    "ressources": ("Autres ressources", LIBELLES_RESSOURCE),
    "permis_categories": ("Catégories du permis", LIBELLES_CATEGORIE_PERMIS),
    "certifications": ("Certifications", LIBELLES_CERTIFICATION),
}


def build_plusieurs(libelle: str, choix: Mapping[Any, str]) -> forms.Field:
    """Several answers at once; none is not known."""
    return forms.MultipleChoiceField(
        label=libelle, required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code.value, said) for code, said in choix.items()],
    )  # fmt: skip


def list_noms(groupes: Groupes) -> list[str]:
    return [nom for _, noms in groupes for nom in noms]


class FormGroupe(FormVersionne):
    """Its fields under headings, in the order of `GROUPES`."""

    GROUPES: Groupes = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            if nom in completude.PAR_CHAMP:
                setattr(champ, "statut", completude.PAR_CHAMP[nom].statut)  # noqa: B010  # said in the place of « facultatif »

    @property
    def has_statuts(self) -> bool:
        return any(getattr(champ, "statut", "") for champ in self.fields.values())

    @property
    def groupes(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(titre, [self[nom] for nom in noms]) for titre, noms in self.GROUPES]


class IdentiteForm(FormGroupe):
    GROUPES = IDENTITE
    HORS = FormVersionne.HORS | {*SECRETS, "effacer_france_travail", "effacer_allocataire"}

    def build(self) -> None:
        columns = [nom for nom in list_noms(IDENTITE) if hasattr(Personne, nom) and nom not in SECRETS]
        self.fields |= build_champs(Personne, *columns)
        self.fields["courriel"] = forms.EmailField(label="Courriel", required=False, max_length=200)
        for nom, libelle in (("france_travail", "identifiant France Travail"), ("allocataire", "numéro d’allocataire")):
            masque = mask(self.valeurs.get(nom, ""))
            self.fields[nom] = forms.CharField(
                label=capfirst(libelle), required=False, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}),
                help_text=f"Enregistré : {masque}. Laissez vide pour le garder." if masque else "Jamais le numéro de Sécurité sociale.",
            )  # fmt: skip
            self.fields[f"effacer_{nom}"] = forms.BooleanField(label=f"Effacer : {libelle}", required=False)
            self.initial.pop(nom, None)

    def clean_france_travail(self) -> str:
        return refuse_nir(self.cleaned_data["france_travail"])

    def clean_allocataire(self) -> str:
        return refuse_nir(self.cleaned_data["allocataire"])

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        for nom in SECRETS:
            if self.cleaned_data[nom]:
                values[nom] = self.cleaned_data[nom]
            elif self.cleaned_data[f"effacer_{nom}"]:
                values[nom] = ""
        return values


class DateeForm(FormGroupe):
    """`du` and, for a day already recorded, the reason of the correction."""

    du = forms.DateField(
        label="Vrai depuis le", widget=DateNative(), help_text="La date du changement, pas celle de la saisie."
    )
    motif = forms.ChoiceField(
        label="Motif de la correction", required=False,
        choices=[("", "Sans objet : c’est un changement"), *((m.value, libelle) for m, libelle in LIBELLES_CORRECTION.items())],
        help_text="À dire seulement si une saisie existe déjà à cette date.",
    )  # fmt: skip


class AdresseForm(DateeForm):
    GROUPES = ADRESSE

    def build(self) -> None:
        self.fields |= build_champs(Adresse, *list_noms(ADRESSE))
        self.fields["code_postal"].widget.attrs["inputmode"] = "numeric"
        self.fields[
            "qpv_code"
        ].help_text = "Par exemple QN05912M. La géographie (2015 ou 2024) suit la date de l’adresse."


class SituationForm(DateeForm):
    GROUPES = SITUATION

    def build(self) -> None:
        self.fields |= build_champs(Situation, *(nom for nom in list_noms(SITUATION) if nom not in PLUSIEURS))
        for nom, (libelle, choix) in PLUSIEURS.items():
            self.fields[nom] = build_plusieurs(libelle, choix)
        self.fields["enfants_naissances"].help_text = "Par exemple 2015, 2019. Une année ne vieillit pas, un âge si."
        self.fields["garde_au"].help_text = "Vide : la solution dure."
        for nom, borne in BORNES.items():
            champ = self.fields[nom]
            assert isinstance(champ, forms.IntegerField)
            champ.validators.append(MaxValueValidator(borne))
            champ.widget.attrs["max"] = borne

    def clean_enfants_naissances(self) -> str:
        try:
            return famille.write_annees(famille.read_annees(self.cleaned_data["enfants_naissances"], today=localdate()))
        except famille.AnneesIllisibles as illisibles:
            raise forms.ValidationError(str(illisibles)) from illisibles

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        naissances = cleaned.get("enfants_naissances") or ""
        annees = famille.read_annees(naissances, today=localdate())
        if refus := famille.check_nombre(annees, cleaned.get("enfants")):
            self.add_error("enfants_naissances", refus)
        if cleaned.get("garde_du") and cleaned.get("garde_au") and cleaned["garde_au"] < cleaned["garde_du"]:
            self.add_error("garde_au", "La garde finit avant de commencer : corrigez l’une des deux dates.")
        return cleaned

    def clean_ressources(self) -> list[str]:
        found = self.cleaned_data["ressources"]
        if Ressource.SANS_RESSOURCE in found and len(found) > 1:
            raise forms.ValidationError("« Sans ressource » ne se coche pas avec une autre ressource.")
        return sorted(found)


class SensibleForm(DateeForm):
    """From the table of questions."""

    def build(self) -> None:
        for question in sensibles.QUESTIONS:
            self.fields[question.nom] = _build_question(question)
        self.fields["boeth_fin"] = forms.DateField(
            label="Fin de la reconnaissance", required=False, widget=DateNative()
        )

    @property
    def groupes(self) -> list[tuple[str, list[forms.BoundField]]]:
        found: dict[str, list[forms.BoundField]] = {}
        for question in sensibles.QUESTIONS:
            found.setdefault(question.groupe, []).append(self[question.nom])
        found["Handicap"].append(self["boeth_fin"])
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for nom in sensibles.list_contradictions(cleaned):
            self.add_error(nom, "« Aucune » ou « Ne souhaite pas répondre » ne se coche pas avec autre chose.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        reponses = sensibles.clean_reponses({q.nom: self.cleaned_data[q.nom] for q in sensibles.QUESTIONS})
        fin = self.cleaned_data["boeth_fin"] if reponses.get("boeth") == "oui" else None
        return {"reponses": reponses, "boeth_fin": fin}


def _build_question(question: sensibles.Question) -> forms.Field:
    if question.is_date:
        return forms.DateField(label=question.libelle, required=False, widget=DateNative(), help_text=question.aide)
    if question.multiple:
        return forms.MultipleChoiceField(
            label=question.libelle, required=False, widget=forms.CheckboxSelectMultiple, help_text=question.aide,
            choices=question.choix,
        )  # fmt: skip
    return forms.ChoiceField(
        label=question.libelle, required=False, help_text=question.aide, choices=[("", PAS_DEMANDE), *question.choix]
    )


class PhotoForm(forms.Form):
    motif = forms.ChoiceField(
        label="Motif de la correction", choices=[(m.value, libelle) for m, libelle in LIBELLES_CORRECTION.items()]
    )


def mask(identifiant: str) -> str:
    """The last three characters only."""
    return "•" * max(0, len(identifiant) - 3) + identifiant[-3:] if len(identifiant) > 3 else "•" * len(identifiant)


def refuse_nir(value: str) -> str:
    """R-03: thirteen digits and their key are not an identifier of ours, whatever the field."""
    compact = "".join(value.split())
    if is_nir(compact):
        raise forms.ValidationError(
            "Ce numéro ressemble à un numéro de Sécurité sociale : il ne s’enregistre nulle part."
        )
    return compact
