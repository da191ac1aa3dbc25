"""Diagnostics and their freins, and what is aimed at: dated, added, never replaced."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.parcours.models.parcours import Parcours
from maillage.parcours.nomenclatures.accompagnement import (
    FREINS,
    LIBELLES_DIAGNOSTIC,
    LIBELLES_NIVEAU_FREIN,
    LIBELLES_OBJECTIF,
    DefinitionFrein,
    EtatObjectif,
    Frein,
    MomentDiagnostic,
    NiveauFrein,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

DIAGNOSTIC = Champ(Categorie.DIAGNOSTIC, "lever ce qui empêche de travailler", BaseLegale.MISSION, 2, "T3")
CHOIX_FREIN = [(frein.value, definition.libelle) for frein, definition in FREINS.items()]
CHOIX_NIVEAU = [(niveau.value, libelle) for niveau, libelle in LIBELLES_NIVEAU_FREIN.items()]


class Diagnostic(Compartimente):
    """One dated version: strengths as well as difficulties. Before the commission, during, at the end."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, null=True, blank=True, related_name="diagnostics", verbose_name="parcours"
    )
    orientation = models.ForeignKey(
        "parcours.Orientation", on_delete=models.PROTECT, null=True, blank=True, related_name="diagnostics",
        verbose_name="orientation",
    )  # fmt: skip
    rang = models.PositiveSmallIntegerField("version")
    moment = models.TextField("moment", choices=choix(LIBELLES_DIAGNOSTIC))
    le = models.DateField("établi le")
    atouts_scelle = colonne_scellee("atouts et compétences")
    social_scelle = colonne_scellee("situation sociale")
    professionnel_scelle = colonne_scellee("situation professionnelle")
    projet_scelle = colonne_scellee("projet")
    axes_scelle = colonne_scellee("axes de travail")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)

    atouts = Scelle("diagnostic")
    social = Scelle("diagnostic")
    professionnel = Scelle("diagnostic")
    projet = Scelle("diagnostic")
    axes = Scelle("diagnostic")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "orientation", "rang", "auteur", "ecrit_le"), TECHNIQUE),
        **dict.fromkeys(
            ("moment", "le", "atouts_scelle", "social_scelle", "professionnel_scelle", "projet_scelle", "axes_scelle"),
            DIAGNOSTIC,
        ),
    }

    class Meta:
        verbose_name = "diagnostic"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "rang"], condition=Q(parcours__isnull=False), name="diagnostic_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(parcours__isnull=False) | Q(orientation__isnull=False), name="diagnostic_de_quelqu_un"
            ),
        ]

    @property
    def libelle_moment(self) -> str:
        return LIBELLES_DIAGNOSTIC[MomentDiagnostic(self.moment)]


class FreinEvalue(Compartimente):
    """How much one thing stands in the way on a day. Added, never replaced: the last one of a day or before holds."""

    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, null=True, blank=True, related_name="freins", verbose_name="parcours"
    )
    orientation = models.ForeignKey(
        "parcours.Orientation", on_delete=models.PROTECT, null=True, blank=True, related_name="freins",
        verbose_name="orientation",
    )  # fmt: skip
    diagnostic = models.ForeignKey(
        Diagnostic, on_delete=models.PROTECT, null=True, blank=True, related_name="freins", verbose_name="diagnostic"
    )
    frein = models.TextField("frein", choices=CHOIX_FREIN)
    niveau = models.PositiveSmallIntegerField("niveau", choices=CHOIX_NIVEAU)
    le = models.DateField("évalué le")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    commentaire_scelle = colonne_scellee("commentaire")
    partage_operateur = models.BooleanField("lu par l’opérateur d’une étape", default=False)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    commentaire = Scelle("diagnostic")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("parcours", "orientation", "diagnostic", "rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(("frein", "niveau", "le", "commentaire_scelle", "partage_operateur"), DIAGNOSTIC),
    }

    class Meta:
        verbose_name = "frein évalué"
        verbose_name_plural = "freins évalués"
        constraints = [
            models.CheckConstraint(condition=Q(niveau__gte=0, niveau__lte=4), name="frein_niveau_de_0_a_4"),
            models.CheckConstraint(
                condition=Q(parcours__isnull=False) | Q(orientation__isnull=False), name="frein_de_quelqu_un"
            ),
            models.UniqueConstraint(
                fields=["parcours", "frein", "le", "rang"], condition=Q(parcours__isnull=False),
                name="frein_une_fois_par_rang",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "parcours", "frein", "le"], name="frein_du_parcours")]

    @property
    def definition(self) -> DefinitionFrein:
        return FREINS[Frein(self.frein)]

    @property
    def libelle_niveau(self) -> str:
        return LIBELLES_NIVEAU_FREIN[NiveauFrein(self.niveau)]


class Objectif(Compartimente):
    """What is aimed at, about one frein or about the project; an étape may be the way to it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="objectifs", verbose_name="parcours")
    frein = models.TextField("frein", choices=CHOIX_FREIN, blank=True, default="")
    intitule_scelle = colonne_scellee("objectif")
    actions_scelle = colonne_scellee("actions prévues")
    etat = models.TextField("état", choices=choix(LIBELLES_OBJECTIF), default=EtatObjectif.OUVERT)
    du = models.DateField("depuis le")
    echeance = models.DateField("échéance", null=True, blank=True)
    clos_le = models.DateField("clos le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    intitule = Scelle("diagnostic")
    actions = Scelle("diagnostic")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("frein", "intitule_scelle", "actions_scelle", "etat", "du", "echeance", "clos_le"), DIAGNOSTIC
        ),
    }

    class Meta:
        verbose_name = "objectif"
        indexes = [models.Index(fields=["dispositif", "parcours"], name="objectif_du_parcours")]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_OBJECTIF[EtatObjectif(self.etat)]
