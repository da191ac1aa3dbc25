"""A deposit as it travels: one JSON document. The same cells always give the same bytes, hence the same SHA-256.

It holds additive cells only. What is wrong with it is said in sentences, all at once, and then nothing of it is kept.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.consolidation.catalogue.egalites import Egalite
from maillage.consolidation.depots.rules.apports import read_apports
from maillage.indicateurs.apports import Apport, Grandeur, name_cas
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import Comptable, Effectif, Mediane, list_comptees
from maillage.indicateurs.ventilations import AnyVentilation, Publics, list_modalites
from maillage.socle.typographie import write_accord, write_nombre

FORMAT = "maillage.depot/1"
OCTETS_MAX = 2_000_000
CONTRIBUTEURS = "contributeurs"
CHAMPS = ("format", "dispositif", "catalogue", "millesime", "fictif", "definitions", "cellules")
Place = tuple[str, str, str]  # measure, ventilation, modality
Ligne = tuple[int, int, int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class EnTete:
    """What a deposit says it is. `dispositif`: its public number."""

    dispositif: str
    catalogue: str
    millesime: int
    is_fictif: bool


@dataclass(frozen=True, slots=True)
class Lecture:
    """`cellules` only when there is nothing to mend; `apports`: who gives to its magnitudes."""

    cellules: tuple[Cellule, ...] = ()
    apports: tuple[Apport, ...] = ()
    refus: tuple[str, ...] = ()


def write_document(
    entete: EnTete, catalogue: Catalogue, cellules: Iterable[Cellule], *, apports: Iterable[Apport] | None = None
) -> bytes:
    """`apports`: of a catalogue that has magnitudes; empty when nobody can tell who gives."""
    comptees = list_comptees(catalogue.mesures)
    rows = sorted(
        [c.code, c.ventilation, c.modalite, c.numerateur, c.base, c.non_reponse, [list(pair) for pair in c.histogramme]]
        for c in cellules
    )  # fmt: skip
    qui = sorted([one.cas, one.genre, one.nombre, one.plus_gros] for one in apports) if apports is not None else None
    return encode({
        **({} if qui is None else {CONTRIBUTEURS: qui}),
        "format": FORMAT,
        "dispositif": entete.dispositif,
        "catalogue": entete.catalogue,
        "millesime": entete.millesime,
        "fictif": entete.is_fictif,
        "definitions": {code: mesure.version for code, mesure in comptees.items()},
        "cellules": rows,
    })  # fmt: skip


def encode(data: Any) -> bytes:
    """The canonical writing: sorted names, no space."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def compute_empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def read_document(
    contenu: bytes, *, attendu: EnTete, catalogue: Catalogue, egalites: Sequence[Egalite] = (),
    grandeurs: Sequence[Grandeur] = (),
) -> Lecture:  # fmt: skip
    """From the outside in: a document that is not one of ours is not read any further."""
    data, refus = _parse(contenu)
    if refus or (refus := [*_check_entete(data, attendu), *_check_definitions(data["definitions"], catalogue)]):
        return Lecture(refus=tuple(refus))
    lignes, refus = _read_lignes(data["cellules"], comptees := list_comptees(catalogue.mesures))
    places = list_places(catalogue)
    if refus or (refus := _check_places(lignes, places, comptees)):
        return Lecture(refus=tuple(refus))
    refus = [phrase for mesure in comptees.values() for phrase in _check_mesure(mesure, lignes)]
    refus += [phrase for egalite in egalites for phrase in _check_egalite(egalite, lignes, comptees)]
    apports: tuple[Apport, ...] = ()
    if grandeurs and not refus:
        apports, refus = read_apports(data.get(CONTRIBUTEURS), grandeurs, _list_sommes(lignes))
    if refus:
        return Lecture(refus=tuple(refus))
    periode = str(attendu.millesime)
    return Lecture(
        tuple(
            Cellule(code, comptees[code].version, periode, "dispositif", attendu.dispositif, ventilation, modalite, *ligne)
            for (code, ventilation, modalite), ligne in sorted(lignes.items())
        ),
        apports,
    )  # fmt: skip


def read_annee(contenu: bytes) -> tuple[str, int] | None:
    """Which consolidation and which year a document says it is of; None when it does not read."""
    data, refus = _parse(contenu)
    if refus or not isinstance(data["catalogue"], str) or not isinstance(data["millesime"], int):
        return None
    return data["catalogue"], data["millesime"]


def list_places(catalogue: Catalogue) -> set[Place]:
    """Every cell that a deposit holds, zero included."""
    found: set[Place] = set()
    for code, mesure in list_comptees(catalogue.mesures).items():
        found.add((code, TOTAL, ""))
        found |= {(code, v.code, modalite) for v in mesure.ventilations for modalite in list_modalites(v)}
    return found


