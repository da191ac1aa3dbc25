"""P14: hiding what must be hidden of a table of 127 dispositifs, by sex and age, against τ-ARGUS. Goal: at most 0.2 × its MOD.

Ours is paid with its attack, insiders included; τ-ARGUS (pytauargus, its open solver inside) protects and audits nothing. Both
start from the same table and must find the same small cells. What each hides beside them, what it costs (the sum of
log2(2 + value)) and what our attack still finds again in it, is said, not measured. `MAILLAGE_BANC_PLIE` makes it smaller.
"""

import os
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from math import log2
from pathlib import Path
from random import Random
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.consolidation.secret.tableaux import Axe, Cellule, Cle, Publication, Somme, Tableau

PLIE = int(os.environ.get("MAILLAGE_BANC_PLIE", "127"))
JOUR = date(2026, 6, 1)
SEUIL, GRAINE, ENTREES = 11, 14, 33_711
SEXES, AGES = {"f": 54, "h": 46}, {"moins_26": 11, "26_44": 57, "45_plus": 32}
TOTAL = "total"
Feuilles = Mapping[tuple[str, ...], int]


def draw_feuilles(plie: int = PLIE) -> Feuilles:
    """Entries of 2019 (Consolidation des PLIE 2019, § 2.1), dealt out to dispositifs of unequal sizes."""
    chance = Random(GRAINE)  # noqa: S311  nobody's secret: figures are drawn
    sizes = {f"plie-{rang:03}": 1 + rang % 5 for rang in range(plie)}
    found: dict[tuple[str, ...], int] = dict.fromkeys(product(sizes, SEXES, AGES), 0)
    drawn = [
        chance.choices(list(weights), weights=list(weights.values()), k=ENTREES * plie // 127)
        for weights in (sizes, SEXES, AGES)
    ]
    for place in zip(*drawn, strict=True):
        found[place] += 1
    return found


def make_publication(feuilles: Feuilles) -> Publication:
    axes = tuple(
        Axe(code, (Somme(TOTAL, tuple(dict.fromkeys(place[rang] for place in feuilles))),))
        for rang, code in enumerate(("lieu", "sexe", "age"))
    )
    sums: dict[tuple[str, ...], int] = {}
    for place, valeur in feuilles.items():
        for above in product(*((modalite, TOTAL) for modalite in place)):
            sums[above] = sums.get(above, 0) + valeur
    cellules = {place: Cellule(valeur) for place, valeur in sums.items()}
    return Publication("banc", (Tableau("entrees", "entrees", "2019", axes, cellules),))


def describe(publication: Publication, petites: Set[Cle], cachees: Set[Cle]) -> str:
    """What somebody hid, and what the attack finds again in it."""
    from maillage.consolidation.attaque.certificats import RETROUVEE

    (tableau,) = publication.tableaux
    valeurs = {tableau.get_cle(place): tableau.get(place).valeur for place in tableau.list_places()}
    cout = sum(log2(2 + float(valeurs[cle])) for cle in cachees)
    certificat = attack(publication, frozenset(valeurs) - cachees)
    found = sum(primaire["verdict"] == RETROUVEE for primaire in certificat["primaires"])
    return (
        f"cache {len(cachees - petites)} cases en plus des {len(petites)} petites, sur {len(valeurs)} ; perte {cout:.0f} ; "
        f"l’attaque en retrouve {found}, et de l’intérieur {len(certificat['fuites'])}"
    )


def attack(publication: Publication, montrees: frozenset[Cle]) -> dict[str, Any]:
    from maillage.consolidation.attaque.certificats import certify
    from maillage.consolidation.secret.dossiers import write_dossier
    from maillage.consolidation.secret.nomenclatures import Diffusion
    from maillage.consolidation.secret.parametres import read_seuils

    dossier = write_dossier(
        [replace(publication, montrees=montrees)],
        read_seuils(Diffusion.PUBLIQUE, on=JOUR),
        diffusion=Diffusion.PUBLIQUE,
    )
    return certify(dossier, now=datetime(JOUR.year, JOUR.month, JOUR.day, tzinfo=UTC))


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """No base: the table is drawn at random, the same for all."""
    yield os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


CAS = Cas(
    code="secret",
    titre=f"P14, le secret d’un tableau de {PLIE} dispositifs, par sexe et par âge",
    but=0.2,
    concurrents={
        "Maillage, attaque comprise": "maillage.bancs.cas.secret_maillage",
        "τ-ARGUS, MOD": "maillage.bancs.pairs.secret_tauargus_mod",
        "τ-ARGUS, OPT": "maillage.bancs.pairs.secret_tauargus_opt",
    },
    prepare=prepare,
    mesure="temps de calcul",
)
