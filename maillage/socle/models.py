"""The compartment: what every business row starts with."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models

from maillage.socle.acteur import Acteur
from maillage.socle.classement import TECHNIQUE, Donnees


@dataclass(frozen=True, slots=True)
class Citee:
    """Of a table in nobody's compartment that rows of one refer to: what is told of it when they leave, and by which of it the
    other installation recognises its own."""

    champs: tuple[str, ...]
    cle: tuple[str, ...]


class CompartimenteQuerySet(models.QuerySet):
    def visible_to(self, acteur: Acteur) -> Self:
        """Rows of the dispositifs this acteur works for. Every read starts here."""
        return self.filter(dispositif__in=acteur.dispositifs)


class Compartimente(models.Model):
    """A row of one dispositif, seen by nobody outside it. Add `CloisonnerTable` to the model's migration."""

    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, related_name="+", verbose_name="dispositif"
    )

    objects = CompartimenteQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, "dispositif": TECHNIQUE}

    class Meta:
        abstract = True
