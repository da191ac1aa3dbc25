"""What is done with the person: contacts and their notes."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.parcours.models.parcours import Parcours
from maillage.parcours.models.referents import Referent
from maillage.parcours.nomenclatures.accompagnement import (
    LIBELLES_ENTRETIEN,
    LIBELLES_NOTE,
    LIBELLES_PRESENCE,
    NiveauNote,
    Presence,
    TypeEntretien,
    write_presence,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

SUIVI = Champ(Categorie.PARCOURS, "suivre la personne et préparer la suite", BaseLegale.MISSION, 2, "T2")
NOTE = Champ(Categorie.TEXTE_LIBRE, "se souvenir de ce qui a été dit et convenu", BaseLegale.MISSION, 3, "T3")


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
        return write_presence(Presence(self.presence), TypeEntretien(self.type)) if self.presence else "Prévu"


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


class DemandeDeContact(Compartimente):
    """The coordination asks the référent to see a person again. Done by the next contact held, whoever holds it."""

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="demandes", verbose_name="parcours")
    le = models.DateField("demandé le")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {"parcours": TECHNIQUE, "le": SUIVI, "auteur": TECHNIQUE}

    class Meta:
        verbose_name = "demande de reprendre contact"
        verbose_name_plural = "demandes de reprendre contact"
        constraints = [models.UniqueConstraint(fields=["parcours", "le"], name="demande_de_contact_une_par_jour")]
