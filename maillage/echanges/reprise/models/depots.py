"""A file handed in: its pieces, the columns chosen, what the dry run found."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse

from maillage.echanges.reprise.nomenclatures import (
    LIBELLES_DECISION,
    LIBELLES_DEPOT,
    LIBELLES_GRAVITE,
    LIBELLES_NATURE,
    EtatDepot,
    Gravite,
    Nature,
)
from maillage.participants.models import Personne
from maillage.participants.scelle import colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

# Erased with the file: once imported, given up, or forgotten (`parametres.OUBLI`).
ATTENTE = Champ(Categorie.IDENTITE, "reprendre les dossiers d’un ancien logiciel", BaseLegale.MISSION, 2, "T2")
DEPOSANT = Champ(Categorie.COMPTES, "savoir qui a repris des dossiers", BaseLegale.MISSION, 1, "T12")


class Depot(Compartimente):
    """`entetes`: the headings of the file; `colonnes`: column of the model → place in the file.

    `travail`: the last job asked for it. The counts are those of the last dry run, then of the import.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    nature = models.TextField("contenu", choices=choix(LIBELLES_NATURE))
    nom = models.TextField("nom du fichier")
    empreinte = models.TextField("empreinte")
    octets = models.PositiveIntegerField("poids")
    entetes = models.JSONField("titres des colonnes", default=list)
    ligne_entetes = models.PositiveIntegerField("ligne des titres", default=1)
    colonnes = models.JSONField("colonnes choisies", default=dict)
    etat = models.TextField("état", choices=choix(LIBELLES_DEPOT), default=EtatDepot.DEPOSE)
    travail = models.UUIDField("travail demandé", null=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    controle_le = models.DateTimeField("contrôlé le", null=True)
    importe_le = models.DateTimeField("importé le", null=True)
    annule_le = models.DateTimeField("annulé le", null=True)
    lignes = models.PositiveIntegerField("lignes", default=0)
    nouvelles = models.PositiveIntegerField("lignes nouvelles", default=0)
    connues = models.PositiveIntegerField("lignes déjà reprises", default=0)
    erreurs = models.PositiveIntegerField("points à corriger", default=0)
    crees = models.PositiveIntegerField("créés", default=0)
    rattaches = models.PositiveIntegerField("rattachés à l’existant", default=0)
    ecartes = models.PositiveIntegerField("laissés de côté", default=0)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("uuid", "nature", "nom", "empreinte", "octets", "entetes", "ligne_entetes", "colonnes", "etat", "travail",
             "controle_le", "importe_le", "annule_le", "lignes", "nouvelles", "connues", "erreurs", "crees", "rattaches", "ecartes"),
            TECHNIQUE,
        ),
        **dict.fromkeys(("auteur", "depose_le"), DEPOSANT),
    }  # fmt: skip

    class Meta:
        verbose_name = "fichier repris"
        verbose_name_plural = "fichiers repris"
        indexes = [models.Index(fields=["dispositif", "nature", "-depose_le"], name="depot_par_nature")]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("reprise:depot", args=[self.uuid])

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_NATURE[Nature(self.nature)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_DEPOT[EtatDepot(self.etat)]


class Fragment(Compartimente):
    """A piece of the file, sealed: a file of any size is kept and read again without holding it whole."""

    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="fragments", verbose_name="fichier")
    rang = models.PositiveSmallIntegerField("rang")
    contenu_scelle = colonne_scellee("contenu")

    DONNEES: ClassVar[Donnees] = {"depot": TECHNIQUE, "rang": TECHNIQUE, "contenu_scelle": ATTENTE}

    class Meta:
        verbose_name = "morceau d’un fichier repris"
        constraints = [models.UniqueConstraint(fields=["depot", "rang"], name="fragment_rang_unique")]


class Anomalie(Compartimente):
    """One thing to mend, or to know, found by the dry run. Line 0 is the whole file."""

    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="anomalies", verbose_name="fichier")
    ligne = models.PositiveIntegerField("ligne")
    colonne = models.TextField("colonne", blank=True, default="")
    valeur = models.TextField("valeur", blank=True, default="")
    message = models.TextField("que faire")
    gravite = models.TextField("gravité", choices=choix(LIBELLES_GRAVITE), default=Gravite.ERREUR)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("depot", "ligne", "colonne", "message", "gravite"), TECHNIQUE),
        "valeur": ATTENTE,
    }

    class Meta:
        verbose_name = "point à corriger d’un fichier"
        indexes = [models.Index(fields=["dispositif", "depot", "ligne"], name="anomalie_du_depot")]

    @property
    def libelle_gravite(self) -> str:
        return LIBELLES_GRAVITE[Gravite(self.gravite)]


class Doublon(Compartimente):
    """A row that resembles somebody already here, the likeliest of them. Without a decision nothing is imported."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="doublons", verbose_name="fichier")
    ligne = models.PositiveIntegerField("ligne")
    identifiant = models.TextField("identifiant d’origine")
    presente = models.TextField("personne de la ligne")
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="+", verbose_name="personne connue")
    points = models.PositiveSmallIntegerField("ressemblance")
    raisons = models.TextField("raisons")
    decision = models.TextField("décision", choices=choix(LIBELLES_DECISION), blank=True, default="")
    decide_par = models.BigIntegerField("compte qui a décidé", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("uuid", "depot", "ligne", "personne", "points", "raisons", "decision", "decide_par"), TECHNIQUE
        ),
        **dict.fromkeys(("identifiant", "presente"), ATTENTE),
    }

    class Meta:
        verbose_name = "ressemblance à départager"
        verbose_name_plural = "ressemblances à départager"
        constraints = [models.UniqueConstraint(fields=["depot", "identifiant"], name="doublon_un_par_ligne")]


class Correspondance(Compartimente):
    """What a heading was last taken for; empty: left aside."""

    nature = models.TextField("contenu", choices=choix(LIBELLES_NATURE))
    entete = models.TextField("titre de la colonne, sans accent")
    colonne = models.TextField("colonne du modèle", blank=True, default="")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("nature", "entete", "colonne"), TECHNIQUE)

    class Meta:
        verbose_name = "correspondance de colonne"
        constraints = [models.UniqueConstraint(fields=["dispositif", "nature", "entete"], name="correspondance_unique")]
