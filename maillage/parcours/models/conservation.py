"""How long files are kept: what holds them back, what the FSE retains of them, what is left when they go."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.nomenclatures.conservation import LIBELLES_ETAPE, LIBELLES_GEL, Etape, MotifGel
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import LIBELLES_SEXE
from maillage.participants.nomenclatures.niveaux import LIBELLES_GROUPE
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

GEL = Champ(Categorie.PARCOURS, "garder un dossier qu’un litige ou un contrôle retient", BaseLegale.OBLIGATION, 2, "T2")
FAIT = Champ(Categorie.PUBLIE, "compter les parcours passés sans nommer personne", BaseLegale.MISSION, 0, "T14")


class Gel(Compartimente):
    """R-20: until `jusqu_au`, nothing of this person is archived nor erased. Reviewed before it ends, or it ends."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="gels", verbose_name="personne")
    motif = models.TextField("motif", choices=choix(LIBELLES_GEL))
    du = models.DateField("depuis le")
    jusqu_au = models.DateField("jusqu’au")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    revu_le = models.DateField("revu le", null=True, blank=True)
    revu_par = models.BigIntegerField("compte qui l’a revu", null=True)
    leve_le = models.DateField("levé le", null=True, blank=True)
    leve_par = models.BigIntegerField("compte qui l’a levé", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "auteur", "revu_par", "leve_par"), TECHNIQUE),
        **dict.fromkeys(("motif", "du", "jusqu_au", "revu_le", "leve_le"), GEL),
    }

    class Meta:
        verbose_name = "gel d’un dossier"
        verbose_name_plural = "gels d’un dossier"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "motif"],
                condition=Q(leve_le=None),
                name="gel_un_seul_par_motif",
                violation_error_message="Ce dossier est déjà gelé pour ce motif.",
            ),
            models.CheckConstraint(
                condition=Q(jusqu_au__gte=F("du")),
                name="gel_dates_ordonnees",
                violation_error_message="Le gel finit avant de commencer.",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "personne"], name="gel_de_la_personne")]

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_GEL[MotifGel(self.motif)]

    def is_en_vigueur(self, on: date) -> bool:
        return self.leve_le is None and self.du <= on <= self.jusqu_au


class FinOperation(Compartimente):
    """The day an FSE operation was last paid. As long as nobody says it, what the operation retains is kept (T4)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    operation = models.TextField("opération FSE")
    dernier_paiement = models.DateField("dernier paiement le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("uuid", "operation", "dernier_paiement", "auteur"), TECHNIQUE)

    class Meta:
        verbose_name = "fin d’une opération FSE"
        verbose_name_plural = "fins d’opérations FSE"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "operation"],
                name="fin_operation_unique",
                violation_error_message="Le dernier paiement de cette opération est déjà enregistré.",
            )
        ]


class Noyau(Compartimente):
    """A file reduced to what the FSE alone still retains (T4): who, eligibility on the day of entry, attendance."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.OneToOneField(Personne, on_delete=models.PROTECT, related_name="noyau", verbose_name="personne")
    reduit_le = models.DateField("réduit le")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("uuid", "personne", "reduit_le"), TECHNIQUE)

    class Meta:
        verbose_name = "noyau FSE d’un dossier"
        verbose_name_plural = "noyaux FSE de dossiers"


class Echeance(Compartimente):
    """The next step of a closed file, computed afresh each night. The purge does not read it: it counts again."""

    personne = models.OneToOneField(
        Personne, on_delete=models.PROTECT, related_name="echeance", verbose_name="personne"
    )
    etape = models.TextField("étape", choices=choix(LIBELLES_ETAPE))
    le = models.DateField("le")
    dernier_contact = models.DateField("dernier contact")
    calculee_le = models.DateField("calculée le")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("personne", "etape", "le", "calculee_le"), TECHNIQUE),
        "dernier_contact": GEL,
    }

    class Meta:
        verbose_name = "échéance de conservation"
        verbose_name_plural = "échéances de conservation"
        indexes = [models.Index(fields=["dispositif", "le"], name="echeance_par_jour")]

    @property
    def libelle_etape(self) -> str:
        return LIBELLES_ETAPE[Etape(self.etape)]


class FaitStatistique(models.Model):
    """What remains of a parcours once the person is forgotten: a coded row, no key, no dispositif, no date.

    `region` is a region, a group of them, or empty: the whole country. None: not known, or left out to protect.
    """

    annee_entree = models.PositiveSmallIntegerField("année d’entrée")
    annee_sortie = models.PositiveSmallIntegerField("année de sortie", null=True)
    region = models.TextField("région ou groupe de régions", blank=True, default="")
    sexe = models.TextField("sexe", choices=choix(LIBELLES_SEXE))
    age = models.TextField("tranche d’âge à l’entrée", blank=True, default="")
    niveau = models.TextField("niveau de formation", choices=choix(LIBELLES_GROUPE), blank=True, default="")
    deld = models.BooleanField("demandeur d’emploi de longue durée", null=True)
    brsa = models.BooleanField("bénéficiaire du RSA", null=True)
    boeth = models.BooleanField("bénéficiaire de l’obligation d’emploi", null=True)
    etapes = models.JSONField("nombre d’étapes par type", default=dict)
    sortie = models.TextField("type de sortie", blank=True, default="")
    semestres = models.PositiveSmallIntegerField("durée, en semestres entiers", null=True)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE,
        **dict.fromkeys(
            ("annee_entree", "annee_sortie", "region", "sexe", "age", "niveau", "deld", "brsa", "boeth", "etapes",
             "sortie", "semestres"),
            FAIT,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "fait statistique"
        verbose_name_plural = "faits statistiques"
        indexes = [
            models.Index(fields=["annee_entree", "sexe", "age", "niveau", "region"], name="fait_combinaison"),
        ]
