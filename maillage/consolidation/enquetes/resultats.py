"""The results of the survey as the network reads them: chapter by chapter, each figure with its respondents."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE, MODES, TOUS
from maillage.consolidation.catalogue.enquete.nombres import name_en_phrase
from maillage.consolidation.enquetes.comptage import count_ensemble
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.consolidation.enquetes.secret.termes import INTERNES
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import AnyMesure, Mediane, Moyenne, Somme, Taux
from maillage.indicateurs.valeurs import derive, derive_exacte

COLONNES = ("code", "libelle", "modalite", "valeur", "unite", "numerateur", "denominateur", "repondants", "version")


@dataclass(frozen=True, slots=True)
class Ligne:
    """`repondants`: those of a total, or of what a rate is divided by; zero where nobody answered."""

    mesure: AnyMesure
    libelle: str
    cellule: Cellule
    repondants: int
    moyenne: Decimal | None = None
    part: Decimal | None = None

    @property
    def nom(self) -> str:
        """Under a heading that says it is a sum; of a part, without the whole that stands above it."""
        if self.part is not None:
            nom = self.libelle.rpartition(" : ")[2]
            return f"{nom[0].upper()}{nom[1:]}"
        return self.libelle.removesuffix(" : somme des réponses")

    @property
    def valeur(self) -> Decimal | None:
        return derive(self.mesure, self.cellule) if self.repondants else None


@dataclass(frozen=True, slots=True)
class Groupe:
    """`sommes`: totals beside their mean, and their share of the whole they are a part of; `rapports`: rates, ratios, delays.

    `seules`: answers that compare with nothing, each of its own respondents; `vides`: what nobody gave.
    """

    code: str
    libelle: str
    presentation: str
    sommes: tuple[Ligne, ...]
    rapports: tuple[Ligne, ...]
    seules: tuple[Ligne, ...]
    vides: tuple[str, ...]

    @property
    def nombre(self) -> int:
        return len(self.sommes) + len(self.rapports) + len(self.seules)

    @property
    def is_seul(self) -> bool:
        return not self.sommes and not self.rapports

    @property
    def has_parts(self) -> bool:
        return any(ligne.part is not None for ligne in self.sommes)

    @property
    def has_moyennes(self) -> bool:
        return any(ligne.moyenne is not None for ligne in self.sommes)


def list_chapitres(lues: Sequence[ReponseLue], *, millesime: int) -> list[Groupe]:
    found = list(_list_lignes(count_ensemble(lues, millesime=millesime)))
    groups: list[Groupe] = []
    for chapitre in ENQUETE.chapitres:
        own = [ligne for ligne in found if ligne.mesure in chapitre.mesures]
        parts = {li.mesure.numerateur: li for li in own if isinstance(li.mesure, Taux) and _is_part(li.mesure)}
        rapports = [
            li
            for li in own
            if isinstance(li.mesure, Mediane) or (isinstance(li.mesure, Taux) and not _is_part(li.mesure))
        ]
        bases = {li.mesure.denominateur for li in rapports if isinstance(li.mesure, Taux)} - parts.keys()
        sommes = [
            replace(li, part=parts[li.mesure].valeur) if li.mesure in parts else li
            for li in own if isinstance(li.mesure, Somme) and li.mesure not in bases
        ]  # fmt: skip
        asked = (*rapports, *sommes)
        said = [li for li in asked if li.repondants]
        if asked:
            groups.append(Groupe(
                chapitre.code, chapitre.libelle, chapitre.presentation,
                sommes=tuple(li for li in said if isinstance(li.mesure, Somme) and li.mesure.code not in INTERNES),
                rapports=tuple(li for li in said if not isinstance(li.mesure, Somme)),
                seules=tuple(li for li in said if li.mesure.code in INTERNES),
                vides=tuple(dict.fromkeys(
                    name_en_phrase(MODES.libelle if li.mesure is MODES else li.nom)
                    for li in asked if not li.repondants and li.mesure not in parts
                )),
            ))  # fmt: skip
    return groups


def _is_part(taux: Taux) -> bool:
    """A share of a whole, told beside the amount it is of."""
    return taux.code.rpartition(".part_")[0].count(".") == 1


def _list_lignes(cellules: Sequence[Cellule]) -> Iterator[Ligne]:
    by_place = {(c.code, c.ventilation, c.modalite): c for c in cellules}
    for mesure in ENQUETE.mesures.values():
        if mesure is TOUS or isinstance(mesure, Moyenne):
            continue
        if mesure is MODES:
            [portage] = mesure.ventilations
            for modalite in MODES.ventilations[0].modalites:  # type: ignore[union-attr]
                cellule = by_place[mesure.code, portage.code, modalite]
                yield Ligne(mesure, portage.name(modalite), cellule, cellule.base)
            continue
        cellule = by_place[mesure.code, TOTAL, ""]
        if isinstance(mesure, Taux):
            yield Ligne(mesure, mesure.libelle, cellule, by_place[mesure.denominateur.code, TOTAL, ""].base)
        else:
            mean = by_place.get((f"{mesure.code}.moyenne", TOTAL, ""))
            shown = derive(ENQUETE.mesures[mean.code], mean) if mean is not None else None
            yield Ligne(mesure, mesure.libelle, cellule, cellule.base, shown)


def write_csv(lues: Sequence[ReponseLue], *, millesime: int) -> str:
    """Every figure, unrounded where it is a ratio of sums: its two terms are beside it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLONNES)
    for ligne in _list_lignes(count_ensemble(lues, millesime=millesime)):
        mesure, cellule = ligne.mesure, ligne.cellule
        is_taux = isinstance(mesure, Taux)
        writer.writerow((
            mesure.code, ligne.libelle, cellule.modalite, "" if ligne.valeur is None else derive_exacte(mesure, cellule),
            mesure.unite, cellule.numerateur if is_taux else "", cellule.base if is_taux else "", ligne.repondants, mesure.version,
        ))  # fmt: skip
    return text.getvalue()
