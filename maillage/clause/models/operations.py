"""An operation: what is built or bought, for whom, with which programme; its markets come one after the other."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.clause.nomenclatures.amont import LIBELLES_PROGRAMME, Programme
from maillage.socle.classement import TECHNIQUE, Donnees, Technique
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

OPERATION = Technique("opération d’achat, sans personne physique")


class Operation(Compartimente):
    """`territoires`: codes « commune:… » and « epci:… ». Its state is derived from its lots', never written."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    intitule = models.TextField("intitulé")
    maitre_ouvrage = models.ForeignKey(
        "clause.DonneurOrdre", on_delete=models.PROTECT, related_name="operations", verbose_name="maître d’ouvrage"
    )
    acheteur = models.ForeignKey(
        "clause.DonneurOrdre", on_delete=models.PROTECT, null=True, blank=True, related_name="operations_achetees",
        verbose_name="acheteur",
    )  # fmt: skip
    programme = models.TextField("programme", choices=choix(LIBELLES_PROGRAMME), default=Programme.AUCUN)
    territoires = models.JSONField("territoires", default=list, blank=True)
    montant_previsionnel = models.DecimalField(
        "montant prévisionnel hors taxes", max_digits=14, decimal_places=2, null=True, blank=True
    )
    lancement_prevu = models.DateField("lancement prévu le", null=True, blank=True)
    nature = models.TextField("ce qui est prévu", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        "uuid": TECHNIQUE,
        **dict.fromkeys(
            ("intitule", "maitre_ouvrage", "acheteur", "programme", "territoires", "montant_previsionnel",
             "lancement_prevu", "nature"),
            OPERATION,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "opération"
        verbose_name_plural = "opérations"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "intitule", "maitre_ouvrage"], name="operation_unique",
                violation_error_message="Ce maître d’ouvrage a déjà une opération de ce nom.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.intitule

    @property
    def libelle_programme(self) -> str:
        return LIBELLES_PROGRAMME[Programme(self.programme)]

    @property
    def acheteur_ou_moa(self) -> "models.Model":
        found: models.Model = self.acheteur or self.maitre_ouvrage
        return found
