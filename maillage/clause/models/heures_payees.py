"""What the pay slip of a contract pays in a month: each hour counts once, so never more are counted than were paid (R8)."""

from typing import ClassVar

from django.db import models

from maillage.clause.models.emplois import MiseEmploi
from maillage.clause.models.heures import HEURES
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente


class HeuresPayees(Compartimente):
    """Optional, and one a contract and month: a pay slip knows nothing of lots."""

    mise_emploi = models.ForeignKey(
        MiseEmploi, on_delete=models.PROTECT, related_name="heures_payees", verbose_name="contrat"
    )
    mois = models.DateField("mois")
    heures = models.DecimalField("heures payées", max_digits=10, decimal_places=2)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    saisie_le = models.DateTimeField("saisie le", auto_now=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("mise_emploi", "auteur", "saisie_le"), TECHNIQUE), **dict.fromkeys(("mois", "heures"), HEURES),
    }  # fmt: skip

    class Meta:
        verbose_name = "heures payées d’un mois"
        verbose_name_plural = "heures payées d’un mois"
        constraints = [
            models.UniqueConstraint(fields=["mise_emploi", "mois"], name="heures_payees_une_fois"),
            models.CheckConstraint(
                condition=models.Q(heures__gte=0), name="heures_payees_positives",
                violation_error_message="Des heures payées ne sont pas négatives.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.heures} h payées, {self.mois:%m/%Y}"