def is_perime(cellules: Iterable[Cellule], places: set[Place]) -> bool:
    """Counted before a definition changed: of a measure it tells, a cell is missing, or is no longer one."""
    told = {(c.code, c.ventilation, c.modalite) for c in cellules}
    codes = {code for code, _, _ in told}
    return told != {place for place in places if place[0] in codes}


def _parse(contenu: bytes) -> tuple[dict[str, Any], list[str]]:
    if len(contenu) > OCTETS_MAX:
        return {}, [f"Ce fichier dépasse {OCTETS_MAX // 1_000_000} Mo : ce n’est pas un dépôt. Exportez-le de nouveau."]
    try:
        data = json.loads(contenu.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}, ["Ce fichier est incomplet, ou n’est pas un dépôt : il ne se lit pas. Exportez-le de nouveau."]
    if not isinstance(data, dict) or "format" not in data:
        return {}, ["Ce fichier n’est pas un dépôt de Maillage : exportez-le depuis « Mes dépôts »."]
    if data["format"] != FORMAT:
        return {}, [
            f"Ce dépôt est au format « {data['format']} » ; cette installation lit « {FORMAT} ». "
            "Mettez les deux installations à la même version, puis exportez-le de nouveau."
        ]
    if missing := [champ for champ in CHAMPS if champ not in data]:
        return {}, [f"Ce dépôt est incomplet : il manque {', '.join(missing)}. Exportez-le de nouveau."]
    return data, []


def _check_entete(data: Mapping[str, Any], attendu: EnTete) -> Iterator[str]:
    if data["dispositif"] != attendu.dispositif:
        yield "Ce dépôt est celui d’une autre structure : choisissez le fichier de la vôtre."
    if data["catalogue"] != attendu.catalogue:
        yield f"Ce dépôt est celui de la consolidation « {data['catalogue']} » ; celle-ci est « {attendu.catalogue} »."
    if data["millesime"] != attendu.millesime:
        yield f"Ce dépôt est celui de l’année {data['millesime']} ; cette campagne est celle de {attendu.millesime}."
    if data["fictif"] is not attendu.is_fictif:
        yield "Des chiffres de démonstration et des chiffres réels ne se mêlent pas : ce dépôt est refusé."


def _check_definitions(versions: Any, catalogue: Catalogue) -> Iterator[str]:
    if not isinstance(versions, dict):
        yield "Ce dépôt ne dit pas avec quelles définitions il a été compté. Exportez-le de nouveau."
        return
    comptees = list_comptees(catalogue.mesures)
    for code in sorted(versions.keys() - comptees.keys()):
        yield f"Ce dépôt compte « {code} », que le réseau ne définit pas. Exportez-le avec les définitions en vigueur."
    for code, mesure in comptees.items():
        if code not in versions:
            yield f"Il manque à ce dépôt l’indicateur « {mesure.libelle} ». Exportez-le avec les définitions en vigueur."
        elif versions[code] != mesure.version:
            yield (
                f"« {mesure.libelle} » est compté avec la version {versions[code]} de sa définition ; "
                f"la version en vigueur est la {mesure.version}. Recomptez, puis déposez."
            )


def _read_lignes(rows: Any, comptees: Mapping[str, Comptable]) -> tuple[dict[Place, Ligne], list[str]]:
    found: dict[Place, Ligne] = {}
    if not isinstance(rows, list):
        return found, ["Ce dépôt ne contient aucun nombre. Exportez-le de nouveau."]
    for rang, row in enumerate(rows, 1):
        if not _is_ligne(row):
            return found, [
                f"Le nombre n° {rang} ne se lit pas. Exportez le dépôt de nouveau, sans l’ouvrir dans un tableur."
            ]
        code, ventilation, modalite, numerateur, base, inconnus, histogramme = row
        if min(numerateur, base, inconnus, *(nombre for _, nombre in histogramme)) < 0:
            return found, [
                f"Le nombre {_name((code, ventilation, modalite), comptees)} est négatif : un effectif ne l’est jamais. Recomptez."
            ]
        if (code, ventilation, modalite) in found:
            return found, [
                f"Le nombre {_name((code, ventilation, modalite), comptees)} est écrit deux fois. Exportez le dépôt de nouveau."
            ]
        found[code, ventilation, modalite] = (numerateur, base, inconnus, tuple((v, n) for v, n in histogramme))
    return found, []


