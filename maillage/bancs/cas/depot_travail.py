"""The world of the case, and what measures ten deposits in it."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from random import Random
from typing import Any

MILLESIME, COMBIEN, BUDGET, GRAINE = 2019, 10, 0.3, 10
LE = datetime(2020, 2, 3, 9, tzinfo=UTC)
Depot = Callable[[Any, Any], None]  # of a campaign, by a dispositif


def fill(annees: int) -> None:
    """Ten PLIE whose facts are written, a campaign; then so many years of deposits of the others, each counted once."""
    from maillage.bancs.cas.depot import AUTRES
    from maillage.consolidation.depots.models import Campagne
    from maillage.demonstration.reseau.lieux import make_reseau

    dispositifs = make_reseau(COMBIEN + AUTRES, graine=GRAINE)
    draw_faits(dispositifs[:COMBIEN])
    campagne = Campagne.objects.create(
        millesime=MILLESIME, ouverte_le=date(2020, 2, 1), close_le=date(2020, 4, 30), is_fictive=True
    )
    if annees:
        _, cellules = count_annee(campagne, dispositifs[0])
        for recul in range(annees):
            annee = MILLESIME - recul
            one, _ = Campagne.objects.get_or_create(
                millesime=annee, is_fictive=True, defaults={"ouverte_le": date(annee + 1, 2, 1), "close_le": date(annee + 1, 4, 30)}
            )  # fmt: skip
            _store_many(one, dispositifs[COMBIEN:], cellules)


def draw_faits(dispositifs: Sequence[Any]) -> None:
    """A fifteenth of a tenth of the country each, as the demonstration draws it."""
    from maillage.consolidation.faits.extraction import find_racine
    from maillage.consolidation.faits.fichiers import write_faits
    from maillage.demonstration.reseau.annees import list_annees
    from maillage.demonstration.reseau.lignes import Etapes, draw_etapes, write_plie
    from maillage.demonstration.reseau.parcours import draw_reseau
    from maillage.socle.repartitions import share

    annees = list_annees(MILLESIME, MILLESIME, 15)
    plies = draw_reseau(annees, COMBIEN, graine=GRAINE)
    etapes = draw_etapes(annees[0], Random(GRAINE))  # noqa: S311  a seed is the point
    parts = share(len(etapes.codes), [plie.poids for plie in plies])
    for rang, (one, plie) in enumerate(zip(dispositifs, plies, strict=True)):
        own = [Etapes(MILLESIME, etapes.codes[sum(parts[:rang]) : sum(parts[: rang + 1])])]
        faits = write_plie(str(one.uuid), plie, own, derniere=MILLESIME, chance=Random(rang))  # noqa: S311
        write_faits(find_racine(), one.uuid, faits, origine="banc")


def count_annee(campagne: Any, dispositif: Any) -> tuple[bytes, Any]:
    from maillage.consolidation.depots.comptage import count_depot

    contenu, cellules = count_depot(campagne, dispositif)
    return contenu, cellules


def _store_many(campagne: Any, dispositifs: Sequence[Any], cellules: Any) -> None:
    """The same figures under other names: what is measured is how many rows there are."""
    from maillage.consolidation.catalogue.plie import PLIE
    from maillage.consolidation.depots.actions.depots import make_entete
    from maillage.consolidation.depots.models import Depot
    from maillage.consolidation.depots.nomenclatures import EtatDepot, Origine
    from maillage.consolidation.depots.rules.documents import compute_empreinte, write_document

    rows = []
    for one in dispositifs:
        contenu = write_document(make_entete(campagne, one), PLIE, cellules)
        rows.append(
            Depot(
                campagne=campagne, dispositif=one, version=1, etat=EtatDepot.EN_VIGUEUR, origine=Origine.FICHIER,
                contenu=contenu.decode(), empreinte=compute_empreinte(contenu), nombre=len(cellules), recu_le=LE,
            )
        )  # fmt: skip
    Depot.objects.bulk_create(rows)


def run(store: Depot, *, check: Callable[[Any, Any], str] | None = None) -> None:
    """Each of the ten deposits once, after one more that is not measured; what was stored is told, then taken away."""
    from maillage.bancs.coureur import measure, report
    from maillage.consolidation.depots.models import Campagne
    from maillage.reseau.models import Dispositif
    from maillage.socle.contexte import open_service

    with open_service("banc : dix dépôts"):
        campagne = Campagne.objects.get(millesime=MILLESIME)
        dispositifs = list(Dispositif.objects.filter(slug__startswith="fictif-reseau-").order_by("slug")[:COMBIEN])
        rest = iter(dispositifs)
        forget(dispositifs)
        store(campagne, dispositifs[-1])
        forget(dispositifs)
        cpu, _ = measure(lambda: store(campagne, next(rest)), repetitions=COMBIEN)
        rows = list_chiffres(dispositifs)
        said = check(campagne, dispositifs[0]) if check else ""
        forget(dispositifs)
        part = f"{cpu / COMBIEN / BUDGET:.2f}".replace(".", ",")
    report(cpu, rows, dit=f"tient en {part} × les 0,3 s du but par dépôt{said}")


def list_chiffres(dispositifs: Sequence[Any]) -> list[list[Any]]:
    import json

    from maillage.consolidation.depots.models import Depot

    rows = Depot.objects.filter(dispositif__in=dispositifs).select_related("dispositif").order_by("dispositif__slug")
    return [[row.dispositif.slug, *ligne] for row in rows for ligne in json.loads(row.contenu)["cellules"]]


def forget(dispositifs: Sequence[Any]) -> None:
    from maillage.consolidation.depots.models import Depot

    Depot.objects.filter(dispositif__in=dispositifs).delete()


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.socle.contexte import open_service

    with open_service("banc : remplir"):
        fill(int(sys.argv[1]))
