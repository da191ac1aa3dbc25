"""Ours: the corrected deposit is checked, takes the place of the one that was wrong, whole or not at all, and its year is added up again."""

import json
import os
from pathlib import Path

from maillage.bancs.cas.consolidation import list_annees, run_concurrent
from maillage.bancs.consolidation.depots import Tableaux, add_depots, find_depot, list_cellules, make_entete
from maillage.bancs.consolidation.faits import DISPOSITIFS
from maillage.bancs.consolidation.tableaux import TABLEAUX, list_chiffres
from maillage.consolidation.depots.rules.documents import compute_empreinte, encode, read_document
from maillage.indicateurs.periodes import Periode


def put(path: Path, contenu: bytes) -> None:
    aside = path.with_name(f".{path.name}.ecriture")
    aside.write_bytes(contenu)
    path.with_suffix(".sha256").write_text(compute_empreinte(contenu))
    aside.replace(path)


def spoil(contenu: bytes) -> bytes:
    """One too many, wherever somebody was counted."""
    data = json.loads(contenu)
    data["cellules"] = [[*row[:3], row[3] + bool(row[3]), *row[4:]] for row in data["cellules"]]
    return encode(data)


if __name__ == "__main__":
    faits = Path(os.environ["MAILLAGE_VAR"])
    annee = list_annees(faits)[-1]
    depot = find_depot(faits, annee.code, DISPOSITIFS[0])
    juste = depot.read_bytes()
    put(depot, spoil(juste))
    before = add_depots(faits, [annee])

    def correct(dossier: Path, annees: list[Periode]) -> Tableaux:
        if read_document(juste, attendu=make_entete(annee.code, DISPOSITIFS[0]), catalogue=TABLEAUX).refus:
            raise SystemExit("Le dépôt corrigé est refusé.")
        put(depot, juste)
        return add_depots(dossier, [annee])

    def tell(after: Tableaux) -> object:
        if after == before:
            raise SystemExit("La correction n’a rien changé : il n’y a rien à comparer.")
        return list_chiffres(list_cellules(after))

    try:
        run_concurrent(correct, tell)
    finally:
        put(depot, juste)
