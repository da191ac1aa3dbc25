"""Invitations: the only way an account opens. The link is known by its hash alone."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from maillage.comptes.models.comptes import COMPTE, Compte
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.roles import FONCTIONS, Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def en_attente(self) -> Self:
        """Neither accepted nor withdrawn; its link may have expired, and can be sent again."""
        return self.filter(acceptee_le=None, retiree_le=None)


class Invitation(models.Model):
    """An habilitation offered to an e-mail address, until `expire_le`, once."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse électronique")
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
    # Empty only for the first administrator, whom the installation itself invites.
    par = models.ForeignKey(
        Compte, on_delete=models.PROTECT, null=True, related_name="invitations_envoyees", verbose_name="envoyée par"
    )
    creee_le = models.DateTimeField("créée le")
    expire_le = models.DateTimeField("expire le")
    jeton_sha256 = models.TextField("empreinte du jeton", unique=True, editable=False)
    envois = models.PositiveSmallIntegerField("nombre d’envois", default=1)
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    acceptee_par = models.ForeignKey(
        Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="acceptée par"
    )
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "jeton_sha256": TECHNIQUE, "envois": TECHNIQUE,
        **dict.fromkeys(
            (
                "email", "role", "dispositif", "region", "departements", "territoire", "employeur", "du", "au", "par", "creee_le", "expire_le",
                "acceptee_le", "acceptee_par", "retiree_le",
            ),
            COMPTE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "invitation"
        indexes = [models.Index(fields=["dispositif", "creee_le"], name="invitation_par_dispositif")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_en_minuscules",
                violation_error_message="L’adresse électronique s’écrit en minuscules.",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="invitation_dates_ordonnees",
                violation_error_message="La fin de l’habilitation précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(dispositif=None) | Q(region=None),
                name="invitation_une_seule_portee",
                violation_error_message="Une habilitation porte sur un dispositif ou sur une région, pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(departements=[], territoire="")
                | Q(dispositif=None, region=None) & ~Q(departements=[]) & ~Q(territoire=""),
                name="invitation_departements_nommes",
                violation_error_message="Des départements se nomment, et ne vont ni avec un dispositif ni avec une région.",
            ),
            models.CheckConstraint(
                condition=Q(acceptee_le=None, acceptee_par=None) | (~Q(acceptee_le=None) & ~Q(acceptee_par=None)),
                name="invitation_acceptation_complete",
                violation_error_message="Une invitation acceptée dit quand et par qui.",
            ),
        ]

    @property
    def fonction(self) -> str:
        return FONCTIONS[Role(self.role)].libelle

    @property
    def lieu(self) -> str:
        return str(self.dispositif or self.region or self.territoire or "Réseau national")

    def is_perimee(self, *, now: datetime) -> bool:
        return now >= self.expire_le
