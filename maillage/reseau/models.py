"""Organisations (legal persons) and dispositifs (what they carry). The dispositif is the compartment."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.reseau.nomenclatures import LIBELLES
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees


class Organisation(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nom = models.TextField()
    siren = models.TextField(blank=True, default="")
    is_fictive = models.BooleanField("fictive", default=False)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE,
        "uuid": TECHNIQUE,
        "nom": PUBLIC,
        "siren": PUBLIC,
        "is_fictive": TECHNIQUE,
    }

    def __str__(self) -> str:
        return self.nom


class Dispositif(models.Model):
    """A PLIE, an MDE, a service clause, an OI or the network head. `is_fictif`: belongs to the demonstration."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.TextField(choices=[(t.value, libelle) for t, libelle in LIBELLES.items()])
    slug = models.SlugField(max_length=120, unique=True)
    nom = models.TextField()
    region = models.ForeignKey("territoire.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    departement = models.ForeignKey(
        "territoire.Departement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_fictif = models.BooleanField("fictif", default=False)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "is_fictif": TECHNIQUE,
        **dict.fromkeys(("type", "slug", "nom", "region", "departement"), PUBLIC),
    }  # fmt: skip

    def __str__(self) -> str:
        return self.nom


class Rattachement(models.Model):
    """An OI pivot answers for a dispositif from `du` to `au`: its gestionnaires see that dispositif's FSE side."""

    oi = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="rattachements")
    dispositif = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="ois")
    du = models.DateField()
    au = models.DateField(null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, **dict.fromkeys(("oi", "dispositif", "du", "au"), PUBLIC)}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["oi", "dispositif", "du"], name="rattachement_unique")]
