"""What a dispositif answers to the survey of a year: a draft until it is handed over, and still mendable while the campaign is open."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.rules.questions import CHOIX, NOMBRES, QUESTIONNAIRE
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente

_REPONSE = Champ(Categorie.STATISTIQUES, "enquête annuelle du réseau", BaseLegale.MISSION, 0, "T14")


class Reponse(Compartimente):
    """`reponses`: by question, as decimal text or the code of a choice; one that is not there was not answered.

    `questionnaire`: the version of the questions that were read when it was answered.
    """

    campagne = models.ForeignKey(Campagne, on_delete=models.PROTECT, related_name="reponses", verbose_name="campagne")
    questionnaire = models.PositiveSmallIntegerField("version du questionnaire", default=QUESTIONNAIRE)
    reponses = models.JSONField("réponses", default=dict)
    precision = models.TextField("précisions", blank=True, default="")
    modifiee_le = models.DateTimeField("modifiée le")
    transmise_le = models.DateTimeField("transmise le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("campagne", "questionnaire", "modifiee_le", "transmise_le", "auteur"), TECHNIQUE),
        **dict.fromkeys(("reponses", "precision"), _REPONSE),
    }

    class Meta:
        verbose_name = "réponse à l’enquête annuelle"
        verbose_name_plural = "réponses à l’enquête annuelle"
        constraints = [
            models.UniqueConstraint(fields=["campagne", "dispositif"], name="reponse_une", violation_error_message="Cette enquête a déjà votre réponse.")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Enquête, {self.campagne}"

    def read(self) -> dict[str, Decimal]:
        """The numbers; one of a question that is not known any more is left where it is."""
        return {code: Decimal(value) for code, value in self.reponses.items() if code in NOMBRES}

    def read_choix(self) -> dict[str, str]:
        return {code: value for code, value in self.reponses.items() if code in CHOIX}
