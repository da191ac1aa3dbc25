"""A bilan, frozen: nothing that was counted is ever counted again, a new version is a new row."""

import uuid
from datetime import UTC
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.clause.models.donneurs import DonneurOrdre
from maillage.clause.nomenclatures.bilans import LIBELLES_BILAN, LIBELLES_PERIMETRE, Lecteur, Perimetre, TypeBilan
from maillage.clause.rules.bilans.instantane import Instantane, read, restrict, seal
from maillage.clause.rules.bilans.periodes import Periode
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees, Technique
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

BILAN = Technique("bilan d’un marché, sans personne physique")
VALEURS = Champ(Categorie.STATISTIQUES, "rendre compte des heures d’insertion", BaseLegale.MISSION, 1, "T6")
COMMENTAIRE = Champ(Categorie.TEXTE_LIBRE, "expliquer les résultats au donneur d’ordre", BaseLegale.MISSION, 1, "T6")


class Bilan(Compartimente):
    """`cible`: the public number of what it is about, the code of a commune, or nothing for the whole service.

    `valeurs`: what was counted at `extrait_le` (`rules.bilans.instantane`); `empreinte` seals it with its title, its
    period and that moment. `heures`: the first of its values, so that a list sorts on it. `destinataire`: whom it is made
    for, who reads it once it is transmitted; nobody for those of the service or of a commune. `du_jour`: the public numbers
    of the lines decided that day and counted, since a decision has a day and no hour.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    perimetre = models.TextField("périmètre", choices=choix(LIBELLES_PERIMETRE))
    cible = models.TextField("objet du bilan", blank=True, default="")
    titre = models.TextField("titre")
    sous_titre = models.TextField("pour qui", blank=True, default="")
    destinataire = models.ForeignKey(
        DonneurOrdre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bilans",
        verbose_name="destinataire",
    )
    type = models.TextField("type", choices=choix(LIBELLES_BILAN))
    du = models.DateField("du")
    au = models.DateField("au")
    numero = models.PositiveSmallIntegerField("version", default=1)
    precedent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="suivants", verbose_name="version d’avant"
    )
    valeurs = models.JSONField("valeurs figées")
    referentiel = models.PositiveSmallIntegerField("version des définitions")
    heures = models.DecimalField("heures réalisées", max_digits=12, decimal_places=2)
    extrait_le = models.DateTimeField("extrait le")
    du_jour = models.JSONField("lignes comptées, décidées le jour de l’extraction", default=list, blank=True)
    empreinte = models.TextField("empreinte")
    commentaire = models.TextField("commentaire du facilitateur", blank=True, default="")
    alertes = models.JSONField("familles de mots signalées", default=list, blank=True)
    motif_alerte = models.TextField("pourquoi ils sont gardés", blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)
    transmis_le = models.DateField("transmis le", null=True, blank=True)
    transmis_par = models.BigIntegerField("compte qui l’a transmis", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "cible", "destinataire", "du_jour", "precedent", "empreinte", "auteur", "transmis_par"), TECHNIQUE),
        **dict.fromkeys(
            ("perimetre", "titre", "sous_titre", "type", "du", "au", "numero", "referentiel", "extrait_le", "transmis_le"),
            BILAN,
        ),
        **dict.fromkeys(("valeurs", "heures"), VALEURS),
        **dict.fromkeys(("commentaire", "alertes", "motif_alerte"), COMMENTAIRE),
    }  # fmt: skip

    class Meta:
        verbose_name = "bilan de la clause sociale"
        verbose_name_plural = "bilans de la clause sociale"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "perimetre", "cible", "type", "du", "au", "numero"], name="bilan_version_unique",
                violation_error_message="Quelqu’un vient de figer la même version de ce bilan : rechargez la page.",
            ),
            models.CheckConstraint(condition=Q(au__gte=F("du")), name="bilan_dates"),
            models.CheckConstraint(
                condition=Q(numero=1, precedent=None) | Q(numero__gt=1, precedent__isnull=False),
                name="bilan_version_suit_la_precedente",
            ),
            models.CheckConstraint(
                condition=Q(transmis_le=None, transmis_par=None) | Q(transmis_le__isnull=False, transmis_par__isnull=False),
                name="bilan_transmis_par_quelqu_un",
                violation_error_message="La transmission d’un bilan a une date et un auteur.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispositif", "perimetre", "cible"], name="bilan_de_la_cible"),
            models.Index(fields=["dispositif", "destinataire", "transmis_le"], name="bilan_du_destinataire"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle_type}, {self.titre}, {self.periode.libelle}"

    def get_absolute_url(self) -> str:
        return reverse("clause:bilan", args=[self.uuid])

    @cached_property
    def instantane(self) -> Instantane:
        return read(self.valeurs)

    def find_avant(self, lecteur: Lecteur) -> Instantane | None:
        """The version before, as this reader knows it: outside the service, only one that was handed over."""
        avant = self.precedent
        if avant is None or (lecteur is Lecteur.DIFFUSION and not avant.is_transmis):
            return None
        return restrict(avant.instantane, lecteur)

    @property
    def periode(self) -> Periode:
        return Periode(self.du, self.au)

    def compute_empreinte(self) -> str:
        return seal(
            self.valeurs, self.perimetre, self.cible, self.titre, self.sous_titre, self.type, self.du.isoformat(),
            self.au.isoformat(), self.numero, self.extrait_le.astimezone(UTC).isoformat(),
        )  # fmt: skip

    @property
    def is_intact(self) -> bool:
        """False when somebody touched the base: then nothing of it may be believed."""
        return self.compute_empreinte() == self.empreinte

    @property
    def is_transmis(self) -> bool:
        return self.transmis_le is not None

    @property
    def libelle_type(self) -> str:
        return LIBELLES_BILAN[TypeBilan(self.type)]

    @property
    def libelle_perimetre(self) -> str:
        return LIBELLES_PERIMETRE[Perimetre(self.perimetre)]
