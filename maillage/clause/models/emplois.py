"""The contracts that give work to eligible persons: employer, company where they work, dates, and the lots they serve."""

import json
import uuid
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.marches import MARCHE, Lot
from maillage.clause.models.titulaires import Entreprise
from maillage.clause.nomenclatures.emplois import (
    LIBELLES_CONTRAT,
    LIBELLES_FIN,
    LIBELLES_MODE,
    LIBELLES_STATUT_INSERTION,
    ModeRealisation,
    MotifFin,
    Profil,
    StatutInsertion,
    TypeContrat,
)
from maillage.participants.models import Personne
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

EMPLOI = Champ(Categorie.CLAUSE, "suivre les contrats que la clause fait naître", BaseLegale.MISSION, 2, "T6")
PROFIL = Champ(Categorie.SENSIBLE, "compter les profils employés, sur toute la structure", BaseLegale.MISSION, 3, "T6")


class StatutEntreprise(Compartimente):
    """What an employer is recognised as (insertion, GEIQ, handicap…), dated as its agreement is."""

    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="statuts", verbose_name="entreprise"
    )
    statut = models.TextField("statut", choices=choix(LIBELLES_STATUT_INSERTION))
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {"entreprise": TECHNIQUE, **dict.fromkeys(("statut", "du", "au"), MARCHE)}

    class Meta:
        verbose_name = "statut d’une entreprise"
        verbose_name_plural = "statuts d’une entreprise"
        constraints = [
            models.UniqueConstraint(
                fields=["entreprise"], condition=Q(au=None), name="statut_entreprise_un_en_cours",
                violation_error_message="Cette entreprise a déjà un statut en cours.",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="statut_entreprise_dates"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle(self) -> str:
        return LIBELLES_STATUT_INSERTION[StatutInsertion(self.statut)]


class MiseEmploi(Compartimente):
    """One contract, in one structure (R5), whatever lots it serves. Renewed without interruption, it stays the same one.

    `employeur` is not always the company bound by the market. `profil`: taken on the first day, sealed. `renouvelle`: the
    contract this one follows after an interruption.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="mises_emploi", verbose_name="personne"
    )
    employeur = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="mises_emploi", verbose_name="employeur"
    )
    entreprise_utilisatrice = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, null=True, blank=True, related_name="accueils",
        verbose_name="entreprise où la personne travaille",
    )  # fmt: skip
    type_contrat = models.TextField("type de contrat", choices=choix(LIBELLES_CONTRAT))
    mode = models.TextField("mode de réalisation", choices=choix(LIBELLES_MODE))
    metier = models.TextField("métier")
    code_rome = models.TextField("code ROME", blank=True, default="")
    debut = models.DateField("début")
    fin_prevue = models.DateField("fin prévue", null=True, blank=True)
    fin_reelle = models.DateField("fin réelle", null=True, blank=True)
    motif_fin = models.TextField("motif de la fin", choices=choix(LIBELLES_FIN), blank=True, default="")
    temps_hebdo = models.DecimalField("heures par semaine", max_digits=5, decimal_places=2, null=True, blank=True)
    renouvelle = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="suites", verbose_name="fait suite à"
    )
    profil_scelle = colonne_scellee("profil au premier jour")
    auteur = models.BigIntegerField("compte de l’auteur", null=True, blank=True)
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)

    _profil = Scelle("profil_clause")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "renouvelle", "auteur", "saisie_le"), TECHNIQUE),
        **dict.fromkeys(
            ("employeur", "entreprise_utilisatrice", "type_contrat", "mode", "metier", "code_rome", "debut", "fin_prevue",
             "fin_reelle", "motif_fin", "temps_hebdo"),
            EMPLOI,
        ),
        "profil_scelle": PROFIL,
    }  # fmt: skip

    class Meta:
        verbose_name = "contrat de la clause"
        verbose_name_plural = "contrats de la clause"
        constraints = [
            models.CheckConstraint(
                condition=(Q(fin_prevue=None) | Q(fin_prevue__gte=F("debut")))
                & (Q(fin_reelle=None) | Q(fin_reelle__gte=F("debut"))),
                name="mise_emploi_dates",
                violation_error_message="La fin du contrat précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(fin_reelle=None, motif_fin="") | Q(fin_reelle__isnull=False) & ~Q(motif_fin=""),
                name="mise_emploi_fin_motivee",
                violation_error_message="Une fin de contrat a une date et un motif.",
            ),
            # Two contracts of one person, from one employer, of one type, on one day: the same one typed twice.
            models.UniqueConstraint(
                fields=["personne", "employeur", "type_contrat", "debut"], name="mise_emploi_une_fois",
                violation_error_message="Ce contrat est déjà enregistré : même personne, même employeur, même jour.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispositif", "personne", "debut"], name="mise_emploi_de_la_personne"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle_contrat}, {self.metier}, depuis le {self.debut:%d/%m/%Y}"

    @property
    def profil(self) -> list[Profil]:
        return [Profil(code) for code in json.loads(self._profil or "[]")]

    @profil.setter
    def profil(self, values: Iterable[str]) -> None:
        self._profil = json.dumps(sorted(set(values)))

    @property
    def fin(self) -> date | None:
        return self.fin_reelle or self.fin_prevue

    @property
    def libelle_contrat(self) -> str:
        return LIBELLES_CONTRAT[TypeContrat(self.type_contrat)]

    @property
    def libelle_mode(self) -> str:
        return LIBELLES_MODE[ModeRealisation(self.mode)]

    @property
    def libelle_fin(self) -> str:
        return LIBELLES_FIN[MotifFin(self.motif_fin)] if self.motif_fin else ""


class Renouvellement(Compartimente):
    """The contract goes on without interruption: its end moves, and where it was stays told."""

    mise_emploi = models.ForeignKey(
        MiseEmploi, on_delete=models.PROTECT, related_name="renouvellements", verbose_name="contrat"
    )
    du = models.DateField("renouvelé à partir du")
    ancienne_fin = models.DateField("fin jusque-là")
    nouvelle_fin = models.DateField("nouvelle fin", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("mise_emploi", "auteur"), TECHNIQUE),
        **dict.fromkeys(("du", "ancienne_fin", "nouvelle_fin"), EMPLOI),
    }

    class Meta:
        verbose_name = "renouvellement d’un contrat"
        verbose_name_plural = "renouvellements d’un contrat"
        constraints = [
            models.UniqueConstraint(fields=["mise_emploi", "du"], name="renouvellement_une_fois"),
            models.CheckConstraint(
                condition=Q(nouvelle_fin=None) | Q(nouvelle_fin__gt=F("ancienne_fin")), name="renouvellement_prolonge"
            ),
        ]

    def __str__(self) -> str:
        return f"à partir du {self.du:%d/%m/%Y}"


class EmploiDuLot(Compartimente):
    """A contract serves a lot, on account of one of the companies bound by it. `coefficient`: that of the market's contract."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    mise_emploi = models.ForeignKey(MiseEmploi, on_delete=models.PROTECT, related_name="lots", verbose_name="contrat")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="emplois", verbose_name="lot")
    entreprise = models.ForeignKey(
        Entreprise, on_delete=models.PROTECT, related_name="emplois_comptes", verbose_name="entreprise engagée"
    )
    coefficient = models.DecimalField("coefficient", max_digits=4, decimal_places=2, default=1)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "mise_emploi", "lot"), TECHNIQUE),
        **dict.fromkeys(("entreprise", "coefficient"), EMPLOI),
    }

    class Meta:
        verbose_name = "contrat d’un lot"
        verbose_name_plural = "contrats d’un lot"
        constraints = [
            models.UniqueConstraint(
                fields=["mise_emploi", "lot"], name="emploi_du_lot_une_fois",
                violation_error_message="Ce contrat est déjà sur ce lot.",
            ),
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="emploi_du_lot_coefficient"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mise_emploi}, {self.lot}"
