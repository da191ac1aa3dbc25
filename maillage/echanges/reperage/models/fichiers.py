"""A file loaded: its pieces while it is read, what was read and not yet published, and the report of what was done."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse

from maillage.clause.models.marches import MARCHE
from maillage.echanges.reperage.nomenclatures import (
    LIBELLES_FICHIER,
    LIBELLES_SOURCE,
    LIBELLES_SUITE,
    EtatFichier,
    Source,
    Suite,
)
from maillage.participants.scelle import colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

DEPOSANT = Champ(Categorie.COMPTES, "savoir qui a versé des annonces de marchés", BaseLegale.MISSION, 1, "T12")
COMPTES = ("lus", "hors_territoire", "sans_indice", "nouvelles", "modifiees", "connues", "doublons", "refuses")


class Fichier(Compartimente):
    """`suivis`: the départements looked at. `encodage`: of a text. `entetes` and `colonnes`: of a programme.

    `travail`: the job asked for it; `raison`: why it could not be read.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    source = models.TextField("source", choices=choix(LIBELLES_SOURCE))
    nom = models.TextField("nom du fichier")
    empreinte = models.TextField("empreinte")
    octets = models.PositiveBigIntegerField("poids")
    encodage = models.TextField("encodage", blank=True, default="")
    colonnes = models.JSONField("colonnes reconnues", default=dict)
    suivis = models.JSONField("départements suivis", default=list)
    etat = models.TextField("état", choices=choix(LIBELLES_FICHIER), default=EtatFichier.DEPOSE)
    raison = models.TextField("raison", blank=True, default="")
    travail = models.UUIDField("travail demandé", null=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    verse_le = models.DateTimeField("versé le", null=True)
    retire_le = models.DateTimeField("retiré le", null=True)
    lus = models.PositiveIntegerField("lus", default=0)
    hors_territoire = models.PositiveIntegerField("hors des départements suivis", default=0)
    sans_indice = models.PositiveIntegerField("sans indice d’insertion", default=0)
    nouvelles = models.PositiveIntegerField("mis dans la file", default=0)
    modifiees = models.PositiveIntegerField("mis à jour", default=0)
    connues = models.PositiveIntegerField("déjà connus", default=0)
    doublons = models.PositiveIntegerField("répétés dans le fichier", default=0)
    refuses = models.PositiveIntegerField("refusés", default=0)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("uuid", "source", "nom", "empreinte", "octets", "encodage", "colonnes", "suivis", "etat", "raison", "travail",
             "verse_le", "retire_le", *COMPTES),
            TECHNIQUE,
        ),
        **dict.fromkeys(("auteur", "depose_le"), DEPOSANT),
    }  # fmt: skip

    class Meta:
        verbose_name = "fichier d’annonces"
        verbose_name_plural = "fichiers d’annonces"
        indexes = [models.Index(fields=["dispositif", "-depose_le"], name="fichier_annonces_par_jour")]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("reperage:fichier", args=[self.uuid])

    @property
    def libelle_source(self) -> str:
        return LIBELLES_SOURCE[Source(self.source)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_FICHIER[EtatFichier(self.etat)]


class Morceau(Compartimente):
    """A piece of the file, sealed: a file of any size is kept and read again without holding it whole."""

    fichier = models.ForeignKey(Fichier, on_delete=models.PROTECT, related_name="morceaux", verbose_name="fichier")
    rang = models.PositiveSmallIntegerField("rang")
    contenu_scelle = colonne_scellee("contenu")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("fichier", "rang", "contenu_scelle"), TECHNIQUE)

    class Meta:
        verbose_name = "morceau d’un fichier d’annonces"
        constraints = [models.UniqueConstraint(fields=["fichier", "rang"], name="morceau_rang_unique")]


class Brouillon(Compartimente):
    """What was read of a contract and not yet published: no page looks here. Several of one `cle` make one annonce."""

    fichier = models.ForeignKey(Fichier, on_delete=models.PROTECT, related_name="brouillons", verbose_name="fichier")
    rang = models.PositiveIntegerField("rang")
    place = models.TextField("place dans le fichier")
    cle = models.TextField("clé", blank=True, default="")
    genre = models.TextField("genre", blank=True, default="")
    brut = models.JSONField("contenu lu", default=dict)
    refus = models.TextField("refus", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("fichier", "rang", "place", "cle", "genre", "refus"), TECHNIQUE),
        "brut": MARCHE,
    }

    class Meta:
        verbose_name = "annonce en lecture"
        verbose_name_plural = "annonces en lecture"
        constraints = [models.UniqueConstraint(fields=["fichier", "rang"], name="brouillon_rang_unique")]
        indexes = [models.Index(fields=["fichier", "cle", "rang"], name="brouillon_par_cle")]


class Releve(Compartimente):
    """One line of the report. `avant`: what an annonce said before this file, so that the load can be undone."""

    fichier = models.ForeignKey(Fichier, on_delete=models.PROTECT, related_name="releves", verbose_name="fichier")
    rang = models.PositiveIntegerField("rang")
    place = models.TextField("place dans le fichier")
    uid = models.TextField("identifiant", blank=True, default="")
    suite = models.TextField("suite donnée", choices=choix(LIBELLES_SUITE))
    message = models.TextField("explication")
    avant = models.JSONField("contenu d’avant", default=dict)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("fichier", "rang", "place", "suite", "message"), TECHNIQUE),
        **dict.fromkeys(("uid", "avant"), MARCHE),
    }

    class Meta:
        verbose_name = "ligne du compte rendu d’un fichier"
        verbose_name_plural = "lignes du compte rendu d’un fichier"
        indexes = [models.Index(fields=["dispositif", "fichier", "rang"], name="releve_du_fichier")]

    @property
    def libelle_suite(self) -> str:
        return LIBELLES_SUITE[Suite(self.suite)]
