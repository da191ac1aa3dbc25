"""What makes a person eligible: found on a day, proved by a pièce, decided by somebody. Rows only add up."""

import json
import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.nomenclatures.eligibilites import (
    LIBELLES_CRITERE,
    LIBELLES_DECISION,
    LIBELLES_MOTIF_DECISION,
    LIBELLES_PRESCRIPTEUR,
    Critere,
    Decision,
    MotifDecision,
    TypePrescripteur,
)
from maillage.participants.models import Personne
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece

ELIGIBILITE = Champ(
    Categorie.CLAUSE, "savoir si les heures de la personne comptent, et le prouver", BaseLegale.MISSION, 2, "T6"
)
CRITERES = Champ(Categorie.SENSIBLE, "savoir à quel titre la personne est éligible", BaseLegale.MISSION, 3, "T6")


class Eligibilite(Compartimente):
    """One decision on one person. `constat`: the day it was found, on `piece`, or on a paper seen and kept elsewhere.

    The criteria are sealed: several of them are sensitive. `prolongee_au`: only a decision that prolongs has one.
    The window itself is not stored: it begins with the first contract (`rules.eligibilite`).
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="eligibilites", verbose_name="personne"
    )
    criteres_scelle = colonne_scellee("critères d’éligibilité")
    constat = models.DateField("constatée le")
    prescripteur = models.TextField("prescripteur", choices=choix(LIBELLES_PRESCRIPTEUR), blank=True, default="")
    piece = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pièce"
    )
    decision = models.TextField("décision", choices=choix(LIBELLES_DECISION))
    motif = models.TextField("motif", choices=choix(LIBELLES_MOTIF_DECISION), blank=True, default="")
    prolongee_au = models.DateField("prolongée jusqu’au", null=True, blank=True)
    decidee_le = models.DateField("décidée le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)

    _criteres = Scelle("criteres_clause")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "piece", "auteur", "saisie_le"), TECHNIQUE),
        **dict.fromkeys(("constat", "prescripteur", "decision", "motif", "prolongee_au", "decidee_le"), ELIGIBILITE),
        "criteres_scelle": CRITERES,
    }

    class Meta:
        verbose_name = "éligibilité à la clause"
        verbose_name_plural = "éligibilités à la clause"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=Decision.RENOUVELEE, prolongee_au__isnull=False)
                | ~Q(decision=Decision.RENOUVELEE) & Q(prolongee_au=None),
                name="eligibilite_prolongation_datee",
                violation_error_message="Seule une prolongation porte une date de fin.",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.ACCORDEE, motif="") | ~Q(decision=Decision.ACCORDEE) & ~Q(motif=""),
                name="eligibilite_motif",
                violation_error_message="Un refus ou une prolongation a un motif.",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "personne"], name="eligibilite_de_la_personne")]

    def __str__(self) -> str:
        return f"{self.libelle_decision} le {self.decidee_le:%d/%m/%Y}"

    @property
    def criteres(self) -> list[Critere]:
        return [Critere(code) for code in json.loads(self._criteres or "[]")]

    @criteres.setter
    def criteres(self, values: Iterable[str]) -> None:
        self._criteres = json.dumps(sorted(set(values)))

    @property
    def libelles_criteres(self) -> list[str]:
        return [LIBELLES_CRITERE[critere] for critere in self.criteres]

    @property
    def libelle_decision(self) -> str:
        return LIBELLES_DECISION[Decision(self.decision)]

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_MOTIF_DECISION[MotifDecision(self.motif)] if self.motif else ""

    @property
    def libelle_prescripteur(self) -> str:
        return LIBELLES_PRESCRIPTEUR[TypePrescripteur(self.prescripteur)] if self.prescripteur else ""
