"""Forms of the gallery: every kind of field, sound and refused. Nothing here is recorded."""

from typing import Any

from django import forms

from maillage.socle.champs import Bascules, DateNative, Depot, GrandsChoix, HeureNative

THEMES = [(c.lower(), c) for c in ("Emploi", "Formation", "Logement", "Mobilité", "Santé", "Garde d’enfants", "Budget")]
PRESENCES = [
    ("present", "Présent·e"),
    ("absent", "Absent·e"),
    ("excuse", "Excusé·e"),
    ("telephone", "Par téléphone"),
]


class TousLesChamps(forms.Form):
    objet = forms.CharField(label="Objet du rendez-vous", help_text="Quelques mots, sans donnée de santé.")
    courriel = forms.EmailField(label="Adresse électronique", required=False, help_text="Exemple : prenom.nom@ville.fr")
    jour = forms.DateField(label="Jour", widget=DateNative, help_text="Le rappel part la veille à midi.")
    heure = forms.TimeField(label="Heure", widget=HeureNative)
    heures = forms.DecimalField(
        label="Heures réalisées", min_value=0, max_value=200, decimal_places=2, help_text="Au quart d’heure près."
    )
    lieu = forms.ChoiceField(
        label="Lieu",
        choices=[("", "Choisir un lieu"), ("agence", "Agence de Valombre"), ("mairie", "Mairie de Saint-Aubin")],
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    presence = forms.ChoiceField(label="Présence", choices=PRESENCES, widget=GrandsChoix)
    themes = forms.MultipleChoiceField(label="Thèmes abordés", choices=THEMES, widget=Bascules, required=False)
    suite = forms.ChoiceField(
        label="Suite à donner",
        choices=[("rdv", "Un autre rendez-vous"), ("etape", "Une étape"), ("rien", "Rien pour l’instant")],
        widget=forms.RadioSelect,
        help_text="Ce choix prépare la prochaine action du dossier.",
    )
    piece = forms.FileField(
        label="Justificatif", widget=Depot, required=False, help_text="PDF ou image, 10 Mo au plus."
    )
    accord = forms.BooleanField(
        label="La personne a lu et accepte le contrat d’engagement", help_text="Le contrat signé reste dans ses pièces."
    )


class Refuse(TousLesChamps):
    """The same, refused: every error with what to do."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.add_error(None, "Ce rendez-vous chevauche celui de 14 h avec K. Dhaou : choisissez une autre heure.")
        return self.cleaned_data


class Entretien(forms.Form):
    jour = forms.DateField(label="Jour", widget=DateNative)
    duree = forms.ChoiceField(
        label="Durée", choices=[("30", "30 min"), ("45", "45 min"), ("60", "1 h"), ("90", "1 h 30")]
    )
    presence = forms.ChoiceField(label="Présence", choices=PRESENCES, widget=GrandsChoix)
    themes = forms.MultipleChoiceField(label="Thèmes abordés", choices=THEMES, widget=Bascules, required=False)
    texte = forms.CharField(
        label="Ce qui s’est dit",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="La personne peut demander à lire ce texte. Le brouillon se garde pendant que vous écrivez.",
    )
    prochain = forms.DateField(label="Prochain rendez-vous", widget=DateNative, required=False)
