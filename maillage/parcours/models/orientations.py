"""The way in: what a prescripteur wrote, as they wrote it, what became of it, and the contacts that stay anonymous."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from maillage.parcours.models.parcours import Parcours
from maillage.parcours.models.referents import Referent
from maillage.parcours.nomenclatures.etats import LIBELLES_ORIENTATION, EtatOrientation
from maillage.parcours.nomenclatures.orientation import (
    LIBELLES_BESOIN,
    LIBELLES_CANAL_ARRIVEE,
    LIBELLES_CRITERE,
    LIBELLES_NON_ENTREE,
    LIBELLES_SUPPORT,
    LIBELLES_TRANCHE,
    LIBELLES_TYPE_PRESCRIPTEUR,
    Besoin,
    CanalArrivee,
    Critere,
    MotifNonEntree,
    SupportAccord,
    TrancheAge,
    TypePrescripteur,
)
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import LIBELLES_SEXE, Sexe
from maillage.participants.nomenclatures.niveaux import Niveau, write_niveau
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.reseau.models import Organisation
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece
from maillage.territoire.models import Commune

ORIENTE = Champ(Categorie.IDENTITE, "étudier une orientation et y répondre", BaseLegale.MISSION, 1, "T1")
DEMANDE = Champ(Categorie.SITUATION, "étudier une orientation et y répondre", BaseLegale.MISSION, 2, "T1")
TEXTE = Champ(Categorie.TEXTE_LIBRE, "comprendre la demande de la personne", BaseLegale.MISSION, 3, "T1")
SUITE = Champ(Categorie.PARCOURS, "répondre au prescripteur dans le délai", BaseLegale.MISSION, 2, "T1")
PARTENAIRE = Champ(Categorie.IDENTITE, "répondre à qui a orienté", BaseLegale.MISSION, 1, "T1")


class Prescripteur(Compartimente):
    """A structure that orients people here. While `lien_jusqu_au` lasts, it may do so by a signed link, without account.

    `organisation`: the employer of the accounts that orient in its name.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    type = models.TextField("type", choices=choix(LIBELLES_TYPE_PRESCRIPTEUR))
    nom = models.TextField("nom de la structure")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    courriel = models.TextField("courriel de réponse", blank=True, default="")
    telephone = models.TextField("téléphone", blank=True, default="")
    lien_rang = models.PositiveIntegerField("numéro du lien en vigueur", default=0)
    lien_jusqu_au = models.DateField("lien valable jusqu’au", null=True, blank=True)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lien_rang", "lien_jusqu_au"), TECHNIQUE),
        **dict.fromkeys(("type", "nom", "organisation", "courriel", "telephone", "du", "au"), PARTENAIRE),
    }

    class Meta:
        verbose_name = "prescripteur"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "nom"],
                condition=models.Q(au=None),
                name="prescripteur_nom_unique",
                violation_error_message="Ce prescripteur est déjà connu.",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "organisation"],
                condition=models.Q(au=None, organisation__isnull=False),
                name="prescripteur_organisation_unique",
                violation_error_message="Cette organisation est déjà un prescripteur.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def libelle_type(self) -> str:
        return LIBELLES_TYPE_PRESCRIPTEUR[TypePrescripteur(self.type)]

    def is_lien_ouvert(self, *, on: date) -> bool:
        return self.lien_jusqu_au is not None and on <= self.lien_jusqu_au and (self.au is None or on <= self.au)


