"""Dated habilitations: who does what, where, from when to when."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.comptes.models.comptes import COMPTE, Compte
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.roles import FONCTIONS, Role


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    def actives(self, *, on: date) -> Self:
        """In force on a day: dates reached, neither ended early nor suspended for want of a review."""
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on, terminee_le=None, suspendue_le=None)

    def en_cours(self, *, on: date) -> Self:
        """Not over on a day: in force, suspended, or yet to begin."""
        return self.filter(Q(au=None) | Q(au__gte=on), terminee_le=None)


class Habilitation(models.Model):
    """A role, held from `du` to `au`, over one dispositif, one region, some départements or the network.

    A row is never rewritten: a change ends it (`terminee_le`, at the minute) and opens another, so that who could
    do what on a past day stays known. `departements`: their codes; `territoire`: their names when it was granted.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="habilitations", verbose_name="compte")
    role = models.TextField("rôle", choices=[(role.value, f.libelle) for role, f in FONCTIONS.items()])
    dispositif = models.ForeignKey(
        "reseau.Dispositif",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dispositif",
    )
    region = models.ForeignKey(
        "territoire.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="région"
    )
    departements = models.JSONField("départements", default=list, blank=True)
    territoire = models.TextField("noms des départements", blank=True, default="")
    employeur = models.ForeignKey(
        "reseau.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="employeur",
    )
    du = models.DateField("du")
    au = models.DateField("au", null=True, blank=True)
    accordee_par = models.ForeignKey(
        Compte,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="habilitations_accordees",
        verbose_name="accordée par",
    )
    revue_le = models.DateField("dernière revue", null=True, blank=True)
    terminee_le = models.DateTimeField("terminée le", null=True, blank=True)
    terminee_par = models.ForeignKey(
        Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="terminée par"
    )
    suspendue_le = models.DateTimeField("suspendue le", null=True, blank=True)

    objects = HabilitationQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(
            (
                "compte", "role", "dispositif", "region", "departements", "territoire", "employeur", "du", "au", "accordee_par", "revue_le",
                "terminee_le", "terminee_par", "suspendue_le",
            ),
            COMPTE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "habilitation"
        indexes = [models.Index(fields=["dispositif", "compte"], name="habilitation_par_dispositif")]
        constraints = [
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="habilitation_dates_ordonnees",
                violation_error_message="La fin de l’habilitation précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(dispositif=None) | Q(region=None),
                name="habilitation_une_seule_portee",
                violation_error_message="Une habilitation porte sur un dispositif ou sur une région, pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(departements=[], territoire="")
                | Q(dispositif=None, region=None) & ~Q(departements=[]) & ~Q(territoire=""),
                name="habilitation_departements_nommes",
                violation_error_message="Des départements se nomment, et ne vont ni avec un dispositif ni avec une région.",
            ),
            models.CheckConstraint(
                condition=Q(terminee_le=None, terminee_par=None) | ~Q(terminee_le=None),
                name="habilitation_fin_datee",
                violation_error_message="Une habilitation terminée porte la date de sa fin.",
            ),
        ]

    @property
    def fonction(self) -> str:
        return FONCTIONS[Role(self.role)].libelle

    @property
    def lieu(self) -> str:
        """Where it is held: the dispositif, the region, the départements, or the whole network."""
        return str(self.dispositif or self.region or self.territoire or "Réseau national")