def _is_ligne(row: Any) -> bool:
    def is_entier(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53

    return (
        isinstance(row, list) and len(row) == 7 and all(isinstance(one, str) for one in row[:3])
        and all(is_entier(one) for one in row[3:6]) and isinstance(row[6], list)
        and all(isinstance(pair, list) and len(pair) == 2 and all(map(is_entier, pair)) for pair in row[6])
    )  # fmt: skip


def _check_places(lignes: Mapping[Place, Ligne], places: set[Place], comptees: Mapping[str, Comptable]) -> list[str]:
    found = [
        f"Le nombre {_name(place, comptees)} n’est pas de ceux que l’on attend."
        for place in sorted(lignes.keys() - places)
    ]
    missing = sorted(places - lignes.keys())
    if missing:
        found.append(
            f"Il manque {write_accord(len(missing), 'nombre')}{', dont' if len(missing) > 1 else ' :'} {_name(missing[0], comptees)}. "
            "Même nul, chacun s’écrit. "
            "Exportez le dépôt de nouveau."
        )
    return found


def _check_mesure(mesure: Comptable, lignes: Mapping[Place, Ligne]) -> Iterator[str]:
    for place in ((mesure.code, TOTAL, ""), *_list_parts(mesure)):
        numerateur, base, _inconnus, histogramme = lignes[place]
        if isinstance(mesure, Effectif) and numerateur > base:
            yield f"« {mesure.libelle} » : {write_nombre(numerateur)} sur {write_nombre(base)}, pour {_name(place, {mesure.code: mesure})}. Recomptez."
        if isinstance(mesure, Mediane) and sum(nombre for _, nombre in histogramme) != base:
            yield f"« {mesure.libelle} » : le détail de {_name(place, {mesure.code: mesure})} ne fait pas sa base. Recomptez."
    for ventilation in mesure.ventilations:
        yield from _check_ventilation(mesure, ventilation, lignes)


def _list_parts(mesure: Comptable) -> Iterator[Place]:
    for ventilation in mesure.ventilations:
        yield from ((mesure.code, ventilation.code, modalite) for modalite in list_modalites(ventilation))


def _check_ventilation(mesure: Comptable, ventilation: AnyVentilation, lignes: Mapping[Place, Ligne]) -> Iterator[str]:
    whole = lignes[mesure.code, TOTAL, ""][0]
    parts = [lignes[mesure.code, ventilation.code, modalite][0] for modalite in list_modalites(ventilation)]
    if isinstance(ventilation, Publics):
        if max(parts) > whole:
            yield (
                f"« {mesure.libelle} » : un public de « {ventilation.libelle} » ({write_nombre(max(parts))}) dépasse "
                f"le total ({write_nombre(whole)}). Recomptez."
            )
    elif sum(parts) != whole:
        yield (
            f"« {mesure.libelle} » : « {ventilation.libelle} » fait {write_nombre(sum(parts))}, "
            f"le total dit {write_nombre(whole)}. Recomptez."
        )


def _check_egalite(egalite: Egalite, lignes: Mapping[Place, Ligne], comptees: Mapping[str, Comptable]) -> Iterator[str]:
    total = lignes[egalite.total, TOTAL, ""][0]
    parts = sum(lignes[code, TOTAL, ""][0] for code in egalite.parts)
    if total != parts:
        noms = " + ".join(f"« {comptees[code].libelle} »" for code in egalite.parts)
        yield f"« {comptees[egalite.total].libelle} » vaut {write_nombre(total)}, mais {noms} font {write_nombre(parts)}. Recomptez."


def _list_sommes(lignes: Mapping[Place, Ligne]) -> dict[str, int]:
    """What each cell holds, as its contributors name it."""
    return {name_cas(*place): ligne[0] for place, ligne in lignes.items()}


def _name(place: Place, comptees: Mapping[str, Comptable]) -> str:
    """As the network calls it; by its codes, what it does not know."""
    code, ventilation, modalite = place
    mesure = comptees.get(code)
    if mesure is None:
        return f"« {' / '.join(part for part in place if part)} »"
    axe = next((one for one in mesure.ventilations if one.code == ventilation), None)
    if axe is None:
        return f"« {' / '.join(part for part in (mesure.libelle, ventilation, modalite) if part)} »"
    return (
        f"« {mesure.libelle} / {axe.libelle} / {axe.name(modalite) if modalite in list_modalites(axe) else modalite} »"
    )


def group_totaux(cellules: Iterable[Cellule]) -> dict[str, int]:
    """By measure, what is not broken down."""
    found: dict[str, int] = defaultdict(int)
    for cellule in cellules:
        if cellule.ventilation == TOTAL:
            found[cellule.code] += cellule.numerateur
    return dict(found)
