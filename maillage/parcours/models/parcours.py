"""One stay of a person in a dispositif: its dates, its state, its référent, and what was true the day it began."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.referents import Referent
from maillage.parcours.nomenclatures.etats import (
    EN_FILE_ACTIVE,
    LIBELLES_PARCOURS,
    OUVERTS,
    SORTIS,
    EtatParcours,
)
from maillage.participants.models import Adresse, Personne, Situation, SituationSensible
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente, CompartimenteQuerySet

PARCOURS = Champ(Categorie.PARCOURS, "suivre le parcours et en rendre compte", BaseLegale.MISSION, 2, "T2")
CHOIX_ETAT = [(etat.value, libelle) for etat, libelle in LIBELLES_PARCOURS.items()]


class ParcoursQuerySet(CompartimenteQuerySet):
    def ouverts(self) -> Self:
        return self.filter(etat__in=OUVERTS)

    def en_file_active(self) -> Self:
        """Open and not suspended (domaine 01 § 13)."""
        return self.filter(etat__in=EN_FILE_ACTIVE)


class Parcours(Compartimente):
    """`etat`, `referent` and `dernier_contact` repeat the last passage, affectation and entretien: lists read them.

    Their history is in those tables. `version` grows at each change.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="parcours", verbose_name="personne")
    precedent = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="suivant",
        verbose_name="parcours précédent",
    )  # fmt: skip
    etat = models.TextField("état", choices=CHOIX_ETAT, default=EtatParcours.A_DEMARRER)
    referent = models.ForeignKey(Referent, on_delete=models.PROTECT, related_name="parcours", verbose_name="référent")
    date_entree = models.DateField("entrée le")
    is_entree_provisoire = models.BooleanField("entrée à confirmer", default=False)
    date_signature = models.DateField("contrat signé le", null=True, blank=True)
    date_sortie = models.DateField("sorti le", null=True, blank=True)
    dernier_contact = models.DateField("dernier contact réalisé", null=True, blank=True)
    prochain_contact = models.DateTimeField("prochain rendez-vous", null=True, blank=True)
    frequence_jours = models.PositiveSmallIntegerField("un contact tous les… jours", default=31)
    is_erreur = models.BooleanField("ouvert par erreur ou en double", default=False)
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar[models.Manager[Any]] = ParcoursQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "precedent", "version", "is_erreur"), TECHNIQUE),
        **dict.fromkeys(
            ("etat", "referent", "date_entree", "is_entree_provisoire", "date_signature", "date_sortie", "dernier_contact",
             "prochain_contact", "frequence_jours"),
            PARCOURS,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        constraints = [
            models.UniqueConstraint(
                fields=["personne"],
                condition=Q(date_sortie=None),
                name="parcours_un_seul_ouvert",
                violation_error_message="Cette personne a déjà un parcours ouvert.",
            ),
            models.CheckConstraint(
                condition=Q(date_sortie=None, etat__in=sorted(OUVERTS))
                | ~Q(date_sortie=None) & Q(etat__in=sorted(SORTIS)),
                name="parcours_sorti_a_une_date",
                violation_error_message="Un parcours est sorti s’il a une date de sortie, et seulement alors.",
            ),
            models.CheckConstraint(
                condition=Q(date_sortie=None) | Q(date_sortie__gte=F("date_entree")),
                name="parcours_dates_ordonnees",
                violation_error_message="La sortie précède l’entrée.",
            ),
        ]
        indexes = [
            models.Index(fields=["dispositif", "referent", "etat", "dernier_contact"], name="parcours_file_active"),
            models.Index(fields=["dispositif", "date_entree"], name="parcours_par_entree"),
            models.Index(fields=["dispositif", "date_sortie"], name="parcours_par_sortie"),
        ]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_PARCOURS[EtatParcours(self.etat)]

    @property
    def is_ouvert(self) -> bool:
        return EtatParcours(self.etat) in OUVERTS


class Passage(Compartimente):
    """One change of state, on its day. The state of a past day is the last passage of that day or before."""

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="passages", verbose_name="parcours")
    rang = models.PositiveSmallIntegerField("rang")
    de = models.TextField("état quitté", choices=CHOIX_ETAT, blank=True, default="")
    vers = models.TextField("état atteint", choices=CHOIX_ETAT)
    le = models.DateField("le")
    motif = models.TextField("motif", blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    enregistre_le = models.DateTimeField("enregistré le", auto_now_add=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("parcours", "rang", "auteur", "enregistre_le"), TECHNIQUE),
        **dict.fromkeys(("de", "vers", "le", "motif"), PARCOURS),
    }

    class Meta:
        verbose_name = "changement d’état d’un parcours"
        verbose_name_plural = "changements d’état d’un parcours"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "rang"],
                name="passage_rang_unique",
                violation_error_message="L’état de ce parcours vient de changer : rouvrez la page.",
            )
        ]


