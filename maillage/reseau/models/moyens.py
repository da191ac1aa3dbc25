"""What a dispositif works with: its team in persons and ETP, its software, how its FSE is managed. Dated."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.reseau.models.dispositifs import CHOIX_SOURCE
from maillage.reseau.nomenclatures import (
    DOCUMENTS,
    LIBELLES_EMPLOYEUR,
    LIBELLES_EQUIPE,
    LIBELLES_MODE_FSE,
    LIBELLES_USAGE,
    SIGLES_EMPLOYEUR,
    Employeur,
    FonctionEquipe,
    ModeFse,
    Source,
    UsageLogiciel,
)
from maillage.socle.classement import TECHNIQUE, Donnees, Technique
from maillage.socle.models import Compartimente

# Not `PUBLIC`: the structure chooses who reads them.
_MOYEN = Technique("moyen d’une structure, sans personne physique")


def en_cours(*, on: date) -> Q:
    return Q(au=None, du__lte=on) | Q(au__gte=on, du__lte=on)


class Moyen(Compartimente):
    """True from `du` to the end of `au`; `au` None: today still. `source`: who says so."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu’au", null=True, blank=True)
    source = models.TextField("source", choices=CHOIX_SOURCE, default=Source.STRUCTURE)

    DONNEES: ClassVar[Donnees] = {"uuid": TECHNIQUE, **dict.fromkeys(("du", "au", "source"), _MOYEN)}

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=F("du")),
                name="%(class)s_dates_ordonnees",
                violation_error_message="La fin précède le début.",
            ),
        ]

    @property
    def libelle_source(self) -> str:
        return DOCUMENTS[Source(self.source)].libelle


class Effectif(Moyen):
    """How many persons, and how many ETP they make, in one function and for one kind of employer."""

    fonction = models.TextField("fonction", choices=[(f.value, libelle) for f, libelle in LIBELLES_EQUIPE.items()])
    employeur = models.TextField("employeur", choices=[(e.value, nom) for e, nom in LIBELLES_EMPLOYEUR.items()])
    personnes = models.PositiveIntegerField("personnes")
    etp = models.DecimalField("équivalents temps plein", max_digits=6, decimal_places=2)

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("fonction", "employeur", "personnes", "etp"), _MOYEN)

    class Meta(Moyen.Meta):
        verbose_name = "effectif d’une fonction"
        constraints = [
            *Moyen.Meta.constraints,
            models.UniqueConstraint(
                fields=["dispositif", "fonction", "employeur"],
                condition=Q(au=None),
                name="effectif_un_seul_en_cours",
                violation_error_message="Cet effectif est déjà déclaré.",
            ),
            models.CheckConstraint(
                condition=Q(personnes__gte=1, etp__gt=0, etp__lte=F("personnes")),
                name="effectif_etp_au_plus_personnes",
                violation_error_message="Les ETP ne dépassent pas le nombre de personnes.",
            ),
        ]

    @property
    def libelle_fonction(self) -> str:
        return LIBELLES_EQUIPE[FonctionEquipe(self.fonction)]

    @property
    def libelle_employeur(self) -> str:
        return SIGLES_EMPLOYEUR[Employeur(self.employeur)]


class Logiciel(Moyen):
    """A software and what it serves for. The same one may serve twice; two may serve for the same."""

    usage = models.TextField("usage", choices=[(u.value, libelle) for u, libelle in LIBELLES_USAGE.items()])
    nom = models.TextField("nom du logiciel")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("usage", "nom"), _MOYEN)

    class Meta(Moyen.Meta):
        verbose_name = "logiciel utilisé"
        constraints = [
            *Moyen.Meta.constraints,
            models.UniqueConstraint(
                fields=["dispositif", "usage", "nom"],
                condition=Q(au=None),
                name="logiciel_une_fois_par_usage",
                violation_error_message="Ce logiciel est déjà déclaré pour cet usage.",
            ),
        ]

    @property
    def libelle_usage(self) -> str:
        return LIBELLES_USAGE[UsageLogiciel(self.usage)]


class GestionFse(Moyen):
    """How the FSE reaches a dispositif. It opens nothing to anybody: what an OI may read is a `Rattachement`."""

    mode = models.TextField("mode", choices=[(m.value, libelle) for m, libelle in LIBELLES_MODE_FSE.items()])
    organisme = models.TextField("organisme intermédiaire", blank=True, default="")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("mode", "organisme"), _MOYEN)

    class Meta(Moyen.Meta):
        verbose_name = "mode de gestion du FSE"
        constraints = [
            *Moyen.Meta.constraints,
            models.UniqueConstraint(
                fields=["dispositif"],
                condition=Q(au=None),
                name="gestion_fse_une_seule_en_cours",
                violation_error_message="Le mode de gestion du FSE est déjà déclaré.",
            ),
        ]

    @property
    def libelle_mode(self) -> str:
        return LIBELLES_MODE_FSE[ModeFse(self.mode)]
