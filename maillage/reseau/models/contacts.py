"""The people to call in a dispositif, by function. Their names are theirs: public only when they said so."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.reseau.nomenclatures import LIBELLES_FONCTION, Fonction, Visibilite
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente, CompartimenteQuerySet

_CONTACT = Champ(Categorie.COMPTES, "joindre la bonne personne d’un dispositif", BaseLegale.MISSION, 1, "T15")
_ACCORD = Champ(Categorie.COMPTES, "publier ce contact", BaseLegale.CONSENTEMENT, 1, "T15", volontaire=True)


class ContactQuerySet(CompartimenteQuerySet):
    def actifs(self, *, on: date) -> Self:
        return self.filter(Q(au=None) | Q(au__gte=on), du__lte=on)

    def lisibles(self, niveau: Visibilite) -> Self:
        """Among the contacts of a dispositif that shows them at this level; the public reads those who agreed."""
        return self.exclude(consenti_le=None) if niveau is Visibilite.PUBLIC else self


class Contact(Compartimente):
    """`consenti_le`: the day the person agreed to be named in public; None: they did not, or took it back."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    fonction = models.TextField("fonction", choices=[(f.value, libelle) for f, libelle in LIBELLES_FONCTION.items()])
    nom = models.TextField("prénom et nom")
    precision = models.TextField("mandat ou intitulé du poste", blank=True, default="")
    telephone = models.TextField("téléphone", blank=True, default="")
    courriel = models.TextField("adresse électronique", blank=True, default="")
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    consenti_le = models.DateField("accord pour être public, donné le", null=True, blank=True)
    modifie_le = models.DateField("modifié le", editable=False)

    objects: ClassVar[models.Manager[Self]] = ContactQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "modifie_le"), TECHNIQUE),
        **dict.fromkeys(("fonction", "nom", "precision", "telephone", "courriel", "du", "au"), _CONTACT),
        "consenti_le": _ACCORD,
    }

    class Meta:
        verbose_name = "contact"
        indexes = [models.Index(fields=["dispositif", "fonction"], name="contact_par_dispositif")]
        constraints = [
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="contact_dates_ordonnees",
                violation_error_message="La fin de la fonction précède son début.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle_fonction

    @property
    def libelle_fonction(self) -> str:
        return LIBELLES_FONCTION[Fonction(self.fonction)]
