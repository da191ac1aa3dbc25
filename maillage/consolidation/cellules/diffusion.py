"""The files of a release: cells, tables, certificate. Each is whole or is not; written again, they are the same."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from maillage.consolidation.attaque.certificats import make_public
from maillage.consolidation.cellules.classeur import write_classeur
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.controles import name_comptes
from maillage.consolidation.cellules.fichiers import write_cellules
from maillage.consolidation.cellules.masquage import Masquage
from maillage.consolidation.secret.nomenclatures import Diffusion


def write_release(
    dossier: Path, found: Consolidation, masquage: Masquage, *, diffusion: Diffusion, today: date, regions: Mapping[str, str]
) -> int:  # fmt: skip
    """Returns how many cells the file has. `regions`: their names. The certificate comes last, and only says what its readers may know."""
    dossier.mkdir(parents=True, exist_ok=True)
    masquees, hors = masquage.masquees, masquage.hors
    written = write_cellules(dossier / "cellules.csv", found, statut=diffusion.value, masquees=masquees, hors=hors)
    apropos: list[tuple[str, Any]] = [
        ("Millésime", found.millesime), ("Diffusion", diffusion.value), (name_comptes(found.catalogue), len(found.lieux)),
        ("Chiffres", "fictifs, ceux de la démonstration" if found.is_fictive else "comptés dans les dossiers"),
        ("Masqué", "parlerait de trop peu de personnes ou d’une seule structure, ou rendrait un chiffre qui en parle"),
        ("Établi le", today),
    ]  # fmt: skip
    write_classeur(dossier / "tableaux.xlsx", found, masquees=masquees, apropos=apropos, regions=regions)
    write_json(dossier / "certificat.json", make_public(masquage.certificat))
    return written


def write_json(path: Path, data: Any) -> None:
    aside = path.with_name(f".{path.name}.ecriture")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
