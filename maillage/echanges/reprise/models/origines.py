"""Where what was taken over comes from: the same file again creates nothing, and an import can be undone."""

import json
from typing import Any, ClassVar

from django.db import models

from maillage.echanges.reprise.models.depots import ATTENTE, Depot
from maillage.echanges.reprise.nomenclatures import LIBELLES_NATURE
from maillage.parcours.models import Entretien, Parcours, Positionnement
from maillage.participants.models import Personne
from maillage.participants.scelle import Scelle, colonne_scellee
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees
from maillage.socle.models import Compartimente
from maillage.socle.nomenclatures import choix

ANCIEN = Champ(Categorie.IDENTITE, "retrouver un dossier par son ancien numéro", BaseLegale.MISSION, 1, "T2")


class Origine(Compartimente):
    """An identifier of the former tool, and what it became here. It is erased when the person becomes anonymous (`travaux.clean`).

    `is_cree`: created by the import, hence undone with it; otherwise tied to what was already there, or left aside.
    `empreinte`: of what the row said, to tell when a file says something else of it later.
    Taken up again elsewhere with the archive of the dispositif, it has no file: what it names is known, not undone.
    `ecrits`: table → keys of the other rows written with it.
    """

    nature = models.TextField("contenu", choices=choix(LIBELLES_NATURE))
    identifiant = models.TextField("identifiant d’origine")
    depot = models.ForeignKey(
        Depot, on_delete=models.PROTECT, null=True, related_name="origines", verbose_name="fichier"
    )
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, null=True, related_name="origines", verbose_name="personne"
    )
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, null=True, related_name="origines", verbose_name="parcours"
    )
    etape = models.ForeignKey(
        Positionnement, on_delete=models.PROTECT, null=True, related_name="origines", verbose_name="étape"
    )
    contact = models.ForeignKey(
        Entretien, on_delete=models.PROTECT, null=True, related_name="origines", verbose_name="contact"
    )
    is_cree = models.BooleanField("créé par la reprise", default=False)
    ecrits = models.JSONField("lignes écrites avec", default=dict)
    empreinte = models.TextField("empreinte de la ligne", blank=True, default="")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(
            ("nature", "depot", "personne", "parcours", "etape", "contact", "is_cree", "ecrits", "empreinte"), TECHNIQUE
        ),
        "identifiant": ANCIEN,
    }

    class Meta:
        verbose_name = "origine d’un dossier repris"
        verbose_name_plural = "origines des dossiers repris"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "nature", "identifiant"],
                name="origine_unique",
                violation_error_message="Cet identifiant d’origine est déjà repris.",
            )
        ]
        indexes = [models.Index(fields=["dispositif", "depot"], name="origine_du_depot")]


class LignePreparee(Compartimente):
    """A row that an import has read and not yet published: no page looks here. Sealed, and erased within the job."""

    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="preparees", verbose_name="fichier")
    ligne = models.PositiveIntegerField("ligne")
    identifiant = models.TextField("identifiant d’origine")
    empreinte = models.TextField("empreinte de la ligne", default="")
    valeurs_scelle = colonne_scellee("valeurs lues")

    _valeurs = Scelle("reprise")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("depot", "ligne", "empreinte"), TECHNIQUE),
        **dict.fromkeys(("identifiant", "valeurs_scelle"), ATTENTE),
    }

    class Meta:
        verbose_name = "ligne en préparation"
        constraints = [models.UniqueConstraint(fields=["depot", "ligne"], name="ligne_preparee_unique")]

    def get_valeurs(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._valeurs)
        return found

    def set_valeurs(self, values: dict[str, Any]) -> None:
        self._valeurs = json.dumps(values, ensure_ascii=False)
