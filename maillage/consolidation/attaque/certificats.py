"""Attacks a release and writes what was found: one interval per hidden cell, and whether it may go out."""

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from maillage import __version__
from maillage.consolidation.attaque.bornes import INFINI, MARGE, Attaque, Intervalle, is_whole, list_blocs
from maillage.consolidation.attaque.complices import Fuite, attack_from_inside, list_auteurs, list_complices
from maillage.consolidation.attaque.exigences import Exigence, list_exigences
from maillage.consolidation.attaque.lecture import Dossier, read_dossier

FORMAT = "maillage.certificat/1"
CONFORME = "conforme"
REFUSE = "refusé"
TENUE, RETROUVEE, ANCIENNE = "tenue", "retrouvée", "déjà publiée"
PETIT_BLOC = 5000


@dataclass
class Resultat:
    """`entiers`: the targets whose bounds were also sought among whole numbers."""

    intervalles: dict[int, Intervalle] = field(default_factory=dict)
    fuites: list[Fuite] = field(default_factory=list)
    blocs: int = 0
    entiers: int = 0
    complices: int = 0


def attack(
    dossier: Dossier,
    exigences: Mapping[int, list[Exigence]],
    *,
    petit_bloc: int = PETIT_BLOC,
    with_insiders: bool = True,
) -> Resultat:
    """Everything is tried again from the file; `petit_bloc`: unknowns up to which whole numbers are tried."""
    resultat = Resultat()
    complices = list_complices(dossier) if with_insiders else []
    auteurs = list_auteurs(dossier) if with_insiders else {}
    resultat.complices = len(complices)
    for bloc in list_blocs(dossier):
        attaque = Attaque(bloc, dossier)
        resultat.blocs += 1
        for rang in bloc.inconnues:
            resultat.intervalles[rang] = attaque.bound(rang)
        cibles = [rang for rang in bloc.inconnues if rang in exigences]
        if not cibles:
            continue
        for complice in complices:
            resultat.fuites += attack_from_inside(attaque, complice, exigences, dossier, auteurs)
        is_counted = all(dossier.variables[rang].valeur.denominator == 1 for rang in bloc.inconnues)
        if is_counted and len(bloc.inconnues) <= petit_bloc and _is_counts(dossier, cibles):
            _attack_in_whole(attaque, cibles, resultat)
    return resultat


def _is_counts(dossier: Dossier, cibles: list[int]) -> bool:
    grandeurs = {
        case.rang for grille in dossier.grilles if grille.nature != "effectif" for case in grille.cases.values()
    }
    return not grandeurs & set(cibles)


def _attack_in_whole(attaque: Attaque, cibles: list[int], resultat: Resultat) -> None:
    """Whole numbers may be tighter only where the best of any numbers is not whole (S2)."""
    doubtful = [rang for rang in cibles if not all(is_whole(valeur) for valeur in resultat.intervalles[rang])]
    resultat.entiers += len(cibles)
    if doubtful:
        attaque.count_in_whole(True)
        for rang in doubtful:
            resultat.intervalles[rang] = attaque.bound(rang)


