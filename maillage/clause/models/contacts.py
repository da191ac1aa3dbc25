"""Whom to reach in a company, and the link by which a buyer reads where its lots stand."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.donneurs import ContactDonneur
from maillage.clause.models.titulaires import Entreprise
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente

_CONTACT = Champ(
    Categorie.ENTREPRISES,
    "demander à l’entreprise les heures d’insertion qu’elle a fait faire",
    BaseLegale.MISSION,
    1,
    "T7",
)


class ContactEntreprise(Compartimente):
    """`is_declarant`: whoever answers the statements of the month. `modifie_le`: from when an unused contact grows old."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="contacts", verbose_name="entreprise"
    )
    nom = models.TextField("prénom et nom")
    fonction = models.TextField("fonction")
    telephone = models.TextField("téléphone professionnel", blank=True, default="")
    courriel = models.EmailField("adresse électronique", max_length=None, blank=True, default="")
    is_declarant = models.BooleanField("répond aux relevés d’heures", default=False)
    modifie_le = models.DateField("modifié le", editable=False)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "entreprise", "modifie_le"), TECHNIQUE),
        **dict.fromkeys(("nom", "fonction", "telephone", "courriel", "is_declarant"), _CONTACT),
    }

    class Meta:
        verbose_name = "contact d’une entreprise"
        verbose_name_plural = "contacts des entreprises"
        constraints = [
            models.UniqueConstraint(
                fields=["entreprise"], condition=Q(is_declarant=True), name="contact_entreprise_un_declarant",
                violation_error_message="Quelqu’un d’autre répond déjà aux relevés de cette entreprise : retirez-lui d’abord ce rôle.",
            ),
            models.CheckConstraint(
                condition=~Q(telephone="") | ~Q(courriel=""), name="contact_entreprise_joignable",
                violation_error_message="Donnez un téléphone ou une adresse électronique : un contact sert à joindre quelqu’un.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.fonction


class AccesDonneur(Compartimente):
    """The signed link of a buyer's contact. It goes with the contact: an access is nothing without whoever holds it."""

    contact = models.OneToOneField(
        ContactDonneur, on_delete=models.CASCADE, related_name="acces", verbose_name="contact d’un donneur d’ordre"
    )
    lien_rang = models.PositiveIntegerField("numéro du lien en vigueur", default=0)
    lien_jusqu_au = models.DateField("lien valable jusqu’au", null=True, blank=True)
    ouvert_le = models.DateTimeField("ouvert pour la dernière fois le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("contact", "lien_rang", "lien_jusqu_au", "ouvert_le"), TECHNIQUE)

    class Meta:
        verbose_name = "lien d’un donneur d’ordre"
        verbose_name_plural = "liens des donneurs d’ordre"

    def __str__(self) -> str:
        return f"lien {self.lien_rang}"

    def is_ouvert(self, *, on: date) -> bool:
        return self.lien_jusqu_au is not None and on <= self.lien_jusqu_au
