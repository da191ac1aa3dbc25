"""The rendez-vous of the accueil, kept or missed, and the attempts to reach the person: added, never replaced."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.parcours.models.orientations import SUITE, Orientation
from maillage.parcours.nomenclatures.accueil import LIBELLES_CONTACT, NatureContact
from maillage.parcours.nomenclatures.suites import LIBELLES_CANAL_RELANCE, CanalRelance
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix


class ContactAccueil(Compartimente):
    """`canal`: of an attempt to reach the person, and of nothing else."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    orientation = models.ForeignKey(
        Orientation, on_delete=models.PROTECT, related_name="contacts", verbose_name="orientation"
    )
    nature = models.TextField("ce qui s’est passé", choices=choix(LIBELLES_CONTACT))
    le = models.DateField("le")
    canal = models.TextField("moyen", choices=choix(LIBELLES_CANAL_RELANCE), blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "orientation", "auteur", "ecrit_le"), TECHNIQUE),
        **dict.fromkeys(("nature", "le", "canal"), SUITE),
    }

    class Meta:
        verbose_name = "contact d’accueil"
        verbose_name_plural = "contacts d’accueil"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nature=NatureContact.RELANCE) & ~models.Q(canal="")
                | ~models.Q(nature=NatureContact.RELANCE) & models.Q(canal=""),
                name="contact_accueil_moyen_d_une_relance",
                violation_error_message="Une relance, et elle seule, dit par quel moyen.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "orientation", "le"], name="contact_accueil_par_jour")]

    @property
    def libelle(self) -> str:
        if self.canal:
            return f"Relance : {LIBELLES_CANAL_RELANCE[CanalRelance(self.canal)].lower()}"
        return LIBELLES_CONTACT[NatureContact(self.nature)]
