"""The statement of hours that a company owes for one lot and one month: typed through its signed link, sent, then examined.

What the company types stays its own word, line by line: it becomes hours (`LigneHeures`) only when it is sent, and beside
what the facilitatrice had noted, never over it.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.contacts import ContactEntreprise
from maillage.clause.models.emplois import EmploiDuLot
from maillage.clause.models.heures import HEURES
from maillage.clause.models.marches import Lot
from maillage.clause.models.titulaires import Entreprise
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE, TypeHeures
from maillage.clause.nomenclatures.releves import (
    A_REMPLIR,
    LIBELLES_RELEVE,
    LIBELLES_SUITE,
    EtatReleve,
    SuiteEmbauche,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece

NOTE = Champ(Categorie.TEXTE_LIBRE, "comprendre les heures déclarées par l’entreprise", BaseLegale.MISSION, 3, "T6")
SIGNALEE = Champ(
    Categorie.IDENTITE, "retrouver la personne que l’entreprise dit avoir embauchée", BaseLegale.MISSION, 2, "T6"
)


class Releve(Compartimente):
    """`entreprise`: the employer, who knows the hours. `lien_rang`: of the only link that opens.

    `version`: of what the company saved, so that two open tabs lose nothing. `motif`: why it was sent back, which the
    company reads. `essais`: saves of the day `essais_le`, which a link may not repeat without end.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="releves", verbose_name="lot")
    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="releves", verbose_name="entreprise"
    )
    mois = models.DateField("mois")
    contact = models.ForeignKey(
        ContactEntreprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releves",
        verbose_name="contact",
    )
    etat = models.TextField("état", choices=choix(LIBELLES_RELEVE), default=EtatReleve.DEMANDE)
    lien_rang = models.PositiveIntegerField("numéro du lien en vigueur", default=0)
    lien_jusqu_au = models.DateField("lien valable jusqu’au", null=True, blank=True)
    demande_le = models.DateField("demandé le")
    relances = models.PositiveSmallIntegerField("relances envoyées", default=0)
    version = models.PositiveIntegerField("version", default=0)
    enregistre_le = models.DateTimeField("enregistré par l’entreprise le", null=True, blank=True)
    envoye_le = models.DateTimeField("envoyé par l’entreprise le", null=True, blank=True)
    traite_le = models.DateField("traité le", null=True, blank=True)
    motif_scelle = colonne_scellee("motif du renvoi")
    essais = models.PositiveSmallIntegerField("enregistrements du jour", default=0)
    essais_le = models.DateField("jour de ces enregistrements", null=True, blank=True)
    auteur = models.BigIntegerField("compte qui l’a demandé", null=True)

    motif = Scelle("releve_clause")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("uuid", "lot", "contact", "lien_rang", "lien_jusqu_au", "relances", "version", "essais", "essais_le",
             "auteur"),
            TECHNIQUE,
        ),
        **dict.fromkeys(
            ("entreprise", "mois", "etat", "demande_le", "enregistre_le", "envoye_le", "traite_le"), HEURES
        ),
        "motif_scelle": NOTE,
    }  # fmt: skip

    class Meta:
        verbose_name = "relevé d’heures d’une entreprise"
        verbose_name_plural = "relevés d’heures des entreprises"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "entreprise", "mois"], name="releve_un_par_mois",
                violation_error_message="Le relevé de ce mois est déjà demandé à cette entreprise pour ce lot.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "mois", "etat"], name="releve_du_mois")]

    def __str__(self) -> str:
        return f"{self.entreprise}, {self.mois:%m/%Y}"

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_RELEVE[EtatReleve(self.etat)]

    @property
    def is_a_remplir(self) -> bool:
        return EtatReleve(self.etat) in A_REMPLIR

    def is_lien_ouvert(self, *, on: date) -> bool:
        return self.lien_jusqu_au is not None and on <= self.lien_jusqu_au


class LigneReleve(Compartimente):
    """What the company types of one contract. `saisie`: as it was typed, so that a draft loses nothing, readable or not.

    `heures`: what is read of it; None when it cannot be.
    """

    releve = models.ForeignKey(Releve, on_delete=models.PROTECT, related_name="lignes", verbose_name="relevé")
    emploi = models.ForeignKey(
        EmploiDuLot, on_delete=models.PROTECT, related_name="lignes_releves", verbose_name="contrat du lot"
    )
    type = models.TextField("type d’heures", choices=choix(LIBELLES_TYPE), default=TypeHeures.TRAVAIL)
    saisie = models.TextField("saisie", blank=True, default="")
    heures = models.DecimalField("heures", max_digits=10, decimal_places=2, null=True, blank=True)
    note_scelle = colonne_scellee("précision de l’entreprise")

    note = Scelle("releve_clause")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("releve", "emploi"), TECHNIQUE), **dict.fromkeys(("type", "saisie", "heures"), HEURES),
        "note_scelle": NOTE,
    }  # fmt: skip

    class Meta:
        verbose_name = "ligne d’un relevé d’entreprise"
        verbose_name_plural = "lignes des relevés d’entreprise"
        constraints = [models.UniqueConstraint(fields=["releve", "emploi", "type"], name="ligne_releve_unique")]

    def __str__(self) -> str:
        return f"{self.saisie} h"

    @property
    def libelle_type(self) -> str:
        return LIBELLES_TYPE[TypeHeures(self.type)]


class JustificatifReleve(Compartimente):
    """A photo or a PDF that the company joins to its statement."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    releve = models.ForeignKey(Releve, on_delete=models.PROTECT, related_name="justificatifs", verbose_name="relevé")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+", verbose_name="pièce")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("uuid", "releve", "piece"), TECHNIQUE)

    class Meta:
        verbose_name = "justificatif d’un relevé"
        verbose_name_plural = "justificatifs des relevés"
        constraints = [models.UniqueConstraint(fields=["releve", "piece"], name="justificatif_releve_unique")]

    def __str__(self) -> str:
        return self.piece.nom


class EmbaucheSignalee(Compartimente):
    """« Une personne n’est pas dans la liste »: a thing to do, not a contract. Its name goes once somebody has looked at it."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    releve = models.ForeignKey(Releve, on_delete=models.PROTECT, related_name="embauches", verbose_name="relevé")
    personne_scelle = colonne_scellee("prénom et nom")
    metier = models.TextField("métier", blank=True, default="")
    debut = models.DateField("embauchée le")
    heures = models.DecimalField("heures du mois", max_digits=10, decimal_places=2, null=True, blank=True)
    suite = models.TextField("suite donnée", choices=choix(LIBELLES_SUITE), blank=True, default="")
    traitee_le = models.DateField("traitée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte qui l’a traitée", null=True)

    personne = Scelle("releve_clause")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "releve", "auteur"), TECHNIQUE), "personne_scelle": SIGNALEE,
        **dict.fromkeys(("metier", "debut", "heures", "suite", "traitee_le"), HEURES),
    }  # fmt: skip

    class Meta:
        verbose_name = "embauche signalée par une entreprise"
        verbose_name_plural = "embauches signalées par les entreprises"
        constraints = [
            models.CheckConstraint(
                condition=Q(suite="", traitee_le=None) | ~Q(suite="") & Q(traitee_le__isnull=False),
                name="embauche_signalee_suite_datee",
            )
        ]

    def __str__(self) -> str:
        return f"embauche du {self.debut:%d/%m/%Y}"

    @property
    def libelle_suite(self) -> str:
        return LIBELLES_SUITE[SuiteEmbauche(self.suite)] if self.suite else ""
