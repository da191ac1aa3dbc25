"""What is true of a person on a day. Rows are never changed: a new day, or a correction of the same day, is a new row."""

import json
import uuid
from typing import Any, ClassVar

from django.db import models

from maillage.participants.models.personnes import Personne
from maillage.participants.nomenclatures.autonomie import LIBELLES_HORAIRES_GARDE, LIBELLES_OUTIL_LANGUE
from maillage.participants.nomenclatures.corrections import LIBELLES_CORRECTION
from maillage.participants.nomenclatures.identite import LIBELLES_REPONSE
from maillage.participants.nomenclatures.niveaux import Niveau, write_niveau
from maillage.participants.nomenclatures.situation import (
    LIBELLES_CECRL,
    LIBELLES_EMPLOI,
    LIBELLES_FAMILLE,
    LIBELLES_GARDE,
    LIBELLES_INDEMNISATION,
    LIBELLES_PERMIS,
    LIBELLES_QUALITE_RSA,
    LIBELLES_VEHICULE,
    CategorieInscription,
)
from maillage.participants.scelle import Scelle, colonne_scellee, open_texte
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

SITUATION = Champ(
    Categorie.SITUATION, "vérifier l’éligibilité, construire le parcours, rendre compte", BaseLegale.MISSION, 2, "T2",
    volontaire=True,
)  # fmt: skip
SENSIBLE = Champ(
    Categorie.SENSIBLE, "adapter l’accompagnement et ouvrir des droits", BaseLegale.MISSION, 3, "T2", volontaire=True
)


def reponse(libelle: str) -> Any:
    """Yes, no, declined; empty: not asked yet."""
    return models.TextField(libelle, choices=choix(LIBELLES_REPONSE), blank=True, default="")


