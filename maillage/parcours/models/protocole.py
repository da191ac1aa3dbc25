"""The protocole d’accord of a dispositif: versions signed one after the other, each with its objectives, never rewritten."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import (
    EN_PART,
    LIBELLES_BASE,
    LIBELLES_PERIODE,
    LIBELLES_PUBLIC,
    VISABLES,
    Base,
    PeriodeObjectif,
)
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix


class Protocole(Compartimente):
    """One version, from `du` until the next one, or its own end. An avenant has `initial`, the version it amends first.

    A row is never changed: one written by mistake is cancelled, and stays. It names institutions, nobody.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    initial = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="avenants",
        verbose_name="protocole d’origine",
    )  # fmt: skip
    du = models.DateField("prend effet le")
    au = models.DateField("jusqu’au")
    signe_le = models.DateField("signé le")
    signataires = models.TextField("signataires")
    objet = models.TextField("ce que change l’avenant", blank=True, default="")
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    annule_le = models.DateField("annulé le", null=True, blank=True)
    motif_annulation = models.TextField("pourquoi annulé", blank=True, default="")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        ("uuid", "initial", "du", "au", "signe_le", "signataires", "objet", "ecrit_le", "auteur", "annule_le",
         "motif_annulation"),
        TECHNIQUE,
    )  # fmt: skip

    class Meta:
        verbose_name = "protocole d’accord"
        verbose_name_plural = "protocoles d’accord"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "du"], condition=Q(annule_le=None), name="protocole_un_seul_par_jour",
                violation_error_message="Une version prend déjà effet ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(au__gte=F("du")), name="protocole_dates_ordonnees",
                violation_error_message="La fin précède le début.",
            ),
            models.CheckConstraint(
                condition=Q(annule_le=None) | ~Q(motif_annulation=""), name="protocole_annule_a_un_motif",
                violation_error_message="Une version annulée dit pourquoi.",
            ),
        ]  # fmt: skip

    @property
    def titre(self) -> str:
        nature = "Avenant" if self.initial else "Protocole"
        return f"{nature} du {self.du:%d/%m/%Y}"

    def list_signataires(self) -> list[str]:
        return [line for line in self.signataires.splitlines() if line]


class ObjectifProtocole(Compartimente):
    """One target of a version: of what, out of what, over which time, for whom."""

    protocole = models.ForeignKey(
        Protocole, on_delete=models.PROTECT, related_name="objectifs", verbose_name="protocole"
    )
    rang = models.PositiveSmallIntegerField("rang")
    indicateur = models.TextField("indicateur", choices=choix(VISABLES))
    cible = models.DecimalField("cible", max_digits=7, decimal_places=1)
    base = models.TextField("base", choices=choix(LIBELLES_BASE))
    periode = models.TextField("période", choices=choix(LIBELLES_PERIODE), default=PeriodeObjectif.ANNEE)
    ventilation = models.TextField("public visé", choices=choix(LIBELLES_PUBLIC), blank=True, default="")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        ("protocole", "rang", "indicateur", "cible", "base", "periode", "ventilation"), TECHNIQUE
    )

    class Meta:
        verbose_name = "objectif d’un protocole"
        verbose_name_plural = "objectifs d’un protocole"
        constraints = [
            models.UniqueConstraint(fields=["protocole", "rang"], name="objectif_de_protocole_rang_unique"),
            models.CheckConstraint(
                condition=Q(base=Base.NOMBRE) | Q(indicateur__in=sorted(EN_PART), cible__lte=100),
                name="objectif_de_protocole_a_sa_base",
                violation_error_message="Une part a une base et ne dépasse pas 100 %.",
            ),
            models.CheckConstraint(condition=Q(cible__gt=0), name="objectif_de_protocole_cible_positive"),
        ]

    @property
    def libelle(self) -> str:
        return VISABLES[Indicateur(self.indicateur)]

    @property
    def libelle_periode(self) -> str:
        return LIBELLES_PERIODE[PeriodeObjectif(self.periode)]
