"""Which figures of the survey a release hides, and the proof that what it shows does not give them back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE, MODES
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.comptes import ChiffreContraire
from maillage.consolidation.cellules.reserve import ENSEMBLE, cut_masque, keep_montrees
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.consolidation.enquetes.secret.revisions import bind_anciennes, rename_anciennes
from maillage.consolidation.enquetes.secret.tableaux import Plan, add_modes, build_plan, find_mode
from maillage.consolidation.enquetes.secret.termes import INTERNES, LIBRES, NATIONALES, list_termes
from maillage.consolidation.secret.dossiers import publish, write_dossier
from maillage.consolidation.secret.masques import Masque
from maillage.consolidation.secret.nomenclatures import Contributeurs, Diffusion
from maillage.consolidation.secret.parametres import Seuils, read_seuils
from maillage.consolidation.secret.protection import protect
from maillage.consolidation.secret.regroupements import NATION
from maillage.consolidation.secret.tableaux import Cle as CleSecret
from maillage.consolidation.secret.tableaux import Publication
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.mesures import AnyMesure, Effectif, Mediane, Moyenne, Somme
from maillage.indicateurs.valeurs import derive_exacte

MODE = "portage"


@dataclass(frozen=True)
class MasquageEnquete:
    """`masquees`: what shows nothing; `hors`: what the release does not even name. `publication`: what the next must know."""

    masquees: frozenset[Cle]
    hors: frozenset[Cle]
    certificat: Mapping[str, Any]
    echecs: tuple[str, ...]
    publication: Publication

    @property
    def is_conforme(self) -> bool:
        return not self.echecs and self.certificat["verdict"] == CONFORME


def hide_enquete(
    consolidation: Consolidation,
    lues: Sequence[ReponseLue],
    *,
    lieux: Mapping[str, str],
    offerts: Collection[str],
    diffusion: Diffusion,
    passees: Sequence[Publication] = (),
    reservees: Sequence[Publication] = (),
    on: date,
    now: datetime,
) -> MasquageEnquete:
    """`consolidation`: country and territories, as they are printed; `lieux`: where each dispositif counts; `offerts`: the
    territories that the release names. `passees`, `reservees`: as for the cells of deposits (`hide_cellules`)."""
    periode, seuils = str(consolidation.millesime), read_seuils(diffusion, on=on)
    plan = build_plan(periode, {lue.cle: lue.entiers for lue in lues}, lieux, offerts)
    add_modes(plan, {lue.cle: lue.choix[MODE] for lue in lues if MODE in lue.choix})
    check_cellules(consolidation, plan)
    publication = Publication(
        f"enquete-{periode}-{diffusion.value}-{len(passees) + 1}", tuple(plan.tableaux), identites=tuple(plan.identites)
    )
    lecture = Lecture(publication, rename_anciennes(passees, periode), seuils, diffusion)
    masque = lecture.protect()
    attaque: tuple[str, ...] = ()
    if reservees:
        # Those of restricted circulation read the public one too: what both would give back is hidden from both (ADR 0033).
        ensemble = replace(
            lecture, anciennes=rename_anciennes(reservees, periode), seuils=read_seuils(Diffusion.RESTREINTE, on=on),
            diffusion=Diffusion.RESTREINTE,
        )  # fmt: skip
        masque = cut_masque(masque, ensemble.protect(montrees=masque.montrees))
        attaque = tuple(ENSEMBLE.format(motif=motif) for motif in ensemble.attack(masque, now=now)["motifs"])
    certificat = lecture.attack(masque, now=now)
    hors = frozenset(c.cle for c in consolidation.cellules if not is_offerte(c, offerts))
    hidden = frozenset(
        c.cle for c in consolidation.cellules if c.cle not in hors and _is_masquee(c, plan, masque, seuils)
    )
    echecs = (*masque.echecs, *certificat["motifs"], *attaque)
    return MasquageEnquete(
        hidden | hors, hors, certificat, echecs, publish(publication, _keep_own(masque, publication))
    )


@dataclass(frozen=True)
class Lecture:
    """A release as its readers see it, beside what they have."""

    publication: Publication
    anciennes: Sequence[Publication]
    seuils: Seuils
    diffusion: Diffusion

    def protect(self, *, montrees: frozenset[CleSecret] | None = None) -> Masque:
        return protect(self._bind(montrees), self.seuils, self.anciennes)

    def attack(self, masque: Masque, *, now: datetime) -> Mapping[str, Any]:
        sortie = publish(self._bind(None), masque)
        return certify(write_dossier([*self.anciennes, sortie], self.seuils, diffusion=self.diffusion), now=now)

    def _bind(self, montrees: frozenset[CleSecret] | None) -> Publication:
        """With what binds it to the earlier ones; `montrees`: what is still offered of it."""
        tableaux = self.publication.tableaux
        added, identites = bind_anciennes(tableaux, self.anciennes)
        if montrees is not None:
            tableaux = tuple(keep_montrees(tableau, montrees) for tableau in tableaux)
        return replace(
            self.publication, tableaux=(*tableaux, *added), identites=(*self.publication.identites, *identites)
        )


def _keep_own(masque: Masque, publication: Publication) -> Masque:
    """Of its own tables alone: the copies of earlier releases are in these releases."""
    own = {t.get_cle(place) for t in publication.tableaux for place in t.list_places()}
    return Masque({cle: etat for cle, etat in masque.etats.items() if cle in own}, masque.seuils)


def is_offerte(cellule: Cellule, offerts: Collection[str]) -> bool:
    if cellule.code in INTERNES or (cellule.code not in list_termes() and cellule.code not in LIBRES):
        return False
    if cellule.niveau == FRANCE:
        return True
    return cellule.territoire in offerts and cellule.code not in NATIONALES


def find_cles(cellule: Cellule, plan: Plan) -> list[CleSecret]:
    """The cells that printing this one lets out; none where nobody is counted."""
    if cellule.code in LIBRES:
        return [find_mode(plan, cellule.modalite)] if cellule.code == MODES.code and cellule.numerateur else []
    noeud = NATION if cellule.niveau == FRANCE else cellule.territoire
    cles = (plan.find_cle(terme, noeud) for terme in list_termes()[cellule.code])
    return [cle for cle in cles if cle is not None]


def _is_masquee(cellule: Cellule, plan: Plan, masque: Masque, seuils: Seuils) -> bool:
    """Too few respondents hide a zero as well."""
    minimum = seuils.minimums[Contributeurs.DISPOSITIFS]
    mesure = ENQUETE.mesures[cellule.code]
    if isinstance(mesure, Somme | Moyenne | Mediane) and 0 < cellule.base < minimum:
        return True
    if isinstance(mesure, Mediane) and cellule.base and _count_autour(mesure, cellule) < minimum:
        return True
    return any(masque.read(cle).is_masquee for cle in find_cles(cellule, plan))


def _count_autour(mesure: Mediane, cellule: Cellule) -> int:
    """How many dispositifs are at this value or on its shorter side: a middle with few beyond it tells an extreme."""
    milieu = derive_exacte(mesure, cellule)
    assert milieu is not None, "une base vide n’a pas de milieu"
    sous = sum(combien for jours, combien in cellule.histogramme if jours <= milieu)
    sur = sum(combien for jours, combien in cellule.histogramme if jours >= milieu)
    return min(sous, sur)


def check_cellules(consolidation: Consolidation, plan: Plan) -> None:
    """What is counted by the catalogue is what is controlled: one way to count, checked by another."""
    valeurs = {t.get_cle(place): cellule.valeur for t in plan.tableaux for place, cellule in t.cellules.items()}
    for cellule in consolidation.cellules:
        mesure = ENQUETE.mesures[cellule.code]
        if isinstance(mesure, Effectif) or cellule.code in INTERNES or cellule.ventilation != TOTAL:
            continue
        if cellule.code in NATIONALES and cellule.niveau != FRANCE:
            continue
        compte, cles = _read_compte(mesure, cellule), find_cles(cellule, plan)
        if compte is not None and cles and valeurs[cles[0]] != compte:
            raise ChiffreContraire(
                f"« {cellule.code} » de {cellule.territoire} dit {compte} là où les réponses disent {valeurs[cles[0]]} : "
                "rien ne peut être publié."
            )


def _read_compte(mesure: AnyMesure, cellule: Cellule) -> int | None:
    """What the catalogue adds up; None of a rate, whose base has a figure of its own."""
    if isinstance(mesure, Somme | Moyenne):
        return cellule.numerateur
    if isinstance(mesure, Mediane):
        return sum(valeur * combien for valeur, combien in cellule.histogramme)
    return None
