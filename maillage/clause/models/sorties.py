"""What a person became six and twelve months after the end of her last contract of the clause."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.clause.models.emplois import MiseEmploi
from maillage.clause.nomenclatures.suivi import (
    LIBELLES_JALON,
    LIBELLES_SITUATION,
    LIBELLES_SOURCE_SORTIE,
    Jalon,
    SituationSortie,
    SourceSortie,
)
from maillage.participants.models import Personne
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

DEVENIR = Champ(Categorie.CLAUSE, "mesurer ce que deviennent les personnes employées", BaseLegale.MISSION, 2, "T6")


class SuiviSortie(Compartimente):
    """One milestone of one person. It exists once somebody tried: a link made, a call, an answer.

    `prevu_le`: the day of the milestone; `demande_le`: the day the situation was told, which counts within some days of it.
    `lien_rang`: the number of the link in force, 0 while none was made; `tentatives`: calls without an answer.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="suivis_sortie_clause", verbose_name="personne"
    )
    mise_emploi = models.ForeignKey(
        MiseEmploi, on_delete=models.PROTECT, related_name="suivis_sortie", verbose_name="dernier contrat"
    )
    jalon = models.PositiveSmallIntegerField("jalon", choices=list(LIBELLES_JALON.items()))
    prevu_le = models.DateField("prévu le")
    lien_rang = models.PositiveIntegerField("numéro du lien en vigueur", default=0)
    lien_le = models.DateField("lien remis le", null=True, blank=True)
    tentatives = models.PositiveSmallIntegerField("appels sans réponse", default=0)
    tente_le = models.DateField("dernier appel sans réponse le", null=True, blank=True)
    demande_le = models.DateField("situation dite le", null=True, blank=True)
    situation = models.TextField("situation", choices=choix(LIBELLES_SITUATION), blank=True, default="")
    source = models.TextField("origine", choices=choix(LIBELLES_SOURCE_SORTIE), blank=True, default="")
    a_rappeler = models.BooleanField("demande à être rappelée", default=False)
    rappelee_le = models.DateField("rappelée le", null=True, blank=True)
    auteur = models.BigIntegerField("compte de l’auteur", null=True)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("uuid", "personne", "mise_emploi", "lien_rang", "auteur"), TECHNIQUE),
        **dict.fromkeys(
            ("jalon", "prevu_le", "lien_le", "tentatives", "tente_le", "demande_le", "situation", "source",
             "a_rappeler", "rappelee_le"),
            DEVENIR,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "suivi après la clause"
        verbose_name_plural = "suivis après la clause"
        constraints = [
            models.UniqueConstraint(fields=["mise_emploi", "jalon"], name="suivi_sortie_une_fois"),
            models.CheckConstraint(
                condition=Q(situation="", demande_le=None, source="")
                | ~Q(situation="") & Q(demande_le__isnull=False) & ~Q(source=""),
                name="suivi_sortie_reponse_datee",
                violation_error_message="Une situation a sa date et son origine.",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "prevu_le"], name="suivi_sortie_par_jour")]

    def __str__(self) -> str:
        return f"{self.libelle_jalon}, le {self.prevu_le:%d/%m/%Y}"

    @property
    def libelle_jalon(self) -> str:
        return LIBELLES_JALON[Jalon(self.jalon)]

    @property
    def libelle_situation(self) -> str:
        return LIBELLES_SITUATION[SituationSortie(self.situation)] if self.situation else ""

    @property
    def libelle_source(self) -> str:
        return LIBELLES_SOURCE_SORTIE[SourceSortie(self.source)] if self.source else ""

    @property
    def is_repondu(self) -> bool:
        """Somebody told it; « injoignable » is no answer."""
        return bool(self.situation) and self.situation != SituationSortie.INJOIGNABLE
