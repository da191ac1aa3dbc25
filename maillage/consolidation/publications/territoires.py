"""The territories of a release, side by side: what it printed of each, read from the register; where a place is to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.publications.annees import read_perimetres
from maillage.consolidation.publications.fiches import Fiche, read_fiches
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.rapport.annees import CasePubliee, Lue
from maillage.consolidation.rapport.cartes import list_classes_de_parts, list_classes_de_totaux
from maillage.consolidation.rapport.lieux import Colonne
from maillage.consolidation.rapport.nombres import INCOMPLET
from maillage.consolidation.rapport.plans import Plan
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE
from maillage.indicateurs.mesures import Taux
from maillage.reseau.models import Dispositif
from maillage.socle.graphiques import Classe, Figure, Lien, carte_france
from maillage.territoire import ATTRIBUTION
from maillage.territoire.fonds import get_fond_regions

Ou = tuple[str, str]
Valeurs = Mapping[Ou, Mapping[str, CasePubliee]]


@dataclass(frozen=True, slots=True)
class Dite:
    """`base`: of a rate that is shown, what it is out of."""

    texte: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Rangee:
    """A territory, its figures in the order of the columns. Of a region: the départements and the dispositifs that have a page,
    and `autres`, the dispositifs that it adds up and that have none."""

    fiche: Fiche
    valeurs: Sequence[Dite]
    departements: "Sequence[Rangee]" = ()
    dispositifs: "Sequence[Rangee]" = ()
    autres: Sequence[Dispositif] = ()

    @property
    def nombre(self) -> int:
        return len(self.dispositifs) + len(self.autres)


@dataclass(frozen=True, slots=True)
class Index:
    """`tues`: the columns that not every structure told, and that nobody printed."""

    colonnes: Sequence[Colonne]
    pays: Rangee | None
    regions: Sequence[Rangee]
    tues: Sequence[str]


def read_index(publication: Publication, plan: Plan) -> Index:
    valeurs = read_valeurs(publication, plan)
    dits = {code for found in valeurs.values() for code in found}
    colonnes = [one for one in plan.essentiel.colonnes if one.code in dits]
    membres, fiches = list_membres(publication), read_fiches(publication)

    def show(niveau: str, region: str = "") -> list[Rangee]:
        kept = (one for one in fiches if one.niveau == niveau and one.region == region)
        return [Rangee(one, [_say(valeurs, one, colonne) for colonne in colonnes]) for one in kept]

    def complete(rangee: Rangee) -> Rangee:
        code = rangee.fiche.code
        dispositifs = show(DISPOSITIF, code)
        connus = {one.fiche.code for one in dispositifs}
        autres = [one for one in membres.get((REGION, code), ()) if str(one.uuid) not in connus]
        return replace(rangee, departements=show(DEPARTEMENT, code), dispositifs=dispositifs, autres=autres)

    tues = [one.nom for one in plan.essentiel.colonnes if one.code not in dits]
    return Index(colonnes, next(iter(show(FRANCE)), None), [complete(one) for one in show(REGION)], tues)


def _say(valeurs: Valeurs, fiche: Fiche, colonne: Colonne) -> Dite:
    found = valeurs.get((fiche.niveau, fiche.code), {}).get(colonne.code)
    if found is None:
        return Dite(INCOMPLET)
    is_taux = isinstance(found.mesure, Taux) and found.valeur.valeur is not None
    return Dite(found.valeur.texte, found.base.texte if is_taux else "")


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
    publication: Publication, plan: Plan, colonne: Colonne, adresses: Mapping[str, str], *, is_publique: bool
) -> Figure | None:
    """The map of one column; each region leads to its page. None when nothing of it may be painted. `adresses`: of the pages."""
    valeurs, fiches = read_valeurs(publication, plan), [one for one in read_fiches(publication) if one.niveau == REGION]
    shown = {
        one: case.valeur
        for one in fiches if (case := valeurs.get((REGION, one.code), {}).get(colonne.code)) is not None
    }  # fmt: skip
    sorted_values = sorted(nombre.valeur for nombre in shown.values() if nombre.valeur is not None)
    drawn = {feature["properties"]["code"] for feature in get_fond_regions().features}
    if not any(nombre.valeur is not None and drawn & set(one.regions) for one, nombre in shown.items()):
        return None
    mesure = plan.catalogue.mesures[colonne.code]
    classes = (list_classes_de_parts if mesure.unite == "%" else list_classes_de_totaux)(sorted_values)
    absence = "masqué, ou aucune" if any(n.valeur is None for n in shown.values()) else "aucune structure"
    said = " ; ".join(f"{one.lieu} {nombre.texte}" for one, nombre in shown.items())
    ensembles = " ; ".join(", ".join(one.ensemble) for one in fiches if one.is_ensemble)
    note = f"Publiées ensemble, ces régions portent une seule couleur : {ensembles}." if ensembles else ""
    return Figure(
        titre=f"{colonne.nom}, {publication.campagne.millesime}", description=f"Carte des régions : {said}.",
        spec=carte_france(
            get_fond_regions(),
            valeurs={r: float(n.valeur) for one, n in shown.items() if n.valeur is not None for r in one.regions},
            classes=[Classe(float(low), label.texte) for low, label in classes], absence=absence,
            liens={r: Lien(adresses[one.nom], f"{one.lieu} : {n.texte}") for one, n in shown.items() for r in one.regions},
        ),
        colonnes=["Région", colonne.nom, *(["Base"] if isinstance(mesure, Taux) else [])],
        lignes=[
            [one.lieu, nombre.texte, *([valeurs[REGION, one.code][colonne.code].base.texte] if isinstance(mesure, Taux) else [])]
            for one, nombre in shown.items()
        ],
        source=f"{publication} ; fond {ATTRIBUTION}", note=note, publique=is_publique,
    )  # fmt: skip
