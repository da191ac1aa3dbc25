"""Reviews of habilitations: each one confirmed or ended, then the whole signed by the direction."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from maillage.comptes.models.comptes import COMPTE, Compte
from maillage.comptes.models.habilitations import Habilitation
from maillage.socle.acteur import Acteur
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.roles import Role


class RevueQuerySet(models.QuerySet["Revue"]):
    def visible_to(self, acteur: Acteur) -> Self:
        """Those of one's dispositifs; to the administration, those of the network's roles."""
        if acteur.role == Role.ADMINISTRATEUR:
            return self.filter(dispositif=None)
        return self.filter(dispositif__in=acteur.dispositifs)


class Revue(models.Model):
    """One round of a dispositif's habilitations, or of the network's; open until signed, one at a time."""

    # None: the roles of the network and of the regions, which the administration reviews.
    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="dispositif",
    )  # fmt: skip
    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    ouverte_le = models.DateField("ouverte le")
    signee_le = models.DateTimeField("signée le", null=True, blank=True)
    signee_par = models.ForeignKey(
        Compte, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="signée par"
    )

    objects = RevueQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "dispositif": TECHNIQUE,
        **dict.fromkeys(("ouverte_le", "signee_le", "signee_par"), COMPTE)
    }  # fmt: skip

    class Meta:
        verbose_name = "revue des habilitations"
        constraints = [
            models.UniqueConstraint(
                Coalesce("dispositif", Value(0)), condition=Q(signee_le=None), name="revue_une_seule_ouverte"
            ),
            models.CheckConstraint(
                condition=Q(signee_le=None, signee_par=None) | (~Q(signee_le=None) & ~Q(signee_par=None)),
                name="revue_signature_complete",
                violation_error_message="Une revue signée dit quand et par qui.",
            ),
        ]


class Decision(models.Model):
    """What a review says of one habilitation: confirmed, or ended."""

    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="dispositif",
    )  # fmt: skip
    revue = models.ForeignKey(Revue, on_delete=models.PROTECT, related_name="decisions", verbose_name="revue")
    habilitation = models.ForeignKey(
        Habilitation, on_delete=models.PROTECT, related_name="decisions", verbose_name="habilitation"
    )
    confirmee = models.BooleanField("confirmée")
    le = models.DateTimeField("décidée le")

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "dispositif": TECHNIQUE,
        **dict.fromkeys(("revue", "habilitation", "confirmee", "le"), COMPTE),
    }  # fmt: skip

    class Meta:
        verbose_name = "décision de revue"
        constraints = [models.UniqueConstraint(fields=["revue", "habilitation"], name="decision_unique")]
