"""Erasures: the lots that wait for two people, and what remains of what was erased."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

_VALIDATION = Champ(Categorie.JOURNAUX, "preuve des effacements", BaseLegale.OBLIGATION, 1, "T9")


class PierreTombale(models.Model):
    """Something was erased: which kind, when, under which rule. The key's hash cannot be turned back (R-21)."""

    modele = models.TextField()
    empreinte = models.TextField(unique=True)
    regle = models.TextField()
    le = models.DateField()

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("id", "modele", "empreinte", "regle", "le"), TECHNIQUE)


class Lot(models.Model):
    """The first erasure of a rule, waiting for two different people. Later ones need nobody (R-21)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    regle = models.TextField(unique=True)
    effectif = models.PositiveIntegerField()
    cree_le = models.DateTimeField()
    premier = models.BigIntegerField(null=True)
    premier_le = models.DateTimeField(null=True)
    second = models.BigIntegerField(null=True)
    second_le = models.DateTimeField(null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "regle", "effectif", "cree_le"), TECHNIQUE),
        **dict.fromkeys(("premier", "premier_le", "second", "second_le"), _VALIDATION),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | (Q(premier__isnull=False) & ~Q(second=F("premier"))),
                name="lot_valide_par_deux_personnes",
                violation_error_message="Un premier effacement se valide à deux personnes différentes.",
            )
        ]

    @property
    def is_valide(self) -> bool:
        return self.second is not None
