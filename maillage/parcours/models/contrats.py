"""The contract of the PLIE in its versions, and the legal one kept apart."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.accompagnement import SUIVI
from maillage.parcours.models.parcours import Parcours
from maillage.parcours.nomenclatures.accompagnement import (
    LIBELLES_CONTRAT,
    LIBELLES_ORGANISME,
    NatureContrat,
    OrganismeReferent,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

SIGNE = Q(signe_personne_le__isnull=False, signe_referent_le__isnull=False, signe_plie_le__isnull=False)


class Contrat(Compartimente):
    """The PLIE's contract with its versions, or the legal one kept apart; one of each kind in force at most."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="contrats", verbose_name="parcours")
    nature = models.TextField("nature", choices=choix(LIBELLES_CONTRAT), default=NatureContrat.PLIE)
    rang = models.PositiveSmallIntegerField("version", default=1)
    du = models.DateField("prend effet le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    objectifs_scelle = colonne_scellee("objectifs")
    engagements_scelle = colonne_scellee("engagements de chacun")
    etapes_scelle = colonne_scellee("étapes prévues")
    clauses_scelle = colonne_scellee("suspension et fin du contrat")
    frequence_jours = models.PositiveSmallIntegerField("un rendez-vous tous les… jours", null=True, blank=True)
    duree_mois = models.PositiveSmallIntegerField("durée prévue, en mois", null=True, blank=True)
    organisme = models.TextField("organisme référent", choices=choix(LIBELLES_ORGANISME), blank=True, default="")
    notifie_le = models.DateField("orientation notifiée le", null=True, blank=True)
    heures_semaine = models.DecimalField(
        "heures d’activité par semaine", max_digits=4, decimal_places=1, null=True, blank=True
    )
    motif_reduction = models.TextField("motif de la réduction d’heures", blank=True, default="")
    signe_personne_le = models.DateField("signé par la personne le", null=True, blank=True)
    signe_referent_le = models.DateField("signé par le référent le", null=True, blank=True)
    signe_plie_le = models.DateField("signé par le PLIE le", null=True, blank=True)
    motif_avenant = models.TextField("motif de l’avenant", blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    objectifs = Scelle("contrat")
    engagements = Scelle("contrat")
    etapes = Scelle("contrat")
    clauses = Scelle("contrat")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("nature", "du", "au", "objectifs_scelle", "engagements_scelle", "etapes_scelle", "clauses_scelle",
             "frequence_jours", "duree_mois", "organisme", "notifie_le", "heures_semaine", "motif_reduction", "signe_personne_le", "signe_referent_le",
             "signe_plie_le", "motif_avenant"),
            SUIVI,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "contrat d’engagement"
        verbose_name_plural = "contrats d’engagement"
        constraints = [
            models.UniqueConstraint(fields=["parcours", "nature", "rang"], name="contrat_version_unique"),
            models.UniqueConstraint(
                fields=["parcours", "nature"],
                condition=Q(
                    au=None, signe_personne_le__isnull=False, signe_referent_le__isnull=False,
                    signe_plie_le__isnull=False,
                ),
                name="contrat_un_seul_en_vigueur",
                violation_error_message="Un contrat est déjà en vigueur : faites un avenant.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="contrat_dates_ordonnees"),
        ]  # fmt: skip

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_CONTRAT[NatureContrat(self.nature)]

    @property
    def is_signe(self) -> bool:
        return all((self.signe_personne_le, self.signe_referent_le, self.signe_plie_le))

    @property
    def libelle_organisme(self) -> str:
        return LIBELLES_ORGANISME[OrganismeReferent(self.organisme)] if self.organisme else ""

    @property
    def is_en_vigueur(self) -> bool:
        return self.is_signe and self.au is None
