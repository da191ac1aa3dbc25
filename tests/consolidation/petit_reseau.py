"""Small fictitious networks, their facts in a folder of their own: no database is needed to count and to mask them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from maillage.consolidation.cellules.comptage import Consolidation, count_millesime
from maillage.consolidation.cellules.diffusion import write_release
from maillage.consolidation.cellules.masquage import Masquage, hide_cellules
from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import write_faits
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.parametres import PERIMETRE
from maillage.consolidation.secret.tableaux import Publication
from maillage.demonstration.reseau.annees import list_annees
from maillage.demonstration.reseau.lignes import Etapes, draw_etapes, write_plie
from maillage.demonstration.reseau.parcours import draw_reseau
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.repartitions import share

JOUR = date(2026, 6, 1)
INSTANT = datetime(2026, 6, 1, tzinfo=UTC)
MINIMUM = PERIMETRE.get(on=JOUR).valeur
ESPACE = UUID(int=7)
# Three regions of the mainland, of two départements, and two regions too small to stand alone.
LIEUX = (("84", "38"), ("84", "38"), ("84", "42"), ("84", "42"), ("32", "59"), ("32", "59"), ("32", "59"), ("32", "62"),
         ("11", "93"), ("11", "93"), ("11", "94"), ("11", "94"), ("53", "35"), ("52", "44"), ("52", "44"), ("52", "44"))  # fmt: skip


def make_reseau(
    *, graine: int = 1, diviseur: int = 5, premiere: int = 2019, derniere: int = 2019,
    lieux: Sequence[tuple[str, str]] = LIEUX,
) -> list[Dispositif]:  # fmt: skip
    """PLIE that nobody saved, and their facts."""
    annees = list_annees(premiere, derniere, diviseur)
    plies = draw_reseau(annees, len(lieux), graine=graine)
    chance = Random(graine)
    etapes = [draw_etapes(annee, chance) for annee in annees]
    found = []
    for rang, (region, departement) in enumerate(lieux):
        one = Dispositif(
            pk=rang + 1, uuid=uuid5(ESPACE, f"{graine}-{rang}"), slug=f"fictif-{rang}", nom=f"PLIE fictif {rang}",
            type=TypeDispositif.PLIE, region_id=region, departement_id=departement, is_fictif=False,
        )  # fmt: skip
        own = [Etapes(e.annee, _cut(e.codes, [p.poids for p in plies], rang)) for e in etapes]
        faits = write_plie(str(one.uuid), plies[rang], own, derniere=derniere, chance=Random(f"{graine}:{rang}"))
        write_faits(find_racine(), one.uuid, faits)
        found.append(one)
    return found


def _cut(codes: list[str], poids: list[int], rang: int) -> list[str]:
    parts = share(len(codes), poids)
    return codes[sum(parts[:rang]) : sum(parts[: rang + 1])]


def count(dispositifs: list[Dispositif], millesime: int = 2019) -> Consolidation:
    return regroup(count_millesime(dispositifs, millesime=millesime), minimum=MINIMUM)


def hide(
    found: Consolidation, diffusion: Diffusion, *passees: Publication, reservees: Sequence[Publication] = ()
) -> Masquage:
    return hide_cellules(found, diffusion=diffusion, passees=passees, reservees=reservees, on=JOUR, now=INSTANT)


def write_all(dossier: Path, *, graine: int = 1) -> None:
    """Count, mask, attack, write: what the command does."""
    found = count(make_reseau(graine=graine))
    masquage = hide(found, Diffusion.PUBLIQUE)
    assert masquage.is_conforme
    write_release(dossier, found, masquage, diffusion=Diffusion.PUBLIQUE, today=JOUR, regions={})
