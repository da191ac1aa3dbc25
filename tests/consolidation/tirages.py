"""Facts drawn at random for a few small dispositifs: every column, every answer and its absence. Nobody is described."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.consolidation.catalogue.ventilations import CONTRAT, FAMILLE, IAE, SECTEUR, TAILLE
from tests.consolidation.calibrage import VIDE, list_etapes, list_parcours

Row = dict[str, Any]
Rows = dict[str, list[Row]]
CLASSES = ("emploi_durable", "formation", "autre_positive", "sans_suite")
CAUSES = ("abandon", "neutre", "autre")


def draw_faits(dispositifs: Sequence[str], *, graine: int, annee: int = 2019) -> Rows:
    """A dozen parcours each, of half as many people, around the bounds of the year."""
    found: Rows = defaultdict(list)
    for dispositif in dispositifs:
        chance = Random(f"{graine}-{dispositif}")
        numeros = range(12)

        def day() -> date:
            bounds = (date(annee, 1, 1), date(annee, 12, 31))
            return chance.choice(bounds) + timedelta(days=chance.choice((-400, -1, 0, 0, 1, 30, 200)))  # noqa: B023

        def maybe(*values: Any) -> Any:
            return chance.choice((*values, None))  # noqa: B023

        for numero in numeros:
            row = VIDE | {
                "dispositif": dispositif, "parcours": numero, "personne": numero // 2, "entree": day(),
                "sexe": maybe("f", "h"), "age": maybe(*range(16, 70)), "niveau": maybe(*range(1, 9)),
                **{nom: maybe(True, False) for nom in ("brsa", "deld", "boeth", "qpv")},
                **{nom: maybe(day()) for nom in ("prescription", "premier_rdv", "commission", "premiere_etape")},
            }  # fmt: skip
            if (sortie := day()) >= row["entree"]:
                classe = chance.choice(CLASSES)
                row |= {
                    "sortie": sortie, "classe": classe, "cause": chance.choice(CAUSES) if classe == "sans_suite" else None,
                    "jours_suspendus": chance.randrange(40), "contrat": maybe(*CONTRAT.modalites),
                    "secteur": maybe(*SECTEUR.modalites), "taille": maybe(*TAILLE.modalites),
                }  # fmt: skip
            found["parcours"].append(row)
            famille = chance.choice(list(FAMILLE.modalites))
            found["etapes"].append({
                "dispositif": dispositif, "parcours": numero, "personne": chance.randrange(6), "type": "AUT",
                "famille": famille, "iae": chance.choice(list(IAE.modalites)) if famille == "iae" else None,
                "is_contrat": chance.random() < 0.5, "is_formation": famille == "formation", "debut": day(),
                "fin": maybe(day()),
            })  # fmt: skip
            found["contacts"] += [
                {
                    "dispositif": dispositif,
                    "parcours": chance.choice(numeros),
                    "le": day() - timedelta(days=chance.randrange(100)),
                }
            ]
            if numero % 3 == 0:
                found["suspensions"].append(
                    {"dispositif": dispositif, "parcours": chance.choice(numeros), "du": day(), "repris": maybe(day())}
                )
                found["equipe"].append(
                    {"dispositif": dispositif, "referent": numero, "du": day(), "au": maybe(day()), "centiemes": 10 + 7 * numero}
                )  # fmt: skip
    return found


def sample_2019(dispositifs: Sequence[str], *, pas: int) -> Rows:
    """One row in `pas` of the calibrated year, with its étapes, dealt out to these dispositifs."""
    kept: dict[int, str] = {}
    parcours: list[Row] = []
    for rang, row in enumerate(list_parcours()):
        if rang % pas == 0:
            kept[row["parcours"]] = dispositifs[len(kept) % len(dispositifs)]
            parcours.append(row | {"dispositif": kept[row["parcours"]]})
    etapes = [row | {"dispositif": kept[row["parcours"]]} for row in list_etapes() if row["parcours"] in kept]
    return {"parcours": parcours, "etapes": etapes}
