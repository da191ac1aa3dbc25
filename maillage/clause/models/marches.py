"""The donneur d'ordre, the market, and the lot, which bears the states and the hours. Nobody is named here."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.clause.models.operations import Operation
from maillage.clause.nomenclatures.calcul import LIBELLES_MODE, ModeCalcul
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, LIBELLES_FORME, EtatLot, FormeClause, Phase
from maillage.clause.nomenclatures.marches import (
    LIBELLES_ACHAT,
    LIBELLES_DONNEUR_ORDRE,
    LIBELLES_PUBLIC,
    Public,
    TypeAchat,
    TypeDonneurOrdre,
)
from maillage.clause.nomenclatures.obligations import LIBELLES_DEROGATION
from maillage.clause.rules.calculs import Calcul
from maillage.clause.rules.etats import LOTS, get_phase
from maillage.reseau.models.organisations import validate_siret
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees, Technique
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.territoire.models import Commune

MARCHE = Technique("marché public, sans personne physique")
RAISON = Champ(
    Categorie.CLAUSE, "dire pourquoi un lot n’a pas de clause, ou n’a pas abouti", BaseLegale.MISSION, 1, "T6"
)


class DonneurOrdre(Compartimente):
    """Who buys, or for whom. Known in one dispositif; its SIREN tells that two of them are the same."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    nom = models.TextField("nom")
    type = models.TextField("nature", choices=choix(LIBELLES_DONNEUR_ORDRE))
    siret = models.TextField("SIRET", blank=True, default="", validators=[validate_siret])
    is_spaser = models.BooleanField("soumis à un SPASER", default=False)

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("nom", "type", "siret", "is_spaser"), MARCHE)}

    class Meta:
        verbose_name = "donneur d’ordre"
        verbose_name_plural = "donneurs d’ordre"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "siret"], condition=~Q(siret=""), name="donneur_ordre_siret_unique",
                violation_error_message="Un donneur d’ordre a déjà ce SIRET.",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "nom"], name="donneur_ordre_nom_unique",
                violation_error_message="Ce donneur d’ordre est déjà connu.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom

    @property
    def libelle_type(self) -> str:
        return LIBELLES_DONNEUR_ORDRE[TypeDonneurOrdre(self.type)]