def certify(data: Mapping[str, Any], *, now: datetime, petit_bloc: int = PETIT_BLOC) -> dict[str, Any]:
    """The whole certificate, for whoever holds the figures. `data`: the file to attack, for its values, then for what
    changed since the earlier releases."""
    dossier = read_dossier(data)
    exigences = list_exigences(dossier)
    resultat = attack(dossier, exigences, petit_bloc=petit_bloc)
    primaires = list(_judge(dossier, exigences, resultat))
    fuites = list(_list_fuites(dossier, resultat))
    suite = read_dossier(data, est_suite=False)
    if suite.ecarts:
        demandes = list_exigences(suite)
        found = attack(suite, demandes, petit_bloc=petit_bloc)
        primaires += _judge(suite, demandes, found)
        fuites += _list_fuites(suite, found)
        resultat.entiers += found.entiers
    motifs = [f"{p['cle']} : l’intervalle retrouvé est trop étroit." for p in primaires if p["verdict"] == RETROUVEE]
    motifs += [f"{f['cle']} : {f['complice']} la retrouve, ou presque, avec ce qu’il sait déjà." for f in fuites]
    inconnues = dossier.nouvelles - dossier.connues.keys()
    cachees = sorted(inconnues & dossier.offertes)
    return {
        "format": FORMAT,
        "diffusion": dossier.diffusion,
        "publication": dossier.code,
        "etabli_le": now.isoformat(),
        "seuils": dict(dossier.seuils),
        "empreinte": compute_empreinte(data),
        "versions": {"maillage": __version__, "highspy": version("highspy"), "python": platform.python_version()},
        "comptes": {
            "publications": len(data["publications"]),
            "cases": len(dossier.nouvelles),
            "cachees": len(cachees),
            "non_offertes": len(inconnues) - len(cachees),
            "primaires": len(primaires),
            "blocs": resultat.blocs,
            "complices": resultat.complices,
            "essayees_en_entiers": resultat.entiers,
        },
        "primaires": primaires,
        "autres_cachees": [
            {"cle": dossier.variables[rang].nom, "intervalle": _write(resultat.intervalles[rang])}
            for rang in cachees
            if rang not in exigences
        ],
        "fuites": fuites,
        "motifs": motifs,
        "verdict": REFUSE if motifs else CONFORME,
    }


def _judge(dossier: Dossier, exigences: Mapping[int, list[Exigence]], resultat: Resultat) -> Iterator[dict[str, Any]]:
    for rang in sorted(exigences, key=lambda r: (dossier.variables[r].nom, dossier.variables[r].publication)):
        variable = dossier.variables[rang]
        bornes = resultat.intervalles.get(rang, (float(variable.valeur),) * 2)
        is_tenue = all(exigence.is_tenue(*bornes, marge=MARGE) for exigence in exigences[rang])
        is_ancienne = rang in dossier.connues and rang not in dossier.nouvelles
        yield {
            "cle": variable.nom,
            "publication": variable.publication,
            "nouvelle": rang in dossier.nouvelles,
            "offerte": rang in dossier.offertes,
            "causes": sorted({exigence.cause for exigence in exigences[rang]}),
            "intervalle": _write(bornes),
            "verdict": TENUE if is_tenue else ANCIENNE if is_ancienne else RETROUVEE,
        }


def _list_fuites(dossier: Dossier, resultat: Resultat) -> Iterator[dict[str, Any]]:
    for fuite in resultat.fuites:
        nom = dossier.variables[fuite.rang].nom
        yield {"cle": nom, "complice": fuite.nom, "largeur": round(fuite.largeur, 6)}


def make_public(certificat: Mapping[str, Any]) -> dict[str, Any]:
    """What may be handed with the report: every cell that it hides, small or not, with nothing that tells which is. What it never
    prints (a dispositif, the complement of a share) is counted, not listed."""
    offertes = [p for p in certificat["primaires"] if p["offerte"]]
    cachees = [{"cle": c["cle"], "intervalle": c["intervalle"]} for c in (*offertes, *certificat["autres_cachees"])]
    kept = {c: v for c, v in certificat.items() if c not in {"primaires", "autres_cachees", "fuites", "motifs"}}
    comptes = {c: v for c, v in kept["comptes"].items() if c not in {"primaires", "essayees_en_entiers"}}
    return kept | {"comptes": comptes, "cachees": sorted(cachees, key=lambda c: c["cle"])}


def compute_empreinte(data: Mapping[str, Any]) -> str:
    """SHA-256 of what was attacked."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _write(bornes: Intervalle) -> list[float | None]:
    return [None if abs(borne) == INFINI else round(borne, 6) + 0.0 for borne in bornes]
