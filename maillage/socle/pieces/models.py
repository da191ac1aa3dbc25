"""Pièces of a dispositif. The row says what the file is; the file lies in the store, under its SHA-256."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.socle.acteur import Acteur
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente, CompartimenteQuerySet
from maillage.socle.pieces.nomenclatures import CONSERVATIONS, LIBELLES, NATURES, Classe, Etat

_PIECE = Champ(Categorie.PIECES, "justifier les actions du dispositif", BaseLegale.MISSION, 2, "T4")


class PieceQuerySet(CompartimenteQuerySet):
    def visible_to(self, acteur: Acteur) -> Self:
        """The current dispositif's; of the dispositifs an OI answers for, the FSE ones only."""
        return self.filter(
            Q(dispositif=acteur.dispositif) | Q(dispositif__in=acteur.dispositifs, classe=Classe.FSE),
            dispositif__in=acteur.dispositifs,
        )

    def du_dispositif(self) -> Self:
        """Without those of a person's file."""
        return self.filter(is_de_dossier=False)

    def presentes(self) -> Self:
        return self.exclude(etat=Etat.RETIREE)


class Piece(Compartimente):
    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.TextField("empreinte du fichier", db_index=True)
    nom = models.TextField("nom du fichier")
    type = models.TextField("type de fichier")
    taille = models.PositiveBigIntegerField("taille")
    classe = models.TextField(
        "classe de conservation", choices=[(c.value, regle.libelle) for c, regle in CONSERVATIONS.items()]
    )
    etat = models.TextField("état", choices=[(e.value, libelle) for e, libelle in LIBELLES.items()])
    # Empty: the person themselves, through a link of their own.
    compte_id = models.BigIntegerField("déposée par", null=True)
    # Read from that file, by those who may read it: never among the pièces of the dispositif.
    is_de_dossier = models.BooleanField("pièce du dossier d’une personne", default=False)
    deposee_le = models.DateTimeField("déposée le")
    retiree_par_id = models.BigIntegerField("retirée par", null=True)
    retiree_le = models.DateTimeField("retirée le", null=True)

    objects: ClassVar[models.Manager[Self]] = PieceQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "sha256", "type", "taille", "etat", "is_de_dossier"), TECHNIQUE),
        **dict.fromkeys(("nom", "classe", "compte_id", "deposee_le", "retiree_par_id", "retiree_le"), _PIECE),
    }

    class Meta:
        verbose_name = "pièce"
        indexes = [models.Index(fields=["dispositif", "etat", "-deposee_le"], name="piece_par_dispositif")]
        constraints = [
            models.CheckConstraint(
                # What a signed link deposited, the same link may withdraw: neither has an account.
                condition=Q(etat=Etat.RETIREE, retiree_le__isnull=False)
                & (Q(retiree_par_id__isnull=False) | Q(compte_id=None))
                | ~Q(etat=Etat.RETIREE) & Q(retiree_le=None, retiree_par_id=None),
                name="piece_retrait_complet",
                violation_error_message="Le retrait d’une pièce a une date et un auteur.",
            )
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def etat_libelle(self) -> str:
        return LIBELLES[Etat(self.etat)]

    @property
    def classe_libelle(self) -> str:
        return CONSERVATIONS[Classe(self.classe)].libelle

    @property
    def type_libelle(self) -> str:
        return next((nature.libelle for nature in NATURES if nature.mime == self.type), self.type)

    @property
    def is_ouvrable(self) -> bool:
        return self.etat == Etat.DISPONIBLE
