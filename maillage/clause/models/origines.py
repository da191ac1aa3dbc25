"""Where a lot comes from, when somebody did not type it all: the source and the identifier it has there."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.nomenclatures.origines import LIBELLES_SOURCE, Source
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix


class OrigineLot(Compartimente):
    """`annonce`: public number of what announced it. `is_creation`: the lot was made from it, or only tied to it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="origines", verbose_name="lot")
    source = models.TextField("source", choices=choix(LIBELLES_SOURCE))
    identifiant = models.TextField("identifiant à la source")
    annonce = models.UUIDField("annonce", null=True)
    is_creation = models.BooleanField("créé depuis cette source", default=False)
    le = models.DateField("le")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "annonce"), TECHNIQUE),
        **dict.fromkeys(("source", "identifiant", "is_creation", "le"), MARCHE),
    }

    class Meta:
        verbose_name = "origine d’un lot"
        verbose_name_plural = "origines d’un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "source", "identifiant"], name="origine_lot_unique",
                violation_error_message="Ce lot vient déjà de cette annonce.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.libelle_source}, {self.identifiant}"

    @property
    def libelle_source(self) -> str:
        return LIBELLES_SOURCE[Source(self.source)]
