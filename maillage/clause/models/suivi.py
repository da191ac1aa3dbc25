"""A lot followed once it is notified: what is planned month by month, what a step rests on, penalties and controls."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.titulaires import Engagement
from maillage.clause.nomenclatures.emplois import LIBELLES_MODE, ModeRealisation
from maillage.clause.nomenclatures.suivi import (
    LIBELLES_CAUSE,
    LIBELLES_CONTROLE,
    LIBELLES_PENALITE,
    CausePenalite,
    StatutPenalite,
    TypeControle,
)
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece

SUIVI = Champ(Categorie.CLAUSE, "suivre l’exécution d’un engagement d’insertion", BaseLegale.MISSION, 1, "T6")
PENDANT = Q(statut=StatutPenalite.PROPOSEE)
PAR_L_ACHETEUR = Q(statut__in=(StatutPenalite.APPLIQUEE, StatutPenalite.REMISE))


class PlanningPrevisionnel(Compartimente):
    """One month of the plan of action of a version of the engagement. The months make the hours engaged, exactly."""

    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="planning", verbose_name="version d’engagement"
    )
    mois = models.DateField("mois")
    heures = models.DecimalField("heures prévues", max_digits=10, decimal_places=2)
    postes = models.PositiveSmallIntegerField("postes", null=True, blank=True)
    metier = models.TextField("métier", blank=True, default="")
    mode = models.TextField("mode de réalisation", choices=choix(LIBELLES_MODE), blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        "engagement": TECHNIQUE, **dict.fromkeys(("mois", "heures", "postes", "metier", "mode"), MARCHE),
    }  # fmt: skip

    class Meta:
        verbose_name = "mois d’un plan d’action"
        verbose_name_plural = "mois d’un plan d’action"
        constraints = [
            models.UniqueConstraint(fields=["engagement", "mois"], name="planning_un_mois_une_fois"),
            models.CheckConstraint(
                condition=Q(heures__gt=0), name="planning_heures_positives",
                violation_error_message="Un mois prévu a des heures.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mois:%m/%Y}, {self.heures} h"

    @property
    def libelle_mode(self) -> str:
        return LIBELLES_MODE[ModeRealisation(self.mode)] if self.mode else ""


class DecisionDuLot(Compartimente):
    """What a step rests on that somebody else decided: an order to stop, a termination, the bilan handed over.

    `rang`: that of the step (`PassageLot`).
    """

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="decisions", verbose_name="lot")
    rang = models.PositiveSmallIntegerField("rang du passage")
    reference = models.TextField("référence", blank=True, default="")
    raison = models.TextField("raison", blank=True, default="")
    piece = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pièce"
    )

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("lot", "rang", "piece"), TECHNIQUE), "reference": MARCHE, "raison": SUIVI,
    }  # fmt: skip

    class Meta:
        verbose_name = "décision sur un lot"
        verbose_name_plural = "décisions sur un lot"
        constraints = [models.UniqueConstraint(fields=["lot", "rang"], name="decision_une_par_passage")]

    def __str__(self) -> str:
        return self.reference or self.raison


class Penalite(Compartimente):
    """The facilitateur proposes, the buyer decides. `tarif`: the contract's own, None where it gives none.

    `montant`: what F7 makes of `manquantes`, None where nothing is proposed; `montant_decide`: what the buyer asks.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="penalites", verbose_name="lot")
    manquantes = models.DecimalField("heures manquantes", max_digits=10, decimal_places=2)
    tarif = models.DecimalField("tarif d’une heure manquante", max_digits=8, decimal_places=2, null=True, blank=True)
    cause = models.TextField("cause", choices=choix(LIBELLES_CAUSE))
    montant = models.DecimalField("montant proposé", max_digits=14, decimal_places=2, null=True, blank=True)
    avis = models.TextField("avis du facilitateur", blank=True, default="")
    proposee_le = models.DateField("proposée le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    statut = models.TextField("statut", choices=choix(LIBELLES_PENALITE), default=StatutPenalite.PROPOSEE)
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    montant_decide = models.DecimalField("montant décidé", max_digits=14, decimal_places=2, null=True, blank=True)
    reference = models.TextField("référence de la décision", blank=True, default="")
    raison = models.TextField("raison de la décision", blank=True, default="")
    piece = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pièce"
    )

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "auteur", "piece"), TECHNIQUE),
        **dict.fromkeys(
            ("manquantes", "tarif", "cause", "montant", "proposee_le", "statut", "decidee_le", "montant_decide",
             "reference"),
            MARCHE,
        ),
        **dict.fromkeys(("avis", "raison"), SUIVI),
    }  # fmt: skip

    class Meta:
        verbose_name = "pénalité"
        constraints = [
            models.UniqueConstraint(
                fields=["lot"], condition=PENDANT, name="penalite_une_en_attente",
                violation_error_message="Une pénalité attend déjà la décision de l’acheteur.",
            ),
            models.CheckConstraint(
                condition=PENDANT & Q(montant__gt=0) | ~PENDANT, name="penalite_proposee_chiffree",
                violation_error_message="Une pénalité proposée a un montant.",
            ),
            models.CheckConstraint(
                condition=PAR_L_ACHETEUR & Q(decidee_le__isnull=False, montant_decide__isnull=False)
                | ~PAR_L_ACHETEUR & Q(decidee_le=None, montant_decide=None),
                name="penalite_decision_datee",
                violation_error_message="La décision de l’acheteur a une date et un montant.",
            ),
            models.CheckConstraint(
                condition=~Q(statut=StatutPenalite.REMISE) | Q(montant_decide=0), name="penalite_remise_nulle"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.libelle_statut}, {self.manquantes} h manquantes"

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_PENALITE[StatutPenalite(self.statut)]

    @property
    def libelle_cause(self) -> str:
        return LIBELLES_CAUSE[CausePenalite(self.cause)]

    @property
    def is_en_attente(self) -> bool:
        return self.statut == StatutPenalite.PROPOSEE


class Controle(Compartimente):
    """A control on documents or on site. `ecart`: the hours found in more (+) or in less (−) than declared."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="controles", verbose_name="lot")
    type = models.TextField("type", choices=choix(LIBELLES_CONTROLE))
    le = models.DateField("le")
    perimetre = models.TextField("ce qui a été contrôlé")
    ecart = models.DecimalField("écart en heures", max_digits=10, decimal_places=2, default=0)
    constat = models.TextField("constat", blank=True, default="")
    suites = models.TextField("suites à donner", blank=True, default="")
    suites_avant = models.DateField("suites attendues pour le", null=True, blank=True)
    suites_faites_le = models.DateField("suites faites le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "auteur"), TECHNIQUE),
        **dict.fromkeys(("type", "le", "ecart", "suites_avant", "suites_faites_le"), MARCHE),
        **dict.fromkeys(("perimetre", "constat", "suites"), SUIVI),
    }

    class Meta:
        verbose_name = "contrôle"
        constraints = [
            models.CheckConstraint(
                condition=Q(suites_avant=None, suites_faites_le=None) | ~Q(suites=""), name="controle_suites_dites",
                violation_error_message="Une date de suites demande de dire lesquelles.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "lot", "-le"], name="controle_du_lot")]

    def __str__(self) -> str:
        return f"{self.libelle_type}, le {self.le:%d/%m/%Y}"

    @property
    def libelle_type(self) -> str:
        return LIBELLES_CONTROLE[TypeControle(self.type)]

    @property
    def is_ouvert(self) -> bool:
        """Something is still to be done of it."""
        return bool(self.suites) and self.suites_faites_le is None
