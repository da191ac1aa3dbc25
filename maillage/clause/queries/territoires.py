"""What a coordination reads: the services of its region or of its départements, in totals. Never anybody's name."""

from dataclasses import dataclass

from django.db.models import Q

from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.faits import Comptes, Faits
from maillage.clause.rules.activite.masques import PETIT_EFFECTIF, is_petit, list_masquees
from maillage.clause.rules.postes import Periode
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat, TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service


@dataclass(frozen=True, slots=True)
class Service:
    """One of them. `is_masque`: too few people for its hours to be shown, or the one that would tell them."""

    nom: str
    departement: str
    comptes: Comptes
    is_masque: bool


@dataclass(frozen=True, slots=True)
class Territoire:
    """`contributeurs`: the same counts for the services that declared a post, on which the ratios are made."""

    services: list[Service]
    total: Comptes
    avant: Comptes
    contributeurs: Comptes
    contributeurs_avant: Comptes
    is_masque: bool

    @property
    def marches_partages(self) -> int:
        """R10: the sum of the services counts a shared market several times."""
        return sum(service.comptes.marches for service in self.services) - self.total.marches


def filter_territoire(acteur: Acteur, prefixe: str = "") -> Q:
    """What stands where this acteur coordinates: nothing for who coordinates nowhere."""
    if acteur.region:
        return Q(**{f"{prefixe}region": acteur.region})
    return Q(**{f"{prefixe}departement__in": sorted(acteur.departements)})


def list_services(acteur: Acteur) -> list[Dispositif]:
    """Open, of the territory of this acteur; the directory is public."""
    rows = Dispositif.objects.filter(filter_territoire(acteur), type=TypeDispositif.CLAUSE, etat=Etat.OUVERT)
    return list(rows.select_related("departement").order_by("departement__nom", "nom"))


def read_territoire(
    services: list[Dispositif], *, periode: Periode, avant: Periode, departement: str = ""
) -> Territoire:
    """The compartments are opened for the count alone: what leaves this function is totals.

    What is hidden is settled on the whole territory: a département shown apart never tells what the whole hides.
    """
    with open_service("activité de la clause d’un territoire, en totaux"):
        faits = read_faits([one.pk for one in services], periode=Periode(avant.du, periode.au), is_reseau=True)
    par_service = {one.pk: count(faits.keep({one.pk}), periode) for one in services}
    seuil = PETIT_EFFECTIF.get(on=periode.au).valeur
    masques = list_masquees(par_service, seuil=seuil)
    shown = [one for one in services if not departement or one.departement_id == departement]
    kept = faits.keep({one.pk for one in shown})
    total = count(kept, periode)
    return Territoire(
        services=[
            Service(one.nom, str(one.departement or ""), par_service[one.pk], one.pk in masques) for one in shown
        ],
        total=total,
        avant=count(kept, avant),
        contributeurs=_count_contributeurs(kept, periode),
        contributeurs_avant=_count_contributeurs(kept, avant),
        is_masque=is_petit(total, seuil=seuil) or bool(departement and any(one.pk in masques for one in shown)),
    )


def _count_contributeurs(faits: Faits, periode: Periode) -> Comptes:
    held = {poste.structure for poste in faits.postes if poste.count_jours(periode)}
    return count(faits.keep(held), periode)
