"""Accounts of professionals. Who may do what is in their habilitations and in `permissions`, not here."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

COMPTE = Champ(Categorie.COMPTES, "identifier les professionnels", BaseLegale.MISSION, 1, "T11")


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

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse électronique", unique=True)
    prenom = models.TextField("prénom", blank=True, default="")
    nom = models.TextField("nom", blank=True, default="")
    is_active = models.BooleanField("actif", default=True)
    # A fictitious person of the demonstration: opened in one click on loopback, refused everywhere else.
    is_demonstration = models.BooleanField("personne fictive de la démonstration", default=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    # To the hour: what the deactivation of dormant accounts needs, and no finer trace of anybody's day.
    vu_le = models.DateTimeField("dernière activité", null=True, blank=True)
    # The habilitation chosen last, found again at the next sign-in; no key, for it may since have ended.
    preferee = models.UUIDField("habilitation choisie", null=True, blank=True)

    objects = CompteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "is_demonstration": TECHNIQUE,
        **dict.fromkeys(
            ("email", "prenom", "nom", "is_active", "cree_le", "vu_le", "preferee", "password", "last_login"), COMPTE
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "compte"
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
