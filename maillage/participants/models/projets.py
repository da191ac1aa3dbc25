"""What a person wants to do, what they look for, what they have done. A project keeps each of its versions."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.participants.models.personnes import Personne
from maillage.participants.nomenclatures.corrections import LIBELLES_CORRECTION
from maillage.participants.nomenclatures.projets import (
    LIBELLES_CV,
    LIBELLES_EXPERIENCE,
    LIBELLES_TEMPS,
    PRET_EMPLOI,
    NatureExperience,
)
from maillage.participants.nomenclatures.situation import LIBELLES_PROJET, EtatProjet
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

PROJET = Champ(Categorie.DIAGNOSTIC, "construire le projet professionnel", BaseLegale.MISSION, 2, "T3", volontaire=True)
CHAMPS_PROJET = ("intitule", "code_rome", "priorite", "etat", "du", "au")


class LigneDeProjet(Compartimente):
    """`code_rome`: the public nomenclature's, when it is known."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    priorite = models.PositiveSmallIntegerField("priorité", default=1)
    code_rome = models.TextField("code ROME", blank=True, default="")
    intitule = models.TextField("métier visé")
    etat = models.TextField("état du projet", choices=choix(LIBELLES_PROJET), default=EtatProjet.A_CONSTRUIRE)

    class Meta:
        abstract = True

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_PROJET[EtatProjet(self.etat)]


class Projet(LigneDeProjet):
    """A trade the person wants, or wanted, as it stands. `version`: that of its last `VersionProjet`."""

    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="projets", verbose_name="personne")
    version = models.PositiveIntegerField("version", default=1)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "version"), TECHNIQUE),
        **dict.fromkeys(CHAMPS_PROJET, PROJET),
    }

    class Meta:
        verbose_name = "projet professionnel"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(au=None) | models.Q(au__gte=models.F("du")),
                name="projet_dates_ordonnees",
                violation_error_message="La fin du projet précède son début.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne"], name="projet_de_la_personne")]


class VersionProjet(LigneDeProjet):
    """What a project said from the day it was recorded until the next version. Never changed."""

    projet = models.ForeignKey(Projet, on_delete=models.PROTECT, related_name="versions", verbose_name="projet")
    rang = models.PositiveIntegerField("rang")
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "projet", "rang", "saisie_le", "auteur"), TECHNIQUE),
        **dict.fromkeys(CHAMPS_PROJET, PROJET),
    }

    class Meta:
        verbose_name = "version d’un projet professionnel"
        verbose_name_plural = "versions d’un projet professionnel"
        constraints = [models.UniqueConstraint(fields=["projet", "rang"], name="version_projet_unique")]


class Recherche(Compartimente):
    """What the person looks for from `du` on, and how near a job they are. Rows only add up, like a situation."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="recherches", verbose_name="personne")
    du = models.DateField("depuis le")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    motif = models.TextField("motif de la correction", choices=choix(LIBELLES_CORRECTION), blank=True, default="")
    pret_emploi = models.PositiveSmallIntegerField(
        "prêt à l’emploi", choices=list(PRET_EMPLOI.items()), null=True, blank=True
    )
    disponible_le = models.DateField("disponible à partir du", null=True, blank=True)
    secteurs = models.TextField("secteurs recherchés", blank=True, default="")
    metiers_exclus = models.TextField("métiers exclus", blank=True, default="")
    contrats = models.JSONField("contrats acceptés", default=list, blank=True)
    temps = models.TextField("temps de travail accepté", choices=choix(LIBELLES_TEMPS), blank=True, default="")
    salaire_plancher = models.PositiveIntegerField("salaire net minimal, en euros par mois", null=True, blank=True)
    competences = models.TextField("compétences", blank=True, default="")
    cv = models.TextField("CV", choices=choix(LIBELLES_CV), blank=True, default="")
    cv_le = models.DateField("dernière version du CV", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "rang", "saisie_le", "auteur", "motif"), TECHNIQUE),
        **dict.fromkeys(
            ("du", "pret_emploi", "disponible_le", "secteurs", "metiers_exclus", "contrats", "temps",
             "salaire_plancher", "competences", "cv", "cv_le"),
            PROJET,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "recherche d’emploi"
        verbose_name_plural = "recherches d’emploi"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "du", "rang"],
                name="recherche_une_par_rang",
                violation_error_message="Une autre correction de ce jour vient d’être enregistrée.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne", "-du", "-rang"], name="recherche_de_la_personne")]


class Experience(Compartimente):
    """One line of a CV: a job, an internship, a training. Dates may be unknown."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="experiences", verbose_name="personne"
    )
    nature = models.TextField("nature", choices=choix(LIBELLES_EXPERIENCE), default=NatureExperience.EMPLOI)
    intitule = models.TextField("métier ou intitulé")
    employeur = models.TextField("employeur ou organisme", blank=True, default="")
    code_rome = models.TextField("code ROME", blank=True, default="")
    contrat = models.TextField("contrat", blank=True, default="")
    du = models.DateField("depuis le", null=True, blank=True)
    au = models.DateField("jusqu’au", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "version"), TECHNIQUE),
        **dict.fromkeys(("nature", "intitule", "employeur", "code_rome", "contrat", "du", "au"), PROJET),
    }

    class Meta:
        verbose_name = "expérience ou formation"
        verbose_name_plural = "expériences et formations"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(au=None) | models.Q(du=None) | models.Q(au__gte=models.F("du")),
                name="experience_dates_ordonnees",
                violation_error_message="La fin précède le début.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne"], name="experience_de_la_personne")]

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_EXPERIENCE[NatureExperience(self.nature)]
