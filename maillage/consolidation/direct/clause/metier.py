"""« Ma consolidation » of a service of the clause."""

from maillage.clause.permissions import Droit as DroitClause
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.direct.clause.etats import find_page, read_etats
from maillage.consolidation.direct.clause.heures import find_attente
from maillage.consolidation.direct.clause.objets import CONTRAT, ENTREPRISE, LOT
from maillage.consolidation.direct.clause.variables import ETATS, VARIABLES
from maillage.consolidation.direct.metiers import Lien, Metier, Textes
from maillage.consolidation.faits.tables_clause import CONTRATS, HEURES, LOTS
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.socle.acteur import Acteur


def list_closes(acteur: Acteur) -> set[int]:
    """A service of the clause closes no year: what it deposited stays, its lots and its hours go on."""
    return set()


# What several contracts, or nobody, make is read lot by lot, or company by company.
PAR_LOT, PAR_ENTREPRISE = (LOT.cle,), (ENTREPRISE.cle, LOT.cle)
CLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("clause.heures_en_tout", "clause.heures_agregees", "clause.couverture_heures", "clause.marches_avec_heures",
         "clause.natures", "clause.parts_donneurs"),
        PAR_LOT,
    ),
    **dict.fromkeys(
        ("clause.entreprises", "clause.entreprises_par_facilitateur", "clause.part_siae_marche", "clause.part_tpe_pme",
         "clause.part_moins_250"),
        PAR_ENTREPRISE,
    ),
}  # fmt: skip
METIER_CLAUSE = Metier(
    catalogue=CLAUSE,
    en_tete=("clause.lots", "clause.heures", "clause.participants", "clause.contrats_actifs", "clause.taux_realisation"),
    debuts=((HEURES, "mois"), (LOTS, "notifie_le"), (CONTRATS, "debut")), objets=(CONTRAT, LOT, ENTREPRISE),
    variables={variable.value: one for variable, one in VARIABLES.items()}, etats=ETATS,
    textes=Textes(
        source="vos lots, contrats et heures",
        vide=("Aucun lot, aucune heure.", "Vos chiffres se comptent dès le premier lot notifié, dès la première heure validée."),
        close="",
        totaux="Ce chiffre compte des personnes et leurs contrats, ou dépend d’une réponse personnelle. Votre rôle en lit les totaux ; "
        "les facilitateurs, qui suivent les personnes, ouvrent la liste.",
        ailleurs="Ce chiffre ne vient ni des lots ni des contrats, mais des postes du service.",
        lien_ailleurs=Lien("Voir les postes et leur temps", "clause:postes", DroitClause.VOIR_ACTIVITE),
        correction="Une fois connu, le profil du premier jour se reprend sur le contrat : le chiffre change aussitôt.",
        correcteurs="Les facilitateurs complètent la réponse : le chiffre change aussitôt.",
    ),
    list_closes=list_closes, read_etats=read_etats, find_page=find_page, find_attente=find_attente,
    droit_corriger=DroitClause.SUIVRE_PERSONNES, hors=frozenset({Indicateur.I_30.value}),
    cles=CLES,
)  # fmt: skip
