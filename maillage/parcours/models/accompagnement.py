"""What is done with the person: contacts and their notes, diagnostics and freins, objectives, contracts."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.parcours import Parcours
from maillage.parcours.models.referents import Referent
from maillage.parcours.nomenclatures.accompagnement import (
    FREINS,
    LIBELLES_CONTRAT,
    LIBELLES_DIAGNOSTIC,
    LIBELLES_ENTRETIEN,
    LIBELLES_NIVEAU_FREIN,
    LIBELLES_NOTE,
    LIBELLES_OBJECTIF,
    LIBELLES_PRESENCE,
    EtatObjectif,
    Frein,
    NatureContrat,
    NiveauFrein,
    NiveauNote,
    Presence,
    TypeEntretien,
)
from maillage.participants.models.personnes import choix
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente

SUIVI = Champ(Categorie.PARCOURS, "suivre la personne et préparer la suite", BaseLegale.MISSION, 2, "T2")
NOTE = Champ(Categorie.TEXTE_LIBRE, "se souvenir de ce qui a été dit et convenu", BaseLegale.MISSION, 3, "T3")
DIAGNOSTIC = Champ(Categorie.DIAGNOSTIC, "lever ce qui empêche de travailler", BaseLegale.MISSION, 2, "T3")
CHOIX_FREIN = [(frein.value, definition.libelle) for frein, definition in FREINS.items()]
CHOIX_NIVEAU = [(niveau.value, libelle) for niveau, libelle in LIBELLES_NIVEAU_FREIN.items()]


class Entretien(Compartimente):
    """A contact: planned while it has no `presence`. Only one held (« venu ») counts as a contact."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="entretiens", verbose_name="parcours")
    referent = models.ForeignKey(Referent, on_delete=models.PROTECT, related_name="entretiens", verbose_name="référent")
    type = models.TextField("type", choices=choix(LIBELLES_ENTRETIEN), default=TypeEntretien.INDIVIDUEL)
    debut = models.DateTimeField("date et heure")
    duree = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    lieu = models.TextField("lieu", blank=True, default="")
    presence = models.TextField("présence", choices=choix(LIBELLES_PRESENCE), blank=True, default="")
    themes = models.JSONField("thèmes", default=list, blank=True)
    participants = models.TextField("autres personnes présentes", blank=True, default="")
    emarge = models.BooleanField("signé par la personne", default=False)
    positionnement = models.ForeignKey(
        "parcours.Positionnement", on_delete=models.PROTECT, null=True, blank=True, related_name="entretiens",
        verbose_name="étape liée",
    )  # fmt: skip
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    version = models.PositiveIntegerField("version", default=1)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "auteur", "version"), TECHNIQUE),
        **dict.fromkeys(
            ("referent", "type", "debut", "duree", "lieu", "presence", "themes", "participants", "emarge",
             "positionnement"),
            SUIVI,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "contact avec la personne"
        verbose_name_plural = "contacts avec la personne"
        indexes = [
            models.Index(fields=["dispositif", "parcours", "-debut"], name="entretien_du_parcours"),
            models.Index(fields=["dispositif", "referent", "debut"], name="entretien_agenda"),
        ]

    @property
    def libelle_type(self) -> str:
        return LIBELLES_ENTRETIEN[TypeEntretien(self.type)]

    @property
    def libelle_presence(self) -> str:
        return LIBELLES_PRESENCE[Presence(self.presence)] if self.presence else "Prévu"


class Note(Compartimente):
    """What was said, in four parts; sealed. A correction is a new row of a higher `rang`: author and date stay (R-52)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    entretien = models.ForeignKey(Entretien, on_delete=models.PROTECT, related_name="notes", verbose_name="contact")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    niveau = models.TextField("qui lit", choices=choix(LIBELLES_NOTE), default=NiveauNote.REFERENT)
    faits_scelle = colonne_scellee("faits")
    besoins_scelle = colonne_scellee("besoins exprimés")
    actions_scelle = colonne_scellee("actions convenues")
    echeance_scelle = colonne_scellee("prochaine échéance")
    alertes = models.JSONField("alertes confirmées par l’auteur", default=list, blank=True)
    motif_alerte_scelle = colonne_scellee("motif de la confirmation")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    ecrite_le = models.DateTimeField("écrite le", auto_now_add=True)

    faits = Scelle("note")
    besoins = Scelle("note")
    actions = Scelle("note")
    echeance = Scelle("note")
    motif_alerte = Scelle("note")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "entretien", "rang", "auteur", "ecrite_le"), TECHNIQUE),
        **dict.fromkeys(
            ("niveau", "faits_scelle", "besoins_scelle", "actions_scelle", "echeance_scelle", "alertes",
             "motif_alerte_scelle"),
            NOTE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "note d’un contact"
        verbose_name_plural = "notes d’un contact"
        constraints = [models.UniqueConstraint(fields=["entretien", "rang"], name="note_rang_unique")]

    @property
    def libelle_niveau(self) -> str:
        return LIBELLES_NOTE[NiveauNote(self.niveau)]


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
    axes_scelle = colonne_scellee("axes de travail")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)

    atouts = Scelle("diagnostic")
    social = Scelle("diagnostic")
    professionnel = Scelle("diagnostic")
    axes = Scelle("diagnostic")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "orientation", "rang", "auteur", "ecrit_le"), TECHNIQUE),
        **dict.fromkeys(
            ("moment", "le", "atouts_scelle", "social_scelle", "professionnel_scelle", "axes_scelle"), DIAGNOSTIC
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
    def definition(self):
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


class Contrat(Compartimente):
    """The PLIE's contract with its versions, or the legal one kept apart; one of each kind in force at most."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="contrats", verbose_name="parcours")
    nature = models.TextField("nature", choices=choix(LIBELLES_CONTRAT), default=NatureContrat.PLIE)
    rang = models.PositiveSmallIntegerField("version", default=1)
    du = models.DateField("prend effet le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    objectifs_scelle = colonne_scellee("objectifs")
    engagements_scelle = colonne_scellee("engagements de chacun")
    frequence_jours = models.PositiveSmallIntegerField("un rendez-vous tous les… jours", null=True, blank=True)
    duree_mois = models.PositiveSmallIntegerField("durée prévue, en mois", null=True, blank=True)
    notifie_le = models.DateField("orientation notifiée le", null=True, blank=True)
    heures_semaine = models.DecimalField(
        "heures d’activité par semaine", max_digits=4, decimal_places=1, null=True, blank=True
    )
    motif_reduction = models.TextField("motif de la réduction d’heures", blank=True, default="")
    signe_personne_le = models.DateField("signé par la personne le", null=True, blank=True)
    signe_referent_le = models.DateField("signé par le référent le", null=True, blank=True)
    signe_plie_le = models.DateField("signé par le PLIE le", null=True, blank=True)
    motif_avenant = models.TextField("motif de l’avenant", blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    objectifs = Scelle("contrat")
    engagements = Scelle("contrat")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("nature", "du", "au", "objectifs_scelle", "engagements_scelle", "frequence_jours", "duree_mois",
             "notifie_le", "heures_semaine", "motif_reduction", "signe_personne_le", "signe_referent_le",
             "signe_plie_le", "motif_avenant"),
            SUIVI,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "contrat d’engagement"
        verbose_name_plural = "contrats d’engagement"
        constraints = [
            models.UniqueConstraint(fields=["parcours", "nature", "rang"], name="contrat_version_unique"),
            models.UniqueConstraint(
                fields=["parcours", "nature"], condition=Q(au=None) & ~Q(signe_plie_le=None),
                name="contrat_un_seul_en_vigueur",
                violation_error_message="Un contrat est déjà en vigueur : faites un avenant.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="contrat_dates_ordonnees"),
        ]  # fmt: skip

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_CONTRAT[NatureContrat(self.nature)]

    @property
    def is_signe(self) -> bool:
        return all((self.signe_personne_le, self.signe_referent_le, self.signe_plie_le))
