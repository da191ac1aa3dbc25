"""Erasures: the lots that wait for two people, what remains of what was erased; requests for access."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.protection.nomenclatures import IDENTITES, MOTIFS, Identite, Motif

_VALIDATION = Champ(Categorie.JOURNAUX, "preuve des effacements", BaseLegale.OBLIGATION, 1, "T9")
_DEMANDE = Champ(Categorie.JOURNAUX, "preuve de la réponse à une demande d’accès", BaseLegale.OBLIGATION, 1, "T9")
_ARCHIVE = Champ(Categorie.TEXTE_LIBRE, "répondre à une demande d’accès", BaseLegale.OBLIGATION, 3, "T12")


class PierreTombale(models.Model):
    """Something was erased: which kind, when, under which rule. The key's hash cannot be turned back (R-21)."""

    modele = models.TextField("nature de l’objet")
    empreinte = models.TextField("empreinte de l’objet", unique=True)
    regle = models.TextField("règle de conservation")
    le = models.DateField("effacé le")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("id", "modele", "empreinte", "regle", "le"), TECHNIQUE)

    class Meta:
        verbose_name = "trace d’un effacement"


class Lot(models.Model):
    """The first erasure of a rule, waiting for two different people. Later ones need nobody (R-21)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    regle = models.TextField("règle de conservation", unique=True)
    effectif = models.PositiveIntegerField("nombre d’objets")
    cree_le = models.DateTimeField("proposé le")
    premier = models.BigIntegerField("première personne", null=True)
    premier_le = models.DateTimeField("première validation le", null=True)
    second = models.BigIntegerField("deuxième personne", null=True)
    second_le = models.DateTimeField("deuxième validation le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "regle", "effectif", "cree_le"), TECHNIQUE),
        **dict.fromkeys(("premier", "premier_le", "second", "second_le"), _VALIDATION),
    }

    class Meta:
        verbose_name = "premier effacement d’une règle"
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | (Q(premier__isnull=False) & ~Q(second=F("premier"))),
                name="lot_valide_par_deux_personnes",
                violation_error_message="Un premier effacement se valide à deux personnes différentes.",
            )
        ]

    @property
    def is_valide(self) -> bool:
        return self.second is not None


class DemandeAcces(Compartimente):
    """Somebody asked what is held about them; the DPD has it gathered (R-45). The archive goes, the request stays.

    `personne_id`: the account concerned. `contenu`: the sealed archive, from its first table to its seven days.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne_id = models.BigIntegerField("personne concernée")
    motif = models.TextField("motif", choices=[(m.value, libelle) for m, libelle in MOTIFS.items()])
    identite = models.TextField(
        "vérification de l’identité", choices=[(i.value, libelle) for i, libelle in IDENTITES.items()]
    )
    recue_le = models.DateField("reçue le")
    demandee_par = models.BigIntegerField("inscrite par")
    demandee_le = models.DateTimeField("inscrite le")
    contenu = models.BinaryField("archive scellée", null=True)
    prete_le = models.DateTimeField("archive réunie le", null=True)
    effacee_le = models.DateTimeField("archive effacée le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "prete_le", "effacee_le"), TECHNIQUE),
        **dict.fromkeys(("personne_id", "motif", "identite", "recue_le", "demandee_par", "demandee_le"), _DEMANDE),
        "contenu": _ARCHIVE,
    }

    class Meta:
        verbose_name = "demande d’accès"
        indexes = [models.Index(fields=["personne_id", "-id"], name="demande_acces_par_personne")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effacee_le=None) | Q(contenu=None),
                name="demande_acces_effacee_sans_contenu",
                violation_error_message="Une archive effacée ne garde pas son contenu.",
            )
        ]

    def __str__(self) -> str:
        return f"Demande d’accès du {self.recue_le:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("protection:demande", args=[self.uuid])

    @property
    def motif_libelle(self) -> str:
        return MOTIFS[Motif(self.motif)]

    @property
    def identite_libelle(self) -> str:
        return IDENTITES[Identite(self.identite)]
