"""The lines of hours whose credit two structures agree to change, before anybody validates them (R6). No name."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.doublons import PSEUDONYME
from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.partage import DemandePartage
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente


class LigneDemandee(Compartimente):
    """A line by its public number, as it was when one structure asked. `is_passee`: None until the other has accepted."""

    demande = models.ForeignKey(DemandePartage, on_delete=models.PROTECT, related_name="lignes", verbose_name="demande")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", verbose_name="lot")
    ligne = models.UUIDField("numéro public de la ligne")
    pseudonyme = models.TextField("pseudonyme")
    mois = models.DateField("mois")
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2)
    ancienne = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure qui en a le crédit"
    )
    nouvelle = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure qui l’aurait"
    )
    is_passee = models.BooleanField("crédit changé", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("demande", "lot", "ligne"), TECHNIQUE),
        **dict.fromkeys(("mois", "heures", "ancienne", "nouvelle", "is_passee"), MARCHE), "pseudonyme": PSEUDONYME,
    }  # fmt: skip

    class Meta:
        verbose_name = "ligne dont le crédit est demandé"
        verbose_name_plural = "lignes dont le crédit est demandé"
        constraints = [
            models.UniqueConstraint(fields=["demande", "ligne"], name="ligne_demandee_une_fois"),
            models.CheckConstraint(condition=~Q(ancienne=F("nouvelle")), name="ligne_demandee_change"),
        ]

    def __str__(self) -> str:
        return f"{self.pseudonyme}, {self.mois:%m/%Y}"
