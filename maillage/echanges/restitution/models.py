"""The archives a dispositif asked for. The file lies on the disk, for a few days; the row stays, and says it was made."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.echanges.restitution.nomenclatures import LIBELLES_MOTIF, Motif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente

_DEMANDE = Champ(Categorie.JOURNAUX, "preuve de la restitution des données", BaseLegale.OBLIGATION, 1, "T9")


class Restitution(Compartimente):
    """`phrase_scellee`: what opens the sealed columns; only the DPD reads it. `sha256`, `taille`: of the file."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    motif = models.TextField("motif", choices=[(m.value, libelle) for m, libelle in LIBELLES_MOTIF.items()])
    historique = models.BooleanField("avec l’historique des actions", default=True)
    demandee_par = models.BigIntegerField("compte qui l’a demandée")
    demandee_le = models.DateTimeField("demandée le")
    phrase_scellee = models.BinaryField("phrase de l’archive", default=bytes, blank=True)
    prete_le = models.DateTimeField("prête le", null=True)
    sha256 = models.TextField("empreinte de l’archive", blank=True, default="")
    taille = models.PositiveBigIntegerField("poids de l’archive", default=0)
    effacee_le = models.DateTimeField("effacée le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "phrase_scellee", "prete_le", "sha256", "taille", "effacee_le"), TECHNIQUE),
        **dict.fromkeys(("motif", "historique", "demandee_par", "demandee_le"), _DEMANDE),
    }

    class Meta:
        verbose_name = "archive complète du dispositif"
        verbose_name_plural = "archives complètes du dispositif"
        constraints = [
            models.CheckConstraint(
                condition=Q(prete_le=None, sha256="") | Q(prete_le__isnull=False) & ~Q(sha256=""),
                name="restitution_prete_a_une_empreinte",
                violation_error_message="Une archive prête a une empreinte.",
            ),
            models.CheckConstraint(
                condition=Q(effacee_le=None) | Q(phrase_scellee=b""),
                name="restitution_effacee_sans_phrase",
                violation_error_message="Une archive effacée ne garde pas sa phrase.",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "-id"], name="restitution_par_dispositif")]

    def __str__(self) -> str:
        return f"Archive complète du {self.demandee_le:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("restitution:restitution", args=[self.uuid])

    @property
    def motif_libelle(self) -> str:
        return LIBELLES_MOTIF[Motif(self.motif)]
