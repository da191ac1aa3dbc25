"""Dispositifs, the names they were given, who carries them, which OI answers for them."""

import copy
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.reseau import rules
from maillage.reseau.models.organisations import Organisation
from maillage.reseau.nomenclatures import (
    DOCUMENTS,
    LIBELLES,
    LIBELLES_ETAT,
    SIGLES,
    Etat,
    Source,
    TypeDispositif,
    Visibilite,
)
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees

CHOIX_SOURCE = [(source.value, document.libelle) for source, document in DOCUMENTS.items()]


class DispositifQuerySet(models.QuerySet["Dispositif"]):
    def reels(self) -> Self:
        """Without the fictitious ones of the demonstration."""
        return self.filter(is_fictif=False)

    def publics(self) -> Self:
        """Those of the public directory: real and open. What 2019 alone names is asked for apart."""
        return self.reels().filter(etat=Etat.OUVERT)

    def cites_en_2019_seulement(self) -> Self:
        return self.reels().filter(etat=Etat.A_CONFIRMER)


class Dispositif(models.Model):
    """A PLIE, an MDE, a service clause, an OI or the network head. `is_fictif`: belongs to the demonstration.

    `point` is the town hall of the commune de repère, not the structure's address. `champs_corriges`: what the
    structure or the network head has written itself; loading the directory again leaves these fields alone.
    `visibilites`: who reads a field, when the structure chose otherwise than the default. What leaves for a reader
    goes through `mask`.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    type = models.TextField("type de dispositif", choices=[(t.value, libelle) for t, libelle in LIBELLES.items()])
    slug = models.SlugField("nom dans l’adresse de la page", max_length=120, unique=True)
    nom = models.TextField("nom")
    sigle = models.TextField("sigle", blank=True, default="")
    intitule = models.TextField("intitulé développé", blank=True, default="")
    cle = models.TextField("clé de recherche", blank=True, default="", editable=False)
    etat = models.TextField(
        "état", choices=[(e.value, libelle) for e, libelle in LIBELLES_ETAT.items()], default=Etat.OUVERT
    )
    ouvert_le = models.DateField("ouvert le", null=True, blank=True)
    ferme_le = models.DateField("fermé le", null=True, blank=True)

    region = models.ForeignKey(
        "territoire.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="région"
    )
    departement = models.ForeignKey(
        "territoire.Departement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département",
    )
    is_departement_deduit = models.BooleanField("département déduit", default=False)
    commune = models.TextField("commune de repère", blank=True, default="")
    code_commune = models.TextField("code INSEE de la commune de repère", blank=True, default="")
    is_repere_deduit = models.BooleanField("repère déduit", default=False)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)

    presentation = models.TextField("présentation", blank=True, default="")
    adresse = models.TextField("adresse", blank=True, default="")
    code_postal = models.TextField("code postal", blank=True, default="")
    telephone = models.TextField("téléphone", blank=True, default="")
    courriel = models.TextField("adresse électronique", blank=True, default="")
    site = models.TextField("site", blank=True, default="")

    source = models.TextField("document source", choices=CHOIX_SOURCE, default=Source.STRUCTURE)
    remarque = models.TextField("remarque", blank=True, default="")
    champs_corriges = models.JSONField("champs corrigés par la structure", default=list, editable=False)
    visibilites = models.JSONField("visibilité choisie de chaque champ", default=dict, editable=False)
    modifie_le = models.DateField("modifié le", null=True, blank=True, editable=False)
    verifie_le = models.DateField("dernière vérification", null=True, blank=True)
    is_fictif = models.BooleanField("fictif", default=False)

    objects = DispositifQuerySet.as_manager()

    is_masque = False

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "is_fictif", "cle", "champs_corriges", "modifie_le", "visibilites"), TECHNIQUE),
        **dict.fromkeys(
            (
                "type", "slug", "nom", "sigle", "intitule", "etat", "ouvert_le", "ferme_le", "region", "departement",
                "is_departement_deduit", "commune", "code_commune", "is_repere_deduit", "latitude", "longitude",
                "presentation", "adresse", "code_postal", "telephone", "courriel", "site", "source", "remarque",
                "verifie_le",
            ),
            PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "dispositif"
        indexes = [
            models.Index(fields=["is_fictif", "etat", "region"], name="dispositif_annuaire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ouvert_le=None) | Q(ferme_le=None) | Q(ferme_le__gte=F("ouvert_le")),
                name="dispositif_dates_ordonnees",
                violation_error_message="La fermeture précède l’ouverture.",
            ),
            models.CheckConstraint(
                condition=Q(ferme_le=None) | Q(etat=Etat.FERME),
                name="dispositif_ferme_le_dit",
                violation_error_message="Un dispositif qui a une date de fermeture est fermé.",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="dispositif_point_entier",
                violation_error_message="Un point a une latitude et une longitude.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, **kwargs: Any) -> None:
        """A dispositif written outside the actions (demonstration, tests) is found by its name all the same."""
        assert not self.is_masque, (
            "une fiche lue par un autre ne s’enregistre pas : elle effacerait ce qu’il ne voit pas"
        )
        if self._state.adding and not self.cle:
            self.cle = rules.normalize_texte(f"{self.nom} {self.sigle_type} {self.commune}")
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        """The public page; a fictitious one has none, only the page that its own team keeps."""
        return reverse("reseau:dispositif" if self.is_fictif else "portail:fiche", args=[self.slug])

    def mask(self, niveau: Visibilite = Visibilite.PUBLIC) -> "Dispositif":
        """This dispositif as a reader of this level sees it: what they may not read is empty. It is not to be saved."""
        seen = copy.copy(self)
        for colonne in rules.list_masques(self.visibilites, niveau=niveau):
            setattr(seen, colonne, "")
        seen.is_masque = True
        return seen

    @property
    def libelle_type(self) -> str:
        return LIBELLES[TypeDispositif(self.type)]

    @property
    def sigle_type(self) -> str:
        return SIGLES[TypeDispositif(self.type)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[Etat(self.etat)]

    @property
    def dispositif_id(self) -> int:
        """So that the predicates on « the dispositif of a row » read a dispositif like its own rows."""
        return int(self.pk)


class Denomination(models.Model):
    """The name under which a dated document lists a dispositif."""

    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="denominations", verbose_name="dispositif"
    )
    nom = models.TextField("nom")
    source = models.TextField("document source", choices=CHOIX_SOURCE)
    le = models.DateField("date du document")

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, **dict.fromkeys(("dispositif", "nom", "source", "le"), PUBLIC)}

    class Meta:
        verbose_name = "dénomination"
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "source", "le", "nom"], name="denomination_unique")
        ]

    @property
    def libelle_source(self) -> str:
        return DOCUMENTS[Source(self.source)].libelle


class Portage(models.Model):
    """An organisation carries a dispositif from `du` (None: since a date nobody gave) to `au`.

    `is_analytique`: the dispositif has its own analytical accounts; None when nobody said.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="portages", verbose_name="dispositif"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="portages", verbose_name="organisation porteuse"
    )
    du = models.DateField("depuis le", null=True, blank=True)
    au = models.DateField("jusqu’au", null=True, blank=True)
    is_analytique = models.BooleanField("comptabilité analytique distincte", null=True, blank=True)
    source = models.TextField("document source", choices=CHOIX_SOURCE, default=Source.STRUCTURE)

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE,
        **dict.fromkeys(("dispositif", "organisation", "du", "au", "is_analytique", "source"), PUBLIC),
    }  # fmt: skip

    class Meta:
        verbose_name = "portage"
        constraints = [
            models.CheckConstraint(
                condition=Q(du=None) | Q(au=None) | Q(au__gte=F("du")),
                name="portage_dates_ordonnees",
                violation_error_message="La fin du portage précède son début.",
            ),
            models.UniqueConstraint(
                fields=["dispositif"],
                condition=Q(au=None),
                name="portage_un_seul_en_cours",
                violation_error_message="Ce dispositif a déjà une structure porteuse : fermez d’abord son portage.",
            ),
        ]

    @property
    def libelle_source(self) -> str:
        return DOCUMENTS[Source(self.source)].libelle


class Rattachement(models.Model):
    """An OI pivot answers for a dispositif from `du` to `au`: its gestionnaires see that dispositif's FSE side."""

    oi = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="rattachements", verbose_name="organisme intermédiaire"
    )
    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.PROTECT, related_name="ois", verbose_name="dispositif rattaché"
    )
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"id": TECHNIQUE, **dict.fromkeys(("oi", "dispositif", "du", "au"), PUBLIC)}

    class Meta:
        verbose_name = "rattachement à un organisme intermédiaire"
        constraints = [models.UniqueConstraint(fields=["oi", "dispositif", "du"], name="rattachement_unique")]
