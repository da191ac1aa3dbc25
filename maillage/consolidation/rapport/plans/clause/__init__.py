"""« Consolidation de la clause sociale »: the plan of the other yearly report, on the catalogue of the clause."""

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans import Ecrit, Plan
from maillage.consolidation.rapport.plans.annexes import write_definitions, write_participants
from maillage.consolidation.rapport.plans.clause.apres import write_apres
from maillage.consolidation.rapport.plans.clause.contrats import write_contrats
from maillage.consolidation.rapport.plans.clause.employeurs import write_employeurs
from maillage.consolidation.rapport.plans.clause.equipes import write_equipes
from maillage.consolidation.rapport.plans.clause.essentiel import ESSENTIEL
from maillage.consolidation.rapport.plans.clause.evolutions import write_evolutions
from maillage.consolidation.rapport.plans.clause.heures import write_heures
from maillage.consolidation.rapport.plans.clause.introduction import write_introduction
from maillage.consolidation.rapport.plans.clause.marches import write_marches
from maillage.consolidation.rapport.plans.clause.methode import write_methode
from maillage.consolidation.rapport.plans.clause.personnes import write_personnes
from maillage.consolidation.rapport.plans.clause.sigles import write_sigles
from maillage.consolidation.rapport.plans.clause.synthese import write_synthese
from maillage.consolidation.rapport.plans.clause.territoires import write_territoires
from maillage.consolidation.rapport.plans.couverture import say_origine
from maillage.consolidation.rapport.vocabulaire import find_vocabulaire


def write_chapeau(livre: Livre) -> Phrase:
    modele = "un service" if livre.comptes == 1 else "{nombre} services"
    return write(
        f"Ce que la clause sociale a produit en {{annee}} dans {modele}, {{origine}}.", nombre=livre.count_participants(),
        annee=say_annee(livre.millesime), origine=say_origine(livre),
    )  # fmt: skip


PLAN = Plan(
    "clause", find_vocabulaire(CLAUSE).titre, CLAUSE, write_chapeau,
    (
        Ecrit("synthese", write_synthese), Ecrit("introduction", write_introduction), Ecrit("marches", write_marches),
        Ecrit("heures", write_heures), Ecrit("employeurs", write_employeurs), Ecrit("personnes", write_personnes),
        Ecrit("contrats", write_contrats), Ecrit("apres", write_apres), Ecrit("equipes", write_equipes),
        Ecrit("territoires", write_territoires), Ecrit("evolutions", write_evolutions), Ecrit("participants", write_participants),
        Ecrit("methode", write_methode), Ecrit("definitions", write_definitions), Ecrit("sigles", write_sigles),
    ),
    ESSENTIEL,
)  # fmt: skip
