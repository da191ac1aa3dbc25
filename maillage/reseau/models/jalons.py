"""What happened to a dispositif: created, renamed, merged, closed, opened again. Dated, never overwritten."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.reseau.models.dispositifs import Dispositif
from maillage.reseau.nomenclatures import LIBELLES_JALON, NatureJalon
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees


class Jalon(models.Model):
    """`nom`: what it was called until then. `lie`: the dispositif it merged into, or that took over after it.

    `reprise`: the structure that took over, when it is not a dispositif of the directory.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="jalons", verbose_name="dispositif"
    )
    nature = models.TextField("nature", choices=[(n.value, libelle) for n, libelle in LIBELLES_JALON.items()])
    le = models.DateField("date")
    nom = models.TextField("nom d’avant", blank=True, default="")
    lie = models.ForeignKey(
        Dispositif,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repris",
        verbose_name="dispositif de reprise",
    )
    reprise = models.TextField("structure de reprise", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(("dispositif", "nature", "le", "nom", "lie", "reprise"), PUBLIC),
    }  # fmt: skip

    class Meta:
        verbose_name = "jalon"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif"],
                condition=Q(nature=NatureJalon.CREATION),
                name="jalon_une_creation",
                violation_error_message="La création de ce dispositif est déjà déclarée.",
            ),
            models.CheckConstraint(
                condition=~Q(nature=NatureJalon.FUSION) | Q(lie__isnull=False),
                name="jalon_fusion_dit_dans_quoi",
                violation_error_message="Une fusion nomme le dispositif qui reprend celui-ci.",
            ),
            models.CheckConstraint(
                condition=Q(lie=None) | ~Q(lie=F("dispositif")),
                name="jalon_pas_dans_soi_meme",
                violation_error_message="Un dispositif ne fusionne pas avec lui-même.",
            ),
        ]

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_JALON[NatureJalon(self.nature)]