class Situation(Compartimente):
    """True from `du` until the next one. Two of the same day: the higher `rang` corrects the other.

    A change copies what did not change: each row is the whole situation, as a photograph is.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="situations", verbose_name="personne")
    du = models.DateField("depuis le")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    motif = models.TextField("motif de la correction", choices=choix(LIBELLES_CORRECTION), blank=True, default="")

    emploi = models.TextField("situation d’emploi", choices=choix(LIBELLES_EMPLOI), blank=True, default="")
    categorie = models.TextField(
        "catégorie d’inscription", choices=[(c.value, c.value) for c in CategorieInscription], blank=True, default=""
    )
    inscrit_le = models.DateField("inscrit à France Travail depuis le", null=True, blank=True)
    dernier_emploi_fin = models.DateField("fin du dernier emploi", null=True, blank=True)
    jamais_travaille = reponse("n’a jamais travaillé")
    indemnisation = models.TextField("indemnisation", choices=choix(LIBELLES_INDEMNISATION), blank=True, default="")
    indemnisation_fin = models.DateField("fin d’indemnisation", null=True, blank=True)

    brsa = reponse("bénéficiaire du RSA")
    brsa_qualite = models.TextField(
        "à quel titre bénéficiaire du RSA", choices=choix(LIBELLES_QUALITE_RSA), blank=True, default=""
    )
    rsa_ouvert_le = models.DateField("RSA ouvert le", null=True, blank=True)
    rsa_attestation_le = models.DateField("attestation RSA du", null=True, blank=True)
    rsa_majore = reponse("RSA majoré")
    rsa_droits_devoirs = reponse("soumis aux droits et devoirs")
    organisme_referent = models.TextField("organisme référent", blank=True, default="")
    ressources = models.JSONField("autres ressources", default=list, blank=True)

    famille = models.TextField("situation familiale", choices=choix(LIBELLES_FAMILLE), blank=True, default="")
    enfants = models.PositiveSmallIntegerField("enfants à charge", null=True, blank=True)
    enfants_moins_3 = models.PositiveSmallIntegerField("dont moins de 3 ans", null=True, blank=True)
    enfants_naissances = models.TextField("années de naissance des enfants", blank=True, default="")
    parent_isole = reponse("parent isolé")
    menage_sans_emploi = reponse("ménage sans emploi")
    garde = models.TextField("solution de garde", choices=choix(LIBELLES_GARDE), blank=True, default="")
    garde_jours = models.PositiveSmallIntegerField("jours de garde par semaine", null=True, blank=True)
    garde_horaires = models.TextField(
        "horaires de garde couverts", choices=choix(LIBELLES_HORAIRES_GARDE), blank=True, default=""
    )
    garde_du = models.DateField("garde assurée depuis le", null=True, blank=True)
    garde_au = models.DateField("garde assurée jusqu’au", null=True, blank=True)
    aidant = reponse("aidant familial")

    niveau = models.PositiveSmallIntegerField(
        "niveau de formation atteint", choices=[(n.value, write_niveau(n)) for n in Niveau], null=True, blank=True
    )
    diplome = models.PositiveSmallIntegerField(
        "niveau du plus haut diplôme", choices=[(n.value, write_niveau(n)) for n in Niveau], null=True, blank=True
    )
    diplome_intitule = models.TextField("intitulé du diplôme", blank=True, default="")
    diplome_annee = models.PositiveSmallIntegerField("année du diplôme", null=True, blank=True)
    diplome_etranger = reponse("diplôme obtenu à l’étranger")
    diplome_pays = models.TextField("pays du diplôme", blank=True, default="")
    diplome_reconnu = reponse("diplôme reconnu en France")
    niveau_a_verifier = models.BooleanField("niveau à vérifier", default=False)

    permis = models.TextField("permis de conduire", choices=choix(LIBELLES_PERMIS), blank=True, default="")
    permis_categories = models.JSONField("catégories du permis", default=list, blank=True)
    permis_le = models.DateField("permis obtenu le", null=True, blank=True)
    vehicule = models.TextField("véhicule", choices=choix(LIBELLES_VEHICULE), blank=True, default="")
    assurance = reponse("véhicule assuré")
    transports = reponse("transports en commun accessibles")
    rayon_minutes = models.PositiveSmallIntegerField("trajet accepté, en minutes", null=True, blank=True)
    rayon_km = models.PositiveSmallIntegerField("trajet accepté, en kilomètres", null=True, blank=True)
    horaires_decales = reponse("horaires décalés possibles")
    mobilite_seul = reponse("se déplace sans appréhension hors de son quartier")

    oral = models.TextField("français oral", choices=choix(LIBELLES_CECRL), blank=True, default="")
    ecrit = models.TextField("français écrit", choices=choix(LIBELLES_CECRL), blank=True, default="")
    langue_outil = models.TextField(
        "comment le niveau de français est su", choices=choix(LIBELLES_OUTIL_LANGUE), blank=True, default=""
    )
    calcul = reponse("à l’aise avec le calcul")
    certifications = models.JSONField("certifications", default=list, blank=True)
    illettrisme = reponse("illettrisme repéré")
    equipement = reponse("équipement numérique")
    connexion = reponse("connexion à internet")
    autonomie_numerique = models.PositiveSmallIntegerField("autonomie numérique, de 0 à 3", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "rang", "saisie_le", "auteur", "motif", "niveau_a_verifier"), TECHNIQUE),
        **dict.fromkeys(
            ("du", "emploi", "categorie", "inscrit_le", "dernier_emploi_fin", "jamais_travaille", "indemnisation",
             "indemnisation_fin", "brsa", "brsa_qualite", "rsa_ouvert_le", "rsa_attestation_le", "rsa_majore", "rsa_droits_devoirs",
             "organisme_referent", "ressources", "famille", "enfants", "enfants_moins_3", "enfants_naissances",
             "parent_isole",
             "menage_sans_emploi", "garde", "garde_jours", "garde_horaires", "garde_du", "garde_au",
             "aidant", "niveau", "diplome", "diplome_intitule",
             "diplome_annee", "diplome_etranger", "diplome_pays", "diplome_reconnu", "permis",
             "permis_categories", "permis_le", "vehicule", "assurance", "transports",
             "rayon_minutes", "rayon_km", "horaires_decales", "mobilite_seul", "oral", "ecrit", "langue_outil", "calcul",
             "certifications", "illettrisme", "equipement", "connexion",
             "autonomie_numerique"),
            SITUATION,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "situation"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "du", "rang"],
                name="situation_une_par_rang",
                violation_error_message="Une autre correction de ce jour vient d’être enregistrée.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne", "-du", "-rang"], name="situation_de_la_personne")]


class SituationSensible(Compartimente):
    """C3 data, apart and sealed: disability, housing, protection. Read with a droit of its own, dated like the rest."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="sensibles", verbose_name="personne")
    du = models.DateField("depuis le")
    rang = models.PositiveSmallIntegerField("rang", default=1)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    motif = models.TextField("motif de la correction", choices=choix(LIBELLES_CORRECTION), blank=True, default="")
    boeth_fin = models.DateField("fin de la reconnaissance de handicap", null=True, blank=True)
    reponses_scelle = colonne_scellee("handicap, logement, protection")

    _reponses = Scelle("reponses")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "rang", "saisie_le", "auteur", "motif"), TECHNIQUE),
        **dict.fromkeys(("du", "boeth_fin", "reponses_scelle"), SENSIBLE),
    }

    class Meta:
        verbose_name = "situation sensible"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "du", "rang"],
                name="sensible_une_par_rang",
                violation_error_message="Une autre correction de ce jour vient d’être enregistrée.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "personne", "-du", "-rang"], name="sensible_de_la_personne")]

    @staticmethod
    def open_reponses(dispositif: int, scelle: bytes | None) -> dict[str, Any]:
        """`reponses`, of the columns read alone."""
        return json.loads(open_texte("reponses", dispositif, scelle) or "{}")

    @property
    def reponses(self) -> dict[str, Any]:
        """By the names of `rules.sensibles.QUESTIONS`; what is absent was not asked."""
        return self.open_reponses(self.dispositif_id, self.reponses_scelle)

    @reponses.setter
    def reponses(self, values: dict[str, Any]) -> None:
        self._reponses = json.dumps(values, ensure_ascii=False, sort_keys=True)
