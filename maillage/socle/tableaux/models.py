"""Views of lists that a person has named to find them again."""

import uuid
from typing import ClassVar, Self

from django.db import models

from maillage.socle.acteur import Acteur
from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Donnees

_PREFERENCE = Champ(Categorie.COMPTES, "retrouver ses listes", BaseLegale.MISSION, 1, "T11")


class VueEnregistreeQuerySet(models.QuerySet["VueEnregistree"]):
    def visible_to(self, acteur: Acteur) -> Self:
        """A person's own, in the dispositif where they made them: a list means nothing elsewhere."""
        if acteur.is_anonyme:
            return self.none()
        return self.filter(compte_id=acteur.compte, dispositif_id=acteur.dispositif)


class VueEnregistree(models.Model):
    """`requete` is the query string of the list; it is read like any other: hostile values are ignored."""

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    compte_id = models.BigIntegerField("compte")
    dispositif = models.ForeignKey(
        "reseau.Dispositif", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="dispositif"
    )
    tableau = models.TextField("liste")
    nom = models.TextField("nom de la vue")
    requete = models.TextField("filtres et tri", blank=True, default="")
    cree_le = models.DateTimeField("gardée le")

    objects = VueEnregistreeQuerySet.as_manager()

    DONNEES: ClassVar[Donnees] = {
        "id": TECHNIQUE, "uuid": TECHNIQUE, "dispositif": TECHNIQUE, "tableau": TECHNIQUE,
        **dict.fromkeys(("compte_id", "nom", "requete", "cree_le"), _PREFERENCE),
    }  # fmt: skip

    class Meta:
        verbose_name = "vue gardée d’une liste"
        constraints = [
            models.UniqueConstraint(
                fields=["compte_id", "dispositif", "tableau", "nom"],
                name="vue_enregistree_par_dispositif",
                violation_error_message="Vous avez déjà une vue de ce nom sur cette liste.",
            ),
            # Roles of a region or of the network have no dispositif, and nulls never equal each other.
            models.UniqueConstraint(
                fields=["compte_id", "tableau", "nom"],
                condition=models.Q(dispositif=None),
                name="vue_enregistree_sans_dispositif",
                violation_error_message="Vous avez déjà une vue de ce nom sur cette liste.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom
