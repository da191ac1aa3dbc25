"""The exits that a dispositif names in its own words (domaine 01 § 11.1: a local list, controlled)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.nomenclatures.sorties import A_NOMMER, LIBELLES_A_NOMMER
from maillage.socle.classement import TECHNIQUE, Donnees, Technique
from maillage.socle.models import Compartimente

LISTE = Technique("liste locale de sorties, sans personne physique")


class SortieLocale(Compartimente):
    """A label of this dispositif; it always counts as exactly one national code, from a day to another."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    libelle = models.TextField("libellé local")
    national = models.TextField("code national", choices=[(code, LIBELLES_A_NOMMER[code]) for code in A_NOMMER])
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("libelle", "national", "du", "au"), LISTE)}

    class Meta:
        verbose_name = "sortie locale"
        verbose_name_plural = "sorties locales"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "libelle"], condition=Q(au=None), name="sortie_locale_libelle_unique",
                violation_error_message="Ce libellé existe déjà.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="sortie_locale_dates_ordonnees"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.libelle