class Marche(Compartimente):
    """`lieu_commune`: where it is carried out, or mostly; `lieu_precision`: the site, in words, or the other communes."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    objet = models.TextField("objet")
    numero = models.TextField("numéro du marché", blank=True, default="")
    acheteur = models.ForeignKey(
        DonneurOrdre, on_delete=models.PROTECT, related_name="marches", verbose_name="donneur d’ordre"
    )
    maitre_ouvrage = models.ForeignKey(
        DonneurOrdre, on_delete=models.PROTECT, null=True, blank=True, related_name="marches_ouvrage",
        verbose_name="maître d’ouvrage",
    )  # fmt: skip
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="marches", verbose_name="opération"
    )
    suivi_par = models.BigIntegerField("compte de qui le suit", null=True, blank=True)
    lieu_commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune d’exécution"
    )
    lieu_precision = models.TextField("lieu précis", blank=True, default="")
    achat = models.TextField("nature de l’achat", choices=choix(LIBELLES_ACHAT))
    engage_le = models.DateField("consultation engagée le")
    publication_prevue = models.DateField("publication prévue le", null=True, blank=True)
    avis = models.TextField("référence de l’avis", blank=True, default="")
    limite_le = models.DateField("offres attendues jusqu’au", null=True, blank=True)
    debut = models.DateField("début", null=True, blank=True)
    fin_prevue = models.DateField("fin prévue", null=True, blank=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "suivi_par"), TECHNIQUE),
        **dict.fromkeys(
            ("objet", "numero", "acheteur", "maitre_ouvrage", "operation", "lieu_commune", "lieu_precision", "achat",
             "engage_le", "publication_prevue", "avis", "limite_le", "debut", "fin_prevue"),
            MARCHE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "marché"
        verbose_name_plural = "marchés"
        constraints = [
            models.UniqueConstraint(
                fields=["acheteur", "numero"], condition=~Q(numero=""), name="marche_numero_unique",
                violation_error_message="Ce donneur d’ordre a déjà un marché de ce numéro.",
            ),
            models.CheckConstraint(
                condition=Q(debut=None) | Q(fin_prevue=None) | Q(fin_prevue__gte=F("debut")),
                name="marche_dates_ordonnees", violation_error_message="La fin prévue précède le début.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.objet

    @property
    def libelle_achat(self) -> str:
        return LIBELLES_ACHAT[TypeAchat(self.achat)]


class Lot(Compartimente):
    """`numero`: 0 when the market is not split. The shares are of one; the hours are computed, not typed."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    marche = models.ForeignKey(Marche, on_delete=models.PROTECT, related_name="lots", verbose_name="marché")
    numero = models.PositiveSmallIntegerField("numéro du lot", default=0)
    intitule = models.TextField("intitulé", blank=True, default="")
    etat = models.TextField("état", choices=choix(LIBELLES_ETAT), default=EtatLot.REPERE)
    montant_ht = models.DecimalField(
        "montant estimé hors taxes", max_digits=14, decimal_places=2, null=True, blank=True
    )
    montant_attribue = models.DecimalField(
        "montant attribué hors taxes", max_digits=14, decimal_places=2, null=True, blank=True
    )
    secteur = models.TextField("secteur d’activité", blank=True, default="")
    publics = models.JSONField("publics visés", default=list, blank=True)
    formes = models.JSONField("formes de la clause", default=list, blank=True)
    part_main_oeuvre = models.DecimalField(
        "part de main-d’œuvre", max_digits=5, decimal_places=4, null=True, blank=True
    )
    taux_insertion = models.DecimalField("taux d’insertion", max_digits=5, decimal_places=4, null=True, blank=True)
    cout_horaire = models.DecimalField("coût d’une heure", max_digits=8, decimal_places=2, null=True, blank=True)
    mode = models.TextField("mode de calcul", choices=choix(LIBELLES_MODE), default=ModeCalcul.FORMULE)
    tranche_eur = models.DecimalField("tranche d’euros", max_digits=14, decimal_places=2, null=True, blank=True)
    heures_unite = models.DecimalField(
        "heures par tranche, par bon ou en tout", max_digits=10, decimal_places=2, null=True, blank=True
    )
    bons_prevus = models.PositiveIntegerField("bons prévus", null=True, blank=True)
    part_qpv = models.DecimalField("part des habitants de QPV", max_digits=5, decimal_places=4, null=True, blank=True)
    ponderation = models.DecimalField(
        "poids du critère d’insertion", max_digits=5, decimal_places=2, null=True, blank=True
    )
    avis_critere = models.TextField("avis sur le critère d’insertion", blank=True, default="")
    mention_perimetre = models.TextField("périmètre de la clause", blank=True, default="")
    mention_facilitateur = models.TextField("coordonnées du facilitateur", blank=True, default="")
    mention_publics = models.TextField("publics éligibles", blank=True, default="")
    mention_volume = models.TextField("volume d’heures", blank=True, default="")
    derogation = models.TextField("motif légal", choices=choix(LIBELLES_DEROGATION), blank=True, default="")
    justification = models.TextField("justification", blank=True, default="")
    types_heures = models.JSONField("heures comptées en plus", default=list, blank=True)

    DONNEES: ClassVar[Donnees] = {
        "uuid": TECHNIQUE,
        **dict.fromkeys(
            ("marche", "numero", "intitule", "etat", "montant_ht", "montant_attribue", "secteur", "publics", "formes", "part_main_oeuvre",
             "taux_insertion", "cout_horaire", "mode", "tranche_eur", "heures_unite", "bons_prevus", "part_qpv", "ponderation", "mention_perimetre", "mention_publics", "mention_volume", "derogation",
             "types_heures"),
            MARCHE,
        ),
        "mention_facilitateur": Champ(
            Categorie.CLAUSE, "dire à qui les entreprises s’adressent", BaseLegale.MISSION, 1, "T6"
        ),
        **dict.fromkeys(("justification", "avis_critere"), RAISON),
    }  # fmt: skip

    class Meta:
        verbose_name = "lot"
        constraints = [
            models.UniqueConstraint(
                fields=["marche", "numero"], name="lot_numero_unique",
                violation_error_message="Ce marché a déjà un lot de ce numéro.",
            ),
            models.CheckConstraint(
                condition=Q(part_main_oeuvre=None) | Q(part_main_oeuvre__range=(0, 1)), name="lot_part_main_oeuvre"
            ),
            models.CheckConstraint(
                condition=Q(taux_insertion=None) | Q(taux_insertion__range=(0, 1)), name="lot_taux_insertion"
            ),
            models.CheckConstraint(condition=Q(part_qpv=None) | Q(part_qpv__range=(0, 1)), name="lot_part_qpv"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dispositif", "etat"], name="lot_par_etat")]

    def __str__(self) -> str:
        if not self.numero:
            return self.intitule or self.marche.objet
        return f"Lot {self.numero}, {self.intitule}" if self.intitule else f"Lot {self.numero}"

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[EtatLot(self.etat)]

    @property
    def phase(self) -> str:
        return get_phase(EtatLot(self.etat))

    @property
    def is_final(self) -> bool:
        return not LOTS[EtatLot(self.etat)]

    @property
    def is_clause_ouverte(self) -> bool:
        """Until it is notified; from then on only versions of the engagement change what is asked."""
        return not self.is_final and (self.phase != Phase.AVAL or self.etat == EtatLot.ATTRIBUE)

    @property
    def libelles_publics(self) -> list[str]:
        return [LIBELLES_PUBLIC[Public(code)] for code in self.publics]

    @property
    def libelles_formes(self) -> list[str]:
        return [LIBELLES_FORME[FormeClause(code)] for code in self.formes]

    @property
    def calcul(self) -> Calcul:
        return Calcul(
            ModeCalcul(self.mode), self.montant_ht, self.part_main_oeuvre, self.taux_insertion, self.cout_horaire,
            self.tranche_eur, self.heures_unite, self.bons_prevus, self.part_qpv,
        )  # fmt: skip

    @property
    def libelle_mode(self) -> str:
        return LIBELLES_MODE[ModeCalcul(self.mode)]

    @property
    def heures(self) -> Decimal | None:
        """From the hypotheses kept; None while one is missing. Of orders: what is foreseen, not what binds."""
        return self.calcul.heures


class PassageLot(Compartimente):
    """One step of a lot: nothing is overwritten. `le`: the day it happened; `rang` orders those of one day."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="passages", verbose_name="lot")
    de = models.TextField("de", choices=choix(LIBELLES_ETAT), blank=True, default="")
    vers = models.TextField("vers", choices=choix(LIBELLES_ETAT))
    le = models.DateField("le")
    rang = models.PositiveSmallIntegerField("rang")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("lot", "rang", "auteur"), TECHNIQUE), **dict.fromkeys(("de", "vers", "le"), MARCHE),
    }  # fmt: skip

    class Meta:
        verbose_name = "passage d’un lot"
        verbose_name_plural = "passages d’un lot"
        constraints = [models.UniqueConstraint(fields=["lot", "rang"], name="passage_lot_rang_unique")]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle(self) -> str:
        return LIBELLES_ETAT[EtatLot(self.vers)]
