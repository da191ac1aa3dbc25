"""Two files, in two structures, that look like one person: each structure says what it knows, of its own file only (R9)."""

import uuid
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from maillage.clause.nomenclatures.ressemblances import LIBELLES_AVIS_RESSEMBLANCE, AvisRessemblance
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

RESSEMBLE = Champ(Categorie.CLAUSE, "ne pas compter deux fois une personne", BaseLegale.MISSION, 2, "T6")


class Ressemblance(Compartimente):
    """One side of a pair; the other is kept where the other person is. `paire`: what both sides bear.

    `raisons`: what agrees and what does not, in words; nothing of the other file.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    paire = models.UUIDField("numéro de la paire", default=uuid4)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="ressemblances_clause", verbose_name="personne"
    )
    autre = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure de l’autre dossier"
    )
    points = models.PositiveSmallIntegerField("points de ressemblance")
    raisons = models.JSONField("raisons", default=list)
    vue_le = models.DateField("vue le")
    avis = models.TextField("avis", choices=choix(LIBELLES_AVIS_RESSEMBLANCE), blank=True, default="")
    avis_le = models.DateField("avis donné le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "paire", "personne", "auteur"), TECHNIQUE),
        **dict.fromkeys(("autre", "points", "raisons", "vue_le", "avis", "avis_le"), RESSEMBLE),
    }

    class Meta:
        verbose_name = "doublon probable entre structures"
        verbose_name_plural = "doublons probables entre structures"
        constraints = [
            models.UniqueConstraint(fields=["paire", "personne"], name="ressemblance_un_cote"),
            models.CheckConstraint(
                condition=Q(avis="", avis_le=None) | ~Q(avis="") & Q(avis_le__isnull=False),
                name="ressemblance_avis_date",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "avis"], name="ressemblance_a_dire")]

    def __str__(self) -> str:
        return f"{self.reference}, {self.autre}"

    @property
    def reference(self) -> str:
        """What two people say on the telephone, without a name."""
        return f"R-{self.paire.hex[:6].upper()}"

    @property
    def dit(self) -> AvisRessemblance | None:
        return AvisRessemblance(self.avis) if self.avis else None
