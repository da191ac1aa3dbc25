"""From what an installation counted to the book of its report: names of places, list of who was counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.rapport.livre import Livre, Ou, Parametre, Participant, Statut
from maillage.consolidation.rapport.vocabulaire import find_vocabulaire
from maillage.indicateurs.cellules import Cle
from maillage.reseau.models import Dispositif
from maillage.territoire.fonds import get_fond_departements, get_fond_regions
from maillage.territoire.models import Departement, Region


def open_livre(
    consolidation: Consolidation,
    dispositifs: Iterable[Dispositif],
    *,
    recenses: int,
    masquees: frozenset[Cle] = frozenset(),
    incompletes: frozenset[Cle] = frozenset(),
    statut: Statut = Statut.INTERNE,
    declares: Collection[str] = (),
) -> Livre:
    """`dispositifs`: those counted; `recenses`: how many are known, counted or not; `declares`: who declared, by public number."""
    participants = [
        Participant(
            str(one.uuid), one.nom, one.region_id or "", one.departement_id or "", is_declare=str(one.uuid) in declares
        )
        for one in dispositifs
    ]
    dit = find_vocabulaire(consolidation.catalogue)
    noms = {("dispositif", one.cle): one.nom for one in participants}
    return Livre(
        consolidation,
        masquees,
        incompletes=incompletes,
        participants=participants,
        lieux={**name_hors_carte(participants), **name_lieux(), **noms},
        parametres=(Parametre("recenses", dit.recenses, recenses, "annuaire de l’installation"),),
        statut=statut,
    )


def name_hors_carte(participants: Sequence[Participant]) -> Mapping[Ou, str]:
    """Those that no map draws: the fictitious ones, of a demonstration."""
    regions = Region.objects.filter(pk__in={one.region for one in participants})
    departements = Departement.objects.filter(pk__in={one.departement for one in participants})
    return {
        **{("region", code): nom for code, nom in regions.values_list("pk", "nom")},
        **{("departement", code): nom for code, nom in departements.values_list("pk", "nom")},
    }


@cache
def name_lieux() -> Mapping[Ou, str]:
    """Regions and départements, as the maps name them."""
    return {
        (niveau, feature["properties"]["code"]): feature["properties"]["nom"]
        for niveau, fond in (("region", get_fond_regions()), ("departement", get_fond_departements()))
        for feature in fond.features
    }
