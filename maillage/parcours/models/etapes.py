"""Étapes: what is on offer, its sessions and places, who is positioned on it, who came."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.parcours import Parcours
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_DEMI_JOURNEE,
    LIBELLES_FINANCEMENT,
    LIBELLES_MOTIF_ABSENCE,
    LIBELLES_MOTIF_REFUS,
    LIBELLES_POSITIONNEMENT,
    LIBELLES_RESULTAT_ETAPE,
    TYPES,
    EtatPositionnement,
    Financement,
    MotifRefus,
    ResultatEtape,
    TypeEtape,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.reseau.models import Organisation
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees, Technique
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

ETAPE = Champ(Categorie.PARCOURS, "construire le parcours et en rendre compte", BaseLegale.MISSION, 2, "T2")
BILAN = Champ(Categorie.TEXTE_LIBRE, "garder le bilan d’une étape", BaseLegale.MISSION, 3, "T3")
ASSIDUITE = Champ(Categorie.PARCOURS, "prouver les heures réalisées", BaseLegale.MISSION, 2, "T4")
OFFRE = Technique("offre d’un opérateur, sans personne physique")
CHOIX_TYPE = [(code, type.libelle) for code, type in TYPES.items()]


class TypeLocal(Compartimente):
    """A type of étape of this dispositif; it always counts as exactly one national type, from a day to another."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    libelle = models.TextField("libellé local")
    national = models.TextField("type national", choices=CHOIX_TYPE)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("libelle", "national", "du", "au"), OFFRE)}

    class Meta:
        verbose_name = "type d’étape local"
        verbose_name_plural = "types d’étape locaux"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "libelle"], condition=Q(au=None), name="type_local_libelle_unique",
                violation_error_message="Ce libellé existe déjà.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="type_local_dates_ordonnees"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.libelle


class Action(Compartimente):
    """What an opérateur offers for a time: places, money, hours. A positionnement may also stand without any offer."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    intitule = models.TextField("intitulé")
    type = models.TextField("type d’étape", choices=CHOIX_TYPE)
    type_local = models.ForeignKey(
        TypeLocal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="type local"
    )
    operateur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="opérateur"
    )
    financement = models.TextField("financement", choices=choix(LIBELLES_FINANCEMENT), default=Financement.DROIT_COMMUN)
    operation_fse = models.TextField("opération FSE", blank=True, default="")
    heures = models.DecimalField("heures prévues", max_digits=7, decimal_places=2, null=True, blank=True)
    referent_etape = models.BigIntegerField("compte du référent d’étape", null=True, blank=True)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "referent_etape"), TECHNIQUE),
        **dict.fromkeys(
            ("intitule", "type", "type_local", "operateur", "financement", "operation_fse", "heures", "du", "au"), OFFRE
        ),
    }

    class Meta:
        verbose_name = "action proposée"
        verbose_name_plural = "actions proposées"
        indexes = [models.Index(fields=["dispositif", "au", "intitule"], name="action_en_cours")]

    def __str__(self) -> str:
        return self.intitule

    @property
    def definition(self) -> TypeEtape:
        return TYPES[self.type]

    @property
    def libelle_financement(self) -> str:
        return LIBELLES_FINANCEMENT[Financement(self.financement)]


class Session(Compartimente):
    """One run of an action, with its places and what decides on the waiting list."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="sessions", verbose_name="action")
    du = models.DateField("du")
    au = models.DateField("au")
    places = models.PositiveSmallIntegerField("places")
    lieu = models.TextField("lieu", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "action"), TECHNIQUE),
        **dict.fromkeys(("du", "au", "places", "lieu"), OFFRE),
    }

    class Meta:
        verbose_name = "session d’une action"
        verbose_name_plural = "sessions d’une action"
        constraints = [
            models.CheckConstraint(
                condition=Q(au__gte=F("du")), name="session_dates_ordonnees",
                violation_error_message="La fin de la session précède son début.",
            ),
            models.UniqueConstraint(fields=["action", "du", "lieu"], name="session_une_par_jour"),
        ]  # fmt: skip