class Affectation(Compartimente):
    """The one référent who answers for a parcours from `du` until the next affectation, or the exit.

    A row has no end of its own: two référents at once, or none, cannot be written.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, related_name="affectations", verbose_name="parcours"
    )
    referent = models.ForeignKey(
        Referent, on_delete=models.PROTECT, related_name="affectations", verbose_name="référent"
    )
    du = models.DateField("depuis le")
    motif = models.TextField("motif du changement", blank=True, default="")
    depassement = models.TextField("pourquoi au-dessus de la capacité", blank=True, default="")
    passation_jusqu_au = models.DateField("l’ancien référent lit encore jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours"), TECHNIQUE),
        **dict.fromkeys(("referent", "du", "motif", "depassement", "passation_jusqu_au"), PARCOURS),
    }

    class Meta:
        verbose_name = "affectation à un référent"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "du"],
                name="affectation_un_seul_referent_par_jour",
                violation_error_message="Un référent est déjà désigné ce jour-là.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "referent", "du"], name="affectation_du_referent")]


class Photo(Compartimente):
    """What was true on the day of entry, or of exit, with what was computed from it. It never changes.

    A correction makes another photo, and says why; the first stays.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="photos", verbose_name="parcours")
    moment = models.TextField("moment", choices=[("entree", "Entrée"), ("sortie", "Sortie")])
    rang = models.PositiveSmallIntegerField("rang", default=1)
    le = models.DateField("au")
    figee_le = models.DateTimeField("figée le", auto_now_add=True)
    motif = models.TextField("motif de la correction", blank=True, default="")
    situation = models.ForeignKey(
        Situation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="situation"
    )
    sensible = models.ForeignKey(
        SituationSensible, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="situation sensible"
    )
    adresse = models.ForeignKey(Adresse, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="adresse")
    age = models.PositiveSmallIntegerField("âge", null=True)
    deld = models.BooleanField("demandeur d’emploi de longue durée", null=True)
    detld = models.BooleanField("demandeur d’emploi de très longue durée", null=True)
    cld_fse = models.BooleanField("chômeur de longue durée au sens du FSE", null=True)
    methode_deld = models.TextField("d’où vient la durée sans emploi", blank=True, default="")
    version_regle = models.TextField("version de la règle")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "rang", "figee_le", "version_regle"), TECHNIQUE),
        **dict.fromkeys(
            ("moment", "le", "motif", "situation", "sensible", "adresse", "age", "deld", "detld", "cld_fse",
             "methode_deld"),
            PARCOURS,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "photo d’un parcours"
        verbose_name_plural = "photos d’un parcours"
        constraints = [models.UniqueConstraint(fields=["parcours", "moment", "rang"], name="photo_rang_unique")]


class AnneeClose(Compartimente):
    """A year that the dispositif has closed for the consolidation: its exits are no longer undone."""

    annee = models.PositiveSmallIntegerField("année")
    close_le = models.DateField("close le")

    DONNEES: ClassVar[Donnees] = {"annee": TECHNIQUE, "close_le": TECHNIQUE}

    class Meta:
        verbose_name = "année close"
        verbose_name_plural = "années closes"
        constraints = [models.UniqueConstraint(fields=["dispositif", "annee"], name="annee_close_unique")]

    def covers(self, day: date) -> bool:
        return day.year == self.annee
