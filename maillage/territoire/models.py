"""The administrative map of France: reference data, public, replaced each year."""

from typing import ClassVar

from django.db import models

from maillage.socle.classement import PUBLIC, Donnees


class Region(models.Model):
    code = models.TextField(primary_key=True)
    nom = models.TextField()

    DONNEES: ClassVar[Donnees] = {"code": PUBLIC, "nom": PUBLIC}

    def __str__(self) -> str:
        return self.nom


class Departement(models.Model):
    code = models.TextField(primary_key=True)
    nom = models.TextField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departements")

    DONNEES: ClassVar[Donnees] = {"code": PUBLIC, "nom": PUBLIC, "region": PUBLIC}

    def __str__(self) -> str:
        return self.nom
