"""The administrative map of France: reference data, public, replaced each year by the next COG."""

from datetime import date
from typing import ClassVar, Self

from django.db import models

from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees
from maillage.territoire.nomenclatures import LIBELLES_EPCI, LIBELLES_NATURE, LIBELLES_ZONE, TypeEpci

_ZONES = [(zone.value, libelle) for zone, libelle in LIBELLES_ZONE.items()]


class Region(models.Model):
    code = models.TextField("code", primary_key=True)
    nom = models.TextField("nom")
    zone = models.TextField("zone", choices=_ZONES, default="metro")
    chef_lieu = models.TextField("chef-lieu", blank=True, default="")
    population = models.IntegerField("population", null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "zone", "chef_lieu", "population"), PUBLIC)

    class Meta:
        verbose_name = "région"

    def __str__(self) -> str:
        return self.nom


class Departement(models.Model):
    code = models.TextField("code", primary_key=True)
    nom = models.TextField("nom")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departements", verbose_name="région")
    zone = models.TextField("zone", choices=_ZONES, default="metro")
    chef_lieu = models.TextField("chef-lieu", blank=True, default="")
    population = models.IntegerField("population", null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "region", "zone", "chef_lieu", "population"), PUBLIC)

    class Meta:
        verbose_name = "département"

    def __str__(self) -> str:
        return self.nom


class Arrondissement(models.Model):
    code = models.TextField("code", primary_key=True)
    nom = models.TextField("nom")
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, related_name="arrondissements", verbose_name="département"
    )

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "departement"), PUBLIC)

    class Meta:
        verbose_name = "arrondissement"

    def __str__(self) -> str:
        return self.nom


class Epci(models.Model):
    """An intercommunalité with its own tax, or one of the eleven EPT inside the Métropole du Grand Paris."""

    siren = models.TextField("SIREN", primary_key=True)
    nom = models.TextField("nom")
    type = models.TextField("type", choices=[(t.value, libelle) for t, libelle in LIBELLES_EPCI.items()])
    mode_financement = models.TextField("mode de financement", blank=True, default="")
    population = models.IntegerField("population", null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("siren", "nom", "type", "mode_financement", "population"), PUBLIC)

    class Meta:
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"

    def __str__(self) -> str:
        return self.nom

    @property
    def libelle_type(self) -> str:
        return LIBELLES_EPCI[TypeEpci(self.type)]


class ZoneEmploi(models.Model):
    """A zone d’emploi 2020 of the Insee."""

    code = models.TextField("code", primary_key=True)
    nom = models.TextField("nom")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom"), PUBLIC)

    class Meta:
        verbose_name = "zone d’emploi"
        verbose_name_plural = "zones d’emploi"

    def __str__(self) -> str:
        return self.nom


class CommuneQuerySet(models.QuerySet["Commune"]):
    def existantes(self) -> Self:
        """Communes of the current COG; those merged since stay readable for the past."""
        return self.filter(disparue_le=None)


class Commune(models.Model):
    """A commune of the COG. `cle` and `cle_inverse` are what the finder compares: see `rules.normalize`."""

    code = models.TextField("code INSEE", primary_key=True)
    nom = models.TextField("nom")
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, related_name="communes", verbose_name="département"
    )
    arrondissement = models.ForeignKey(
        Arrondissement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communes",
        verbose_name="arrondissement",
    )
    epci = models.ForeignKey(
        Epci, on_delete=models.PROTECT, null=True, blank=True, related_name="communes", verbose_name="intercommunalité"
    )
    ept = models.ForeignKey(
        Epci,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communes_ept",
        verbose_name="établissement public territorial",
    )
    zone_emploi = models.ForeignKey(
        ZoneEmploi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communes",
        verbose_name="zone d’emploi",
    )
    origine_zone_emploi = models.TextField("origine de la zone d’emploi", blank=True, default="")
    population = models.IntegerField("population", null=True)
    codes_postaux = models.JSONField("codes postaux", default=list)
    latitude = models.FloatField("latitude", null=True)
    longitude = models.FloatField("longitude", null=True)
    origine_point = models.TextField("origine du point", blank=True, default="")
    disparue_le = models.DateField("disparue le", null=True, blank=True)
    cle = models.TextField("clé de recherche", db_index=True)
    cle_inverse = models.TextField("clé de recherche, mots inversés", db_index=True)

    objects = CommuneQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "cle": TECHNIQUE, "cle_inverse": TECHNIQUE,
        **dict.fromkeys(
            (
                "code", "nom", "departement", "arrondissement", "epci", "ept", "zone_emploi", "origine_zone_emploi",
                "population", "codes_postaux", "latitude", "longitude", "origine_point", "disparue_le",
            ),
            PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "commune"
        indexes = [
            models.Index(fields=["epci", "code"], name="commune_par_epci"),
            models.Index(fields=["departement", "code"], name="commune_par_departement"),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return f"/territoire/communes/{self.code}/"


class CodePostal(models.Model):
    """One postal code of one commune: several of each on both sides."""

    code = models.TextField("code")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, "code": PUBLIC, "commune": PUBLIC}

    class Meta:
        verbose_name = "code postal"
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="code_postal_unique")]


class AncienCode(models.Model):
    """The INSEE code of a merged commune, which still finds the commune that took it in."""

    code = models.TextField("code INSEE", primary_key=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="anciens_codes", verbose_name="commune actuelle"
    )

    DONNEES: ClassVar[Donnees] = {"code": PUBLIC, "commune": PUBLIC}

    class Meta:
        verbose_name = "code d’une commune disparue"


class Appartenance(models.Model):
    """What a commune belonged to until `au`, before the current COG; the current belonging is on the commune itself.

    Empty with a single COG: a row is written when the next one changes a commune's EPCI, EPT or zone d’emploi.
    Rows follow each other without a gap; the first reaches back to the oldest COG loaded.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="appartenances", verbose_name="commune")
    nature = models.TextField("nature", choices=[(n.value, libelle) for n, libelle in LIBELLES_NATURE.items()])
    code = models.TextField("code", blank=True, default="")
    libelle = models.TextField("libellé", blank=True, default="")
    au = models.DateField("jusqu’au")

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, **dict.fromkeys(("commune", "nature", "code", "libelle", "au"), PUBLIC)
    }  # fmt: skip

    class Meta:
        verbose_name = "appartenance passée d’une commune"
        constraints = [models.UniqueConstraint(fields=["commune", "nature", "au"], name="appartenance_unique")]


class Referentiel(models.Model):
    """A COG that was loaded, with the fingerprint of its files so that loading it again is free."""

    millesime = models.IntegerField("millésime", primary_key=True)
    empreinte = models.TextField("empreinte")
    charge_le = models.DateTimeField("chargé le", auto_now=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("millesime", "empreinte", "charge_le"), TECHNIQUE)

    class Meta:
        verbose_name = "référentiel géographique"

    @property
    def debut(self) -> date:
        return date(self.millesime, 1, 1)
