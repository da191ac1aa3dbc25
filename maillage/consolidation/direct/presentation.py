"""How a cell is read on the page: its value, what was divided by what, between which bounds, the years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.deposees import Deposee
from maillage.consolidation.direct.rules import write_bornes
from maillage.consolidation.direct.valeurs_permises import ValeurPermise
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import AnyMesure, Effectif, Mediane, Moyenne, Somme, Sur, Taux
from maillage.indicateurs.valeurs import derive, round_half_up
from maillage.indicateurs.ventilations import INCONNU, AnyVentilation, list_modalites
from maillage.socle.typographie import FINE, MANQUANT, lower_initiale, write_accord, write_nombre

BASES: dict[Sur, str] = {
    Sur.MODALITE: "{base}, de cette catégorie", Sur.ENSEMBLE: "{base}", Sur.RENSEIGNES: "réponses connues",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detail:
    """One cell of a measure: the whole, or one modality. `code`: as an address says it, empty for the whole."""

    ventilation: AnyVentilation | None
    modalite: str
    libelle: str

    @property
    def code(self) -> str:
        return f"{self.ventilation.code}.{self.modalite}" if self.ventilation else ""


Permises = Mapping[tuple[str, int, str, str], Sequence[ValeurPermise]]


@dataclass(frozen=True, slots=True)
class Ligne:
    """`precision`: of which figure a modality is. `permises`: what the region and the network published of the same cell, « 47 % (France) ».

    `depose`: what was deposited of it, empty where nothing was; `is_change`: it is not what is counted today.
    """

    libelle: str
    precision: str
    url: str
    valeur: str
    calcul: str
    bornes: str
    inconnus: str
    avant: tuple[tuple[int, str], ...]
    permises: tuple[str, ...]
    depose: str
    is_change: bool


@dataclass(frozen=True, slots=True)
class Regards:
    """What is set beside one's figures: what was deposited of the year, what the region and the network published."""

    permises: Permises = field(default_factory=dict)
    deposee: Deposee | None = None


@dataclass(frozen=True, slots=True)
class ChapitreLu:
    """`has_calcul`, `has_inconnus`: a column that would be empty is not drawn."""

    libelle: str
    presentation: str
    lignes: list[Ligne]

    @property
    def has_calcul(self) -> bool:
        return any(ligne.calcul for ligne in self.lignes)

    @property
    def changes(self) -> int:
        return sum(ligne.is_change for ligne in self.lignes)

    @property
    def has_inconnus(self) -> bool:
        return any(ligne.inconnus for ligne in self.lignes)


def list_details(mesure: AnyMesure) -> list[Detail]:
    """The whole first, where the measure has one; those who did not answer are said beside, not as a modality."""
    found = []
    if not isinstance(mesure, Taux) or mesure.numerateur is not mesure.denominateur:
        found.append(Detail(None, "", "Ensemble"))
    for ventilation in mesure.ventilations:
        found += [
            Detail(ventilation, modalite, f"{ventilation.libelle} : {lower_initiale(ventilation.name(modalite))}")
            for modalite in list_modalites(ventilation)
            if modalite != INCONNU
        ]
    return found


def list_chapitres(compte: Compte, regards: Regards) -> list[ChapitreLu]:
    """What a count is broken down by is on its own page."""
    found = []
    for chapitre in compte.metier.catalogue.chapitres:
        lignes = []
        for mesure in chapitre.mesures:
            details = list_details(mesure)
            lignes += [
                write_ligne(compte, mesure, detail, regards)
                for detail in (details if isinstance(mesure, Taux) else details[:1])
            ]
        found.append(ChapitreLu(chapitre.libelle, chapitre.presentation, lignes))
    return found


def write_ligne(compte: Compte, mesure: AnyMesure, detail: Detail, regards: Regards) -> Ligne:
    code = detail.ventilation.code if detail.ventilation else TOTAL
    cellule = compte.find(mesure, code, detail.modalite)
    if cellule is None:
        raise LookupError(f"Le catalogue ne compte pas {mesure.code} par {code} {detail.modalite}.")
    bornes = compte.find_bornes(mesure, cellule)
    name = detail.ventilation.name(detail.modalite) if detail.ventilation else mesure.libelle
    return Ligne(
        name, _write_precision(mesure, detail), write_url(mesure, compte.millesime, detail), write_valeur(mesure, cellule),
        write_calcul(mesure, cellule), write_bornes(bornes, mesure.decimales) if bornes else "",
        _write_inconnus(compte, mesure, cellule),
        tuple((annee, _write_avant(compte, mesure, detail, annee)) for annee in compte.annees[1:]),
        tuple(
            f"{write_nombre(permise.valeur, mesure.decimales)}{_write_unite(mesure)} ({permise.lieu})"
            for permise in regards.permises.get((mesure.code, mesure.version, code, detail.modalite), ())
        ),
        *_write_depose(mesure, cellule, regards.deposee),
    )  # fmt: skip


