"""The territories of a release, side by side: what it printed of each, read from the register; where a place is to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.cellules.territoires import SANS_REGION
from maillage.consolidation.publications.annees import read_perimetres
from maillage.consolidation.publications.fiches import Fiche, read_fiches
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.rapport.annees import CasePubliee, Lue
from maillage.consolidation.rapport.cartes import NOTE_ENSEMBLE, list_classes_de_parts, list_classes_de_totaux
from maillage.consolidation.rapport.lieux import Colonne
from maillage.consolidation.rapport.livre import REGION_INCONNUE
from maillage.consolidation.rapport.nombres import INCOMPLET
from maillage.consolidation.rapport.plans import Plan
from maillage.consolidation.rapport.vocabulaire import find_vocabulaire
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE
from maillage.indicateurs.mesures import Taux
from maillage.reseau.models import Dispositif
from maillage.socle.graphiques import Classe, Figure, Lien, carte_france
from maillage.territoire import ATTRIBUTION
from maillage.territoire.fonds import get_fond_regions

Ou = tuple[str, str]
Valeurs = Mapping[Ou, Mapping[str, CasePubliee]]


@dataclass(frozen=True, slots=True)
class Lus:
    """What a release has of its territories. `membres`: the dispositifs of each region."""

    fiches: Sequence[Fiche]
    valeurs: Valeurs
    membres: Mapping[Ou, Sequence[Dispositif]]

    def list_fiches(self, niveau: str, region: str = "") -> list[Fiche]:
        return [one for one in self.fiches if one.niveau == niveau and one.region == region]

    def find_case(self, fiche: Fiche, colonne: Colonne) -> CasePubliee | None:
        return self.valeurs.get((fiche.niveau, fiche.code), {}).get(colonne.code)


@dataclass(frozen=True, slots=True)
class Dite:
    """`base`: of a rate that is shown, what it is out of."""

    texte: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Rangee:
    """A territory, its figures in the order of the columns."""

    fiche: Fiche
    valeurs: Sequence[Dite]


@dataclass(frozen=True, slots=True)
class Comptes:
    """Who is counted in a region: the départements and the dispositifs that have a page, and `autres`, the dispositifs that it
    adds up and that have none. `total`: its own line; none for those of whom no region is known."""

    lieu: str
    total: Rangee | None
    departements: Sequence[Rangee]
    dispositifs: Sequence[Rangee]
    autres: Sequence[Dispositif]

    @property
    def nombre(self) -> int:
        return len(self.dispositifs) + len(self.autres)


@dataclass(frozen=True, slots=True)
class Index:
    """Columns that nobody printed: `tues`, for not every structure told them; `absentes`, of which nothing more is known."""

    colonnes: Sequence[Colonne]
    pays: Rangee | None
    regions: Sequence[Rangee]
    comptes: Sequence[Comptes]
    tues: Sequence[str]
    absentes: Sequence[str]


def read_lus(publication: Publication, plan: Plan) -> Lus:
    return Lus(read_fiches(publication), read_valeurs(publication, plan), list_membres(publication))


def build_index(publication: Publication, plan: Plan, lus: Lus) -> Index:
    dits = {code for found in lus.valeurs.values() for code in found}
    colonnes = [one for one in plan.essentiel.colonnes if one.code in dits]

    def show(niveau: str, region: str = "") -> list[Rangee]:
        return [
            Rangee(one, [_say(lus.find_case(one, colonne)) for colonne in colonnes])
            for one in lus.list_fiches(niveau, region)
        ]

    def count(lieu: str, region: str, total: Rangee | None = None) -> Comptes:
        dispositifs = show(DISPOSITIF, region)
        connus = {one.fiche.code for one in dispositifs}
        membres = lus.membres.get((REGION, region or SANS_REGION), ())
        autres = [one for one in membres if str(one.uuid) not in connus]
        return Comptes(lieu, total, show(DEPARTEMENT, region), dispositifs, autres)

    regions = show(REGION)
    comptes = [count(one.fiche.lieu, one.fiche.code, one) for one in regions]
    sans_region = count(REGION_INCONNUE, "")
    if sans_region.nombre or sans_region.departements:
        comptes.append(sans_region)
    manquantes = [one for one in plan.essentiel.colonnes if one.code not in dits]
    partiels = set(publication.bilan.get("partiels", ()))
    tues = [one for one in manquantes if plan.catalogue.mesures[one.code].libelle in partiels]
    absentes = [one.nom for one in manquantes if one not in tues]
    pays = next(iter(show(FRANCE)), None)
    return Index(colonnes, pays, regions, comptes, [one.nom for one in tues], absentes)


def _say(case: CasePubliee | None) -> Dite:
    if case is None:
        return Dite(INCOMPLET)
    is_taux = isinstance(case.mesure, Taux) and case.valeur.valeur is not None
    return Dite(case.valeur.texte, case.base.texte if is_taux else "")


def read_valeurs(publication: Publication, plan: Plan) -> Valeurs:
    """As they were printed: rounded as the definition says, the hidden ones hidden."""
    codes = [one.code for one in plan.essentiel.colonnes]
    rows = ChiffrePublie.objects.filter(publication=publication, code__in=codes, ventilation="")
    found: dict[Ou, dict[str, CasePubliee]] = {}
    for code, niveau, territoire, version, valeur, base, is_masque in rows.values_list(
        "code", "niveau", "territoire", "version", "valeur", "base", "is_masque"
    ):
        cle = (code, version or 0, str(publication.campagne.millesime), niveau, territoire, "", "")
        case = CasePubliee(plan.catalogue.mesures[code], cle, Lue(version or 0, valeur, base, is_masque))
        found.setdefault((niveau, territoire), {})[code] = case
    return found


def list_membres(publication: Publication) -> Mapping[Ou, Sequence[Dispositif]]:
    """Of each region, by name: those that the report names in its annex."""
    membres = read_perimetres(publication.perimetres, {}).membres
    regions = {code: cles for (niveau, code), cles in membres.items() if niveau == REGION}
    by_cle = {
        str(one.uuid): one for one in Dispositif.objects.filter(uuid__in={c for cles in regions.values() for c in cles})
    }
    return {
        (REGION, code): sorted((by_cle[cle] for cle in cles if cle in by_cle), key=lambda one: one.cle)
        for code, cles in regions.items()
    }


def draw_index(
    publication: Publication, plan: Plan, lus: Lus, colonne: Colonne, adresses: Mapping[str, str], *, is_publique: bool
) -> Figure | None:
    """The map of one column; each region leads to its page. None when nothing of it may be painted. `adresses`: of the pages."""
    cases = {one: lus.find_case(one, colonne) for one in lus.list_fiches(REGION)}
    textes = {one: _say(case).texte for one, case in cases.items()}
    valeurs = {
        one: case.valeur.valeur for one, case in cases.items() if case is not None and case.valeur.valeur is not None
    }
    if not any(get_fond_regions().codes & set(one.regions) for one in valeurs):
        return None
    mesure = plan.catalogue.mesures[colonne.code]
    classes = (list_classes_de_parts if mesure.unite == "%" else list_classes_de_totaux)(sorted(valeurs.values()))
    said = " ; ".join(f"{one.lieu} {texte}" for one, texte in textes.items())
    ensembles = " ; ".join(", ".join(one.ensemble) for one in cases if one.is_ensemble)
    return Figure(
        titre=f"{colonne.nom}, {publication.campagne.millesime}", description=f"Carte des régions : {said}.",
        spec=carte_france(
            get_fond_regions(),
            valeurs={region: float(valeur) for one, valeur in valeurs.items() for region in one.regions},
            classes=[Classe(float(low), label.texte) for low, label in classes],
            absence=find_vocabulaire(plan.catalogue).say_absence(t for one, t in textes.items() if one not in valeurs),
            liens={r: Lien(adresses[one.nom], f"{one.lieu} : {texte}") for one, texte in textes.items() for r in one.regions},
        ),
        colonnes=["Région", colonne.nom, *(["Base"] if isinstance(mesure, Taux) else [])],
        lignes=[
            [one.lieu, textes[one], *([case.base.texte if case else INCOMPLET] if isinstance(mesure, Taux) else [])]
            for one, case in cases.items()
        ],
        source=f"{publication} ; fond {ATTRIBUTION}", note=NOTE_ENSEMBLE.format(groupes=ensembles) if ensembles else "",
        publique=is_publique,
    )  # fmt: skip
