"""What a coordination reads: the services of its region or of its départements, in totals. Never anybody's name."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.faits import Comptes, Faits, LigneAgregee
from maillage.clause.rules.activite.reseau import is_agreges_petit, is_postes_petit
from maillage.clause.rules.activite.secret import CENT, Seuils
from maillage.clause.rules.activite.valeurs import Cachees
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
    """`contributeurs`: the same counts for the services that declared a post, on which the ratios are made."""

    services: list[Service]
    total: Comptes
    avant: Comptes
    contributeurs: Comptes
    contributeurs_avant: Comptes
    cachees: Cachees

    @property
    def is_masque(self) -> bool:
        return self.cachees.total

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
    annees = [_read_annee(faits, kept, one, groups=list(groups.values())) for one in (periode, avant)]
    (par_service, total, contributeurs, masques, *_), (_, before, contributeurs_avant, *_) = annees
    return Territoire(
        services=[
            Service(one.nom, str(one.departement or ""), par_service[one.pk], one.pk in masques) for one in shown
        ],
        total=total,
        avant=before,
        contributeurs=contributeurs,
        contributeurs_avant=contributeurs_avant,
        cachees=Cachees(
            annees[0].is_masque,
            annees[1].is_masque,
            annees[0].is_postes,
            annees[1].is_postes,
            annees[0].is_agreges,
            annees[1].is_agreges,
        ),
    )


class _Annee(NamedTuple):
    par_service: dict[Hashable, Comptes]
    total: Comptes
    contributeurs: Comptes
    masques: set[Hashable]
    is_masque: bool
    is_postes: bool
    is_agreges: bool


def _read_annee(faits: Faits, kept: Faits, periode: Periode, *, groups: Sequence[Collection[int]]) -> _Annee:
    """`kept`: of what is shown; the masks are those of the whole, and of each département, which has its own readers."""
    seuil = SEUIL.get(on=periode.au).valeur
    parts = faits.split()
    par_service = {cle: count(part, periode) for cle, part in parts.items()}
    employes = {cle: comptes.participants for cle, comptes in par_service.items() if comptes.heures}
    masques = hide_nombres(employes, seuil=seuil)
    for group in groups:
        masques |= hide_nombres({cle: employes[cle] for cle in group if cle in employes}, seuil=seuil)
    total = count(kept, periode)
    is_partiel = kept.structures != faits.structures
    tenues = {poste.structure for poste in kept.postes if poste.count_jours(periode)}
    seuils = Seuils(int(seuil), 0, CENT)
    return _Annee(
        par_service, total, count(kept.keep(tenues), periode), masques,
        (bool(total.heures) and total.participants < seuil) or (is_partiel and bool(masques & kept.structures)),
        is_postes_petit(kept.split(), tenues, periode, seuils),
        is_agreges_petit(kept.agreges, periode, seuils) or is_agreges_petit(_keep_autres(faits, kept), periode, seuils),
    )  # fmt: skip


def _keep_autres(faits: Faits, kept: Faits) -> list[LigneAgregee]:
    """What the whole less what is shown would tell."""
    return [ligne for ligne in faits.agreges if ligne.structure not in kept.structures]
