"""What a public file or a purchaser's programme announces, and what a facilitateur decided of it."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.clause.models import Lot
from maillage.clause.models.marches import MARCHE
from maillage.echanges.reperage.models.fichiers import Fichier
from maillage.echanges.reperage.nomenclatures import (
    JOURS,
    LIBELLES_ANNONCE,
    LIBELLES_MOTIF,
    LIBELLES_SOURCE,
    SUIVIES,
    EtatAnnonce,
    MotifEcart,
    Source,
)
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

DECIDEUR = Champ(Categorie.COMPTES, "savoir qui a décidé d’une annonce", BaseLegale.MISSION, 1, "T17")
RAISON = Champ(Categorie.CLAUSE, "dire pourquoi une annonce n’est pas suivie", BaseLegale.MISSION, 1, "T17")
LUS = (
    "objet", "acheteur", "siret", "numero", "montant", "duree_mois", "cpv", "jour", "limite_le", "departements",
    "is_multi", "points", "raisons", "doutes", "contenu",
)  # fmt: skip


class Annonce(Compartimente):
    """`contenu`: what its source says; of DECP, the official element. `fichier`: the one that brought it.

    `raisons`: why it is here; `doutes`: what to look at; `changements`: what a later file says otherwise, until seen.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    source = models.TextField("source", choices=choix(LIBELLES_SOURCE))
    uid = models.TextField("identifiant à la source")
    fichier = models.ForeignKey(
        Fichier, on_delete=models.PROTECT, null=True, related_name="annonces", verbose_name="fichier"
    )
    objet = models.TextField("objet")
    acheteur = models.TextField("acheteur", blank=True, default="")
    siret = models.TextField("identifiant de l’acheteur", blank=True, default="")
    numero = models.TextField("numéro du marché", blank=True, default="")
    montant = models.DecimalField("montant hors taxes", max_digits=14, decimal_places=2, null=True)
    duree_mois = models.PositiveIntegerField("durée en mois", null=True)
    cpv = models.TextField("code CPV", blank=True, default="")
    jour = models.DateField("notifié, paru ou prévu le", null=True)
    limite_le = models.DateField("offres attendues jusqu’au", null=True)
    departements = models.JSONField("départements", default=list)
    is_multi = models.BooleanField("plusieurs territoires", default=False)
    points = models.PositiveSmallIntegerField("points", default=0)
    raisons = models.JSONField("raisons", default=list)
    doutes = models.JSONField("points à vérifier", default=list)
    contenu = models.JSONField("ce que dit la source", default=dict)
    changements = models.JSONField("ce qui a changé depuis", default=list)
    recue_le = models.DateField("reçue le")
    etat = models.TextField("état", choices=choix(LIBELLES_ANNONCE), default=EtatAnnonce.A_QUALIFIER)
    motif = models.TextField("motif", choices=choix(LIBELLES_MOTIF), blank=True, default="")
    precision = models.TextField("précision", blank=True, default="")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="annonces", verbose_name="lot suivi")
    decidee_par = models.BigIntegerField("compte qui a décidé", null=True)
    decidee_le = models.DateTimeField("décidée le", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "source", "fichier", "recue_le", "etat", "lot"), TECHNIQUE),
        **dict.fromkeys(("uid", "changements", *LUS), MARCHE),
        **dict.fromkeys(("decidee_par", "decidee_le"), DECIDEUR),
        **dict.fromkeys(("motif", "precision"), RAISON),
    }

    class Meta:
        verbose_name = "annonce de marché"
        verbose_name_plural = "annonces de marchés"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "source", "uid"], name="annonce_unique",
                violation_error_message="Cette annonce est déjà connue.",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=sorted(SUIVIES), lot__isnull=False) | ~Q(etat__in=sorted(SUIVIES)) & Q(lot=None),
                name="annonce_suivie_a_un_lot",
                violation_error_message="Une annonce retenue ou rapprochée a son lot ; aucune autre n’en a.",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatAnnonce.ECARTEE) & ~Q(motif="") | ~Q(etat=EtatAnnonce.ECARTEE) & Q(motif=""),
                name="annonce_ecartee_a_un_motif",
                violation_error_message="Une annonce écartée a son motif ; aucune autre n’en a.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "etat", "-points"], name="annonce_par_etat")]

    def __str__(self) -> str:
        return self.objet

    def get_absolute_url(self) -> str:
        return reverse("reperage:annonce", args=[self.uuid])

    @property
    def libelle_source(self) -> str:
        return LIBELLES_SOURCE[Source(self.source)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ANNONCE[EtatAnnonce(self.etat)]

    @property
    def libelle_motif(self) -> str:
        return LIBELLES_MOTIF[MotifEcart(self.motif)] if self.motif else ""

    @property
    def libelle_jour(self) -> str:
        return JOURS[Source(self.source)]

    @property
    def nom_acheteur(self) -> str:
        return self.acheteur or f"SIRET {self.siret}"

    @property
    def is_a_qualifier(self) -> bool:
        return self.etat == EtatAnnonce.A_QUALIFIER

    def read_lus(self) -> dict[str, Any]:
        """What came from the file, as JSON can keep it."""
        return {nom: _write(getattr(self, nom)) for nom in LUS}

    def write_lus(self, values: dict[str, Any]) -> Sequence[str]:
        """The reverse; returns the names of what it set."""
        for nom, value in values.items():
            champ: Any = self._meta.get_field(nom)
            setattr(self, nom, champ.to_python(value))
        return list(values)


def _write(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bool | int | list | dict) else str(value)
