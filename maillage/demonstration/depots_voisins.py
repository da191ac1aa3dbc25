"""The services of the clause that are elsewhere: fictitious neighbours of Valombre, so that its campaign has a report to read.

Some are counted in another installation, and come as files; others do without Maillage, and declare their totals. All invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.utils.timezone import make_aware

from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.depots.actions.depots import make_entete, receive_agrege, receive_document
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.rules.documents import write_document
from maillage.consolidation.faits.codage import Faits
from maillage.demonstration.cles import make_cle
from maillage.demonstration.personnages import DEPARTEMENT, REGION
from maillage.demonstration.reseau.annees_clause import list_annees_clause, share_annees
from maillage.demonstration.reseau.lieux import OUVERTURE
from maillage.demonstration.reseau.lignes_clause import write_service
from maillage.demonstration.totaux import declare
from maillage.indicateurs.apports import Apport, compute_apports
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Departement

DIVISEUR = 50  # of the country: eleven small services
PORTEUR = "Structures porteuses fictives, services voisins"
ORIGINE = "Bilan d’activité de l’année, reçu en février (fictif)"


@dataclass(frozen=True, slots=True)
class Voisin:
    """`departement`: a real one, that of Valombre when the territory is not loaded. `is_equipe`: it uses Maillage, elsewhere."""

    nom: str
    departement: str
    is_equipe: bool = True


VOISINS = (
    Voisin("Clause sociale des Monts-Verts", DEPARTEMENT[0]), Voisin("Clause sociale du Grand-Pré", DEPARTEMENT[0]),
    Voisin("Clause sociale du Val-Fleury", "38"), Voisin("Clause sociale de Bois-Joli", "42"),
    Voisin("Clause sociale de Rochebelle", "69", is_equipe=False),
    Voisin("Clause sociale de Clairmarais", "59"), Voisin("Clause sociale des Deux-Clochers", "62"),
    Voisin("Clause sociale de Grand-Étang", "80", is_equipe=False),
    Voisin("Clause sociale de l’Anse-Claire", "29"), Voisin("Clause sociale de Landemer", "35"),
    Voisin("Clause sociale de Port-Neuf", "56", is_equipe=False),
)  # fmt: skip


def deposit_voisins(campagne: Campagne, *, graine: int, le: date) -> int:
    """Their year is drawn, counted in one pass, then deposited by each; how many deposits."""
    dispositifs = _make_voisins(graine)
    parts = share_annees(
        list_annees_clause(campagne.millesime, campagne.millesime, DIVISEUR), len(dispositifs), Random(f"{graine}:voisins")  # noqa: S311
    )  # fmt: skip
    faits = [
        write_service(str(one.uuid), rang, own, Random(f"{graine}:voisins:{rang}"))  # noqa: S311
        for rang, (one, own) in enumerate(zip(dispositifs, parts, strict=True), 1)
    ]
    cellules, apports = _count(campagne.millesime, dispositifs, faits)
    for voisin, one in zip(VOISINS, dispositifs, strict=True):
        cle = str(one.uuid)
        _deposit(campagne, one, cellules[cle], apports[cle], le=le, is_equipe=voisin.is_equipe)
    return len(dispositifs)


def _make_voisins(graine: int) -> list[Dispositif]:
    lieux = {one.code: one.region_id for one in Departement.objects.filter(code__in={v.departement for v in VOISINS})}
    porteur, _ = Organisation.objects.get_or_create(
        uuid=make_cle(graine, "organisation", PORTEUR), defaults={"nom": PORTEUR, "is_fictive": True}
    )
    found = []
    for rang, voisin in enumerate(VOISINS, 1):
        departement = voisin.departement if voisin.departement in lieux else DEPARTEMENT[0]
        dispositif, is_new = Dispositif.objects.get_or_create(
            uuid=make_cle(graine, "dispositif", f"voisin-{rang}"),
            defaults={
                "slug": f"fictif-voisin-{rang:02d}", "nom": f"{voisin.nom} (service fictif)", "type": TypeDispositif.CLAUSE,
                "region_id": lieux.get(departement) or REGION[0], "departement_id": departement, "ouvert_le": OUVERTURE, "is_fictif": True,
            },
        )  # fmt: skip
        if is_new:
            Portage.objects.create(dispositif=dispositif, organisation=porteur, du=OUVERTURE)
        found.append(dispositif)
    return found


def _count(
    annee: int, dispositifs: Sequence[Dispositif], faits: Sequence[Faits]
) -> tuple[Mapping[str, list[Cellule]], Mapping[str, list[Apport]]]:
    """What the other installations counted: their facts are not kept here."""
    cles, periode = [str(one.uuid) for one in dispositifs], make_annee(annee)
    with TemporaryDirectory() as dossier:
        sources = {}
        for table in CLAUSE.tables:
            path = Path(dossier) / f"{table.nom}.parquet"
            write_parquet(table, [ligne for one in faits for ligne in one.lignes[table]], path)
            sources[table] = [path]
        with MoteurDuckdb(sources) as moteur:
            cellules = compute(CLAUSE, moteur, [periode], cles)
            apports = compute_apports(APPORTS, moteur, periode, cle="dispositif")
    by_cle: dict[str, list[Cellule]] = {cle: [] for cle in cles}
    for cellule in cellules:
        by_cle[cellule.territoire].append(cellule)
    return by_cle, apports


def _deposit(
    campagne: Campagne, dispositif: Dispositif, cellules: list[Cellule], apports: list[Apport], *, le: date, is_equipe: bool
) -> None:  # fmt: skip
    by = Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}), requete="demonstration")
    now = make_aware(datetime.combine(le, time(11, 15)))
    if is_equipe:
        contenu = write_document(make_entete(campagne, dispositif), CLAUSE, cellules, apports=apports)
        receive_document(
            by=by, campagne=campagne, dispositif=dispositif, contenu=contenu, origine=Origine.FICHIER, now=now, today=le
        )
    else:
        receive_agrege(
            by=by, campagne=campagne, dispositif=dispositif, totaux=declare(cellules, apports), now=now, today=le, motif=ORIGINE
        )  # fmt: skip
