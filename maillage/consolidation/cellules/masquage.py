"""Which cells of a consolidation a release hides, and the proof that what it shows does not give them back (ADR 0033).

One answer for whoever prints: a cell is hidden as soon as one of the numbers it lets out is, its base and its unknowns
included; what nobody declared is hidden too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.comptes import read_nombres
from maillage.consolidation.cellules.plans import drop_parts, make_plan
from maillage.consolidation.cellules.reserve import Reserve
from maillage.consolidation.cellules.tableaux import Plan
from maillage.consolidation.secret.dossiers import publish, write_dossier
from maillage.consolidation.secret.masques import Masque
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.parametres import Seuils, read_seuils
from maillage.consolidation.secret.protection import protect
from maillage.consolidation.secret.tableaux import Cle as CleSecret
from maillage.consolidation.secret.tableaux import Publication, Rapport
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.cellules import Cellule, Cle
from maillage.indicateurs.mesures import AnyMesure, Mediane, Moyenne, Taux


@dataclass(frozen=True)
class Masquage:
    """`masquees`: the cells that show nothing; `hors`: those among them that the release does not even name. `echecs`: why it
    may not go out, one sentence each; as long as there is one, nothing does. `publication`: the release as it goes out, which
    the next ones must take for known."""

    masquees: frozenset[Cle]
    certificat: Mapping[str, Any]
    echecs: tuple[str, ...]
    publication: Publication
    masque: Masque
    hors: frozenset[Cle]

    @property
    def is_conforme(self) -> bool:
        return not self.echecs and self.certificat["verdict"] == CONFORME


def hide_cellules(
    consolidation: Consolidation,
    *,
    diffusion: Diffusion,
    passees: Sequence[Publication] = (),
    reservees: Sequence[Publication] = (),
    on: date | None = None,
    now: datetime | None = None,
) -> Masquage:
    """`passees`: the releases that the same readers may have, the oldest first. `reservees`: of a public one, all those that the
    readers of restricted circulation have, for they will read this one too. `on`: the day whose thresholds apply."""
    moment = now or datetime.now().astimezone()
    jour = on or moment.date()
    seuils = read_seuils(diffusion, on=jour)
    plan = make_plan(consolidation, diffusion=diffusion, on=jour)
    passees = [drop_parts(passee, plan) for passee in passees]
    identites = plan.controle.bind_avant(plan, passees)
    publication = Publication(
        f"{plan.controle.code}-{consolidation.millesime}-{diffusion.value}-{len(passees) + 1}",
        tuple(plan.tableaux),
        tuple(list_rapports(consolidation, plan)),
        (*plan.identites, *identites),
    )
    masque = protect(publication, seuils, passees)
    reserve = Reserve(consolidation, reservees, publique=plan, on=jour) if reservees else None
    if reserve is not None:
        masque = reserve.protect(publication, masque)
    sortie = publish(publication, masque)
    certificat = certify(write_dossier([*passees, sortie], seuils, diffusion=diffusion), now=moment)
    cles = {cellule: find_cles(cellule, plan) for cellule in consolidation.cellules}
    hors = frozenset(cellule.cle for cellule, found in cles.items() if found is None)
    masquees = {
        c.cle
        for c, found in cles.items()
        if found is not None and _is_masquee(consolidation.catalogue.mesures[c.code], c, found, masque, seuils)
    }
    attaque = reserve.attack(sortie, now=moment) if reserve is not None else ()
    echecs = (*masque.echecs, *certificat["motifs"], *attaque)
    return Masquage(hors | masquees, certificat, echecs, sortie, masque, hors)


def find_cles(cellule: Cellule, plan: Plan) -> list[CleSecret] | None:
    """Every controlled cell that printing this one lets out; None when it is not of this release."""
    noeud = plan.territoires.find(cellule.niveau, cellule.territoire)
    nombres = read_nombres(plan.controle, cellule)
    is_nationale = any(place.racine in plan.controle.de_la_nation for place, _ in nombres)
    if (
        noeud is None
        or not nombres
        or (is_nationale and cellule.niveau != FRANCE)
        or not all(plan.offre.is_offert(cellule.niveau, place) for place, _ in nombres)
    ):
        return None
    controlees = [(place, valeur) for place, valeur in nombres if place.racine not in plan.controle.libres]
    cles = (plan.find_cle(place, noeud) for place, valeur in controlees if valeur or not plan.comptes.is_vide(place))
    return [cle for cle in cles if cle is not None]


def list_rapports(consolidation: Consolidation, plan: Plan) -> Iterator[Rapport]:
    """The percentages printed, each once: what they leave aside tells as much as what they count (R-65)."""
    known = plan.list_cles()
    seen: dict[Rapport, None] = {}
    for cellule in consolidation.cellules:
        mesure = consolidation.catalogue.mesures.get(cellule.code)
        # What is left of a share of known answers is those that are not: it tells nothing of anybody.
        if isinstance(mesure, Taux) and _has_reste(cellule, plan):
            part, whole = _find_termes(cellule, plan)
            if part and whole and part != whole and known.issuperset((part, whole)):
                seen.setdefault(Rapport(part, whole))
    yield from sorted(
        seen, key=lambda rapport: (rapport.numerateur, rapport.denominateur)
    )  # whatever the order of the cells


def _has_reste(cellule: Cellule, plan: Plan) -> bool:
    return cellule.code not in plan.controle.sans_reste and cellule.ventilation not in plan.controle.reponses


def _find_termes(cellule: Cellule, plan: Plan) -> tuple[CleSecret | None, CleSecret | None]:
    """What a rate counts, and out of what; none where nobody is counted anywhere, or where it is not of this release."""
    noeud = plan.territoires.find(cellule.niveau, cellule.territoire)
    nombres = [one for one in read_nombres(plan.controle, cellule)[:2] if one[0].racine not in plan.controle.libres]
    if noeud is None or len(nombres) < 2 or not all(plan.offre.is_offert(cellule.niveau, p) for p, _ in nombres):
        return None, None
    part, whole = (plan.find_cle(p, noeud) if valeur or not plan.comptes.is_vide(p) else None for p, valeur in nombres)
    return part, whole


def _is_masquee(mesure: AnyMesure, cellule: Cellule, cles: Iterable[CleSecret], masque: Masque, seuils: Seuils) -> bool:
    """R-65: no rate, mean nor median of too few. An older value that stays is not this cell's: it is hidden as well."""
    is_rapport = isinstance(mesure, Taux | Moyenne | Mediane)
    if is_rapport and 0 < cellule.base < max(seuils.base, seuils.personnes):
        return True
    etats = (masque.etats.get(cle) for cle in cles)
    return any(etat is None or etat.lecture.is_masquee or bool(etat.lecture.publication) for etat in etats)
