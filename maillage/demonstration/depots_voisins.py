"""The structures that are elsewhere: fictitious neighbours of Valombre, so that its campaigns have a report to read.

Some are counted in another installation, and come as files; others do without Maillage, and declare their totals. All invented.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from django.utils.timezone import make_aware

from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.depots.actions.depots import make_entete, receive_agrege, receive_document
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.rules.documents import write_document
from maillage.consolidation.faits.codage import Faits, Lignes
from maillage.demonstration.cles import make_cle
from maillage.demonstration.personnages import DEPARTEMENT, REGION
from maillage.demonstration.reseau.annees_clause import list_annees_clause, share_annees
from maillage.demonstration.reseau.lieux import OUVERTURE
from maillage.demonstration.reseau.lignes_clause import write_service
from maillage.demonstration.totaux import declare
from maillage.indicateurs.apports import Apport, complete, compute_apports
from maillage.indicateurs.calcul import DISPOSITIF, compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.tables import Table
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Departement

DIVISEUR = 50  # of the country: fourteen small services
PORTEUR = "Structures porteuses fictives, services voisins"
ORIGINE = "Bilan d’activité de l’année, reçu en février (fictif)"


@dataclass(frozen=True, slots=True)
class Voisin:
    """`departement`: a real one, that of Valombre when the territory is not loaded. `is_equipe`: it uses Maillage, elsewhere."""

    nom: str
    departement: str
    is_equipe: bool = True


# Four a region: of three, any two would know what the third is once the region is public.
VOISINS = (
    Voisin("Clause sociale des Monts-Verts", DEPARTEMENT[0]), Voisin("Clause sociale du Grand-Pré", DEPARTEMENT[0]),
    Voisin("Clause sociale du Val-Fleury", "38"), Voisin("Clause sociale de Bois-Joli", "42"),
    Voisin("Clause sociale de Rochebelle", "69", is_equipe=False), Voisin("Clause sociale des Trois-Cimes", "73"),
    Voisin("Clause sociale de Clairmarais", "59"), Voisin("Clause sociale des Deux-Clochers", "62"),
    Voisin("Clause sociale de Grand-Étang", "80", is_equipe=False), Voisin("Clause sociale de Haute-Garenne", "60"),
    Voisin("Clause sociale de l’Anse-Claire", "29"), Voisin("Clause sociale de Landemer", "35"),
    Voisin("Clause sociale de Port-Neuf", "56", is_equipe=False), Voisin("Clause sociale de la Grève-Blanche", "22"),
)  # fmt: skip


def deposit_voisins(campagne: Campagne, *, graine: int, le: date) -> int:
    """Their year is drawn, counted in one pass, then deposited by each; how many deposits."""
    dispositifs = make_voisins(graine, VOISINS, TypeDispositif.CLAUSE)
    parts = share_annees(
        list_annees_clause(campagne.millesime, campagne.millesime, DIVISEUR), len(dispositifs), Random(f"{graine}:voisins")  # noqa: S311
    )  # fmt: skip
    faits = [
        write_service(str(one.uuid), rang, own, Random(f"{graine}:voisins:{rang}"))  # noqa: S311
        for rang, (one, own) in enumerate(zip(dispositifs, parts, strict=True), 1)
    ]
    cellules, apports = count_exercice(campagne.millesime, [str(one.uuid) for one in dispositifs], faits)
    for voisin, one in zip(VOISINS, dispositifs, strict=True):
        cle = str(one.uuid)
        if voisin.is_equipe:
            contenu = write_document(make_entete(campagne, one), CLAUSE, cellules[cle], apports=apports[cle])
            deposit_fichier(campagne, one, contenu, le=le)
        else:
            deposit_totaux(campagne, one, declare(cellules[cle], apports[cle]), le=le)
    return len(dispositifs)


QUALITES = {TypeDispositif.CLAUSE: ("voisin", "service fictif"), TypeDispositif.PLIE: ("voisin-plie", "PLIE fictif")}


def make_voisins(graine: int, voisins: Sequence[Voisin], type_: TypeDispositif) -> list[Dispositif]:
    """In their order; done already, it does nothing."""
    prefixe, qualite = QUALITES[type_]
    lieux = {one.code: one.region_id for one in Departement.objects.filter(code__in={v.departement for v in voisins})}
    porteur, _ = Organisation.objects.get_or_create(
        uuid=make_cle(graine, "organisation", PORTEUR), defaults={"nom": PORTEUR, "is_fictive": True}
    )
    found = []
    for rang, voisin in enumerate(voisins, 1):
        departement = voisin.departement if voisin.departement in lieux else DEPARTEMENT[0]
        dispositif, is_new = Dispositif.objects.get_or_create(
            uuid=make_cle(graine, "dispositif", f"{prefixe}-{rang}"),
            defaults={
                "slug": f"fictif-{prefixe}-{rang:02d}", "nom": f"{voisin.nom} ({qualite})", "type": type_,
                "region_id": lieux.get(departement) or REGION[0], "departement_id": departement, "ouvert_le": OUVERTURE, "is_fictif": True,
            },
        )  # fmt: skip
        if is_new:
            Portage.objects.create(dispositif=dispositif, organisation=porteur, du=OUVERTURE)
        found.append(dispositif)
    return found


def count_exercice(
    annee: int, cles: Sequence[str], faits: Iterable[Faits]
) -> tuple[dict[str, list[Cellule]], dict[str, list[Apport]]]:
    """What other installations count of their year: their facts are not kept here."""
    periode, lignes = make_annee(annee), defaultdict[Table, Lignes](list)
    for one in faits:
        for table in CLAUSE.tables:
            lignes[table] += one.lignes[table]
    with MoteurMemoire(lignes) as moteur:
        cellules = compute(CLAUSE, moteur, [periode], cles)
        found = compute_apports(APPORTS, moteur, periode, cle=DISPOSITIF)
    by_cle: dict[str, list[Cellule]] = {cle: [] for cle in cles}
    for cellule in cellules:
        by_cle[cellule.territoire].append(cellule)
    return by_cle, {cle: found.get(cle) or complete(APPORTS, {}) for cle in cles}


def deposit_fichier(campagne: Campagne, dispositif: Dispositif, contenu: bytes, *, le: date) -> None:
    receive_document(
        by=_act_for(dispositif), campagne=campagne, dispositif=dispositif, contenu=contenu, origine=Origine.FICHIER,
        now=_find_instant(le), today=le,
    )  # fmt: skip


def deposit_totaux(campagne: Campagne, dispositif: Dispositif, totaux: Mapping[str, int], *, le: date) -> None:
    receive_agrege(
        by=_act_for(dispositif), campagne=campagne, dispositif=dispositif, totaux=totaux, now=_find_instant(le), today=le,
        motif=ORIGINE, vue=0,
    )  # fmt: skip


def _act_for(dispositif: Dispositif) -> Acteur:
    return Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}), requete="demonstration")


def _find_instant(le: date) -> datetime:
    return make_aware(datetime.combine(le, time(11, 15)))
