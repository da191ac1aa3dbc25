"""What surrounds a note: whom the person lets read it, and what became of the alerts shown while it was typed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.participants.models import Personne
from maillage.participants.nomenclatures.droits import LIBELLES_SUPPORT
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

LECTURE = Champ(
    Categorie.IDENTITE, "n’ouvrir les notes sociales qu’à qui la personne a choisi", BaseLegale.CONSENTEMENT, 1, "T2"
)
RELECTURE = Champ(
    Categorie.STATISTIQUES, "savoir si les alertes de texte aident, sans nommer personne", BaseLegale.MISSION, 0, "T14"
)


class LecteurDeNotes(Compartimente):
    """One reader of the social notes of a person, chosen by them, from a day until it is taken back (R-24, R-42)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="lecteurs_de_notes", verbose_name="personne"
    )
    lecteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="lecteur"
    )
    donne_le = models.DateField("accord donné le")
    retire_le = models.DateField("accord retiré le", null=True, blank=True)
    support = models.TextField("support", choices=choix(LIBELLES_SUPPORT))
    auteur = models.BigIntegerField("compte qui l’a recueilli", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "lecteur", "auteur"), TECHNIQUE),
        **dict.fromkeys(("donne_le", "retire_le", "support"), LECTURE),
    }

    class Meta:
        verbose_name = "lecteur des notes sociales"
        verbose_name_plural = "lecteurs des notes sociales"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "lecteur"], condition=Q(retire_le=None), name="lecteur_une_seule_fois",
                violation_error_message="Cette personne lit déjà les notes sociales.",
            ),
            models.CheckConstraint(
                condition=Q(retire_le=None) | Q(retire_le__gte=F("donne_le")), name="lecteur_dates_ordonnees",
                violation_error_message="Le retrait précède l’accord.",
            ),
        ]  # fmt: skip


class ReleveAlertes(Compartimente):
    """How many alerts of one rule were shown in a month, and what came of them (R-53). No text, no author."""

    mois = models.DateField("mois")
    famille = models.TextField("règle")
    lexique = models.TextField("version du lexique")
    montrees = models.PositiveIntegerField("montrées", default=0)
    confirmees = models.PositiveIntegerField("confirmées", default=0)
    retirees = models.PositiveIntegerField("retirées", default=0)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        ("mois", "famille", "lexique", "montrees", "confirmees", "retirees"), RELECTURE
    )

    class Meta:
        verbose_name = "relevé des alertes de texte"
        verbose_name_plural = "relevés des alertes de texte"
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "mois", "famille", "lexique"], name="releve_alertes_unique")
        ]
