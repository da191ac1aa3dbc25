"""What was posted once, and what was being typed when the session expired. Both are short-lived."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

_ENVOI = Champ(Categorie.COMPTES, "ne créer qu’une fois ce qui est envoyé deux fois", BaseLegale.MISSION, 1, "T12")
_SAISIE = Champ(Categorie.TEXTE_LIBRE, "rendre son texte à qui l’écrivait", BaseLegale.MISSION, 3, "T12")


class Envoi(models.Model):
    """One form posted to one address. It commits with what the form did; `statut` 0 while it is being done."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, editable=False)
    numero = models.TextField("jeton du formulaire")
    chemin = models.TextField("page")
    compte_id = models.BigIntegerField("compte", null=True)
    empreinte = models.TextField("empreinte de l’envoi")
    recu_le = models.DateTimeField("reçu le", db_index=True)
    statut = models.PositiveSmallIntegerField("statut de la réponse", default=0)
    entetes = models.JSONField("en-têtes de la réponse", default=dict)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "numero", "empreinte", "statut"), TECHNIQUE),
        **dict.fromkeys(("chemin", "compte_id", "recu_le", "entetes"), _ENVOI),
    }

    class Meta:
        verbose_name = "formulaire envoyé"
        constraints = [models.UniqueConstraint(fields=["numero", "chemin"], name="envoi_une_fois")]


class Saisie(models.Model):
    """What a person was typing when their session expired: sealed, for them alone, for two hours."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte_id = models.BigIntegerField("compte")
    chemin = models.TextField("page")
    contenu = models.BinaryField("texte saisi, scellé")
    avait_des_fichiers = models.BooleanField("avait des fichiers", default=False)
    gardee_le = models.DateTimeField("gardée le", db_index=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "avait_des_fichiers"), TECHNIQUE),
        **dict.fromkeys(("compte_id", "chemin", "contenu", "gardee_le"), _SAISIE),
    }

    class Meta:
        verbose_name = "saisie interrompue"
        indexes = [models.Index(fields=["compte_id", "chemin"], name="saisie_par_compte")]
