"""The person followed, as one dispositif knows them: the same person in two PLIE is two rows that never meet."""

import uuid
from datetime import date
from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.participants.nomenclatures.corrections import LIBELLES_CORRECTION
from maillage.participants.nomenclatures.identite import (
    LIBELLES_ADRESSE,
    LIBELLES_CANAL,
    LIBELLES_CIVILITE,
    LIBELLES_METHODE_QPV,
    LIBELLES_NATIONALITE,
    LIBELLES_QPV,
    LIBELLES_REPONSE,
    LIBELLES_SEXE,
    LIBELLES_TITRE,
    MethodeQpv,
    Qpv,
    Sexe,
    TypeAdresse,
)
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle import prefixes
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.dates import compute_age
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.territoire.models import Commune

IDENTITE = Champ(Categorie.IDENTITE, "savoir qui est accompagné", BaseLegale.MISSION, 1, "T2")
JOINDRE = Champ(Categorie.IDENTITE, "joindre la personne", BaseLegale.MISSION, 1, "T2", volontaire=True)
DROITS = Champ(Categorie.SITUATION, "savoir à quoi la personne a droit", BaseLegale.MISSION, 2, "T2", volontaire=True)
EXTERNE = Champ(
    Categorie.IDENTITE, "retrouver la même personne chez un partenaire", BaseLegale.MISSION, 1, "T2", volontaire=True
)
TERRITOIRE = Champ(Categorie.SITUATION, "vérifier le territoire et compter par quartier", BaseLegale.MISSION, 1, "T2")


def make_pseudonyme() -> str:
    """Says nothing of the person, and cannot be computed from what is known of them."""
    return token_hex(8)


