"""What a coordination reads: the services of its region or of its départements, in totals. Never anybody's name."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.comptages import count, list_parts_petites
from maillage.clause.rules.activite.faits import Comptes, Faits
from maillage.clause.rules.activite.reseau import is_agreges_petit, is_postes_petit
from maillage.clause.rules.activite.secret import CENT, Seuils
from maillage.clause.rules.activite.valeurs import Annee, Cachees
from maillage.clause.rules.petits_effectifs import SEUIL, hide_nombres
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
    services: list[Service]
    annee: Annee
    avant: Annee

    @property
    def total(self) -> Comptes:
        return self.annee.total

    @property
    def is_masque(self) -> bool:
        return self.annee.cachees.total

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
    shown = [one for one in services if not departement or one.departement_id == departement]
    kept = faits.keep({one.pk for one in shown})
    groups: dict[str | None, set[int]] = {}
    for one in services:
        groups.setdefault(one.departement_id, set()).add(one.pk)
    of = list(groups.values())
    par_service, masques = _read_services(faits, periode, of)
    return Territoire(
        services=[
            Service(one.nom, str(one.departement or ""), par_service[one.pk], one.pk in masques) for one in shown
        ],
        annee=_build_annee(faits, kept, periode, masques),
        avant=_build_annee(faits, kept, avant, _read_services(faits, avant, of)[1]),
    )


def _read_services(
    faits: Faits, periode: Periode, groups: Sequence[Collection[int]]
) -> tuple[dict[Hashable, Comptes], set[Hashable]]:
    """Each, then those whose hours are hidden: in the whole, and in each département, which has its own readers."""
    seuil = SEUIL.get(on=periode.au).valeur
    par_service = {cle: count(part, periode) for cle, part in faits.split().items()}
    employes = {cle: comptes.participants for cle, comptes in par_service.items() if comptes.heures}
    masques = hide_nombres(employes, seuil=seuil)
    for group in groups:
        masques |= hide_nombres({cle: employes[cle] for cle in group if cle in employes}, seuil=seuil)
    return par_service, masques


def _build_annee(faits: Faits, kept: Faits, periode: Periode, masques: Collection[Hashable]) -> Annee:
    """`kept`: of what is shown. What the whole less what is shown would tell is no more than what is shown."""
    seuil = int(SEUIL.get(on=periode.au).valeur)
    seuils = Seuils(seuil, 0, CENT)
    total, reste = count(kept, periode), faits.keep(faits.structures - kept.structures)
    tenues = {poste.structure for poste in kept.postes if poste.count_jours(periode)}
    cachees = Cachees(
        total=(bool(total.heures) and total.participants < seuil)
        or (bool(reste.structures) and not kept.structures.isdisjoint(masques)),
        postes=is_postes_petit(kept.split(), tenues, periode, seuils),
        agreges=any(is_agreges_petit(one.agreges, periode, seuils) for one in (kept, reste)),
        parts=list_parts_petites(total, seuil=seuil) | list_parts_petites(count(reste, periode), seuil=seuil),
    )
    return Annee(total, count(kept.keep(tenues), periode), cachees)
