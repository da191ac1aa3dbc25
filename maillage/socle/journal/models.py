"""The two journals: *actions* (`Evenement`, kept with the file) and *accès* (`Acces`, twelve months).

Append-only, on both engines (see `gardes`). No foreign key to what they speak of: they outlive it. No name, no
free text. A row is sealed at its creation, then filed once, by `scellement`, at a rank of a block of its chain.
"""

import uuid
from datetime import UTC
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.journal.rules import LIBELLES, SUITES, Regle
from maillage.socle.models import Compartimente

_ACTION = Champ(Categorie.JOURNAUX, "piste d’audit des décisions", BaseLegale.OBLIGATION, 2, "T9")
_ACCES = Champ(Categorie.JOURNAUX, "sécurité : qui a consulté quoi", BaseLegale.OBLIGATION, 2, "T10")
_TENUE: Donnees = dict.fromkeys(("id", "uuid", "dispositif_id", "requete", "sceau", "bloc", "rang"), TECHNIQUE)


class Bloc(models.Model):
    """The header of some rows of one chain. Never changed nor removed, even when its rows are purged."""

    chaine = models.TextField("chaîne")
    dispositif_id = models.BigIntegerField("dispositif", null=True)
    numero = models.PositiveIntegerField("numéro")
    precedent = models.TextField("empreinte du bloc précédent", blank=True)
    nombre = models.PositiveIntegerField("nombre de lignes")
    contenu = models.TextField("empreinte du contenu")
    debut = models.DateTimeField("première ligne le")
    fin = models.DateTimeField("dernière ligne le")
    scelle_le = models.DateTimeField("scellé le")
    empreinte = models.TextField("empreinte")
    signature = models.TextField("signature")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(
        (
            "id", "chaine", "dispositif_id", "numero", "precedent", "nombre", "contenu", "debut", "fin",
            "scelle_le", "empreinte", "signature",
        ),
        TECHNIQUE,
    )  # fmt: skip

    class Meta:
        verbose_name = "bloc d’un journal"
        constraints = [models.UniqueConstraint(fields=["chaine", "numero"], name="bloc_unique")]

    def __str__(self) -> str:
        return f"{self.chaine}, bloc {self.numero}"


class Purge(models.Model):
    """The rows of this block of accès, all older than `limite`, were deleted. Alone opens the guard on deletions."""

    bloc = models.OneToOneField(Bloc, on_delete=models.PROTECT, related_name="purge", verbose_name="bloc")
    limite = models.DateTimeField("plus ancien que")
    purge_le = models.DateTimeField("purgé le")
    signature = models.TextField("signature")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("id", "bloc", "limite", "purge_le", "signature"), TECHNIQUE)

    class Meta:
        verbose_name = "purge d’un bloc du journal des accès"

    @property
    def message(self) -> str:
        limite, purge_le = (moment.astimezone(UTC).isoformat() for moment in (self.limite, self.purge_le))
        return f"purge:{self.bloc.empreinte}:{limite}:{purge_le}"


class Entree(models.Model):
    """`dispositif` empty: the installation's own chain. `cible` is `app.model`, `cible_cle` its public key."""

    JOURNAL: ClassVar[str]

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    dispositif_id = models.BigIntegerField("dispositif", null=True)
    horodatage = models.DateTimeField("date et heure")
    compte_id = models.BigIntegerField("compte de l’auteur", null=True)
    role = models.TextField("rôle", blank=True, default="")
    type = models.TextField("ce qui a été fait")
    cible = models.TextField("nature de l’objet", blank=True, default="")
    cible_cle = models.TextField("numéro public de l’objet", blank=True, default="")
    details = models.JSONField("précisions", default=dict)
    requete = models.TextField("numéro de la requête", blank=True, default="")
    sceau = models.TextField("sceau", editable=False)
    bloc = models.ForeignKey(
        Bloc, on_delete=models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name="bloc"
    )
    rang = models.PositiveIntegerField("rang dans le bloc", null=True, editable=False)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def get_chaine(cls, dispositif_id: int | None) -> str:
        return f"{cls.JOURNAL}/{dispositif_id if dispositif_id is not None else 'installation'}"


