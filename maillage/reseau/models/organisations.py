"""Legal persons."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from maillage.reseau import rules
from maillage.reseau.nomenclatures import LIBELLES_ORGANISATION, TypeOrganisation
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees


def validate_siren(value: str) -> None:
    if value and (refus := rules.check_siren(value)):
        raise ValidationError(refus)


def validate_siret(value: str) -> None:
    if value and (refus := rules.check_siret(value)):
        raise ValidationError(refus)


class Organisation(models.Model):
    """A legal person. Two of them may bear the same name: three AGIRE carry three PLIE."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    nom = models.TextField("nom")
    sigle = models.TextField("sigle", blank=True, default="")
    type = models.TextField(
        "type",
        choices=[(t.value, libelle) for t, libelle in LIBELLES_ORGANISATION.items()],
        blank=True,
        default=TypeOrganisation.INCONNU,
    )
    siren = models.TextField("SIREN", blank=True, default="", validators=[validate_siren])
    siret = models.TextField("SIRET", blank=True, default="", validators=[validate_siret])
    departement = models.ForeignKey(
        "territoire.Departement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département",
    )
    site = models.TextField("site", blank=True, default="")
    cle = models.TextField("clé de recherche", blank=True, default="", editable=False)
    is_fictive = models.BooleanField("fictive", default=False)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "is_fictive": TECHNIQUE, "cle": TECHNIQUE,
        **dict.fromkeys(("nom", "sigle", "type", "siren", "siret", "departement", "site"), PUBLIC),
    }  # fmt: skip

    class Meta:
        verbose_name = "organisation"
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="organisation_siret_unique",
                violation_error_message="Une organisation a déjà ce SIRET.",
            ),
            models.CheckConstraint(
                condition=Q(siren="") | Q(Exact(Length("siren"), 9)),
                name="organisation_siren_neuf_chiffres",
                violation_error_message="Un SIREN compte neuf chiffres.",
            ),
            models.CheckConstraint(
                condition=Q(siret="") | Q(Exact(Length("siret"), 14)),
                name="organisation_siret_quatorze_chiffres",
                violation_error_message="Un SIRET compte quatorze chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, **kwargs: Any) -> None:
        """`cle` is what the search box compares: derived, hence never left behind."""
        self.cle = rules.normalize_texte(f"{self.nom} {self.sigle}")
        fields = kwargs.get("update_fields")
        super().save(**kwargs | ({"update_fields": {*fields, "cle"}} if fields is not None else {}))

    @property
    def libelle_type(self) -> str:
        return LIBELLES_ORGANISATION[TypeOrganisation(self.type)]
