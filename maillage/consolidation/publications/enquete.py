"""The survey of the year in its publication: what was handed over, masked, attacked, then merged with what the files say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from maillage.consolidation.attaque.certificats import make_public
from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE, MODES, TOUS
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.diffusion import write_json
from maillage.consolidation.cellules.masquage import Masquage
from maillage.consolidation.cellules.niveaux import NATION, REGION
from maillage.consolidation.cellules.territoires import AUTRES, SANS_REGION
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.rules.sommes import Place
from maillage.consolidation.enquetes.comptage import count_enquete
from maillage.consolidation.enquetes.queries import read_transmises
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.consolidation.enquetes.secret.masquage import MODE, MasquageEnquete, hide_enquete
from maillage.consolidation.enquetes.secret.termes import INTERNES, NATIONALES, list_termes
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.passees import list_passees, list_reservees
from maillage.consolidation.rapport.plans import Ecrit, add_chapitre
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.consolidation.rapport.plans.plie.enquete import write_enquete
from maillage.consolidation.secret.memoire import read_publication, write_publication
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.regroupements import Regroupement
from maillage.consolidation.secret.tableaux import Publication as Passee
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL
from maillage.indicateurs.mesures import Taux

CERTIFICAT = "certificat-enquete.json"
MEMOIRE = "enquete"
add_chapitre(PLAN.code, Ecrit("enquete", write_enquete), apres="equipes")


@dataclass(frozen=True)
class Enquete:
    """`couverture`: how many dispositifs each figure comes from, which its base does not say when it is an amount; `repondants`:
    which."""

    consolidation: Consolidation
    masquage: MasquageEnquete
    couverture: dict[Place, int]
    repondants: dict[Place, frozenset[str]]

    def merge(self, found: Consolidation, masquage: Masquage) -> tuple[Consolidation, Masquage]:
        """One release: the same files, the same register."""
        merged = replace(
            found, cellules=[*found.cellules, *self.consolidation.cellules], catalogue=join_catalogues(found.catalogue, ENQUETE)
        )  # fmt: skip
        hidden = replace(
            masquage, masquees=masquage.masquees | self.masquage.masquees, hors=masquage.hors | self.masquage.hors
        )
        return merged, hidden

    def write_certificat(self, dossier: Path) -> None:
        write_json(dossier / CERTIFICAT, make_public(self.masquage.certificat))

    def write_memoire(self) -> dict[str, Any]:
        return {MEMOIRE: write_publication(self.masquage.publication)}

    def write_bilan(self) -> dict[str, Any]:
        certificat = self.masquage.certificat
        return {"verdict": certificat["verdict"], "comptes": dict(certificat["comptes"])}


@cache
def join_catalogues(first: Catalogue, second: Catalogue) -> Catalogue:
    return Catalogue.make((*first.chapitres, *second.chapitres))


def prepare_enquete(publication: Publication, found: Consolidation, *, today: date, now: datetime) -> Enquete | None:
    """None when nobody handed anything over. `found`: what the deposits say, its territories grouped: these are the ones."""
    campagne = publication.campagne
    lues = read_transmises(campagne) if campagne.consolide == Consolide.PLIE else []
    if not lues:
        return None
    lieux = place_repondants(lues, found)
    offerts = {lieu.region for lieu in found.lieux.values()} - {SANS_REGION, ""}
    counted = count_enquete(
        lues, millesime=campagne.millesime, lieux={cle: lieu for cle, lieu in lieux.items() if lieu in offerts}
    )
    diffusion = Diffusion(publication.lecteurs)
    masquage = hide_enquete(
        counted, lues, lieux=lieux, offerts=offerts, diffusion=diffusion, passees=_read_sorties(list_passees(publication)),
        reservees=_read_sorties(list_reservees(publication)), on=today, now=now,
    )  # fmt: skip
    return Enquete(counted, masquage, count_repondants(counted), list_repondants(lues, lieux, offerts))


def place_repondants(lues: Sequence[ReponseLue], found: Consolidation) -> dict[str, str]:
    """As the deposits were grouped; who answered without depositing stands with the rest of its region, if it is printed."""
    regroupement = Regroupement(found.millesime)
    printed = {lieu.region for lieu in found.lieux.values()}
    places: dict[str, str] = {}
    for lue in lues:
        if lue.cle in found.lieux:
            places[lue.cle] = found.lieux[lue.cle].region or SANS_REGION
            continue
        territoire = regroupement.get_territoire(lue.region or SANS_REGION)
        places[lue.cle] = territoire if territoire in printed else AUTRES if AUTRES in printed else SANS_REGION
    return places


def count_repondants(counted: Consolidation) -> dict[Place, int]:
    bases = {(c.code, c.niveau, c.territoire): c.base for c in counted.cellules if c.ventilation == TOTAL}
    found = dict(bases)
    for cellule in counted.cellules:
        place = (cellule.code, cellule.niveau, cellule.territoire)
        mesure = ENQUETE.mesures[cellule.code]
        if isinstance(mesure, Taux):
            own = bases.get((mesure.denominateur.code, cellule.niveau, cellule.territoire), cellule.base)
            found[place] = cellule.base if cellule.ventilation else own
    return found


def list_repondants(
    lues: Sequence[ReponseLue], lieux: Mapping[str, str], offerts: Collection[str]
) -> dict[Place, frozenset[str]]:
    """Of each figure that may be printed: two years of it compare when they are the same."""
    told = {lue.cle: lue.entiers for lue in lues}
    sets = {
        code: frozenset(cle for cle, own in told.items() if termes[0].read(own) is not None)
        for code, termes in list_termes().items() if code not in INTERNES
    }  # fmt: skip
    sets |= {TOUS.code: frozenset(told), MODES.code: frozenset(lue.cle for lue in lues if MODE in lue.choix)}
    found: dict[Place, frozenset[str]] = {(code, FRANCE, NATION): cles for code, cles in sets.items()}
    for territoire in offerts:
        here = {cle for cle, lieu in lieux.items() if lieu == territoire}
        found |= {(code, REGION, territoire): cles & here for code, cles in sets.items() if code not in NATIONALES}
    return found


def _read_sorties(secrets: Iterable[Mapping[str, Any]]) -> list[Passee]:
    """Of those that had a survey."""
    return [read_publication(one[MEMOIRE]) for one in secrets if MEMOIRE in one]
