"""What changes the hours of a lot once its contract runs: orders, tranches, avenants. And the repères of one's own."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.marches import MARCHE, RAISON, Lot
from maillage.clause.nomenclatures.calcul import (
    LIBELLES_EFFET,
    LIBELLES_STATUT_AVENANT,
    LIBELLES_TRANCHE,
    EffetHeures,
    NatureTranche,
    StatutAvenant,
)
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix


class BonDeCommande(Compartimente):
    """An order of a framework contract; `heures`: what it adds to the engagement, as computed on that day."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bons", verbose_name="lot")
    reference = models.TextField("référence du bon")
    notifie_le = models.DateField("notifié le")
    montant_ht = models.DecimalField("montant hors taxes", max_digits=14, decimal_places=2)
    heures = models.DecimalField("heures du bon", max_digits=10, decimal_places=2)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot"), TECHNIQUE),
        **dict.fromkeys(("reference", "notifie_le", "montant_ht", "heures"), MARCHE),
    }

    class Meta:
        verbose_name = "bon de commande"
        verbose_name_plural = "bons de commande"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "reference"], name="bon_reference_unique",
                violation_error_message="Ce lot a déjà un bon de cette référence.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class TrancheDuLot(Compartimente):
    """`ferme_le`: firm since that day; None: conditional, told beside the engagement and never in it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="tranches", verbose_name="lot")
    nature = models.TextField("nature", choices=choix(LIBELLES_TRANCHE), default=NatureTranche.TRANCHE)
    intitule = models.TextField("intitulé")
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2)
    ferme_le = models.DateField("ferme depuis le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot"), TECHNIQUE),
        **dict.fromkeys(("nature", "intitule", "heures", "ferme_le"), MARCHE),
    }

    class Meta:
        verbose_name = "tranche ou reconduction d’un lot"
        verbose_name_plural = "tranches et reconductions d’un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "intitule"], name="tranche_intitule_unique",
                violation_error_message="Ce lot a déjà une tranche de ce nom.",
            ),
            models.CheckConstraint(condition=Q(heures__gte=0), name="tranche_heures_positives"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.intitule

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_TRANCHE[NatureTranche(self.nature)]


class AvenantDuLot(Compartimente):
    """`delta_heures`: what it would change; only its validation writes a version of the engagement."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="avenants", verbose_name="lot")
    numero = models.TextField("numéro de l’avenant")
    notifie_le = models.DateField("notifié le")
    delta_montant = models.DecimalField("montant ajouté ou retiré, hors taxes", max_digits=14, decimal_places=2)
    effet = models.TextField("effet sur les heures", choices=choix(LIBELLES_EFFET))
    delta_heures = models.DecimalField("heures ajoutées ou retirées", max_digits=10, decimal_places=2)
    justification = models.TextField("justification", blank=True, default="")
    statut = models.TextField("statut", choices=choix(LIBELLES_STATUT_AVENANT), default=StatutAvenant.PROPOSE)
    decide_le = models.DateField("décidé le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot"), TECHNIQUE),
        **dict.fromkeys(("numero", "notifie_le", "delta_montant", "effet", "delta_heures", "statut", "decide_le"), MARCHE),
        "justification": RAISON,
    }  # fmt: skip

    class Meta:
        verbose_name = "avenant d’un lot"
        verbose_name_plural = "avenants d’un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "numero"], name="avenant_numero_unique",
                violation_error_message="Ce lot a déjà un avenant de ce numéro.",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutAvenant.PROPOSE, decide_le=None)
                | ~Q(statut=StatutAvenant.PROPOSE) & Q(decide_le__isnull=False),
                name="avenant_decision_datee", violation_error_message="Une décision porte sa date.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"avenant {self.numero}"

    @property
    def libelle_effet(self) -> str:
        return LIBELLES_EFFET[EffetHeures(self.effet)]

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUT_AVENANT[StatutAvenant(self.statut)]


class RepereLocal(Compartimente):
    """A usual share of labour or cost of an hour, observed here: it comes before the network's from its year on."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    secteur = models.TextField("secteur d’activité")
    annee = models.PositiveSmallIntegerField("année")
    part_main_oeuvre = models.DecimalField(
        "part de main-d’œuvre", max_digits=5, decimal_places=4, null=True, blank=True
    )
    cout_horaire = models.DecimalField("coût d’une heure", max_digits=8, decimal_places=2, null=True, blank=True)
    origine = models.TextField("d’où vient ce chiffre")

    DONNEES: ClassVar[Donnees] = {
        "uuid": TECHNIQUE,
        **dict.fromkeys(("secteur", "annee", "part_main_oeuvre", "cout_horaire", "origine"), MARCHE),
    }

    class Meta:
        verbose_name = "repère de calcul"
        verbose_name_plural = "repères de calcul"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "secteur", "annee"], name="repere_secteur_annee_unique",
                violation_error_message="Ce secteur a déjà un repère pour cette année.",
            ),
            models.CheckConstraint(
                condition=Q(part_main_oeuvre=None) | Q(part_main_oeuvre__range=(0, 1)), name="repere_part_main_oeuvre"
            ),
            models.CheckConstraint(
                condition=Q(part_main_oeuvre__isnull=False) | Q(cout_horaire__isnull=False), name="repere_dit_quelque_chose",
                violation_error_message="Indiquez la part de main-d’œuvre, le coût d’une heure, ou les deux.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.secteur}, {self.annee}"
