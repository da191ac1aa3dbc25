"""A contract of the clause told to the PLIE that follows the person: once, then confirmed by whoever follows her.

Two rows, each in its own compartment: the service of the clause keeps that it told, and is told nothing of whether the
person is followed there; the PLIE keeps what it was told, of those it follows only.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.emplois import MiseEmploi
from maillage.clause.nomenclatures.emplois import LIBELLES_CONTRAT, LIBELLES_MODE, TypeContrat
from maillage.clause.nomenclatures.passerelle import (
    LIBELLES_ECART,
    LIBELLES_PROPOSITION,
    StatutProposition,
)
from maillage.parcours.models import Parcours, Positionnement
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

TRANSMIS = Champ(
    Categorie.CLAUSE, "relier un contrat de la clause au parcours de la personne", BaseLegale.MISSION, 2, "T6"
)
PROPOSE = Champ(Categorie.PARCOURS, "noter une étape sans la saisir deux fois", BaseLegale.MISSION, 2, "T2")
DECIDEE = Q(statut__in=(StatutProposition.CONFIRMEE, StatutProposition.ECARTEE))


class TransmissionPlie(Compartimente):
    """That a PLIE was told of a contract, the person informed first."""

    mise_emploi = models.ForeignKey(
        MiseEmploi, on_delete=models.PROTECT, related_name="transmissions", verbose_name="contrat"
    )
    vers = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="transmis à")
    informee_le = models.DateField("personne informée le")
    le = models.DateField("transmis le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("mise_emploi", "auteur"), TECHNIQUE), **dict.fromkeys(("vers", "informee_le", "le"), TRANSMIS),
    }  # fmt: skip

    class Meta:
        verbose_name = "contrat transmis à un PLIE"
        verbose_name_plural = "contrats transmis à un PLIE"
        constraints = [
            models.UniqueConstraint(
                fields=["mise_emploi", "vers"], name="transmission_une_fois",
                violation_error_message="Ce PLIE est déjà prévenu de ce contrat.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.vers}, le {self.le:%d/%m/%Y}"


class PropositionEtape(Compartimente):
    """In the compartment of the PLIE: what it was told of a contract of somebody it follows. `contrat`: its public number."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, related_name="propositions_clause", verbose_name="parcours"
    )
    contrat = models.UUIDField("contrat de la clause")
    de = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="transmis par")
    type_contrat = models.TextField("type de contrat", choices=choix(LIBELLES_CONTRAT))
    mode = models.TextField("mode de réalisation", choices=choix(LIBELLES_MODE))
    metier = models.TextField("métier")
    employeur = models.TextField("employeur")
    debut = models.DateField("début")
    fin = models.DateField("fin", null=True, blank=True)
    informee_le = models.DateField("personne informée le")
    le = models.DateField("reçue le")
    statut = models.TextField("statut", choices=choix(LIBELLES_PROPOSITION), default=StatutProposition.ATTENTE)
    etape = models.OneToOneField(
        Positionnement, on_delete=models.PROTECT, null=True, blank=True, related_name="proposition_clause",
        verbose_name="étape",
    )  # fmt: skip
    motif = models.TextField("motif", choices=choix(LIBELLES_ECART), blank=True, default="")
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte qui a décidé", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "contrat", "de", "etape", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("type_contrat", "mode", "metier", "employeur", "debut", "fin", "informee_le", "le", "statut", "motif",
             "decidee_le"),
            PROPOSE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "contrat de la clause proposé comme étape"
        verbose_name_plural = "contrats de la clause proposés comme étapes"
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "contrat"], name="proposition_etape_une_fois"),
            models.CheckConstraint(
                condition=DECIDEE & Q(decidee_le__isnull=False) | ~DECIDEE & Q(decidee_le=None),
                name="proposition_etape_decision_datee",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutProposition.CONFIRMEE, etape__isnull=False)
                | ~Q(statut=StatutProposition.CONFIRMEE) & Q(etape=None),
                name="proposition_etape_confirmee",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutProposition.ECARTEE) & ~Q(motif="")
                | ~Q(statut=StatutProposition.ECARTEE) & Q(motif=""),
                name="proposition_etape_ecart_motive",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "statut"], name="proposition_etape_attend")]

    def __str__(self) -> str:
        return f"{self.metier}, {self.libelle_contrat}"

    @property
    def libelle_contrat(self) -> str:
        return LIBELLES_CONTRAT[TypeContrat(self.type_contrat)]

    @property
    def is_en_attente(self) -> bool:
        return self.statut == StatutProposition.ATTENTE
