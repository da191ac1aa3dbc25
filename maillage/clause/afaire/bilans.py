"""What the bilans give to do: those nobody handed over, those whose hours are no longer those of today."""

from datetime import date

from django.urls import reverse

from maillage.clause.models import Bilan
from maillage.clause.permissions_bilans import Droit
from maillage.clause.queries.bilans import select_bilans
from maillage.clause.queries.changes import list_changes
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord

CATEGORIE = "Bilans"


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """A line per reason, however many the bilans: each opens the list of them."""
    if acteur.dispositif is None or not can(acteur, Droit.TENIR_BILANS):
        return []
    return [*_list_figes(acteur), *_list_changes(acteur, today)]


def _list_figes(acteur: Acteur) -> list[AFaire]:
    combien = select_bilans(acteur).filter(transmis_le=None, is_remplace=False).count()
    if not combien:
        return []
    return [
        AFaire(
            titre="Des bilans figés ne sont pas transmis",
            detail=f"{write_accord(combien, 'bilan')} à remettre, ou à noter comme remis.",
            url=f"{reverse('clause:bilans')}?etat=a_transmettre", gravite=Gravite.NORMALE, categorie=CATEGORIE,
        )
    ]  # fmt: skip


def _list_changes(acteur: Acteur, today: date) -> list[AFaire]:
    """The frozen one stays as it was: another version says what changed."""
    changes = list_changes(acteur, on=today)
    if not changes:
        return []
    transmis = Bilan.objects.filter(pk__in=changes, transmis_le__isnull=False).count()
    dont = f", dont {write_accord(transmis, 'transmis', 'transmis')}" if transmis else ""
    return [
        AFaire(
            titre="Des heures ont changé depuis un bilan" if len(changes) == 1 else "Des heures ont changé depuis des bilans",
            detail=f"{write_accord(len(changes), 'bilan')}{dont} : figés, ils gardent leurs chiffres ; une nouvelle version "
            "dira ce qui a changé.",
            url=f"{reverse('clause:bilans')}?depuis=change", gravite=Gravite.NORMALE, categorie=CATEGORIE,
        )
    ]  # fmt: skip


afaire.declare(list_a_faire)
