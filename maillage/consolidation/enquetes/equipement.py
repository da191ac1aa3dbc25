"""TAUX_EQUIPEMENT of the structures that a campaign asks: read in the directory, counted by the catalogue, never one by one."""

from datetime import date

from maillage.consolidation.catalogue.reseau import RESEAU, TAUX_EQUIPEMENT, TOUTES
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.queries.campagnes import list_attendus
from maillage.consolidation.faits.tables_annuaire import STRUCTURES
from maillage.indicateurs.calcul import compose, compute_ensemble
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.valeurs import derive
from maillage.reseau.models import Logiciel
from maillage.reseau.models.moyens import en_cours
from maillage.reseau.nomenclatures import UsageLogiciel
from maillage.socle.contexte import open_service

METIERS: dict[str, UsageLogiciel] = {Consolide.PLIE: UsageLogiciel.PARCOURS}


def list_faits(campagne: Campagne) -> list[tuple[object, ...]]:
    """As the directory was on the last day of the year; who declared no software at all is not known."""
    on = date(campagne.millesime, 12, 31)
    usages: dict[int, set[str]] = {}
    with open_service("équipement du réseau"):
        attendus = list(list_attendus(campagne).values_list("pk", "uuid"))
        rows = Logiciel.objects.filter(en_cours(on=on), dispositif__in=[pk for pk, _ in attendus])
        for pk, usage in rows.values_list("dispositif", "usage"):
            usages.setdefault(pk, set()).add(usage)
    metier = METIERS[Consolide(campagne.consolide)]
    return [(str(cle), on, metier in usages[pk] if pk in usages else None) for pk, cle in attendus]


def count_equipement(campagne: Campagne) -> dict[str, Cellule]:
    """By measure of the catalogue of the network."""
    with MoteurMemoire({STRUCTURES: list_faits(campagne)}) as moteur:
        cellules = compose(RESEAU, compute_ensemble(RESEAU, moteur, [make_annee(campagne.millesime)]))
    return {cellule.code: cellule for cellule in cellules}


def read_equipement(campagne: Campagne) -> dict[str, object]:
    """The rate with what it is out of, and how many structures said nothing."""
    found = count_equipement(campagne)
    taux, toutes = found[TAUX_EQUIPEMENT.code], found[TOUTES.code].numerateur
    return {
        "taux": derive(TAUX_EQUIPEMENT, taux), "equipees": taux.numerateur, "connues": taux.base, "structures": toutes,
        "inconnues": toutes - taux.base,
    }  # fmt: skip
