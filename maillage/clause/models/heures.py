"""The hours: the only fact that adds up. A validated line is frozen; what corrects it is another line."""

import uuid
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.emplois import MiseEmploi
from maillage.clause.models.marches import Lot
from maillage.clause.models.titulaires import Entreprise
from maillage.clause.nomenclatures.heures import (
    LIBELLES_REJET,
    LIBELLES_SOURCE,
    LIBELLES_STATUT,
    LIBELLES_TYPE,
    MotifRejet,
    SourceLigne,
    StatutLigne,
    TypeHeures,
)
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece

CENTIEME = Decimal("0.01")
HEURES = Champ(Categorie.CLAUSE, "compter les heures d’insertion, et les prouver", BaseLegale.MISSION, 1, "T6")
DECIDEES = (StatutLigne.VALIDEE, StatutLigne.REJETEE)


class LigneHeures(Compartimente):
    """The hours of one contract, on one lot, in one month, of one type. `dispositif`: the structure that manages them (R5).

    `heures_reelles`: what every statistic adds; `heures_valorisees`: with the coefficient, for the rate of the lot only.
    `heures_ecartees`: typed too, but out of the window, cut by working days when the line is validated.
    `annule`: the validated line that this one corrects; its hours are then the difference, most often negative.
    `engagement`: none here, the version in force is told by the lot and the month.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    mise_emploi = models.ForeignKey(MiseEmploi, on_delete=models.PROTECT, related_name="lignes", verbose_name="contrat")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="lignes", verbose_name="lot")
    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="lignes", verbose_name="entreprise engagée"
    )
    creditrice = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure créditrice"
    )
    mois = models.DateField("mois")
    type = models.TextField("type d’heures", choices=choix(LIBELLES_TYPE), default=TypeHeures.TRAVAIL)
    heures_reelles = models.DecimalField("heures réelles", max_digits=10, decimal_places=2)
    heures_ecartees = models.DecimalField("heures hors éligibilité", max_digits=10, decimal_places=2, default=0)
    coefficient = models.DecimalField("coefficient", max_digits=4, decimal_places=2, default=1)
    heures_valorisees = models.DecimalField("heures valorisées", max_digits=10, decimal_places=2)
    statut = models.TextField("statut", choices=choix(LIBELLES_STATUT), default=StatutLigne.DECLAREE)
    motif_rejet = models.TextField("motif du rejet", choices=choix(LIBELLES_REJET), blank=True, default="")
    annule = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="ligne corrigée",
    )
    source = models.TextField("origine", choices=choix(LIBELLES_SOURCE), default=SourceLigne.SAISIE)
    piece = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="relevé"
    )
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    decidee_le = models.DateField("validée ou rejetée le", null=True, blank=True)
    decidee_par = models.BigIntegerField("compte qui l’a validée ou rejetée", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("uuid", "mise_emploi", "lot", "annule", "piece", "auteur", "saisie_le", "decidee_par"), TECHNIQUE
        ),
        **dict.fromkeys(
            ("entreprise", "creditrice", "mois", "type", "heures_reelles", "heures_ecartees", "coefficient",
             "heures_valorisees", "statut", "motif_rejet", "source", "decidee_le"),
            HEURES,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "ligne d’heures"
        verbose_name_plural = "lignes d’heures"
        constraints = [
            models.UniqueConstraint(
                fields=["mise_emploi", "lot", "mois", "type"], condition=Q(annule=None), name="ligne_heures_unique",
                violation_error_message="Ces heures sont déjà saisies : même contrat, même lot, même mois.",
            ),
            models.CheckConstraint(
                condition=Q(annule__isnull=False) | Q(heures_reelles__gte=0, heures_ecartees__gte=0),
                name="ligne_heures_positives",
                violation_error_message="Des heures ne sont pas négatives : pour corriger, contre-passez.",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutLigne.REJETEE) & ~Q(motif_rejet="")
                | ~Q(statut=StatutLigne.REJETEE) & Q(motif_rejet=""),
                name="ligne_heures_rejet_motive",
                violation_error_message="Un rejet a un motif.",
            ),
            models.CheckConstraint(
                condition=Q(statut__in=DECIDEES, decidee_le__isnull=False) | ~Q(statut__in=DECIDEES) & Q(decidee_le=None),
                name="ligne_heures_decision_datee",
                violation_error_message="Une validation ou un rejet a une date.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispositif", "lot", "mois"], name="ligne_heures_du_lot"),
            models.Index(fields=["dispositif", "mois", "statut"], name="ligne_heures_du_mois"),
            # Of many lots at once, whichever structure manages the lines: what is validated of a lot, what waits for a record.
            models.Index(fields=["lot", "statut", "mois"], name="ligne_heures_par_statut"),
            # Hours told twice are looked for in every structure (R8).
            models.Index(fields=["mois", "mise_emploi"], name="ligne_heures_partout"),
        ]

    def __str__(self) -> str:
        return f"{self.heures_reelles} h, {self.mois:%m/%Y}"

    def weigh(self) -> None:
        """Whoever sets the real hours or the coefficient calls it: the product is stored, so that sums are exact."""
        self.heures_valorisees = (self.heures_reelles * self.coefficient).quantize(CENTIEME, ROUND_HALF_UP)

    @property
    def saisies(self) -> Decimal:
        """As typed: what counts, and what was put aside."""
        return self.heures_reelles + self.heures_ecartees

    @property
    def is_figee(self) -> bool:
        return self.statut == StatutLigne.VALIDEE

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUT[StatutLigne(self.statut)]

    @property
    def libelle_type(self) -> str:
        return LIBELLES_TYPE[TypeHeures(self.type)]

    @property
    def libelle_rejet(self) -> str:
        return LIBELLES_REJET[MotifRejet(self.motif_rejet)] if self.motif_rejet else ""

    @property
    def libelle_source(self) -> str:
        return LIBELLES_SOURCE[SourceLigne(self.source)]
