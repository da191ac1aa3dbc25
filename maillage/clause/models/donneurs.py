"""Whom to reach at a donneur d'ordre, and what was agreed with it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, DonneurOrdre
from maillage.clause.nomenclatures.amont import LIBELLES_NIVEAU, Niveau
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

_CONTACT = Champ(Categorie.ENTREPRISES, "joindre la bonne personne chez un acheteur", BaseLegale.MISSION, 1, "T7")


class ContactDonneur(Compartimente):
    """`is_referent`: the one in charge of the clause there. `modifie_le`: from when an unused contact grows old."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    donneur = models.ForeignKey(
        DonneurOrdre, on_delete=models.PROTECT, related_name="contacts", verbose_name="donneur d’ordre"
    )
    nom = models.TextField("prénom et nom")
    fonction = models.TextField("fonction")
    telephone = models.TextField("téléphone professionnel", blank=True, default="")
    courriel = models.EmailField("adresse électronique", max_length=None, blank=True, default="")
    is_referent = models.BooleanField("référent de la clause", default=False)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    modifie_le = models.DateField("modifié le", editable=False)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "donneur", "modifie_le"), TECHNIQUE),
        **dict.fromkeys(("nom", "fonction", "telephone", "courriel", "is_referent", "du", "au"), _CONTACT),
    }

    class Meta:
        verbose_name = "contact d’un donneur d’ordre"
        verbose_name_plural = "contacts des donneurs d’ordre"
        constraints = [
            models.UniqueConstraint(
                fields=["donneur"], condition=Q(is_referent=True, au=None), name="contact_donneur_un_referent",
                violation_error_message="Ce donneur d’ordre a déjà un référent de la clause : retirez-lui d’abord ce rôle.",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")), name="contact_donneur_dates",
                violation_error_message="La fin de la fonction précède son début.",
            ),
            models.CheckConstraint(
                condition=~Q(telephone="") | ~Q(courriel=""), name="contact_donneur_joignable",
                violation_error_message="Donnez un téléphone ou une adresse électronique : un contact sert à joindre quelqu’un.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.fonction


class Convention(Compartimente):
    """`modele`: the national model it comes from (a network's, an agency's), as it is called."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    donneur = models.ForeignKey(
        DonneurOrdre, on_delete=models.PROTECT, related_name="conventions", verbose_name="donneur d’ordre"
    )
    objet = models.TextField("objet")
    niveau = models.TextField("niveau", choices=choix(LIBELLES_NIVEAU))
    modele = models.TextField("modèle national", blank=True, default="")
    contenu = models.TextField("ce qu’elle prévoit", blank=True, default="")
    du = models.DateField("signée pour le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "donneur"), TECHNIQUE),
        **dict.fromkeys(("objet", "niveau", "modele", "contenu", "du", "au"), MARCHE),
    }

    class Meta:
        verbose_name = "convention"
        verbose_name_plural = "conventions"
        constraints = [
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")), name="convention_dates",
                violation_error_message="La fin de la convention précède son début.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.objet

    @property
    def libelle_niveau(self) -> str:
        return LIBELLES_NIVEAU[Niveau(self.niveau)]