def _rangement(nom: str) -> list[Any]:
    """One row per rank of a block; on unfiled rows these weigh nothing."""
    return [models.UniqueConstraint(fields=["bloc", "rang"], condition=~Q(bloc=None), name=f"{nom}_rang_unique")]


class Evenement(Entree):
    """One intention: who, when, what, on what, before and after of codes and dates."""

    JOURNAL = "actions"
    DONNEES: ClassVar[Donnees] = {
        **_TENUE,
        **dict.fromkeys(("horodatage", "compte_id", "role", "type", "cible", "cible_cle", "details"), _ACTION),
    }

    class Meta:
        verbose_name = "ligne du journal des actions"
        constraints = _rangement("evenement")
        indexes = [
            models.Index(fields=["dispositif_id", "cible", "cible_cle", "id"], name="evenement_par_cible"),
            models.Index(fields=["dispositif_id", "id"], condition=Q(bloc=None), name="evenement_a_sceller"),
        ]


class Acces(Entree):
    """One consultation, search, export or print."""

    JOURNAL = "acces"

    adresse = models.TextField("adresse réseau", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **_TENUE,
        **dict.fromkeys(
            ("horodatage", "compte_id", "role", "type", "cible", "cible_cle", "details", "adresse"), _ACCES
        ),
    }

    class Meta:
        verbose_name = "ligne du journal des accès"
        constraints = _rangement("acces")
        indexes = [
            models.Index(fields=["dispositif_id", "compte_id", "horodatage"], name="acces_par_compte"),
            models.Index(fields=["dispositif_id", "id"], condition=Q(bloc=None), name="acces_a_sceller"),
            models.Index(fields=["horodatage"], name="acces_par_date"),
        ]


JOURNAUX: tuple[type[Entree], ...] = (Evenement, Acces)


_ALERTE = Champ(Categorie.JOURNAUX, "sécurité : consultations anormales", BaseLegale.OBLIGATION, 2, "T10")


class Alerte(Compartimente):
    """One person's readings of one day looked unusual under one rule. Says nothing of what was read."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte_id = models.BigIntegerField("compte concerné")
    regle = models.TextField("règle", choices=[(r.value, libelle) for r, libelle in LIBELLES.items()])
    jour = models.DateField("jour")
    debut = models.DateTimeField("première consultation")
    fin = models.DateTimeField("dernière consultation")
    nombre = models.PositiveIntegerField("nombre de consultations")
    seuil = models.PositiveIntegerField("seuil")
    cree_le = models.DateTimeField("signalée le")
    suite = models.TextField(
        "suite donnée", blank=True, default="", choices=[(s.value, libelle) for s, libelle in SUITES.items()]
    )
    traitee_le = models.DateTimeField("traitée le", null=True)
    traitee_par = models.BigIntegerField("traitée par", null=True)

    DONNEES: ClassVar[Donnees] = {
        "uuid": TECHNIQUE,
        **dict.fromkeys(
            (
                "compte_id", "regle", "jour", "debut", "fin", "nombre", "seuil", "cree_le", "suite", "traitee_le",
                "traitee_par",
            ),
            _ALERTE,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "consultation à vérifier"
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "compte_id", "regle", "jour"], name="alerte_unique"),
            models.CheckConstraint(
                condition=Q(suite="", traitee_le=None, traitee_par=None)
                | (~Q(suite="") & Q(traitee_le__isnull=False, traitee_par__isnull=False)),
                name="alerte_suite_datee_et_signee",
                violation_error_message="Une alerte traitée dit sa suite, sa date et son auteur.",
            ),
        ]

    @property
    def libelle(self) -> str:
        return LIBELLES[Regle(self.regle)]
