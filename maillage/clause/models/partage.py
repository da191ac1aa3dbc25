"""A lot shared between structures: who follows it, what they ask of each other, whose hours are whose. Nobody is named.

Everything is kept in the file of the lot; each structure reads what concerns it (`queries.partage`, and the policies).
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.titulaires import Engagement, EntrepriseDuLot
from maillage.clause.nomenclatures.partage import (
    LIBELLES_AVIS,
    LIBELLES_DEMANDE,
    LIBELLES_ETAT_DEMANDE,
    LIBELLES_METHODE,
    LIBELLES_ORIGINE_REPARTITION,
    LIBELLES_SUIVI,
    UNITES,
    Avis,
    EtatDemande,
    Methode,
    NatureDemande,
    OrigineRepartition,
    RoleSuivi,
)
from maillage.clause.rules.partage import Suivi
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

MOTIF = Champ(Categorie.CLAUSE, "se mettre d’accord entre structures sur un marché", BaseLegale.MISSION, 1, "T6")
PILOTE = Q(role=RoleSuivi.PILOTE)


class SuiviLot(Compartimente):
    """A structure follows a lot, from a day. A pilote's end is the day the next one begins: no day without, none with two."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="suivis", verbose_name="lot")
    structure = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="suivis_de_lots", verbose_name="structure"
    )
    role = models.TextField("rôle", choices=choix(LIBELLES_SUIVI))
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("lot", "auteur"), TECHNIQUE), **dict.fromkeys(("structure", "role", "du", "au"), MARCHE),
    }  # fmt: skip

    class Meta:
        verbose_name = "structure qui suit un lot"
        verbose_name_plural = "structures qui suivent un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "du"], condition=PILOTE, name="suivi_un_pilote_par_jour",
                violation_error_message="Une autre structure prend déjà la main ce jour-là.",
            ),
            models.UniqueConstraint(
                fields=["lot", "structure"], condition=Q(au=None) & ~PILOTE, name="suivi_une_fois_en_cours",
                violation_error_message="Cette structure suit déjà le lot.",
            ),
            models.CheckConstraint(condition=~PILOTE | Q(au=None), name="suivi_pilote_sans_fin"),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")), name="suivi_dates",
                violation_error_message="La fin du suivi précède son début.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["structure", "role", "du"], name="suivi_par_structure")]

    def __str__(self) -> str:
        return f"{self.structure}, {self.libelle_role}"

    @property
    def libelle_role(self) -> str:
        return LIBELLES_SUIVI[RoleSuivi(self.role)]

    @property
    def suivi(self) -> Suivi:
        return Suivi(self.structure_id, RoleSuivi(self.role), self.du, self.au)


class DemandePartage(Compartimente):
    """One structure asks another, which accepts or not. `objet`: all that an invited structure knows before it accepts."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="demandes", verbose_name="lot")
    nature = models.TextField("nature", choices=choix(LIBELLES_DEMANDE))
    de = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par")
    vers = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="demandée à")
    objet = models.TextField("marché")
    role = models.TextField("rôle proposé", choices=choix(LIBELLES_SUIVI), blank=True, default="")
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2, null=True, blank=True)
    effet_le = models.DateField("prend effet le", null=True, blank=True)
    message = models.TextField("message", blank=True, default="")
    demandee_le = models.DateField("demandée le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)
    etat = models.TextField("état", choices=choix(LIBELLES_ETAT_DEMANDE), default=EtatDemande.EN_ATTENTE)
    repondue_le = models.DateField("répondue le", null=True, blank=True)
    reponse = models.TextField("réponse", blank=True, default="")
    repondeur = models.BigIntegerField("compte de qui répond", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "auteur", "repondeur"), TECHNIQUE),
        **dict.fromkeys(
            ("nature", "de", "vers", "objet", "role", "heures", "effet_le", "demandee_le", "etat", "repondue_le"),
            MARCHE,
        ),
        **dict.fromkeys(("message", "reponse"), MOTIF),
    }

    class Meta:
        verbose_name = "demande entre structures"
        verbose_name_plural = "demandes entre structures"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "nature", "de", "vers"], condition=Q(etat=EtatDemande.EN_ATTENTE),
                name="demande_une_en_attente",
                violation_error_message="Une demande pareille attend déjà sa réponse.",
            ),
            models.CheckConstraint(condition=~Q(de=F("vers")), name="demande_a_une_autre"),
            models.CheckConstraint(
                condition=Q(etat=EtatDemande.EN_ATTENTE, repondue_le=None)
                | ~Q(etat=EtatDemande.EN_ATTENTE) & Q(repondue_le__isnull=False),
                name="demande_repondue_datee",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["vers", "etat"], name="demande_recue")]

    def __str__(self) -> str:
        return f"{self.libelle_nature}, {self.objet}"

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_DEMANDE[NatureDemande(self.nature)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT_DEMANDE[EtatDemande(self.etat)]

    @property
    def libelle_role(self) -> str:
        return LIBELLES_SUIVI[RoleSuivi(self.role)] if self.role else ""

    @property
    def is_en_attente(self) -> bool:
        return self.etat == EtatDemande.EN_ATTENTE


class Repartition(Compartimente):
    """How the hours of a version are shared out: never overwritten, the last `rang` holds.

    `annoncee_le`: the day the structures are told, from which they may contest; None while the pilote has not confirmed
    what a new version of the engagement carried over (R3).
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="repartitions", verbose_name="version d’engagement"
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="repartitions", verbose_name="lot")
    rang = models.PositiveSmallIntegerField("rang")
    methode = models.TextField("méthode", choices=choix(LIBELLES_METHODE))
    origine = models.TextField("origine", choices=choix(LIBELLES_ORIGINE_REPARTITION))
    le = models.DateField("établie le")
    annoncee_le = models.DateField("annoncée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "engagement", "lot", "rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(("methode", "origine", "le", "annoncee_le"), MARCHE),
    }

    class Meta:
        verbose_name = "répartition d’un engagement"
        verbose_name_plural = "répartitions d’un engagement"
        constraints = [models.UniqueConstraint(fields=["engagement", "rang"], name="repartition_rang_unique")]

    def __str__(self) -> str:
        return f"répartition {self.rang}"

    @property
    def libelle_methode(self) -> str:
        return LIBELLES_METHODE[Methode(self.methode)]

    @property
    def unite(self) -> str:
        return UNITES[Methode(self.methode)]

    @property
    def libelle_origine(self) -> str:
        return LIBELLES_ORIGINE_REPARTITION[OrigineRepartition(self.origine)]

    @property
    def is_a_confirmer(self) -> bool:
        return self.annoncee_le is None


