"""What a person chose about their list: the rhythm of the e-mail, the version of their calendar's secret address.

The list itself is nowhere: it is computed each time.
"""

from typing import ClassVar

from django.db import models

from maillage.socle.afaire.nomenclatures import LIBELLES_RYTHME, Rythme
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

_CHOIX = Champ(Categorie.COMPTES, "prévenir les professionnels de ce qu’ils ont à faire", BaseLegale.MISSION, 1, "T11")


class Preference(models.Model):
    """`version_calendrier`: 0, no calendar; each renewal adds one and closes the addresses given before."""

    compte_id = models.BigIntegerField("compte", unique=True)
    rythme = models.TextField(
        "rythme des courriels",
        choices=[(r.value, libelle) for r, libelle in LIBELLES_RYTHME.items()],
        default=Rythme.HEBDOMADAIRE.value,
    )
    dernier_envoi = models.DateField("dernier envoi", null=True)
    calendrier_ouvert = models.BooleanField("calendrier ouvert", default=False)
    version_calendrier = models.PositiveIntegerField("version de l’adresse du calendrier", default=0)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE,
        **dict.fromkeys(("compte_id", "rythme", "dernier_envoi", "calendrier_ouvert", "version_calendrier"), _CHOIX),
    }

    class Meta:
        verbose_name = "réglage de la liste « À faire »"
