"""The peer: τ-ARGUS by its Python wheel, on one row a person as it asks; the table is summed by it, which ours is given."""

import sys
from contextlib import chdir
from tempfile import TemporaryDirectory
from typing import Any

COLONNES = ("lieu", "sexe", "age")


def main(methode: str) -> None:
    from pytauargus import protect

    from maillage.bancs.cas.secret import SEUIL, TOTAL, describe, draw_feuilles, make_publication
    from maillage.bancs.coureur import measure, report

    feuilles = draw_feuilles()
    publication = make_publication(feuilles)
    places = [place for place, valeur in feuilles.items() for _ in range(valeur)]
    people: dict[str, Any] = {nom: [place[rang] for place in places] for rang, nom in enumerate(COLONNES)}
    people["personnes"] = [1] * len(places)
    with TemporaryDirectory() as dossier, chdir(dossier):  # it writes its own notes where it stands

        def hide() -> list[dict[str, Any]]:
            # The range around a small cell that is not hidden well enough: as wide as the threshold.
            found = protect(people, list(COLONNES), "personnes", f"FREQ({SEUIL},100)", methode, workdir=dossier)
            return list(found.tables[0].rows)

        said = sys.stdout
        sys.stdout = sys.stderr
        cpu, rows = measure(hide, repetitions=1)
        sys.stdout = said
    (tableau,) = publication.tableaux
    statuts = {
        tableau.get_cle(tuple(TOTAL if row[nom] == "Total" else row[nom].strip() for nom in COLONNES)): row["status"]
        for row in rows
    }
    petites = {cle for cle, statut in statuts.items() if statut == "U"}
    cachees = {cle for cle, statut in statuts.items() if statut in {"U", "M"}}
    report(cpu, sorted(map(str, petites)), dit=describe(publication, petites, cachees))


if __name__ == "__main__":
    main("MOD(1)")
