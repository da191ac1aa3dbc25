"""Jobs and the workers that carry them. The lease is fenced: `prise` grows each time a worker takes the job."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.travaux.nomenclatures import LIBELLES, OUVERTS, RELANCABLES, Etat
from maillage.socle.travaux.registre import DEFINITIONS
from maillage.socle.typographie import write_nombre

_DEMANDE = Champ(Categorie.COMPTES, "rendre un travail à qui l’a demandé", BaseLegale.MISSION, 1, "T12")


class TravailQuerySet(models.QuerySet["Travail"]):
    def visible_to(self, acteur: Acteur) -> Self:
        """The acteur's own jobs and those of their dispositifs."""
        if acteur.is_anonyme:
            return self.none()
        return self.filter(Q(compte_id=acteur.compte) | Q(dispositif__in=acteur.dispositifs))


class Travail(models.Model):
    """One long work. `parametres`, `curseur` and `resultat` hold codes, keys and ISO dates, never names."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="dispositif"
    )
    compte_id = models.BigIntegerField("compte qui l’a demandé", null=True)
    habilitation_id = models.BigIntegerField("habilitation au titre de laquelle il est demandé", null=True)
    code = models.TextField("nature du travail")
    parametres = models.JSONField("paramètres", default=dict)
    cle = models.TextField("clé d’unicité", blank=True, default="")
    cree_le = models.DateTimeField("demandé le")
    planifie_pour = models.DateTimeField("planifié pour", null=True)

    etat = models.TextField(
        "état", choices=[(e.value, libelle) for e, libelle in LIBELLES.items()], default=Etat.ATTENTE
    )
    curseur = models.JSONField("point d’avancement", default=dict)
    progression = models.PositiveIntegerField("étapes faites", default=0)
    total = models.PositiveIntegerField("étapes en tout", default=0)
    phrase = models.TextField("où il en est", blank=True, default="")
    resultat = models.JSONField("résultat", default=dict)
    erreur = models.TextField("erreur", blank=True, default="")
    essais = models.PositiveIntegerField("nombre d’essais", default=0)
    annulation_demandee_le = models.DateTimeField("annulation demandée le", null=True)
    commence_le = models.DateTimeField("commencé le", null=True)
    fini_le = models.DateTimeField("fini le", null=True)

    porteur = models.TextField("travailleur qui le porte", blank=True, default="")
    prise = models.PositiveIntegerField("numéro de prise", default=0)
    bail_jusqu_a = models.DateTimeField("réservé jusqu’au", null=True)

    objects = TravailQuerySet.as_manager()

    # Set by the worker for the time of a step: who the job works for.
    acteur: Acteur = ANONYME

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            (
                "id", "uuid", "dispositif", "code", "parametres", "cle", "planifie_pour", "etat", "curseur",
                "progression", "total", "phrase", "resultat", "erreur", "essais", "annulation_demandee_le",
                "commence_le", "fini_le", "porteur", "prise", "bail_jusqu_a",
            ),
            TECHNIQUE,
        ),
        **dict.fromkeys(("compte_id", "habilitation_id", "cree_le"), _DEMANDE),
    }  # fmt: skip

    class Meta:
        verbose_name = "travail"
        indexes = [
            models.Index(fields=["etat", "planifie_pour", "id"], name="travail_a_prendre"),
            models.Index(fields=["dispositif", "-id"], name="travail_par_dispositif"),
            models.Index(fields=["compte_id", "-id"], name="travail_par_compte"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cle"], condition=~Q(cle=""), name="travail_cle_unique"),
            models.CheckConstraint(
                condition=Q(etat=Etat.EN_COURS, bail_jusqu_a__isnull=False) & ~Q(porteur="")
                | ~Q(etat=Etat.EN_COURS) & Q(bail_jusqu_a=None, porteur=""),
                name="travail_bail_et_etat",
                violation_error_message="Un travail en cours a un porteur et un bail ; aucun autre n’en a.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    def get_absolute_url(self) -> str:
        return reverse("travaux:travail", args=[self.uuid])

    @property
    def libelle(self) -> str:
        definition = DEFINITIONS.get(self.code)
        return definition.libelle if definition else self.code

    @property
    def etat_libelle(self) -> str:
        return LIBELLES[Etat(self.etat)]

    @property
    def is_ouvert(self) -> bool:
        return self.etat in OUVERTS

    @property
    def is_relancable(self) -> bool:
        return self.etat in RELANCABLES

    @property
    def avancement(self) -> str:
        """« 3 sur 12 »; empty when the job does not know how much it has to do."""
        return f"{write_nombre(self.progression)} sur {write_nombre(self.total)}" if self.total else ""


class Travailleur(models.Model):
    """A worker and when it was last seen alive, so that a page can say that nobody is working."""

    nom = models.TextField("nom", unique=True)
    demarre_le = models.DateTimeField("démarré le")
    vu_le = models.DateTimeField("vu le")

    DONNEES: ClassVar[Donnees] = dict.fromkeys(("id", "nom", "demarre_le", "vu_le"), TECHNIQUE)

    class Meta:
        verbose_name = "travailleur"

    def __str__(self) -> str:
        return self.nom
