"""A campaign: one year of one consolidation, asked of every dispositif of its kind."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.consolidation.depots.nomenclatures import (
    LIBELLES_CAMPAGNE,
    LIBELLES_CONSOLIDE,
    MOTS,
    Consolide,
    EtatCampagne,
    Mots,
)
from maillage.consolidation.depots.rules.campagnes import RAPPELS, get_etat
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees
from maillage.socle.models import Citee
from maillage.socle.nomenclatures import choix


def list_rappels() -> list[int]:
    return list(RAPPELS)


class Campagne(models.Model):
    """`is_fictive`: of the demonstration, whose figures never mix with real ones. `close_le`: the last day of deposits.

    `rappels`: days before the close on which those who have not deposited are reminded.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    consolide = models.TextField("consolidation", choices=choix(LIBELLES_CONSOLIDE), default=Consolide.PLIE)
    millesime = models.PositiveSmallIntegerField("année")
    ouverte_le = models.DateField("ouverte le")
    close_le = models.DateField("dernier jour des dépôts")
    rappels = models.JSONField("rappels, en jours avant la clôture", default=list_rappels)
    consigne = models.TextField("consigne", blank=True, default="")
    is_fictive = models.BooleanField("de démonstration", default=False)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "auteur", "is_fictive"), TECHNIQUE),
        **dict.fromkeys(("consolide", "millesime", "ouverte_le", "close_le", "rappels", "consigne"), PUBLIC),
    }

    CITEE: ClassVar[Citee] = Citee(
        ("uuid", "consolide", "millesime", "ouverte_le", "close_le", "rappels", "consigne", "is_fictive"),
        cle=("consolide", "millesime", "is_fictive"),
    )

    class Meta:
        verbose_name = "campagne de dépôts"
        verbose_name_plural = "campagnes de dépôts"
        constraints = [
            models.UniqueConstraint(
                fields=["consolide", "millesime", "is_fictive"], name="campagne_une_par_annee",
                violation_error_message="Cette année a déjà sa campagne : modifiez ses dates plutôt que d’en ouvrir une autre.",
            ),
            models.CheckConstraint(condition=Q(close_le__gt=F("ouverte_le")), name="campagne_dates"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{LIBELLES_CONSOLIDE[Consolide(self.consolide)]}, année {self.millesime}"

    def get_absolute_url(self) -> str:
        return reverse("depots:campagne", args=[self.uuid])

    @property
    def mots(self) -> Mots:
        return MOTS[Consolide(self.consolide)]

    @property
    def has_enquete(self) -> bool:
        """The annual survey is asked of the PLIE."""
        return self.consolide == Consolide.PLIE

    def get_etat(self, *, on: date) -> EtatCampagne:
        return get_etat(self.ouverte_le, self.close_le, on=on)

    def name_etat(self, *, on: date) -> str:
        return LIBELLES_CAMPAGNE[self.get_etat(on=on)]


class Rappel(models.Model):
    """A reminder that left, so that it leaves once. `jours`: before the close."""

    campagne = models.ForeignKey(Campagne, on_delete=models.PROTECT, related_name="envois", verbose_name="campagne")
    jours = models.PositiveSmallIntegerField("jours avant la clôture")
    envoye_le = models.DateField("envoyé le")
    nombre = models.PositiveIntegerField("courriels")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("id", "campagne", "jours", "envoye_le", "nombre"), TECHNIQUE)

    class Meta:
        verbose_name = "rappel envoyé"
        verbose_name_plural = "rappels envoyés"
        constraints = [models.UniqueConstraint(fields=["campagne", "jours"], name="rappel_une_fois")]

    def __str__(self) -> str:
        return f"{self.campagne}, {self.jours} jours avant"
