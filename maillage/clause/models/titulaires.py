"""The companies of a lot, and the hours they are bound to: versions, never overwritten."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.nomenclatures.engagements import LIBELLES_ORIGINE, Origine
from maillage.clause.nomenclatures.marches import EN_TETE, LIBELLES_ROLE, RoleEntreprise
from maillage.clause.rules.calculs import tell
from maillage.clause.rules.engagements import Version
from maillage.reseau.models.organisations import validate_siret
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix


class Entreprise(Compartimente):
    """A company met on a market. Its SIREN tells that two of them are the same."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    nom = models.TextField("raison sociale")
    siret = models.TextField("SIRET", blank=True, default="", validators=[validate_siret])
    effectif = models.PositiveIntegerField("effectif", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("nom", "siret", "effectif"), MARCHE)}

    class Meta:
        verbose_name = "entreprise"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "siret"], condition=~Q(siret=""), name="entreprise_siret_unique",
                violation_error_message="Une entreprise a déjà ce SIRET.",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "nom"], condition=Q(siret=""), name="entreprise_nom_unique",
                violation_error_message="Cette entreprise est déjà connue.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom


class EntrepriseDuLot(Compartimente):
    """What a company is on a lot, from a day to another."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="entreprises", verbose_name="lot")
    entreprise = models.ForeignKey(Entreprise, on_delete=models.PROTECT, related_name="lots", verbose_name="entreprise")
    role = models.TextField("rôle", choices=choix(LIBELLES_ROLE))
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot"), TECHNIQUE), **dict.fromkeys(("entreprise", "role", "du", "au"), MARCHE),
    }  # fmt: skip

    class Meta:
        verbose_name = "entreprise d’un lot"
        verbose_name_plural = "entreprises d’un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "entreprise"], condition=Q(au=None), name="entreprise_une_fois_par_lot",
                violation_error_message="Cette entreprise est déjà sur ce lot.",
            ),
            models.UniqueConstraint(
                fields=["lot"], condition=Q(au=None, role__in=sorted(EN_TETE)), name="entreprise_une_en_tete",
                violation_error_message="Ce lot a déjà une entreprise titulaire ou mandataire.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="entreprise_du_lot_dates"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.entreprise)

    @property
    def libelle_role(self) -> str:
        return LIBELLES_ROLE[RoleEntreprise(self.role)]


class Engagement(Compartimente):
    """A version of what a lot asks. `heures` binds; `exigees` and `offertes` say where it comes from."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="engagements", verbose_name="lot")
    numero = models.PositiveSmallIntegerField("version")
    du = models.DateField("prend effet le")
    origine = models.TextField("origine", choices=choix(LIBELLES_ORIGINE), default=Origine.INITIAL)
    heures = models.DecimalField("heures engagées", max_digits=10, decimal_places=2)
    exigees = models.DecimalField("heures demandées", max_digits=10, decimal_places=2, null=True, blank=True)
    offertes = models.DecimalField("heures offertes", max_digits=10, decimal_places=2, null=True, blank=True)
    hypotheses = models.JSONField("hypothèses de calcul", default=dict, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "lot", "numero", "auteur"), TECHNIQUE),
        **dict.fromkeys(("du", "origine", "heures", "exigees", "offertes", "hypotheses"), MARCHE),
    }

    class Meta:
        verbose_name = "version d’engagement"
        verbose_name_plural = "versions d’engagement"
        constraints = [
            models.UniqueConstraint(fields=["lot", "numero"], name="engagement_version_unique"),
            models.CheckConstraint(condition=Q(heures__gte=0), name="engagement_heures_positives"),
        ]

    def __str__(self) -> str:
        return f"version {self.numero}"

    @property
    def libelle_origine(self) -> str:
        return LIBELLES_ORIGINE[Origine(self.origine)]

    @property
    def hypotheses_dites(self) -> list[tuple[str, str]]:
        return tell(self.hypotheses)

    @property
    def version(self) -> Version:
        return Version(self.numero, self.du, self.heures, Origine(self.origine))
