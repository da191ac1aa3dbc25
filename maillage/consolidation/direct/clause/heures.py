"""The hours that wait for their validation; what they would make of the figures: counted again by the catalogue."""

from functools import cache

from maillage.clause.permissions import Droit as DroitClause
from maillage.clause.queries.histoire import select_declarees
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.metiers import Attente, Lien
from maillage.consolidation.direct.simulation import list_passages
from maillage.consolidation.faits.extraction import read_declarees
from maillage.consolidation.faits.tables_clause import CONTRATS, HEURES
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import write_accord

CODES = (
    "clause.heures", "clause.participants", "clause.contrats_actifs", "clause.heures_par_participant", "clause.part_siae",
)  # fmt: skip

CONTRAT = list(CONTRATS.types).index("contrat")


@cache
def _make_catalogue() -> Catalogue:
    mesures = tuple(CLAUSE.mesures[code] for code in CODES)
    return Catalogue.make([Chapitre("heures", "Heures", "Ce que les heures à valider changeraient.", mesures)])


def find_attente(acteur: Acteur, compte: Compte) -> Attente | None:
    """Of the year counted; None where nothing waits."""
    nombre = select_declarees(acteur).filter(mois__year=compte.millesime).count()
    if not nombre:
        return None
    lignes, declarees = compte.faits.lignes, read_declarees(acteur, compte.dispositif).lignes
    known = {ligne[CONTRAT] for ligne in lignes[CONTRATS]}
    nouveaux = [ligne for ligne in declarees[CONTRATS] if ligne[CONTRAT] not in known]
    then = {
        **lignes, HEURES: [*lignes[HEURES], *declarees[HEURES]], CONTRATS: [*lignes[CONTRATS], *nouveaux],
    }  # fmt: skip
    return Attente(
        titre=write_accord(nombre, "ligne d’heures attend d’être validée", "lignes d’heures attendent d’être validées"),
        phrase=f"De {compte.millesime}, elles ne comptent pas encore. Validées telles quelles, elles changeraient ces chiffres.",
        passages=list_passages(compte, _make_catalogue(), then),
        lien=Lien("Valider ces heures", "clause:heures_a_valider", DroitClause.SUIVRE_PERSONNES),
        sinon="Les facilitateurs les valident.",
    )  # fmt: skip
