"""Hours that two structures seem to tell twice (R8): blocked on both sides until the pilote of the lot decides. No name."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.partage import MOTIF
from maillage.clause.nomenclatures.partage import LIBELLES_ARBITRAGE, Arbitrage
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

PSEUDONYME = Champ(Categorie.CLAUSE, "arbitrer des heures en double sans nommer", BaseLegale.MISSION, 2, "T6")


class Doublon(Compartimente):
    """Lines of one person, one month, one lot, one employer, in several structures. `retenue`: whose hours are kept."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="doublons", verbose_name="lot")
    mois = models.DateField("mois")
    pseudonyme = models.TextField("pseudonyme")
    vu_le = models.DateField("vu le")
    arbitrage = models.TextField("arbitrage", choices=choix(LIBELLES_ARBITRAGE), blank=True, default="")
    retenue = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="structure retenue"
    )
    motif = models.TextField("motif", blank=True, default="")
    decide_le = models.DateField("décidé le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de qui décide", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "auteur"), TECHNIQUE),
        **dict.fromkeys(("mois", "vu_le", "arbitrage", "retenue", "decide_le"), MARCHE),
        "motif": MOTIF, "pseudonyme": PSEUDONYME,
    }  # fmt: skip

    class Meta:
        verbose_name = "heures en double"
        verbose_name_plural = "heures en double"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(arbitrage="", decide_le=None) | ~models.Q(arbitrage="") & models.Q(decide_le__isnull=False),
                name="doublon_decision_datee",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pseudonyme}, {self.mois:%m/%Y}"

    @property
    def libelle_arbitrage(self) -> str:
        return LIBELLES_ARBITRAGE[Arbitrage(self.arbitrage)] if self.arbitrage else ""


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
