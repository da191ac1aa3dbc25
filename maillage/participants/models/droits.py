"""What the person was told, and what they agreed to: by recipient, dated, revocable (R-40 to R-43)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.participants.models.personnes import Personne
from maillage.participants.nomenclatures.droits import LIBELLES_ACCORD, LIBELLES_SUPPORT, Accord
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

PREUVE = Champ(Categorie.IDENTITE, "prouver l’information de la personne", BaseLegale.OBLIGATION, 1, "T2")
ACCORD = Champ(Categorie.IDENTITE, "faire ce que la personne a accepté", BaseLegale.CONSENTEMENT, 1, "T2")


class Information(Compartimente):
    """The notice handed over: which version, in which language, on what, by whom (R-40)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="informations", verbose_name="personne"
    )
    version = models.TextField("version de la notice")
    langue = models.TextField("langue", default="fr")
    support = models.TextField("support", choices=choix(LIBELLES_SUPPORT))
    le = models.DateField("remise le")
    auteur = models.BigIntegerField("compte qui l’a remise", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "auteur"), TECHNIQUE),
        **dict.fromkeys(("version", "langue", "support", "le"), PREUVE),
    }

    class Meta:
        verbose_name = "notice d’information remise"
        indexes = [models.Index(fields=["dispositif", "personne"], name="information_de_la_personne")]


class Consentement(Compartimente):
    """One real option, for one recipient, from a day until it is taken back. Refusing changes nothing to the support."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="consentements", verbose_name="personne"
    )
    objet = models.TextField("objet de l’accord", choices=choix(LIBELLES_ACCORD))
    destinataire = models.TextField("destinataire", blank=True, default="")
    donne_le = models.DateField("donné le")
    retire_le = models.DateField("retiré le", null=True, blank=True)
    support = models.TextField("support", choices=choix(LIBELLES_SUPPORT))
    auteur = models.BigIntegerField("compte qui l’a recueilli", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "auteur"), TECHNIQUE),
        **dict.fromkeys(("objet", "destinataire", "donne_le", "retire_le", "support"), ACCORD),
    }

    class Meta:
        verbose_name = "consentement"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "objet", "destinataire"],
                condition=Q(retire_le=None),
                name="consentement_un_seul_en_cours",
                violation_error_message="Cet accord est déjà enregistré.",
            ),
            models.CheckConstraint(
                condition=Q(retire_le=None) | Q(retire_le__gte=F("donne_le")),
                name="consentement_dates_ordonnees",
                violation_error_message="Le retrait précède l’accord.",
            ),
        ]

    @property
    def libelle_objet(self) -> str:
        return LIBELLES_ACCORD[Accord(self.objet)]
