"""Commissions: their agenda, who sat, what was decided of each file, the signed minutes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.parcours.models.orientations import TEXTE, Orientation
from maillage.parcours.models.parcours import Parcours
from maillage.parcours.nomenclatures.orientation import (
    LIBELLES_COMMISSION,
    LIBELLES_ETAT_COMMISSION,
    LIBELLES_NON_ENTREE,
    LIBELLES_RESULTAT,
    EtatCommission,
    MotifNonEntree,
    Resultat,
    TypeCommission,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece

SEANCE = Champ(Categorie.PARCOURS, "tenir la commission et en garder le relevé", BaseLegale.MISSION, 1, "T2")
MEMBRE = Champ(Categorie.COMPTES, "savoir qui a siégé", BaseLegale.MISSION, 1, "T2")
DECISION = Champ(Categorie.PARCOURS, "décider et répondre", BaseLegale.MISSION, 2, "T2")


class Commission(Compartimente):
    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    type = models.TextField("type", choices=choix(LIBELLES_COMMISSION), default=TypeCommission.ENTREE)
    le = models.DateField("le")
    heure = models.TimeField("heure", null=True, blank=True)
    lieu = models.TextField("lieu", blank=True, default="")
    quorum = models.PositiveSmallIntegerField("quorum", default=0)
    etat = models.TextField("état", choices=choix(LIBELLES_ETAT_COMMISSION), default=EtatCommission.PREPAREE)
    signee_le = models.DateField("relevé signé le", null=True, blank=True)
    signee_par = models.BigIntegerField("compte qui a signé", null=True)
    releve_signe = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="relevé signé"
    )

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "signee_par", "releve_signe"), TECHNIQUE),
        **dict.fromkeys(("type", "le", "heure", "lieu", "quorum", "etat", "signee_le"), SEANCE),
    }

    class Meta:
        verbose_name = "commission"
        indexes = [models.Index(fields=["dispositif", "-le"], name="commission_par_jour")]

    @property
    def libelle_type(self) -> str:
        return LIBELLES_COMMISSION[TypeCommission(self.type)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT_COMMISSION[EtatCommission(self.etat)]


class Membre(Compartimente):
    """Who is invited to a commission, and whether they sat."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    commission = models.ForeignKey(
        Commission, on_delete=models.PROTECT, related_name="membres", verbose_name="commission"
    )
    nom = models.TextField("prénom et nom")
    structure = models.TextField("structure", blank=True, default="")
    is_present = models.BooleanField("présent", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "commission"), TECHNIQUE),
        **dict.fromkeys(("nom", "structure", "is_present"), MEMBRE),
    }

    class Meta:
        verbose_name = "membre d’une commission"
        verbose_name_plural = "membres d’une commission"
        constraints = [models.UniqueConstraint(fields=["commission", "nom"], name="membre_une_fois")]


class Inscription(Compartimente):
    """One file on the agenda of a commission: an orientation or a parcours, and what is decided of it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    commission = models.ForeignKey(
        Commission, on_delete=models.PROTECT, related_name="inscriptions", verbose_name="commission"
    )
    rang = models.PositiveSmallIntegerField("ordre du jour")
    orientation = models.ForeignKey(
        Orientation, on_delete=models.PROTECT, null=True, blank=True, related_name="inscriptions",
        verbose_name="orientation",
    )  # fmt: skip
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, null=True, blank=True, related_name="inscriptions", verbose_name="parcours"
    )
    objet = models.TextField("objet", blank=True, default="")
    resultat = models.TextField("décision", choices=choix(LIBELLES_RESULTAT), blank=True, default="")
    motif = models.TextField("motif", choices=choix(LIBELLES_NON_ENTREE), blank=True, default="")
    suite = models.TextField("suite proposée", blank=True, default="")
    alertes = models.JSONField("ce que la relecture a signalé", default=list, blank=True)
    motif_alerte_scelle = colonne_scellee("pourquoi c’est gardé")

    motif_alerte = Scelle("orientation")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "commission", "rang", "orientation", "parcours", "alertes"), TECHNIQUE),
        **dict.fromkeys(("objet", "resultat", "motif", "suite"), DECISION),
        "motif_alerte_scelle": TEXTE,
    }

    class Meta:
        verbose_name = "dossier d’une commission"
        verbose_name_plural = "dossiers d’une commission"
        constraints = [
            models.CheckConstraint(
                condition=Q(orientation=None, parcours__isnull=False) | Q(orientation__isnull=False, parcours=None),
                name="inscription_d_un_seul_dossier",
                violation_error_message="Un dossier est une orientation ou un parcours.",
            ),
            models.UniqueConstraint(
                fields=["commission", "orientation"], condition=Q(orientation__isnull=False),
                name="inscription_orientation_unique",
                violation_error_message="Cette orientation est déjà à l’ordre du jour.",
            ),
            models.UniqueConstraint(
                fields=["commission", "parcours"], condition=Q(parcours__isnull=False),
                name="inscription_parcours_unique",
                violation_error_message="Ce parcours est déjà à l’ordre du jour.",
            ),
        ]  # fmt: skip

    @property
    def libelle_resultat(self) -> str:
        return LIBELLES_RESULTAT[Resultat(self.resultat)] if self.resultat else ""

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_NON_ENTREE[MotifNonEntree(self.motif)] if self.motif else ""

    @property
    def nom(self) -> str:
        """Whose file it is: the person once somebody has said who they are, else as the orientation calls them."""
        if self.parcours is not None:
            return str(self.parcours.personne)
        assert self.orientation is not None  # one or the other, by constraint
        return str(self.orientation.personne or self.orientation.nom_complet)
