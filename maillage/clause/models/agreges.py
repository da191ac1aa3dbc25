"""What a structure that is not in Maillage did of a shared lot: totals that it signs, nobody behind them (R12)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.partage import MOTIF
from maillage.clause.nomenclatures.heures import LIBELLES_SOURCE, SourceLigne
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece


class ReleveAgrege(Compartimente):
    """One file. `empreinte`: its SHA-256, so that the same one handed in twice is one. Withdrawn, it stays written.

    `piece`: the statement that the structure signed. `certifie_par`: what the signatory does there, not their name.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="releves_agreges", verbose_name="lot")
    structure = models.TextField("structure")
    siren = models.TextField("SIREN", blank=True, default="")
    source = models.TextField("origine", choices=choix(LIBELLES_SOURCE), default=SourceLigne.AGREGE_EXTERNE)
    fichier = models.TextField("nom du fichier")
    empreinte = models.TextField("empreinte du fichier")
    certifie_par = models.TextField("fonction de qui signe")
    certifie_le = models.DateField("signé le")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+", verbose_name="attestation signée")
    depose_le = models.DateField("déposé le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    retire_le = models.DateField("retiré le", null=True, blank=True)
    motif = models.TextField("motif du retrait", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "empreinte", "piece", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("structure", "siren", "source", "fichier", "certifie_par", "certifie_le", "depose_le", "retire_le"), MARCHE
        ),
        "motif": MOTIF,
    }  # fmt: skip

    class Meta:
        verbose_name = "relevé agrégé d’une structure non équipée"
        verbose_name_plural = "relevés agrégés des structures non équipées"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "empreinte"], condition=Q(retire_le=None), name="releve_agrege_une_fois",
                violation_error_message="Ce fichier est déjà enregistré sur ce lot.",
            ),
            models.CheckConstraint(condition=Q(source=SourceLigne.AGREGE_EXTERNE), name="releve_agrege_source"),
            models.CheckConstraint(
                condition=Q(retire_le=None, motif="") | Q(retire_le__isnull=False) & ~Q(motif=""),
                name="releve_agrege_retrait_motive",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.structure}, {self.fichier}"


class LigneAgregee(Compartimente):
    """The totals of a month. `cle`: the structure and the territory, folded: no month is told twice while it counts."""

    releve = models.ForeignKey(ReleveAgrege, on_delete=models.PROTECT, related_name="lignes", verbose_name="relevé")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="lignes_agregees", verbose_name="lot")
    cle = models.TextField("clé")
    mois = models.DateField("mois")
    territoire = models.TextField("territoire", blank=True, default="")
    heures = models.DecimalField("heures déclarées", max_digits=10, decimal_places=2)
    contrats = models.PositiveIntegerField("contrats déclarés")
    participants = models.PositiveIntegerField("participants déclarés")
    is_retiree = models.BooleanField("retirée", default=False)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("releve", "lot", "cle", "is_retiree"), TECHNIQUE),
        **dict.fromkeys(("mois", "territoire", "heures", "contrats", "participants"), MARCHE),
    }

    class Meta:
        verbose_name = "ligne d’un relevé agrégé"
        verbose_name_plural = "lignes d’un relevé agrégé"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "cle", "mois"], condition=Q(is_retiree=False), name="ligne_agregee_une_fois",
                violation_error_message="Ce mois est déjà déclaré par cette structure sur ce lot.",
            ),
            models.CheckConstraint(
                condition=Q(heures__gt=0, participants__gt=0, contrats__gte=F("participants")), name="ligne_agregee_nombres"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["lot", "mois"], name="ligne_agregee_du_lot")]

    def __str__(self) -> str:
        return f"{self.mois:%m/%Y}, {self.heures} h"
