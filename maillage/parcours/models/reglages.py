"""What a dispositif decides for itself, dated: the value of a day is that of the last line begun."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente


class Reglage(Compartimente):
    """One choice from a day on. Rows are never changed: two of the same day, the higher `rang` corrects the other."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    code = models.TextField("réglage", choices=[(code, definition.libelle) for code, definition in REGLAGES.items()])
    du = models.DateField("à partir du")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    valeur = models.TextField("valeur")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    saisi_le = models.DateTimeField("saisi le", auto_now_add=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        ("uuid", "code", "du", "rang", "valeur", "auteur", "saisi_le"), TECHNIQUE
    )

    class Meta:
        verbose_name = "réglage du dispositif"
        verbose_name_plural = "réglages du dispositif"
        constraints = [models.UniqueConstraint(fields=["dispositif", "code", "du", "rang"], name="reglage_unique")]
