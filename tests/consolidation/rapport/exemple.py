"""The fictitious country of 2019 as a book: 127 dispositifs spread over the real regions, under names that nobody bears."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.publications.registre import list_chiffres
from maillage.consolidation.rapport.annees import AnneePubliee, Lue, Perimetres
from maillage.consolidation.rapport.branchement import name_lieux
from maillage.consolidation.rapport.livre import Livre, Parametre, Participant
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import Taux
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from tests.consolidation.calibrage import DISPOSITIFS, write_faits

JOUR = date(2020, 6, 15)
DENOMINATEURS = frozenset(mesure.denominateur.code for mesure in PLIE.mesures.values() if isinstance(mesure, Taux))
# Regions by how many PLIE they have in the example, the departement of each.
REGIONS: tuple[tuple[str, str, int], ...] = (
    ("84", "69", 14), ("27", "21", 10), ("53", "35", 6), ("24", "37", 4), ("44", "67", 12), ("32", "59", 24), ("11", "93", 14),
    ("28", "76", 9), ("75", "33", 9), ("76", "31", 9), ("52", "44", 7), ("93", "13", 6), ("04", "974", 3),
)  # fmt: skip
NOMS = (
    "du Val d’Orme",
    "des Trois Rives",
    "du Pays de Brume",
    "de la Haute Lande",
    "des Tisserands",
    "du Grand Pré",
    "de Sauveterre",
    "des Deux Ponts",
)


def list_lieux() -> dict[str, Lieu]:
    places = [Lieu(departement, region) for region, departement, count in REGIONS for _ in range(count)]
    return dict(zip(DISPOSITIFS, places, strict=True))


def list_participants() -> list[Participant]:
    lieux = list_lieux()
    return [
        Participant(
            cle,
            f"PLIE {NOMS[rang % len(NOMS)]} {chr(65 + rang // len(NOMS))}",
            lieux[cle].region,
            lieux[cle].departement,
        )
        for rang, cle in enumerate(DISPOSITIFS)
    ]


def count_2019(dossier: Path) -> list[Cellule]:
    with MoteurDuckdb(write_faits(dossier)) as moteur:
        return compute(PLIE, moteur, [make_annee(2019)], DISPOSITIFS)


def make_livre(parties: Sequence[Cellule], masquees: frozenset[Any] = frozenset(), **changes: Any) -> Livre:
    cellules = add_niveaux(parties, list_lieux())
    participants = list_participants()
    found = Consolidation(2019, cellules, {one.cle: one.nom for one in participants}, is_fictive=True)
    return Livre(
        found, masquees, participants=participants, lieux=name_lieux(),
        parametres=(Parametre("recenses", "PLIE recensés", 146, "annuaire du réseau"),), perimetres=make_perimetres(), **changes,
    )  # fmt: skip


def make_2018(livre: Livre) -> AnneePubliee:
    """The same cells a year before, a little fewer, as they were released: something to compare with."""
    cellules = [_shrink(one) for one in livre.consolidation.cellules]
    return publish(replace(livre, consolidation=replace(livre.consolidation, millesime=2018, cellules=cellules)))


def _shrink(cellule: Cellule) -> Cellule:
    """What something is divided by, by one hundredth; the rest by three: a base stays the count it is."""
    mesure = PLIE.mesures[cellule.code]
    parts = (mesure.numerateur, mesure.denominateur) if isinstance(mesure, Taux) else (mesure, mesure)
    numerateur, base = (99 if one.code in DENOMINATEURS else 97 for one in parts)
    return cellule._replace(
        periode="2018", numerateur=cellule.numerateur * numerateur // 100, base=cellule.base * base // 100
    )


def publish(livre: Livre) -> AnneePubliee:
    """A book as the register keeps it."""
    chiffres = list_chiffres(livre, livre.perimetres.couverture, hors=())
    lues = {
        (one.code, one.niveau, one.territoire, one.ventilation, one.modalite): Lue(one.version, one.valeur, one.base, one.is_masque)
        for one in chiffres
    }  # fmt: skip
    return AnneePubliee(livre.millesime, lues, livre.perimetres)


def make_perimetres() -> Perimetres:
    """Everybody tells every figure."""
    membres: dict[tuple[str, str], set[str]] = {}
    for cle, lieu in list_lieux().items():
        for ou in (("france", "FR"), ("region", lieu.region), ("departement", lieu.departement), ("dispositif", cle)):
            membres.setdefault(ou, set()).add(cle)
    couverture = {(code, *ou): len(cles) for ou, cles in membres.items() for code in PLIE.mesures}
    return Perimetres({ou: frozenset(cles) for ou, cles in membres.items()}, couverture)


def hide(livre: Livre, nombre: int) -> Livre:
    """Every cell that holds this number, as count, base or unknown: what a mask of linked tables would hide together."""
    masquees = frozenset(
        one.cle for one in livre.consolidation.cellules if nombre in (one.numerateur, one.base, one.non_reponse)
    )
    return replace(livre, masquees=masquees)
