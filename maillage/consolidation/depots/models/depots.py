"""A deposit: the additive cells of a dispositif for a year, in versions; the last one that counts replaces the others."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from maillage.consolidation.depots.models.campagnes import Campagne
from maillage.consolidation.depots.nomenclatures import (
    LIBELLES_ETAT,
    LIBELLES_ORIGINE,
    LIBELLES_VERSION,
    VIVANTS,
    EtatDepot,
    Origine,
)
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

STATISTIQUE = Champ(Categorie.STATISTIQUES, "consolidation des chiffres du réseau", BaseLegale.MISSION, 1, "T14")


class Depot(Compartimente):
    """`contenu`: the canonical document, `empreinte` its SHA-256. `sauts`: what was to be explained, and the explanation.

    Nothing is erased: a version replaced or withdrawn stays, and its receipt still reads.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    campagne = models.ForeignKey(Campagne, on_delete=models.PROTECT, related_name="depots", verbose_name="campagne")
    version = models.PositiveSmallIntegerField("version")
    etat = models.TextField("état", choices=choix(LIBELLES_ETAT))
    origine = models.TextField("origine", choices=choix(LIBELLES_ORIGINE))
    contenu = models.TextField("cellules")
    empreinte = models.TextField("empreinte SHA-256")
    nombre = models.PositiveIntegerField("nombre de cellules")
    sauts = models.JSONField("écarts avec l’année d’avant, et leurs explications", default=list)
    recu_le = models.DateTimeField("reçu le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    motif = models.TextField("motif de la correction ou du retrait", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "campagne", "version", "etat", "origine", "empreinte", "nombre", "recu_le", "auteur", "retire_le"), TECHNIQUE),
        **dict.fromkeys(("contenu", "sauts", "motif"), STATISTIQUE),
    }  # fmt: skip

    class Meta:
        verbose_name = "dépôt de la consolidation"
        verbose_name_plural = "dépôts de la consolidation"
        constraints = [
            models.UniqueConstraint(fields=["campagne", "dispositif", "version"], name="depot_version"),
            models.UniqueConstraint(
                fields=["campagne", "dispositif"], condition=Q(etat=EtatDepot.EN_VIGUEUR), name="depot_en_vigueur"
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatDepot.RETIRE, retire_le__isnull=False) & ~Q(motif="")
                | ~Q(etat=EtatDepot.RETIRE) & Q(retire_le=None),
                name="depot_retrait_motive",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.campagne}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("depots:depot", args=[self.uuid])

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[EtatDepot(self.etat)]

    @property
    def libelle_version(self) -> str:
        return LIBELLES_VERSION[EtatDepot(self.etat)]

    @property
    def libelle_origine(self) -> str:
        return LIBELLES_ORIGINE[Origine(self.origine)]

    @property
    def is_vivant(self) -> bool:
        return self.etat in VIVANTS

    @property
    def is_agrege(self) -> bool:
        return self.origine == Origine.AGREGE

    def say_arrivee(self, *, vue: int) -> str:
        """To whoever would replace it after being shown version `vue` (0: none); empty when this one was shown."""
        if self.version <= vue:
            return ""
        le = localtime(self.recu_le)
        return (
            f"Un dépôt est arrivé depuis l’ouverture de cette page (version {self.version}, le {le:%d/%m/%Y} à {le:%H:%M}, "
            f"{self.libelle_origine}) : rien n’est enregistré. Pour le remplacer, enregistrez de nouveau."
        )


class DepotRegulier(Compartimente):
    """The dispositif wants its deposit renewed each night of a campaign, as its files change. `refus`: by the number of a campaign,
    why last night's was refused; nothing of those that went through."""

    depuis = models.DateField("depuis le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    refus = models.JSONField("refus de la dernière nuit", default=dict)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("depuis", "auteur", "refus"), TECHNIQUE)

    class Meta:
        verbose_name = "dépôt régulier"
        verbose_name_plural = "dépôts réguliers"
        constraints = [models.UniqueConstraint(fields=["dispositif"], name="depot_regulier_un")]

    def __str__(self) -> str:
        return f"depuis le {self.depuis:%d/%m/%Y}"


class CleDepot(Compartimente):
    """By which another installation deposits for this dispositif. Only its fingerprint is kept; revoked, it stays written."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    libelle = models.TextField("à quoi sert cette clé")
    empreinte = models.TextField("empreinte de la clé", unique=True)
    creee_le = models.DateField("créée le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    revoquee_le = models.DateField("révoquée le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        ("uuid", "libelle", "empreinte", "creee_le", "auteur", "revoquee_le"), TECHNIQUE
    )

    class Meta:
        verbose_name = "clé de dépôt"
        verbose_name_plural = "clés de dépôt"

    def __str__(self) -> str:
        return self.libelle
