"""Reviews of habilitations: each one confirmed or ended, then the whole signed by the direction."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.comptes.models.comptes import COMPTE, Compte
from maillage.comptes.models.habilitations import Habilitation
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente


class Revue(Compartimente):
    """One round of a dispositif's habilitations; open until signed, one at a time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ouverte_le = models.DateField("ouverte le")
    signee_le = models.DateTimeField("signée le", null=True, blank=True)
    signee_par = models.ForeignKey(Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    DONNEES: ClassVar[Donnees] = {
        "uuid": TECHNIQUE, **dict.fromkeys(("ouverte_le", "signee_le", "signee_par"), COMPTE)
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispositif"], condition=Q(signee_le=None), name="revue_une_seule_ouverte"),
            models.CheckConstraint(
                condition=Q(signee_le=None, signee_par=None) | (~Q(signee_le=None) & ~Q(signee_par=None)),
                name="revue_signature_complete",
                violation_error_message="Une revue signée dit quand et par qui.",
            ),
        ]


class Decision(Compartimente):
    """What a review says of one habilitation: confirmed, or ended."""

    revue = models.ForeignKey(Revue, on_delete=models.PROTECT, related_name="decisions")
    habilitation = models.ForeignKey(Habilitation, on_delete=models.PROTECT, related_name="decisions")
    confirmee = models.BooleanField("confirmée")
    le = models.DateTimeField("décidée le")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("revue", "habilitation", "confirmee", "le"), COMPTE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revue", "habilitation"], name="decision_unique")]
