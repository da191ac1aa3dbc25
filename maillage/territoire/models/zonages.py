"""Dated zonings laid over the communes (QPV, bassins d’emploi…), as imported from the files of those who publish them."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.socle.classement import PUBLIC, TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.territoire.models.carte import Commune
from maillage.territoire.nomenclatures import LIBELLES_ZONAGE, TypeZonage


class ZonageQuerySet(models.QuerySet["Zonage"]):
    def en_vigueur(self, *, on: date) -> Self:
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on)


class Zonage(models.Model):
    """One zone of one list (`type`, `millesime`), in force from `du` to `au`, with the source that says so."""

    type = models.TextField("type de zonage", choices=[(t.value, libelle) for t, libelle in LIBELLES_ZONAGE.items()])
    code = models.TextField("code")
    libelle = models.TextField("libellé")
    millesime = models.IntegerField("millésime")
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True)
    source = models.TextField("source")

    objects = ZonageQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, **dict.fromkeys(("type", "code", "libelle", "millesime", "du", "au", "source"), PUBLIC)
    }  # fmt: skip

    class Meta:
        verbose_name = "zonage"
        constraints = [
            models.UniqueConstraint(fields=["type", "code", "millesime"], name="zonage_unique"),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="zonage_dates_ordonnees",
                violation_error_message="La fin du zonage précède son début.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle_type(self) -> str:
        return LIBELLES_ZONAGE[TypeZonage(self.type)]


class ZonageCommune(models.Model):
    """A commune of a zone. `part`: the share of its inhabitants that live there, when the source tells."""

    zonage = models.ForeignKey(Zonage, on_delete=models.PROTECT, related_name="communes", verbose_name="zonage")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="zonages", verbose_name="commune")
    part = models.DecimalField("part des habitants", max_digits=6, decimal_places=5, null=True)

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, **dict.fromkeys(("zonage", "commune", "part"), PUBLIC)}

    class Meta:
        verbose_name = "commune d’un zonage"
        constraints = [
            models.UniqueConstraint(fields=["zonage", "commune"], name="zonage_commune_unique"),
            models.CheckConstraint(
                condition=Q(part=None) | Q(part__gt=0, part__lte=1),
                name="zonage_part_entre_0_et_1",
                violation_error_message="La part d’une commune est comprise entre 0 et 1.",
            ),
        ]


_DEPOT = Champ(Categorie.COMPTES, "savoir qui a chargé un zonage", BaseLegale.MISSION, 1, "T12")


class ImportZonages(models.Model):
    """A file waiting for its job. Its content, public data, is emptied once the job has written it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte_id = models.BigIntegerField("compte qui l’a déposé")
    empreinte = models.TextField("empreinte")
    contenu = models.BinaryField("contenu du fichier", default=bytes)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    fini_le = models.DateTimeField("lu jusqu’au bout le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "empreinte", "contenu", "fini_le"), TECHNIQUE),
        **dict.fromkeys(("compte_id", "depose_le"), _DEPOT),
    }

    class Meta:
        verbose_name = "fichier de zonages déposé"


class ZonagePrepare(models.Model):
    """A zone that an import has read and not yet published: no reader of the zonings looks here.

    `cible`: the published zone that takes its communes; set by the publication, None for a zone left as it is.
    """

    depot = models.ForeignKey(
        ImportZonages, on_delete=models.PROTECT, related_name="prepares", verbose_name="fichier déposé"
    )
    cible = models.ForeignKey(
        Zonage, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="zonage publié"
    )
    type = models.TextField("type de zonage")
    code = models.TextField("code")
    libelle = models.TextField("libellé")
    millesime = models.IntegerField("millésime")
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True)
    source = models.TextField("source")
    prepare_le = models.DateTimeField("préparé le", auto_now_add=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "depot", "cible", "prepare_le"), TECHNIQUE),
        **dict.fromkeys(("type", "code", "libelle", "millesime", "du", "au", "source"), PUBLIC),
    }

    class Meta:
        verbose_name = "zonage en préparation"
        constraints = [
            models.UniqueConstraint(fields=["depot", "type", "code", "millesime"], name="zonage_prepare_unique")
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def cle(self) -> tuple[str, str, int]:
        return self.type, self.code, self.millesime


class MembrePrepare(models.Model):
    """A commune of a zone in preparation."""

    zonage = models.ForeignKey(ZonagePrepare, on_delete=models.PROTECT, related_name="communes", verbose_name="zonage")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    part = models.DecimalField("part des habitants", max_digits=6, decimal_places=5, null=True)

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, **dict.fromkeys(("zonage", "commune", "part"), PUBLIC)}

    class Meta:
        verbose_name = "commune d’un zonage en préparation"
        constraints = [models.UniqueConstraint(fields=["zonage", "commune"], name="membre_prepare_unique")]
