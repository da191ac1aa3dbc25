"""Accounts and dated habilitations. Who may do what is in `permissions`, not here."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.roles import FONCTIONS, Role

_COMPTE = Champ(Categorie.COMPTES, "identifier les professionnels", BaseLegale.MISSION, 1, "T11")


class CompteManager(BaseUserManager["Compte"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Compte":
        compte = self.model(email=email.strip().lower(), **fields)
        compte.set_password(password)
        compte.save(using=self._db)
        return compte

    def get_by_natural_key(self, username: str | None) -> "Compte":
        return self.get(email=(username or "").lower())


class Compte(AbstractBaseUser):
    """A professional who signs in. Their droits come from their habilitations, never from here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse électronique", unique=True)
    prenom = models.TextField("prénom", blank=True, default="")
    nom = models.TextField("nom", blank=True, default="")
    is_active = models.BooleanField("actif", default=True)
    cree_le = models.DateTimeField(auto_now_add=True)

    objects = CompteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(("email", "prenom", "nom", "is_active", "cree_le", "password", "last_login"), _COMPTE),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="compte_email_en_minuscules",
                violation_error_message="L’adresse électronique s’écrit en minuscules.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.prenom} {self.nom}".strip() or self.email

    def get_short_name(self) -> str:
        return self.prenom or self.email


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    def actives(self, *, on: date) -> Self:
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on)


class Habilitation(models.Model):
    """A role, held from `du` to `au`, over one dispositif, one region or the network."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="habilitations")
    role = models.TextField(choices=[(role.value, f.libelle) for role, f in FONCTIONS.items()])
    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey("territoire.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    employeur = models.ForeignKey(
        "reseau.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    du = models.DateField("du")
    au = models.DateField("au", null=True, blank=True)
    revue_le = models.DateField("dernière revue", null=True, blank=True)

    objects = HabilitationQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(
            ("compte", "role", "dispositif", "region", "employeur", "du", "au", "revue_le"), _COMPTE
        ),
    }  # fmt: skip

    class Meta:
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
        ]

    @property
    def fonction(self) -> str:
        return FONCTIONS[Role(self.role)].libelle
