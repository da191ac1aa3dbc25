"""What sharing gives to do: to answer another structure, to confirm parts, to read one's own, to settle a contestation."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from maillage.clause.nomenclatures.partage import LIBELLES_DEMANDE, NatureDemande
from maillage.clause.permissions import Droit
from maillage.clause.queries import attente_partage as queries
from maillage.clause.rules.partage import get_terme
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_nombre

CATEGORIE = "Marchés partagés"


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if acteur.dispositif is None or not can(acteur, Droit.PARTAGER):
        return []
    return [
        *_list_demandes(acteur),
        *_list_a_confirmer(acteur),
        *_list_contestations(acteur),
        *_list_doublons(acteur),
        *_list_parts(acteur, today),
    ]


def _list_demandes(acteur: Acteur) -> Iterator[AFaire]:
    for row in queries.list_recues(acteur):
        yield AFaire(
            titre=LIBELLES_DEMANDE[NatureDemande(row.nature)], detail=f"{row.objet}. De {row.de}.",
            url=reverse("clause:demande", args=[row.uuid]), gravite=Gravite.ELEVEE, categorie=CATEGORIE,
        )  # fmt: skip


def _list_a_confirmer(acteur: Acteur) -> Iterator[AFaire]:
    for lot in queries.list_a_confirmer(acteur):
        yield AFaire(
            titre="Des parts sont à confirmer", detail=f"{lot.marche.objet} : une version de l’engagement les a changées.",
            url=reverse("clause:lot_partage", args=[lot.uuid]), gravite=Gravite.ELEVEE, categorie=CATEGORIE,
        )  # fmt: skip


def _list_contestations(acteur: Acteur) -> Iterator[AFaire]:
    for avis in queries.list_contestations(acteur):
        yield AFaire(
            titre="Une part est contestée", detail=f"{avis.lot.marche.objet}, par « {avis.structure} ».",
            url=reverse("clause:lot_partage", args=[avis.lot.uuid]), gravite=Gravite.ELEVEE, categorie=CATEGORIE,
        )  # fmt: skip


def _list_doublons(acteur: Acteur) -> Iterator[AFaire]:
    for doublon in queries.list_doublons(acteur):
        yield AFaire(
            titre="Des heures semblent comptées deux fois",
            detail=f"{doublon.lot.marche.objet}, {doublon.mois:%m/%Y} : elles attendent votre décision.",
            url=reverse("clause:lot_doublon", args=[doublon.lot.uuid, doublon.uuid]), gravite=Gravite.ELEVEE,
            categorie=CATEGORIE,
        )  # fmt: skip


def _list_parts(acteur: Acteur, today: date) -> Iterator[AFaire]:
    """While they may still be contested; then they are agreed to, and nothing is left to do."""
    for part in queries.list_parts_a_lire(acteur):
        assert part.repartition.annoncee_le is not None
        terme = get_terme(part.repartition.annoncee_le)
        if today <= terme:
            yield AFaire(
                titre="Votre part d’un engagement est à lire",
                detail=f"{part.lot.marche.objet} : {write_nombre(part.heures)} h ; sans réponse, elle est acceptée.",
                url=reverse("clause:lot_avis", args=[part.lot.uuid]), echeance=terme, categorie=CATEGORIE,
            )  # fmt: skip


afaire.declare(list_a_faire)
