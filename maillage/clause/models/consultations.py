"""While bidders answer: what they were told, what they asked, the texts written for the documents of the market."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot, Marche
from maillage.clause.nomenclatures.redactions import LIBELLES_MOYEN, MoyenInformation
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

ECHANGE = Champ(Categorie.CLAUSE, "garder ce qui a été dit aux candidats d’un marché", BaseLegale.MISSION, 1, "T6")


class Information(Compartimente):
    """Told to bidders, the same to all. `destinataires`: companies or « tous les candidats »; nobody is named."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    marche = models.ForeignKey(Marche, on_delete=models.PROTECT, related_name="informations", verbose_name="marché")
    le = models.DateField("date de l’information")
    moyen = models.TextField("moyen", choices=choix(LIBELLES_MOYEN))
    destinataires = models.TextField("destinataires")
    contenu = models.TextField("ce qui a été dit")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "marche"), TECHNIQUE),
        **dict.fromkeys(("le", "moyen"), MARCHE),
        **dict.fromkeys(("destinataires", "contenu"), ECHANGE),
    }

    class Meta:
        verbose_name = "information aux candidats"
        verbose_name_plural = "informations aux candidats"

    def __str__(self) -> str:
        return self.libelle_moyen

    @property
    def libelle_moyen(self) -> str:
        return LIBELLES_MOYEN[MoyenInformation(self.moyen)]


class Question(Compartimente):
    """Of a bidder; answered, then published so that every bidder reads the same."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    marche = models.ForeignKey(Marche, on_delete=models.PROTECT, related_name="questions", verbose_name="marché")
    recue_le = models.DateField("reçue le")
    de = models.TextField("posée par")
    question = models.TextField("question")
    reponse = models.TextField("réponse", blank=True, default="")
    repondue_le = models.DateField("répondue le", null=True, blank=True)
    publiee_le = models.DateField("publiée à tous le", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "marche"), TECHNIQUE),
        **dict.fromkeys(("recue_le", "repondue_le", "publiee_le"), MARCHE),
        **dict.fromkeys(("de", "question", "reponse"), ECHANGE),
    }

    class Meta:
        verbose_name = "question d’un candidat"
        verbose_name_plural = "questions des candidats"
        constraints = [
            models.CheckConstraint(
                condition=Q(repondue_le=None, reponse="") | Q(repondue_le__isnull=False) & ~Q(reponse=""),
                name="question_reponse_datee", violation_error_message="Une réponse s’écrit avec sa date.",
            ),
            models.CheckConstraint(
                condition=Q(repondue_le=None) | Q(repondue_le__gte=F("recue_le")), name="question_reponse_apres",
                violation_error_message="La réponse précède la question.",
            ),
            models.CheckConstraint(
                condition=Q(publiee_le=None) | Q(repondue_le__isnull=False, publiee_le__gte=F("repondue_le")),
                name="question_publiee_apres_reponse",
                violation_error_message="On publie une réponse écrite, le jour même ou après.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.question


class Redaction(Compartimente):
    """A text drawn from a model, then reworked. `modele`, `version`: where it came from; braces name what is filled."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="redactions", verbose_name="lot")
    modele = models.TextField("modèle")
    version = models.PositiveSmallIntegerField("version du modèle")
    titre = models.TextField("titre")
    texte = models.TextField("texte")
    modifie_le = models.DateField("modifié le")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot"), TECHNIQUE),
        **dict.fromkeys(("modele", "version", "titre", "texte", "modifie_le"), MARCHE),
    }

    class Meta:
        verbose_name = "texte de clause"
        verbose_name_plural = "textes de clause"

    def __str__(self) -> str:
        return self.titre
