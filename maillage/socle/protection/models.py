"""Erasures: the lots that wait for two people, what remains of what was erased; requests for access."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.protection.masques import Cible
from maillage.socle.protection.nomenclatures import IDENTITES, MASQUES, MOTIFS, REPORTS, Identite, Motif, Report

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

    `personne_id`: the account concerned, or 0: then `suivie` is the public number of the person followed. `contenu`: what was gathered, sealed, from its first table to the end of
    its seven days; never altered, see `Occultation`. `demandee_par`, `demandee_le`: who last had it gathered, when.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne_id = models.BigIntegerField("personne concernée")
    suivie = models.UUIDField("personne accompagnée concernée", null=True, blank=True)
    motif = models.TextField("motif", choices=[(m.value, libelle) for m, libelle in MOTIFS.items()])
    identite = models.TextField(
        "vérification de l’identité", choices=[(i.value, libelle) for i, libelle in IDENTITES.items()]
    )
    recue_le = models.DateField("reçue le")
    demandee_par = models.BigIntegerField("réunie par")
    demandee_le = models.DateTimeField("réunion demandée le")
    contenu = models.BinaryField("archive scellée", null=True)
    prolongee_le = models.DateTimeField("prolongée le", null=True)
    report = models.TextField(
        "motif de la prolongation", blank=True, default="", choices=[(r.value, t) for r, t in REPORTS.items()]
    )
    prevenue_le = models.DateTimeField("personne prévenue de la prolongation le", null=True)
    repondue_le = models.DateTimeField("réponse remise le", null=True)
    prete_le = models.DateTimeField("archive réunie le", null=True)
    effacee_le = models.DateTimeField("archive effacée le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "prete_le", "effacee_le", "prevenue_le"), TECHNIQUE),
        **dict.fromkeys(
            (
                "personne_id", "suivie", "motif", "identite", "recue_le", "demandee_par", "demandee_le", "prolongee_le", "report",
                "repondue_le",
            ),
            _DEMANDE,
        ),
        "contenu": _ARCHIVE,
    }  # fmt: skip

    class Meta:
        verbose_name = "demande d’accès"
        indexes = [models.Index(fields=["personne_id", "-id"], name="demande_acces_par_personne")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effacee_le=None) | Q(contenu=None),
                name="demande_acces_effacee_sans_contenu",
                violation_error_message="Une archive effacée ne garde pas son contenu.",
            ),
            models.CheckConstraint(
                condition=Q(prolongee_le=None, report="") | (Q(prolongee_le__isnull=False) & ~Q(report="")),
                name="demande_acces_prolongation_motivee",
                violation_error_message="Une prolongation dit sa date et son motif.",
            ),
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

    @property
    def report_libelle(self) -> str:
        return REPORTS[Report(self.report)] if self.report else ""


class Occultation(Compartimente):
    """One value of an archive that the copy handed over hides, to protect somebody else (R-45). See `masques.Cible`."""

    demande = models.ForeignKey(
        DemandeAcces, on_delete=models.PROTECT, related_name="occultations", verbose_name="demande"
    )
    modele = models.TextField("table")
    ligne = models.PositiveIntegerField("ligne, ou 0 pour toutes")
    champ = models.TextField("champ")
    motif = models.TextField("motif", choices=[(m.value, libelle) for m, libelle in MASQUES.items()])
    masquee_par = models.BigIntegerField("masquée par")
    masquee_le = models.DateTimeField("masquée le")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("demande", "modele", "ligne", "champ"), TECHNIQUE),
        **dict.fromkeys(("motif", "masquee_par", "masquee_le"), _DEMANDE),
    }

    class Meta:
        verbose_name = "occultation dans une archive"
        constraints = [
            models.UniqueConstraint(
                fields=["demande", "modele", "ligne", "champ"],
                name="occultation_unique",
                violation_error_message="Cet élément est déjà masqué.",
            )
        ]

    @property
    def cible(self) -> Cible:
        return Cible(self.modele, self.ligne, self.champ)
