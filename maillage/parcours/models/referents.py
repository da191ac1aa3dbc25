"""Who accompanies: the référents of a dispositif, their working time, and who has answered for a parcours since when."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.reseau.models import Organisation
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente

AGENT = Champ(Categorie.COMPTES, "savoir qui accompagne", BaseLegale.MISSION, 1, "T11")


class Referent(Compartimente):
    """A référent of this dispositif. Without an account, one of the past, known from files taken over."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="compte",
    )  # fmt: skip
    nom = models.TextField("nom")
    prenom = models.TextField("prénom")
    employeur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="employeur"
    )
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "compte"), TECHNIQUE),
        **dict.fromkeys(("nom", "prenom", "employeur", "du", "au"), AGENT),
    }

    class Meta:
        verbose_name = "référent de parcours"
        verbose_name_plural = "référents de parcours"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "compte"],
                condition=~Q(compte=None),
                name="referent_un_par_compte",
                violation_error_message="Cette personne est déjà référente ici.",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="referent_dates_ordonnees",
                violation_error_message="La fin précède le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"


class Quotite(Compartimente):
    """The share of full time a référent gives this dispositif, from `du` until the next one."""

    referent = models.ForeignKey(Referent, on_delete=models.PROTECT, related_name="quotites", verbose_name="référent")
    du = models.DateField("depuis le")
    etp = models.DecimalField("équivalent temps plein", max_digits=4, decimal_places=2)

    DONNEES: ClassVar[Donnees] = {"referent": TECHNIQUE, "du": AGENT, "etp": AGENT}

    class Meta:
        verbose_name = "temps de travail d’un référent"
        constraints = [
            models.UniqueConstraint(fields=["referent", "du"], name="quotite_une_par_jour"),
            models.CheckConstraint(
                condition=Q(etp__gt=0, etp__lte=1),
                name="quotite_entre_0_et_1",
                violation_error_message="Le temps de travail est compris entre 0 et 1.",
            ),
        ]


class Remplacement(Compartimente):
    """While one is away, another sees and keeps their files; the parcours keep their référent."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    absent = models.ForeignKey(
        Referent, on_delete=models.PROTECT, related_name="absences", verbose_name="référent absent"
    )
    remplacant = models.ForeignKey(
        Referent, on_delete=models.PROTECT, related_name="remplacements", verbose_name="remplaçant"
    )
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au")

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("absent", "remplacant", "du", "au"), AGENT)}

    class Meta:
        verbose_name = "remplacement"
        constraints = [
            models.CheckConstraint(
                condition=Q(au__gte=F("du")),
                name="remplacement_dates_ordonnees",
                violation_error_message="La fin précède le début.",
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("remplacant")),
                name="remplacement_par_un_autre",
                violation_error_message="Personne ne se remplace soi-même.",
            ),
        ]