class Personne(Compartimente):
    """`numero`: how the dispositif calls the file. `version` grows at each change: two people never overwrite each other.

    The identifiers of France Travail and of the CAF are sealed; `*_empreinte` finds an exact one again.
    No NIR, anywhere (R-03).
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    numero = models.PositiveIntegerField("numéro de dossier")
    pseudonyme = models.TextField("pseudonyme", default=make_pseudonyme, unique=True, editable=False)
    civilite = models.TextField("civilité", choices=choix(LIBELLES_CIVILITE), blank=True, default="")
    sexe = models.TextField("sexe", choices=choix(LIBELLES_SEXE), default=Sexe.NON_RENSEIGNE)
    nom_naissance = models.TextField("nom de naissance")
    nom_usage = models.TextField("nom d’usage", blank=True, default="")
    prenoms = models.TextField("prénoms")
    date_naissance = models.DateField("date de naissance", null=True, blank=True)
    commune_naissance = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune de naissance"
    )
    pays_naissance = models.TextField("pays de naissance", blank=True, default="")
    nationalite = models.TextField("nationalité", choices=choix(LIBELLES_NATIONALITE), blank=True, default="")
    titre_type = models.TextField("titre de séjour", choices=choix(LIBELLES_TITRE), blank=True, default="")
    titre_travail = models.TextField(
        "titre de séjour autorisant à travailler", choices=choix(LIBELLES_REPONSE), blank=True, default=""
    )
    titre_echeance = models.DateField("fin du titre de séjour", null=True, blank=True)
    france_travail_scelle = colonne_scellee("identifiant France Travail")
    france_travail_empreinte = models.TextField("empreinte de l’identifiant France Travail", blank=True, default="")
    allocataire_scelle = colonne_scellee("numéro d’allocataire")
    allocataire_empreinte = models.TextField("empreinte du numéro d’allocataire", blank=True, default="")
    telephone = models.TextField("téléphone", blank=True, default="")
    autre_telephone = models.TextField("autre téléphone", blank=True, default="")
    courriel = models.TextField("courriel", blank=True, default="")
    canal = models.TextField("moyen de contact préféré", choices=choix(LIBELLES_CANAL), blank=True, default="")
    langue = models.TextField("langue d’échange", blank=True, default="")
    interprete = models.TextField("besoin d’un interprète", choices=choix(LIBELLES_REPONSE), blank=True, default="")
    a_prevenir = models.TextField("personne à prévenir", blank=True, default="")
    a_prevenir_telephone = models.TextField("téléphone de la personne à prévenir", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)
    archivee_le = models.DateField("archivée le", null=True, blank=True)
    anonymisee_le = models.DateField("anonymisée le", null=True, blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    france_travail = Scelle("france_travail")
    allocataire = Scelle("allocataire")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "version", "archivee_le", "anonymisee_le", "cree_le", "modifie_le"), TECHNIQUE),
        **dict.fromkeys(
            ("numero", "pseudonyme", "civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance",
             "commune_naissance", "pays_naissance"),
            IDENTITE,
        ),
        **dict.fromkeys(("nationalite", "titre_type", "titre_travail", "titre_echeance"), DROITS),
        **dict.fromkeys(
            ("france_travail_scelle", "france_travail_empreinte", "allocataire_scelle", "allocataire_empreinte"),
            EXTERNE,
        ),
        **dict.fromkeys(
            ("telephone", "autre_telephone", "courriel", "canal", "langue", "interprete", "a_prevenir",
             "a_prevenir_telephone"),
            JOINDRE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "personne accompagnée"
        verbose_name_plural = "personnes accompagnées"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "numero"],
                name="personne_numero_unique",
                violation_error_message="Ce numéro de dossier existe déjà.",
            ),
            models.CheckConstraint(
                condition=~Q(nom_naissance="") & ~Q(prenoms=""),
                name="personne_a_un_nom",
                violation_error_message="Une personne a au moins un nom et un prénom.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dispositif", "france_travail_empreinte"], name="personne_par_france_travail",
                condition=~Q(france_travail_empreinte=""),
            ),
            models.Index(
                fields=["dispositif", "allocataire_empreinte"], name="personne_par_allocataire",
                condition=~Q(allocataire_empreinte=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom_complet

    @property
    def nom(self) -> str:
        """The name they use."""
        return self.nom_usage or self.nom_naissance

    @property
    def prenom(self) -> str:
        return self.prenoms.replace(",", " ").split()[0] if self.prenoms.strip() else ""

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def libelle_sexe(self) -> str:
        return LIBELLES_SEXE[Sexe(self.sexe)]

    def get_age(self, on: date) -> int | None:
        return compute_age(self.date_naissance, on=on)


class CleIdentite(Compartimente):
    """What finds a person again despite accents, slips and swapped names: see `rules.identite`."""

    personne = models.ForeignKey(Personne, on_delete=models.CASCADE, related_name="cles", verbose_name="personne")
    cle = models.TextField("clé de recherche")

    DONNEES: ClassVar[Donnees] = {"personne": TECHNIQUE, "cle": IDENTITE}

    class Meta:
        verbose_name = "clé de recherche d’une personne"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "cle", "personne"], name="cle_identite_unique",
                opclasses=["int8_ops", prefixes.INDEX, "int8_ops"],
            )
        ]  # fmt: skip


class Adresse(Compartimente):
    """Where the person lives from `du` until the next address begins: no gap and no overlap can be written.

    Rows are never changed: two of the same day, the higher `rang` corrects the other.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="adresses", verbose_name="personne")
    du = models.DateField("depuis le")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    motif = models.TextField("motif de la correction", choices=choix(LIBELLES_CORRECTION), blank=True, default="")
    type = models.TextField("type d’adresse", choices=choix(LIBELLES_ADRESSE), default=TypeAdresse.DOMICILE)
    voie = models.TextField("numéro et voie", blank=True, default="")
    complement = models.TextField("complément", blank=True, default="")
    code_postal = models.TextField("code postal", blank=True, default="")
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    qpv = models.TextField("quartier prioritaire", choices=choix(LIBELLES_QPV), default=Qpv.INDETERMINE)
    qpv_code = models.TextField("code du quartier", blank=True, default="")
    qpv_millesime = models.PositiveIntegerField("géographie des quartiers", null=True, blank=True)
    qpv_methode = models.TextField(
        "comment le quartier est su", choices=choix(LIBELLES_METHODE_QPV), blank=True, default=""
    )

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "rang", "saisie_le", "auteur", "motif"), TECHNIQUE),
        **dict.fromkeys(("du", "type", "voie", "complement", "code_postal"), JOINDRE),
        **dict.fromkeys(("commune", "qpv", "qpv_code", "qpv_millesime", "qpv_methode"), TERRITOIRE),
    }

    class Meta:
        verbose_name = "adresse"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "du", "rang"],
                name="adresse_une_par_rang",
                violation_error_message="Une autre correction de ce jour vient d’être enregistrée.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne", "-du", "-rang"], name="adresse_de_la_personne")]

    @property
    def libelle_qpv(self) -> str:
        return LIBELLES_QPV[Qpv(self.qpv)]

    @property
    def libelle_methode(self) -> str:
        return LIBELLES_METHODE_QPV[MethodeQpv(self.qpv_methode)] if self.qpv_methode else ""

    @property
    def lignes(self) -> list[str]:
        """As written on an envelope."""
        ville = " ".join(part for part in (self.code_postal, self.commune.nom if self.commune else "") if part)
        return [part for part in (self.voie, self.complement, ville) if part]