class Orientation(Compartimente):
    """`auteur`: the account that wrote it, none through a signed link. `personne`: set when a human has decided who it is.

    What was typed stays as it was: the file of the person is another row. Every date is kept.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    numero = models.PositiveIntegerField("numéro d’orientation")
    etat = models.TextField("état", choices=choix(LIBELLES_ORIENTATION), default=EtatOrientation.BROUILLON)
    canal = models.TextField("comment la personne est venue", choices=choix(LIBELLES_CANAL_ARRIVEE))
    prescripteur = models.ForeignKey(
        Prescripteur, on_delete=models.PROTECT, related_name="orientations", verbose_name="prescripteur"
    )
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    auteur_nom = models.TextField("personne qui oriente", blank=True, default="")

    civilite = models.TextField("civilité", blank=True, default="")
    sexe = models.TextField("sexe", choices=choix(LIBELLES_SEXE), default=Sexe.NON_RENSEIGNE)
    nom_naissance = models.TextField("nom de naissance", blank=True, default="")
    nom_usage = models.TextField("nom d’usage", blank=True, default="")
    prenoms = models.TextField("prénoms", blank=True, default="")
    date_naissance = models.DateField("date de naissance", null=True, blank=True)
    telephone = models.TextField("téléphone", blank=True, default="")
    courriel = models.TextField("courriel", blank=True, default="")
    voie = models.TextField("numéro et voie", blank=True, default="")
    code_postal = models.TextField("code postal", blank=True, default="")
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    criteres = models.JSONField("critères de public", default=list, blank=True)
    inscrit_le = models.DateField("inscrit à France Travail depuis le", null=True, blank=True)
    niveau = models.PositiveSmallIntegerField("niveau de formation", null=True, blank=True)
    attentes_scelle = colonne_scellee("attentes et besoins de la personne")
    argument_scelle = colonne_scellee("difficultés, hors critère administratif")
    alertes = models.JSONField("ce que la relecture a signalé", default=list, blank=True)
    motif_alerte_scelle = colonne_scellee("pourquoi c’est gardé")

    consentement_le = models.DateField("accord de la personne, donné le", null=True, blank=True)
    consentement_support = models.TextField(
        "support de l’accord", choices=choix(LIBELLES_SUPPORT), blank=True, default=""
    )
    signee_prescripteur_le = models.DateField("signée par le prescripteur le", null=True, blank=True)
    fiche_signee = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fiche signée"
    )

    date_contact = models.DateField("premier contact le", null=True, blank=True)
    date_prescription = models.DateField("transmise le", null=True, blank=True)
    complete_le = models.DateField("complétée le", null=True, blank=True)
    date_reception = models.DateField("reçue le", null=True, blank=True)
    date_premier_rdv = models.DateField("premier rendez-vous le", null=True, blank=True)
    date_presentation = models.DateField("présentée le", null=True, blank=True)
    date_commission = models.DateField("décidée en commission le", null=True, blank=True)
    date_fin = models.DateField("close le", null=True, blank=True)
    reponse_le = models.DateField("réponse envoyée le", null=True, blank=True)
    complement = models.TextField("complément demandé", blank=True, default="")
    motif = models.TextField("motif", choices=choix(LIBELLES_NON_ENTREE), blank=True, default="")
    reorientation = models.TextField("vers quoi la personne est orientée", blank=True, default="")
    derogation = models.TextField("dérogation au territoire ou aux critères", blank=True, default="")

    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, null=True, blank=True, related_name="orientations", verbose_name="personne"
    )
    referent_accueil = models.ForeignKey(
        Referent, on_delete=models.PROTECT, null=True, blank=True, related_name="accueils",
        verbose_name="référent d’accueil",
    )  # fmt: skip
    parcours = models.OneToOneField(
        Parcours, on_delete=models.PROTECT, null=True, blank=True, related_name="orientation", verbose_name="parcours"
    )
    version = models.PositiveIntegerField("version", default=1)

    attentes = Scelle("orientation")
    argument = Scelle("orientation")
    motif_alerte = Scelle("orientation")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "numero", "personne", "parcours", "version", "fiche_signee", "alertes"), TECHNIQUE),
        **dict.fromkeys(
            ("civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "telephone", "courriel",
             "voie", "code_postal", "commune"),
            ORIENTE,
        ),
        **dict.fromkeys(("criteres", "inscrit_le", "niveau"), DEMANDE),
        **dict.fromkeys(("attentes_scelle", "argument_scelle", "motif_alerte_scelle"), TEXTE),
        **dict.fromkeys(("prescripteur", "auteur", "auteur_nom"), PARTENAIRE),
        **dict.fromkeys(
            ("etat", "canal", "consentement_le", "consentement_support", "signee_prescripteur_le", "date_contact",
             "date_prescription", "complete_le", "date_reception", "date_premier_rdv", "date_presentation", "date_commission",
             "date_fin", "reponse_le", "complement", "motif", "reorientation", "derogation", "referent_accueil"),
            SUITE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "orientation"
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "numero"], name="orientation_numero_unique"),
            models.CheckConstraint(
                condition=models.Q(etat=EtatOrientation.BROUILLON)
                | models.Q(etat=EtatOrientation.ANNULEE)
                | models.Q(date_prescription__isnull=False, consentement_le__isnull=False),
                name="orientation_transmise_avec_accord",
                violation_error_message="Une orientation part avec l’accord de la personne.",
            ),
        ]
        indexes = [
            models.Index(fields=["dispositif", "etat", "date_prescription"], name="orientation_par_etat"),
            models.Index(fields=["dispositif", "auteur"], name="orientation_par_auteur"),
        ]

    @property
    def nom_complet(self) -> str:
        return f"{self.prenoms} {self.nom_usage or self.nom_naissance}".strip()

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ORIENTATION[EtatOrientation(self.etat)]

    @property
    def libelle_canal(self) -> str:
        return LIBELLES_CANAL_ARRIVEE[CanalArrivee(self.canal)]

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_NON_ENTREE[MotifNonEntree(self.motif)] if self.motif else ""

    @property
    def libelle_support(self) -> str:
        return LIBELLES_SUPPORT[SupportAccord(self.consentement_support)] if self.consentement_support else ""

    @property
    def libelle_niveau(self) -> str:
        return write_niveau(Niveau(self.niveau)) if self.niveau else ""

    @property
    def libelles_criteres(self) -> list[str]:
        return [LIBELLES_CRITERE[Critere(code)] for code in self.criteres]


class Decouverte(Compartimente):
    """Somebody met outside (permanence, truck). It may say nothing of who they are; it may become an orientation."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    le = models.DateField("le")
    lieu = models.TextField("lieu")
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    sexe = models.TextField("sexe", choices=choix(LIBELLES_SEXE), default=Sexe.NON_RENSEIGNE)
    tranche_age = models.TextField("tranche d’âge", choices=choix(LIBELLES_TRANCHE), blank=True, default="")
    besoins = models.JSONField("besoins exprimés", default=list, blank=True)
    suite = models.TextField("suite donnée", blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    orientation = models.OneToOneField(
        Orientation, on_delete=models.PROTECT, null=True, blank=True, related_name="decouverte",
        verbose_name="orientation",
    )  # fmt: skip

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "auteur", "orientation"), TECHNIQUE),
        **dict.fromkeys(("le", "lieu", "commune", "sexe", "tranche_age", "besoins", "suite"), DEMANDE),
    }

    class Meta:
        verbose_name = "rencontre « aller vers »"
        verbose_name_plural = "rencontres « aller vers »"
        indexes = [models.Index(fields=["dispositif", "-le"], name="decouverte_par_jour")]

    @property
    def libelle_tranche(self) -> str:
        return LIBELLES_TRANCHE[TrancheAge(self.tranche_age)] if self.tranche_age else ""

    @property
    def libelles_besoins(self) -> list[str]:
        return [LIBELLES_BESOIN[Besoin(code)] for code in self.besoins]
