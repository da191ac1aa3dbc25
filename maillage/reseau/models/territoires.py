"""Where a dispositif works, as it declares it."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.reseau.models.dispositifs import CHOIX_SOURCE, Dispositif
from maillage.reseau.nomenclatures import LIBELLES_TERRITOIRE, NatureTerritoire, Source
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees


class TerritoireQuerySet(models.QuerySet["TerritoireIntervention"]):
    def actifs(self, *, on: date) -> Self:
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on)


class TerritoireIntervention(models.Model):
    """A commune, or a whole EPCI or EPT, from `du` to `au`. `exclu` takes one commune out of a declared EPCI."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="territoires", verbose_name="dispositif"
    )
    commune = models.ForeignKey(
        "territoire.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    epci = models.ForeignKey(
        "territoire.Epci",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="intercommunalité",
    )
    nature = models.TextField(
        "nature",
        choices=[(n.value, libelle) for n, libelle in LIBELLES_TERRITOIRE.items()],
        default=NatureTerritoire.PLEIN,
    )
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    source = models.TextField("document source", choices=CHOIX_SOURCE, default=Source.STRUCTURE)

    objects = TerritoireQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(("dispositif", "commune", "epci", "nature", "du", "au", "source"), PUBLIC),
    }  # fmt: skip

    class Meta:
        verbose_name = "territoire d’intervention"
        indexes = [
            models.Index(fields=["commune", "dispositif"], name="territoire_par_commune"),
            models.Index(fields=["epci", "dispositif"], name="territoire_par_epci"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(commune=None, epci__isnull=False) | Q(commune__isnull=False, epci=None),
                name="territoire_commune_ou_epci",
                violation_error_message="Un territoire est une commune ou une intercommunalité.",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="territoire_dates_ordonnees",
                violation_error_message="La fin de l’intervention précède son début.",
            ),
            models.CheckConstraint(
                condition=~Q(nature=NatureTerritoire.EXCLU) | Q(commune__isnull=False),
                name="territoire_exclu_est_une_commune",
                violation_error_message="On n’exclut qu’une commune.",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "commune"],
                condition=Q(au=None, commune__isnull=False),
                name="territoire_commune_en_cours_unique",
                violation_error_message="Cette commune est déjà déclarée.",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "epci"],
                condition=Q(au=None, epci__isnull=False),
                name="territoire_epci_en_cours_unique",
                violation_error_message="Cette intercommunalité est déjà déclarée.",
            ),
        ]

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_TERRITOIRE[NatureTerritoire(self.nature)]
