"""The administrative map of France: reference data, public, replaced each year by the next COG."""

from datetime import date
from typing import ClassVar, Self

from django.db import models

from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees
from maillage.territoire.nomenclatures import LIBELLES_EPCI, LIBELLES_NATURE, LIBELLES_ZONE, TypeEpci

_ZONES = [(zone.value, libelle) for zone, libelle in LIBELLES_ZONE.items()]


class Region(models.Model):
    code = models.TextField(primary_key=True)
    nom = models.TextField()
    zone = models.TextField(choices=_ZONES, default="metro")
    chef_lieu = models.TextField(blank=True, default="")
    population = models.IntegerField(null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "zone", "chef_lieu", "population"), PUBLIC)

    def __str__(self) -> str:
        return self.nom


class Departement(models.Model):
    code = models.TextField(primary_key=True)
    nom = models.TextField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departements")
    zone = models.TextField(choices=_ZONES, default="metro")
    chef_lieu = models.TextField(blank=True, default="")
    population = models.IntegerField(null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "region", "zone", "chef_lieu", "population"), PUBLIC)

    def __str__(self) -> str:
        return self.nom


class Arrondissement(models.Model):
    code = models.TextField(primary_key=True)
    nom = models.TextField()
    departement = models.ForeignKey(Departement, on_delete=models.PROTECT, related_name="arrondissements")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("code", "nom", "departement"), PUBLIC)

    def __str__(self) -> str:
        return self.nom


class Epci(models.Model):
    """An intercommunalité with its own tax, or one of the eleven EPT inside the Métropole du Grand Paris."""

    siren = models.TextField(primary_key=True)
    nom = models.TextField()
    type = models.TextField(choices=[(t.value, libelle) for t, libelle in LIBELLES_EPCI.items()])
    mode_financement = models.TextField(blank=True, default="")
    population = models.IntegerField(null=True)

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

    code = models.TextField(primary_key=True)
    nom = models.TextField()

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

    code = models.TextField(primary_key=True)
    nom = models.TextField()
    departement = models.ForeignKey(Departement, on_delete=models.PROTECT, related_name="communes")
    arrondissement = models.ForeignKey(
        Arrondissement, on_delete=models.PROTECT, null=True, blank=True, related_name="communes"
    )
    epci = models.ForeignKey(Epci, on_delete=models.PROTECT, null=True, blank=True, related_name="communes")
    ept = models.ForeignKey(Epci, on_delete=models.PROTECT, null=True, blank=True, related_name="communes_ept")
    zone_emploi = models.ForeignKey(
        ZoneEmploi, on_delete=models.PROTECT, null=True, blank=True, related_name="communes"
    )
    origine_zone_emploi = models.TextField(blank=True, default="")
    population = models.IntegerField(null=True)
    codes_postaux = models.JSONField(default=list)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    origine_point = models.TextField(blank=True, default="")
    disparue_le = models.DateField("disparue le", null=True, blank=True)
    cle = models.TextField(db_index=True)
    cle_inverse = models.TextField(db_index=True)

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

    code = models.TextField()
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, "code": PUBLIC, "commune": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="code_postal_unique")]


class AncienCode(models.Model):
    """The INSEE code of a merged commune, which still finds the commune that took it in."""

    code = models.TextField(primary_key=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="anciens_codes")

    DONNEES: ClassVar[Donnees] = {"code": PUBLIC, "commune": PUBLIC}


class Appartenance(models.Model):
    """What a commune belonged to until `au`, before the current COG; the current belonging is on the commune itself.

    Empty with a single COG: a row is written when the next one changes a commune's EPCI, EPT or zone d’emploi.
    Rows follow each other without a gap; the first reaches back to the oldest COG loaded.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="appartenances")
    nature = models.TextField(choices=[(n.value, libelle) for n, libelle in LIBELLES_NATURE.items()])
    code = models.TextField(blank=True, default="")
    libelle = models.TextField(blank=True, default="")
    au = models.DateField()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, **dict.fromkeys(("commune", "nature", "code", "libelle", "au"), PUBLIC)
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "nature", "au"], name="appartenance_unique")]


class Referentiel(models.Model):
    """A COG that was loaded, with the fingerprint of its files so that loading it again is free."""

    millesime = models.IntegerField(primary_key=True)
    empreinte = models.TextField()
    charge_le = models.DateTimeField(auto_now=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("millesime", "empreinte", "charge_le"), TECHNIQUE)

    @property
    def debut(self) -> date:
        return date(self.millesime, 1, 1)
