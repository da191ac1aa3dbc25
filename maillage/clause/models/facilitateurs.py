"""The posts of a service of the clause, and the time its people spend on their tasks."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import DonneurOrdre, Lot
from maillage.clause.models.operations import Operation
from maillage.clause.nomenclatures.facilitateurs import (
    FAMILLES,
    LIBELLES_FINANCEMENT,
    LIBELLES_POSTE,
    LIBELLES_TACHE,
    Financement,
    FonctionPoste,
    Tache,
)
from maillage.clause.rules.postes import Poste
from maillage.clause.rules.temps import write_duree
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.typographie import fold

AGENT = Champ(Categorie.COMPTES, "savoir qui fait vivre la clause, et avec quel temps", BaseLegale.MISSION, 1, "T11")
TEMPS = Champ(Categorie.COMPTES, "savoir à quoi le temps de la clause est employé", BaseLegale.MISSION, 1, "T16")


class PosteFacilitateur(Compartimente):
    """A share of a full time, held by an account of the team or by somebody who has none. A change is another row.

    `quotite`: what the clause takes of a full time; ended the day before, the row that follows tells the new share.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="compte",
    )  # fmt: skip
    nom = models.TextField("nom", blank=True, default="")
    fonction = models.TextField("fonction", choices=choix(LIBELLES_POSTE), default=FonctionPoste.FACILITATEUR)
    quotite = models.DecimalField("temps de travail", max_digits=5, decimal_places=4)
    financement = models.TextField("financement principal", choices=choix(LIBELLES_FINANCEMENT))
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "compte"), TECHNIQUE),
        **dict.fromkeys(("nom", "fonction", "quotite", "financement", "du", "au"), AGENT),
    }

    class Meta:
        verbose_name = "poste de facilitateur"
        verbose_name_plural = "postes de facilitateur"
        constraints = [
            models.CheckConstraint(
                condition=Q(compte=None) & ~Q(nom="") | Q(compte__isnull=False, nom=""),
                name="poste_facilitateur_titulaire",
                violation_error_message="Un poste est tenu par un compte de l’équipe, ou par quelqu’un que vous nommez.",
            ),
            models.CheckConstraint(
                condition=Q(quotite__gt=0, quotite__lte=1), name="poste_facilitateur_quotite",
                violation_error_message="Le temps de travail va de plus de 0 à 1.",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")), name="poste_facilitateur_dates",
                violation_error_message="La fin du poste précède son début.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "du"], name="poste_facilitateur_depuis")]

    def __str__(self) -> str:
        return self.nom or str(self.compte)

    @property
    def libelle_fonction(self) -> str:
        return LIBELLES_POSTE[FonctionPoste(self.fonction)]

    @property
    def libelle_financement(self) -> str:
        return LIBELLES_FINANCEMENT[Financement(self.financement)]

    @property
    def poste(self) -> Poste:
        """As the rules count it."""
        personne = ("compte", self.compte_id) if self.compte_id else ("nom", fold(self.nom))
        return Poste(
            self.pk, personne, FonctionPoste(self.fonction), self.quotite, self.du, self.au, self.dispositif_id
        )


class TempsPasse(Compartimente):
    """What one person of the team did on a day, in minutes; for a lot, an operation, a donneur d'ordre, or for none."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="compte"
    )
    le = models.DateField("le")
    tache = models.TextField("tâche", choices=choix(LIBELLES_TACHE))
    minutes = models.PositiveSmallIntegerField("minutes")
    lot = models.ForeignKey(
        Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="temps", verbose_name="lot"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="temps", verbose_name="opération"
    )
    donneur = models.ForeignKey(
        DonneurOrdre, on_delete=models.PROTECT, null=True, blank=True, related_name="temps",
        verbose_name="donneur d’ordre",
    )  # fmt: skip
    note = models.TextField("note", blank=True, default="")
    saisi_le = models.DateTimeField("saisi le", auto_now_add=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "compte", "lot", "operation", "donneur", "saisi_le"), TECHNIQUE),
        **dict.fromkeys(("le", "tache", "minutes", "note"), TEMPS),
    }

    class Meta:
        verbose_name = "temps passé"
        verbose_name_plural = "temps passés"
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="temps_passe_minutes",
                violation_error_message="Une durée va d’une minute à un jour.",
            ),
            models.CheckConstraint(
                condition=Q(lot=None, operation=None) | Q(lot=None, donneur=None) | Q(operation=None, donneur=None),
                name="temps_passe_un_objet",
                violation_error_message="Choisissez le lot, l’opération ou le donneur d’ordre : un seul des trois.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispositif", "le"], name="temps_passe_du_service"),
            models.Index(fields=["compte", "le"], name="temps_passe_de_la_personne"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle_tache}, {self.duree}"

    @property
    def libelle_tache(self) -> str:
        return LIBELLES_TACHE[Tache(self.tache)]

    @property
    def famille(self) -> str:
        return FAMILLES[Tache(self.tache)]

    @property
    def duree(self) -> str:
        return write_duree(self.minutes)

    @property
    def acheteur(self) -> DonneurOrdre | None:
        """Of the lot or of the operation it was for, or told alone."""
        if self.lot:
            return self.lot.marche.acheteur
        return self.operation.acheteur or self.operation.maitre_ouvrage if self.operation else self.donneur
