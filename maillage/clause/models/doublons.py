"""Hours that two structures seem to tell twice (R8): blocked on both sides until the pilote of each lot decides. No name."""

import uuid
from decimal import Decimal
from typing import ClassVar
from uuid import uuid4

from django.db import models

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.partage import MOTIF
from maillage.clause.nomenclatures.partage import (
    LIBELLES_ARBITRAGE,
    LIBELLES_RAISON,
    Arbitrage,
    RaisonDoublon,
    get_libelle_arbitrage,
)
from maillage.clause.rules.doublons import Constat
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

PSEUDONYME = Champ(Categorie.CLAUSE, "arbitrer des heures en double sans nommer", BaseLegale.MISSION, 2, "T6")


class Doublon(Compartimente):
    """Lines of one person, one month, one lot, one employer, in several structures. `retenue`: whose hours are kept.

    Over several lots, one row a lot, told together by `groupe`: each pilote reads and decides of its own. `total` then
    counts every lot, and goes beyond `limite`.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="doublons", verbose_name="lot")
    mois = models.DateField("mois")
    pseudonyme = models.TextField("pseudonyme")
    vu_le = models.DateField("vu le")
    raison = models.TextField("raison", choices=choix(LIBELLES_RAISON), default=RaisonDoublon.MEME_LOT)
    groupe = models.UUIDField("numéro du groupe", default=uuid4, editable=False)
    lots = models.PositiveSmallIntegerField("lots concernés", default=1)
    total = models.DecimalField("heures en tout", max_digits=10, decimal_places=2, null=True, blank=True)
    limite = models.DecimalField("heures au plus", max_digits=10, decimal_places=2, null=True, blank=True)
    arbitrage = models.TextField("arbitrage", choices=choix(LIBELLES_ARBITRAGE), blank=True, default="")
    retenue = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="structure retenue"
    )
    motif = models.TextField("motif", blank=True, default="")
    decide_le = models.DateField("décidé le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de qui décide", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "auteur", "groupe"), TECHNIQUE),
        **dict.fromkeys(("mois", "vu_le", "raison", "lots", "arbitrage", "retenue", "decide_le"), MARCHE),
        "motif": MOTIF, "pseudonyme": PSEUDONYME, "total": PSEUDONYME, "limite": PSEUDONYME,
    }  # fmt: skip

    class Meta:
        verbose_name = "heures en double"
        verbose_name_plural = "heures en double"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(arbitrage="", decide_le=None) | ~models.Q(arbitrage="") & models.Q(decide_le__isnull=False),
                name="doublon_decision_datee",
            ),
            models.CheckConstraint(
                condition=models.Q(raison=RaisonDoublon.MEME_LOT, limite=None, lots=1)
                | ~models.Q(raison=RaisonDoublon.MEME_LOT) & models.Q(limite__isnull=False, total__isnull=False),
                name="doublon_limite_dite",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["groupe"], name="doublon_du_groupe")]

    def __str__(self) -> str:
        return f"{self.pseudonyme}, {self.mois:%m/%Y}"

    @property
    def libelle_raison(self) -> str:
        return LIBELLES_RAISON[RaisonDoublon(self.raison)]

    @property
    def is_entre_lots(self) -> bool:
        return self.lots > 1

    @property
    def is_limite(self) -> bool:
        """More hours than a pay slip, or than a month; otherwise, the same lot twice."""
        return self.raison != RaisonDoublon.MEME_LOT

    @property
    def en_trop(self) -> Decimal:
        return (self.total or Decimal(0)) - (self.limite or Decimal(0))

    @property
    def constat(self) -> Constat:
        nets: dict[int, Decimal] = {}
        for ligne in self.lignes.all():
            nets[ligne.structure_id] = nets.get(ligne.structure_id, Decimal(0)) + ligne.heures
        return Constat(RaisonDoublon(self.raison), self.limite, nets)

    @property
    def libelle_arbitrage(self) -> str:
        if not self.arbitrage:
            return ""
        return get_libelle_arbitrage(Arbitrage(self.arbitrage), is_entre_lots=self.is_entre_lots)


class LigneEnDouble(Compartimente):
    """One of the lines, by its public number: it is kept in the compartment of the structure that manages it."""

    doublon = models.ForeignKey(
        Doublon, on_delete=models.PROTECT, related_name="lignes", verbose_name="heures en double"
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", verbose_name="lot")
    structure = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure")
    ligne = models.UUIDField("numéro public de la ligne")
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("doublon", "lot", "ligne"), TECHNIQUE), **dict.fromkeys(("structure", "heures"), MARCHE),
    }  # fmt: skip

    class Meta:
        verbose_name = "ligne en double"
        verbose_name_plural = "lignes en double"
        constraints = [models.UniqueConstraint(fields=["doublon", "ligne"], name="ligne_en_double_une_fois")]

    def __str__(self) -> str:
        return f"{self.structure}, {self.heures} h"
