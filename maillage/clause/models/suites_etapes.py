"""A contract told to a PLIE ends or goes on: what its étape waits for, in the compartment of the PLIE."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.passerelle import PROPOSE, PropositionEtape
from maillage.clause.nomenclatures.suites_etapes import (
    LIBELLES_NATURE_SUITE,
    LIBELLES_STATUT_SUITE,
    NatureSuite,
    StatutSuite,
)
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

ATTEND = Q(statut=StatutSuite.ATTENTE)


class SuiteEtape(Compartimente):
    """`le`: the last day of the contract, or its new end; None: it has no term any more. Why it ended is not told."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    proposition = models.ForeignKey(
        PropositionEtape, on_delete=models.PROTECT, related_name="suites", verbose_name="contrat transmis"
    )
    nature = models.TextField("nature", choices=choix(LIBELLES_NATURE_SUITE))
    le = models.DateField("le", null=True, blank=True)
    recue_le = models.DateField("reçue le")
    statut = models.TextField("statut", choices=choix(LIBELLES_STATUT_SUITE), default=StatutSuite.ATTENTE)
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte qui a décidé", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "proposition", "auteur"), TECHNIQUE),
        **dict.fromkeys(("nature", "le", "recue_le", "statut", "decidee_le"), PROPOSE),
    }

    class Meta:
        verbose_name = "suite d’un contrat transmis"
        verbose_name_plural = "suites des contrats transmis"
        constraints = [
            models.UniqueConstraint(fields=["proposition"], condition=ATTEND, name="suite_etape_une_en_attente"),
            models.CheckConstraint(
                condition=Q(nature=NatureSuite.ECHEANCE) | Q(nature=NatureSuite.FIN, le__isnull=False),
                name="suite_etape_fin_datee",
            ),
            models.CheckConstraint(
                condition=ATTEND & Q(decidee_le=None) | ~ATTEND & Q(decidee_le__isnull=False),
                name="suite_etape_decision_datee",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.libelle_nature

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_NATURE_SUITE[NatureSuite(self.nature)]

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUT_SUITE[StatutSuite(self.statut)]

    @property
    def is_en_attente(self) -> bool:
        return self.statut == StatutSuite.ATTENTE

    @property
    def is_fin(self) -> bool:
        return self.nature == NatureSuite.FIN
