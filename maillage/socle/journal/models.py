"""The two journals: *actions* (`Evenement`, kept with the file) and *accès* (`Acces`, twelve months).

Append-only. No foreign key to what they speak of: they outlive it. No name, no free text.
"""

import uuid
from typing import ClassVar

from django.db import models

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

_ACTION = Champ(Categorie.JOURNAUX, "piste d’audit des décisions", BaseLegale.OBLIGATION, 2, "T9")
_ACCES = Champ(Categorie.JOURNAUX, "sécurité : qui a consulté quoi", BaseLegale.OBLIGATION, 2, "T10")


class Entree(models.Model):
    """`dispositif` empty: the installation's own chain. `cible` is `app.model`, `cible_cle` its public key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dispositif_id = models.BigIntegerField(null=True)
    horodatage = models.DateTimeField()
    compte_id = models.BigIntegerField(null=True)
    role = models.TextField(blank=True, default="")
    type = models.TextField()
    cible = models.TextField(blank=True, default="")
    cible_cle = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    requete = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class Evenement(Entree):
    """One intention: who, when, what, on what, before and after of codes and dates."""

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "dispositif_id": TECHNIQUE, "requete": TECHNIQUE,
        **dict.fromkeys(("horodatage", "compte_id", "role", "type", "cible", "cible_cle", "details"), _ACTION),
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["dispositif_id", "cible", "cible_cle", "id"], name="evenement_par_cible"),
        ]


class Acces(Entree):
    """One consultation, search, export or print."""

    adresse = models.TextField(blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "dispositif_id": TECHNIQUE, "requete": TECHNIQUE,
        **dict.fromkeys(
            ("horodatage", "compte_id", "role", "type", "cible", "cible_cle", "details", "adresse"), _ACCES
        ),
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["dispositif_id", "compte_id", "horodatage"], name="acces_par_compte"),
        ]
