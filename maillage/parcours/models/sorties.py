"""Jobs followed for six months, suspensions, exits: their facts, their proofs, their decisions."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.etapes import Positionnement
from maillage.parcours.models.parcours import Parcours, Photo
from maillage.parcours.models.sorties_locales import SortieLocale
from maillage.parcours.nomenclatures.sorties import (
    LIBELLES_CONTRAT_TRAVAIL,
    LIBELLES_RUPTURE,
    LIBELLES_SECTEUR,
    LIBELLES_SUSPENSION,
    LIBELLES_TAILLE,
    TYPES,
    ContratTravail,
    MotifRupture,
    MotifSuspension,
    TypeSortie,
)
from maillage.parcours.nomenclatures.suites import (
    LIBELLES_ORIGINE,
    LIBELLES_TOUJOURS,
    Origine,
    Reponse,
)
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.typographie import lower_initiale

EMPLOI = Champ(Categorie.EMPLOI, "suivre l’emploi jusqu’à six mois et le prouver", BaseLegale.MISSION, 2, "T2")
SORTIE = Champ(Categorie.PARCOURS, "clore le parcours et en rendre compte", BaseLegale.MISSION, 2, "T2")


class Emploi(Compartimente):
    """One work contract during a parcours. Several in a row may add up to six months: see `rules.emploi`.

    `etape`: the étape it became when it broke before its term, or the one it always was (IAE).
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="emplois", verbose_name="parcours")
    contrat = models.TextField("contrat", choices=choix(LIBELLES_CONTRAT_TRAVAIL))
    employeur = models.TextField("employeur", blank=True, default="")
    siret = models.TextField("SIRET de l’employeur", blank=True, default="")
    secteur = models.TextField("secteur", choices=choix(LIBELLES_SECTEUR), blank=True, default="")
    taille = models.TextField("taille de l’employeur", choices=choix(LIBELLES_TAILLE), blank=True, default="")
    metier = models.TextField("métier", blank=True, default="")
    debut = models.DateField("commencé le")
    fin_prevue = models.DateField("fin prévue le", null=True, blank=True)
    fin = models.DateField("fini le", null=True, blank=True)
    motif_fin = models.TextField("motif de fin", choices=choix(LIBELLES_RUPTURE), blank=True, default="")
    quotite = models.DecimalField("part du temps plein", max_digits=4, decimal_places=2, default=1)
    temps_choisi = models.BooleanField("temps partiel choisi", default=True)
    is_aide_eligible = models.BooleanField("contrat aidé de la liste", default=False)
    etape = models.OneToOneField(
        Positionnement, on_delete=models.PROTECT, null=True, blank=True, related_name="emploi", verbose_name="étape"
    )
    version = models.PositiveIntegerField("version", default=1)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "etape", "version"), TECHNIQUE),
        **dict.fromkeys(
            ("contrat", "employeur", "siret", "secteur", "taille", "metier", "debut", "fin_prevue", "fin",
             "motif_fin", "quotite", "temps_choisi", "is_aide_eligible"),
            EMPLOI,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "emploi"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("debut")), name="emploi_dates_ordonnees",
                violation_error_message="La fin du contrat précède son début.",
            ),
            models.CheckConstraint(condition=Q(quotite__gt=0, quotite__lte=1), name="emploi_quotite_entre_0_et_1"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "parcours", "debut"], name="emploi_du_parcours")]

    @property
    def libelle_contrat(self) -> str:
        return LIBELLES_CONTRAT_TRAVAIL[ContratTravail(self.contrat)]

    @property
    def libelle_motif_fin(self) -> str:
        return LIBELLES_RUPTURE[MotifRupture(self.motif_fin)] if self.motif_fin else ""


class SuiviEnEmploi(Compartimente):
    """The six months of one job, or of jobs in a row: from the first day until they are held, or broken."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="suivis", verbose_name="parcours")
    emploi = models.ForeignKey(Emploi, on_delete=models.PROTECT, related_name="suivis", verbose_name="premier emploi")
    debut = models.DateField("depuis le")
    validation = models.DateField("six mois révolus le")
    issue = models.TextField(
        "issue", blank=True, default="", choices=[("valide", "Six mois tenus"), ("rompu", "Rompu avant les six mois")]
    )
    clos_le = models.DateField("clos le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "emploi"), TECHNIQUE),
        **dict.fromkeys(("debut", "validation", "issue", "clos_le"), EMPLOI),
    }

    class Meta:
        verbose_name = "suivi en emploi"
        verbose_name_plural = "suivis en emploi"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(issue=""), name="suivi_un_seul_en_cours",
                violation_error_message="Un suivi en emploi est déjà ouvert.",
            )
        ]  # fmt: skip


class PointDeSuivi(Compartimente):
    """One follow-up of a job on its day (two weeks, 1, 3, 5, 6 months): held by whom, what was answered, what proves it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    suivi = models.ForeignKey(SuiviEnEmploi, on_delete=models.PROTECT, related_name="points", verbose_name="suivi")
    prevu_le = models.DateField("prévu le")
    rang = models.PositiveSmallIntegerField("rang")
    lien_rang = models.PositiveIntegerField("numéro du lien en vigueur", default=0)
    repondu_le = models.DateField("répondu le", null=True, blank=True)
    toujours_en_emploi = models.TextField(
        "toujours en emploi", choices=choix(LIBELLES_TOUJOURS), blank=True, default=""
    )
    a_rappeler = models.BooleanField("à rappeler", default=False)
    rappele_le = models.DateField("rappelée le", null=True, blank=True)
    origine = models.TextField("qui a répondu", choices=choix(LIBELLES_ORIGINE), blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "suivi", "rang", "lien_rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("prevu_le", "repondu_le", "toujours_en_emploi", "a_rappeler", "rappele_le", "origine"), EMPLOI
        ),
    }

    class Meta:
        verbose_name = "point d’un suivi en emploi"
        verbose_name_plural = "points d’un suivi en emploi"
        constraints = [models.UniqueConstraint(fields=["suivi", "rang"], name="point_de_suivi_unique")]
        indexes = [models.Index(fields=["dispositif", "prevu_le"], name="point_de_suivi_par_jour")]

    @property
    def libelle_reponse(self) -> str:
        return LIBELLES_TOUJOURS[Reponse(self.toujours_en_emploi)] if self.toujours_en_emploi else ""

    @property
    def libelle_origine(self) -> str:
        return LIBELLES_ORIGINE[Origine(self.origine)] if self.origine else ""


