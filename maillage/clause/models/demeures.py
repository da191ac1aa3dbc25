"""What comes before a penalty and beside it: the company put on notice, and what the other structures of the lot think."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.suivi import SUIVI, Penalite
from maillage.clause.models.titulaires import Entreprise
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.pieces.models import Piece


class MiseEnDemeure(Compartimente):
    """A company is asked in writing to mend, before a day. `piece`: the letter; `suite`: what came of it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="mises_en_demeure", verbose_name="lot")
    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="mises_en_demeure", verbose_name="entreprise"
    )
    le = models.DateField("envoyée le")
    terme = models.DateField("délai jusqu’au")
    objet = models.TextField("ce qui est demandé")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+", verbose_name="courrier")
    suite = models.TextField("suite", blank=True, default="")
    suite_le = models.DateField("suite notée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "piece", "auteur"), TECHNIQUE),
        **dict.fromkeys(("entreprise", "le", "terme", "suite_le"), MARCHE), **dict.fromkeys(("objet", "suite"), SUIVI),
    }  # fmt: skip

    class Meta:
        verbose_name = "mise en demeure"
        verbose_name_plural = "mises en demeure"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "entreprise", "le"], name="mise_en_demeure_une_par_jour",
                violation_error_message="Une mise en demeure de cette entreprise est déjà notée ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(terme__gt=F("le")), name="mise_en_demeure_delai",
                violation_error_message="Le délai finit après l’envoi.",
            ),
            models.CheckConstraint(
                condition=Q(suite="", suite_le=None) | ~Q(suite="") & Q(suite_le__isnull=False), name="mise_en_demeure_suite"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["lot", "-le"], name="mise_en_demeure_du_lot")]

    def __str__(self) -> str:
        return f"mise en demeure du {self.le:%d/%m/%Y}"


class AvisPenalite(Compartimente):
    """What a structure that takes part in the lot thinks of a penalty that the pilote proposes: the buyer decides."""

    penalite = models.ForeignKey(
        Penalite, on_delete=models.PROTECT, related_name="avis_donnes", verbose_name="pénalité"
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="avis_penalites", verbose_name="lot")
    structure = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure")
    texte = models.TextField("avis")
    le = models.DateField("donné le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("penalite", "lot", "auteur"), TECHNIQUE), **dict.fromkeys(("structure", "le"), MARCHE),
        "texte": SUIVI,
    }  # fmt: skip

    class Meta:
        verbose_name = "avis sur une pénalité"
        verbose_name_plural = "avis sur une pénalité"
        constraints = [
            models.UniqueConstraint(
                fields=["penalite", "structure"], name="avis_penalite_un_par_structure",
                violation_error_message="L’avis de votre structure sur cette pénalité est déjà donné.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.structure}, le {self.le:%d/%m/%Y}"
