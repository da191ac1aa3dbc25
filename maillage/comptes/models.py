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
    # A fictitious person of the demonstration: opened in one click on loopback, refused everywhere else.
    is_demonstration = models.BooleanField("personne fictive de la démonstration", default=False)
    cree_le = models.DateTimeField(auto_now_add=True)
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
            ("email", "prenom", "nom", "is_active", "cree_le", "vu_le", "preferee", "password", "last_login"), _COMPTE
        ),
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
        """In force on a day: dates reached, neither ended early nor suspended for want of a review."""
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on, terminee_le=None, suspendue_le=None)

    def en_cours(self, *, on: date) -> Self:
        """Not over on a day: in force, suspended, or yet to begin."""
        return self.filter(Q(au=None) | Q(au__gte=on), terminee_le=None)


class Habilitation(models.Model):
    """A role, held from `du` to `au`, over one dispositif, one region or the network.

    A row is never rewritten: a change ends it (`terminee_le`, at the minute) and opens another, so that who could
    do what on a past day stays known.
    """

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
    accordee_par = models.ForeignKey(
        Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="habilitations_accordees"
    )
    revue_le = models.DateField("dernière revue", null=True, blank=True)
    terminee_le = models.DateTimeField("terminée le", null=True, blank=True)
    terminee_par = models.ForeignKey(Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    suspendue_le = models.DateTimeField("suspendue le", null=True, blank=True)

    objects = HabilitationQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(
            (
                "compte", "role", "dispositif", "region", "employeur", "du", "au", "accordee_par", "revue_le",
                "terminee_le", "terminee_par", "suspendue_le",
            ),
            _COMPTE,
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
        """Where it is held: the dispositif, the region, or the whole network."""
        return str(self.dispositif or self.region or "Réseau national")