class Positionnement(Compartimente):
    """One étape of one parcours. It counts once it has really begun (`debut`). `clause`: the contract of the clause, if any.

    One entry, three counts: its national type, its FSE operation if any, its clause contract if any.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="etapes", verbose_name="parcours")
    type = models.TextField("type d’étape", choices=CHOIX_TYPE)
    type_local = models.ForeignKey(
        TypeLocal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="type local"
    )
    intitule = models.TextField("intitulé")
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="positionnements", verbose_name="action"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="positionnements",
        verbose_name="session",
    )  # fmt: skip
    operateur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="opérateur"
    )
    financement = models.TextField("financement", choices=choix(LIBELLES_FINANCEMENT), default=Financement.DROIT_COMMUN)
    operation_fse = models.TextField("opération FSE", blank=True, default="")
    clause = models.TextField("contrat de la clause", blank=True, default="")
    etat = models.TextField("état", choices=choix(LIBELLES_POSITIONNEMENT), default=EtatPositionnement.PROPOSE)
    propose_le = models.DateField("proposée le")
    attente_depuis = models.DateTimeField("sur liste d’attente depuis", null=True, blank=True)
    prevu_du = models.DateField("prévue du", null=True, blank=True)
    prevu_au = models.DateField("prévue au", null=True, blank=True)
    debut = models.DateField("commencée le", null=True, blank=True)
    fin = models.DateField("finie le", null=True, blank=True)
    heures_prevues = models.DecimalField("heures prévues", max_digits=7, decimal_places=2, null=True, blank=True)
    heures_realisees = models.DecimalField("heures réalisées", max_digits=7, decimal_places=2, null=True, blank=True)
    resultat = models.TextField("résultat", choices=choix(LIBELLES_RESULTAT_ETAPE), blank=True, default="")
    motif = models.TextField("motif d’arrêt ou de refus", choices=choix(LIBELLES_MOTIF_REFUS), blank=True, default="")
    bilan_scelle = colonne_scellee("bilan de l’étape")
    referent_etape = models.BigIntegerField("compte du référent d’étape", null=True, blank=True)
    avant_entree = models.BooleanField("commencée avant l’entrée, porte d’entrée", default=False)
    version = models.PositiveIntegerField("version", default=1)

    bilan = Scelle("etape")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "action", "session", "referent_etape", "version"), TECHNIQUE),
        **dict.fromkeys(
            ("type", "type_local", "intitule", "operateur", "financement", "operation_fse", "clause", "etat",
             "propose_le", "attente_depuis", "prevu_du", "prevu_au", "debut", "fin", "heures_prevues",
             "heures_realisees", "resultat", "motif", "avant_entree"),
            ETAPE,
        ),
        "bilan_scelle": BILAN,
    }  # fmt: skip

    class Meta:
        verbose_name = "étape"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin=None) | Q(debut__isnull=False, fin__gte=F("debut")),
                name="etape_dates_ordonnees",
                violation_error_message="La fin de l’étape précède son début.",
            ),
            models.UniqueConstraint(
                fields=["parcours", "session"], condition=Q(session__isnull=False), name="etape_une_par_session",
                violation_error_message="Cette personne est déjà positionnée sur cette session.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispositif", "parcours", "-debut"], name="etape_du_parcours"),
            models.Index(fields=["dispositif", "session", "etat"], name="etape_de_la_session"),
            models.Index(fields=["dispositif", "operateur", "etat"], name="etape_de_l_operateur"),
        ]

    @property
    def definition(self) -> TypeEtape:
        return TYPES[self.type]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_POSITIONNEMENT[EtatPositionnement(self.etat)]

    @property
    def libelle_resultat(self) -> str:
        return LIBELLES_RESULTAT_ETAPE[ResultatEtape(self.resultat)] if self.resultat else ""

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_MOTIF_REFUS[MotifRefus(self.motif)] if self.motif else ""

    @property
    def libelle_financement(self) -> str:
        return LIBELLES_FINANCEMENT[Financement(self.financement)]


class Emargement(Compartimente):
    """One half-day of one person on one étape: hours, and whether they signed."""

    positionnement = models.ForeignKey(
        Positionnement, on_delete=models.PROTECT, related_name="emargements", verbose_name="étape"
    )
    le = models.DateField("le")
    demi_journee = models.TextField("demi-journée", choices=choix(LIBELLES_DEMI_JOURNEE))
    heures = models.DecimalField("heures", max_digits=4, decimal_places=2)
    is_present = models.BooleanField("présent")
    motif = models.TextField("motif d’absence", choices=choix(LIBELLES_MOTIF_ABSENCE), blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("positionnement", "auteur"), TECHNIQUE),
        **dict.fromkeys(("le", "demi_journee", "heures", "is_present", "motif"), ASSIDUITE),
    }

    class Meta:
        verbose_name = "émargement"
        constraints = [
            models.UniqueConstraint(
                fields=["positionnement", "le", "demi_journee"], name="emargement_une_fois",
                violation_error_message="Cette demi-journée est déjà notée.",
            ),
            models.CheckConstraint(condition=Q(heures__gte=0, heures__lte=12), name="emargement_heures_du_jour"),
        ]  # fmt: skip
