"""What proves an exit, what was tried before it, and what left for another PLIE with the person's agreement."""

import uuid
from typing import ClassVar

from django.db import models

from maillage.parcours.models.contrats import Contrat
from maillage.parcours.models.parcours import Parcours
from maillage.parcours.models.sorties import SORTIE, PointDeSuivi
from maillage.parcours.nomenclatures.pieces import LIBELLES_ETAT_PIECE, LIBELLES_REFUS_PIECE, EtatPiece, RefusPiece
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE, Piece
from maillage.parcours.nomenclatures.suites import LIBELLES_CANAL_RELANCE, CanalRelance
from maillage.reseau.models import Dispositif
from maillage.socle.classement import TECHNIQUE, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.models import Piece as Fichier


class Justificatif(Compartimente):
    """One proof of a parcours: a file deposited, or a paper seen and kept in the paper file (`fichier` None).

    `point`: the follow-up it answers; `contrat`: the signed contract it is. Only one received counts. `effacee_le`: its
    file is gone (T5), and what remains says that it was seen, when and by whom.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, related_name="justificatifs", verbose_name="parcours"
    )
    point = models.ForeignKey(
        PointDeSuivi, on_delete=models.PROTECT, null=True, blank=True, related_name="justificatifs",
        verbose_name="point de suivi",
    )  # fmt: skip
    nature = models.TextField("pièce", choices=choix(LIBELLES_PIECE))
    fichier = models.ForeignKey(
        Fichier, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fichier"
    )
    contrat = models.ForeignKey(
        Contrat, on_delete=models.PROTECT, null=True, blank=True, related_name="justificatifs",
        verbose_name="contrat PLIE",
    )  # fmt: skip
    le = models.DateField("reçue le")
    etat = models.TextField("état", choices=choix(LIBELLES_ETAT_PIECE), default=EtatPiece.RECUE)
    verifiee_le = models.DateField("vérifiée le", null=True, blank=True)
    verifiee_par = models.BigIntegerField("compte qui l’a vue", null=True)
    effacee_le = models.DateField("fichier effacé le", null=True, blank=True)
    refus = models.TextField("motif du refus", choices=choix(LIBELLES_REFUS_PIECE), blank=True, default="")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "point", "contrat", "fichier", "auteur", "verifiee_par"), TECHNIQUE),
        **dict.fromkeys(("nature", "le", "etat", "verifiee_le", "effacee_le", "refus"), SORTIE),
    }

    class Meta:
        verbose_name = "justificatif"
        indexes = [models.Index(fields=["dispositif", "parcours"], name="justificatif_du_parcours")]

    @property
    def libelle(self) -> str:
        return LIBELLES_PIECE[Piece(self.nature)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT_PIECE[EtatPiece(self.etat)]

    @property
    def libelle_refus(self) -> str:
        return LIBELLES_REFUS_PIECE[RefusPiece(self.refus)] if self.refus else ""


class Transfert(Compartimente):
    """A file that left for another PLIE: the day, and what was agreed to, nothing else. `recu`: the orientation there."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.OneToOneField(
        Parcours, on_delete=models.PROTECT, related_name="transfert", verbose_name="parcours"
    )
    vers = models.ForeignKey(Dispositif, on_delete=models.PROTECT, related_name="+", verbose_name="PLIE d’accueil")
    le = models.DateField("transmis le")
    accord_le = models.DateField("accord de la personne, donné le")
    transmis = models.JSONField("ce qui a été transmis", default=list)
    recu = models.UUIDField("numéro public de l’orientation reçue")
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "recu", "auteur"), TECHNIQUE),
        **dict.fromkeys(("vers", "le", "accord_le", "transmis"), SORTIE),
    }

    class Meta:
        verbose_name = "transfert"


class Relance(Compartimente):
    """One attempt to reach somebody who no longer answers; what an abandon is founded on (domaine 01 § 11.4)."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="relances", verbose_name="parcours")
    le = models.DateField("le")
    canal = models.TextField("moyen", choices=choix(LIBELLES_CANAL_RELANCE))
    is_avertissement = models.BooleanField("courrier d’avertissement", default=False)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "parcours", "auteur"), TECHNIQUE),
        **dict.fromkeys(("le", "canal", "is_avertissement"), SORTIE),
    }

    class Meta:
        verbose_name = "relance"
        indexes = [models.Index(fields=["dispositif", "parcours", "le"], name="relance_du_parcours")]

    @property
    def libelle_canal(self) -> str:
        return LIBELLES_CANAL_RELANCE[CanalRelance(self.canal)]