def _write_depose(mesure: AnyMesure, cellule: Cellule, deposee: Deposee | None) -> tuple[str, bool]:
    """As it was deposited, by the definition that is ours; whether it is another figure than the one counted now."""
    if deposee is None:
        return "", False
    before = deposee.cellules.get(cellule.cle)
    return (write_valeur(mesure, before), before != cellule) if before else (MANQUANT, False)


def _write_inconnus(compte: Compte, mesure: AnyMesure, cellule: Cellule) -> str:
    """« 12 sans réponse », « 1 240 heures sans réponse »."""
    inconnus = compte.weigh_inconnus(mesure, cellule)
    if not inconnus:
        return ""
    part = mesure.numerateur if isinstance(mesure, Taux) else mesure
    if isinstance(part, Somme):
        return f"{write_nombre(round_half_up(inconnus / part.diviseur, 0))} {part.unite} sans réponse"
    return write_accord(inconnus, "sans réponse", "sans réponse")


def _write_precision(mesure: AnyMesure, detail: Detail) -> str:
    if detail.ventilation is None:
        return ""
    if detail.ventilation is mesure.ventilations[0]:
        return mesure.libelle
    return f"{mesure.libelle} ({lower_initiale(detail.ventilation.libelle)})"


def _write_avant(compte: Compte, mesure: AnyMesure, detail: Detail, annee: int) -> str:
    code = detail.ventilation.code if detail.ventilation else TOTAL
    cellule = compte.find(mesure, code, detail.modalite, annee=annee)
    return write_valeur(mesure, cellule) if cellule else MANQUANT


def write_url(mesure: AnyMesure, millesime: int, detail: Detail | None = None) -> str:
    query = {"annee": str(millesime)} | ({"detail": detail.code} if detail and detail.code else {})
    return f"{reverse('direct:chiffre', args=[mesure.code])}?{urlencode(query)}"


def write_valeur(mesure: AnyMesure, cellule: Cellule) -> str:
    valeur = derive(mesure, cellule)
    return MANQUANT if valeur is None else f"{write_nombre(valeur, mesure.decimales)}{_write_unite(mesure)}"


def _write_unite(mesure: AnyMesure) -> str:
    if mesure.unite == "%":
        return f"{FINE}%"
    return f" {mesure.unite}" if isinstance(mesure, Moyenne | Mediane) or mesure.unite == "ETP" else ""


def write_calcul(mesure: AnyMesure, cellule: Cellule) -> str:
    """« 101 / 213 toutes les sorties »; of a mean, how many it is of."""
    if isinstance(mesure, Taux):
        base = write_nombre(_divide(mesure.denominateur, cellule.base))
        named = mesure.base if cellule.ventilation == TOTAL else BASES[mesure.sur].format(base=mesure.base)
        return f"{write_nombre(_divide(mesure.numerateur, cellule.numerateur))} sur {base} ({named})"
    if isinstance(mesure, Moyenne | Mediane):
        return f"{write_nombre(cellule.base)} {mesure.compte}"
    return "" if isinstance(mesure, Effectif) else mesure.compte


def _divide(part: Effectif | Somme, value: int) -> Decimal | int:
    return round_half_up(value / part.diviseur, part.decimales) if isinstance(part, Somme) else value


def index_permises(valeurs: Sequence[ValeurPermise]) -> dict[tuple[str, int, str, str], list[ValeurPermise]]:
    found: dict[tuple[str, int, str, str], list[ValeurPermise]] = {}
    for valeur in valeurs:
        found.setdefault((valeur.code, valeur.version, valeur.ventilation, valeur.modalite), []).append(valeur)
    return found


@dataclass(frozen=True, slots=True)
class Chiffre:
    """What is read first: a figure, what it is out of, what it was the year before."""

    libelle: str
    valeur: str
    calcul: str
    avant: str
    annee_avant: int
    url: str


def write_chiffre(compte: Compte, code: str) -> Chiffre:
    mesure = compte.metier.catalogue.mesures[code]
    ligne = write_ligne(compte, mesure, Detail(None, "", ""), Regards())
    (annee, avant), *_others = ligne.avant
    return Chiffre(mesure.libelle, ligne.valeur, ligne.calcul, avant, annee, ligne.url)