class Suspension(Compartimente):
    """A parcours stopped for a while: proposed, then decided. Out of the load and of the alerts, still among those followed.

    Only one with `decidee_le` stops anything.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, related_name="suspensions", verbose_name="parcours"
    )
    motif = models.TextField("motif", choices=choix(LIBELLES_SUSPENSION))
    proposee_le = models.DateField("proposée le")
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    refusee_le = models.DateField("refusée le", null=True, blank=True)
    du = models.DateField("suspendu le")
    fin_prevue = models.DateField("reprise prévue le")
    prolongee_le = models.DateField("prolongée le", null=True, blank=True)
    repris_le = models.DateField("repris le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours"), TECHNIQUE),
        **dict.fromkeys(
            ("motif", "proposee_le", "decidee_le", "refusee_le", "du", "fin_prevue", "prolongee_le", "repris_le"),
            SORTIE,
        ),
    }

    class Meta:
        verbose_name = "suspension"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(repris_le=None, refusee_le=None), name="suspension_une_seule_en_cours",
                violation_error_message="Une suspension est déjà proposée ou en cours.",
            ),
            models.CheckConstraint(
                condition=Q(repris_le=None) | Q(repris_le__gte=F("du")), name="suspension_dates_ordonnees"
            ),
        ]  # fmt: skip

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_SUSPENSION[MotifSuspension(self.motif)]


class SuiviEnFormation(Compartimente):
    """A qualifying training followed until its certification, or until its six months when it is long (T15, T16)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="formations", verbose_name="parcours")
    etape = models.ForeignKey(
        Positionnement, on_delete=models.PROTECT, related_name="formations", verbose_name="formation"
    )
    certification = models.TextField("certification visée")
    debut = models.DateField("commencée le")
    fin_prevue = models.DateField("fin prévue le")
    obtenue_le = models.DateField("certification obtenue le", null=True, blank=True)
    issue = models.TextField(
        "issue", blank=True, default="", choices=[("valide", "Validée"), ("echec", "Finie sans validation")]
    )
    clos_le = models.DateField("clos le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "etape"), TECHNIQUE),
        **dict.fromkeys(("certification", "debut", "fin_prevue", "obtenue_le", "issue", "clos_le"), SORTIE),
    }

    class Meta:
        verbose_name = "suivi en formation"
        verbose_name_plural = "suivis en formation"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(issue=""), name="formation_une_seule_suivie",
                violation_error_message="Une formation est déjà suivie.",
            ),
            models.CheckConstraint(condition=Q(fin_prevue__gte=F("debut")), name="formation_dates_ordonnees"),
        ]  # fmt: skip


class Sortie(Compartimente):
    """One exit, proposed, then decided. An undone exit stays, with why (`annulee_le`)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="sorties", verbose_name="parcours")
    type = models.TextField("type de sortie", choices=[(code, type.libelle) for code, type in TYPES.items()])
    locale = models.ForeignKey(
        SortieLocale, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sortie locale"
    )
    sous_motif = models.TextField("comment l’abandon est su", blank=True, default="")
    precision = models.TextField("précision", blank=True, default="")
    sans_appui = models.BooleanField("la personne ne souhaite plus l’appui", default=False)
    proposee_le = models.DateField("proposée le")
    date_fait = models.DateField("fait daté du")
    date_sortie = models.DateField("date de sortie")
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    decidee_par = models.BigIntegerField("compte qui a décidé", null=True)
    rejetee_le = models.DateField("rejetée le", null=True, blank=True)
    annulee_le = models.DateField("annulée le", null=True, blank=True)
    motif = models.TextField("motif de la décision", blank=True, default="")
    derogation = models.TextField("dérogation aux pièces", blank=True, default="")
    suivi = models.ForeignKey(
        SuiviEnEmploi, on_delete=models.PROTECT, null=True, blank=True, related_name="sorties",
        verbose_name="suivi en emploi",
    )  # fmt: skip
    formation = models.ForeignKey(
        SuiviEnFormation, on_delete=models.PROTECT, null=True, blank=True, related_name="sorties",
        verbose_name="formation suivie",
    )  # fmt: skip
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="photo de sortie"
    )
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "decidee_par", "suivi", "formation", "photo", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("type", "locale", "sous_motif", "precision", "sans_appui", "proposee_le", "date_fait", "date_sortie", "decidee_le", "rejetee_le",
             "annulee_le", "motif", "derogation"),
            SORTIE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "sortie"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(rejetee_le=None, annulee_le=None), name="sortie_une_seule_en_vigueur",
                violation_error_message="Une sortie est déjà proposée ou validée.",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "date_sortie"], name="sortie_par_date")]

    @property
    def definition(self) -> TypeSortie:
        return TYPES[self.type]

    @property
    def libelle(self) -> str:
        """In the words of the dispositif, with the national code it counts as; the rows come with `locale`."""
        return f"{self.locale} ({lower_initiale(self.definition.libelle)})" if self.locale else self.definition.libelle