class PartEngagement(Compartimente):
    """The hours a structure answers for. Without a structure: what is shared out to nobody, and is the pilote's (R1)."""

    repartition = models.ForeignKey(
        Repartition, on_delete=models.PROTECT, related_name="parts", verbose_name="répartition"
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="parts", verbose_name="lot")
    structure = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    territoire = models.TextField("territoire", blank=True, default="")
    lien = models.ForeignKey(
        EntrepriseDuLot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="entreprise"
    )
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2)
    base = models.DecimalField("mesure", max_digits=14, decimal_places=2, null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("repartition", "lot"), TECHNIQUE),
        **dict.fromkeys(("structure", "territoire", "lien", "heures", "base"), MARCHE),
    }

    class Meta:
        verbose_name = "part d’un engagement"
        verbose_name_plural = "parts d’un engagement"
        constraints = [
            models.UniqueConstraint(
                fields=["repartition", "structure"], condition=Q(structure__isnull=False), name="part_une_par_structure"
            ),
            models.UniqueConstraint(
                fields=["repartition"], condition=Q(structure=None), name="part_un_seul_non_reparti"
            ),
            models.CheckConstraint(
                condition=Q(heures__gte=0), name="part_heures_positives",
                violation_error_message="Une part ne peut pas être négative.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.structure or 'Non réparti'}, {self.heures} h"


class AvisSurPart(Compartimente):
    """A structure agrees to its part, or contests it; the pilote answers a contestation, and both stay written."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    repartition = models.ForeignKey(
        Repartition, on_delete=models.PROTECT, related_name="avis", verbose_name="répartition"
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="avis_sur_parts", verbose_name="lot")
    structure = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="structure")
    avis = models.TextField("avis", choices=choix(LIBELLES_AVIS))
    motif = models.TextField("motif", blank=True, default="")
    le = models.DateField("le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)
    reponse = models.TextField("réponse de la structure pilote", blank=True, default="")
    repondue_le = models.DateField("répondue le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "repartition", "lot", "auteur"), TECHNIQUE),
        **dict.fromkeys(("structure", "avis", "le", "repondue_le"), MARCHE),
        **dict.fromkeys(("motif", "reponse"), MOTIF),
    }

    class Meta:
        verbose_name = "avis sur une part"
        verbose_name_plural = "avis sur une part"
        constraints = [
            models.UniqueConstraint(
                fields=["repartition", "structure"], name="avis_un_par_structure",
                violation_error_message="Votre avis sur cette part est déjà donné.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.libelle_avis

    @property
    def libelle_avis(self) -> str:
        return LIBELLES_AVIS[Avis(self.avis)]

    @property
    def is_a_trancher(self) -> bool:
        return self.avis == Avis.CONTESTATION and self.repondue_le is None
