"""« Consolidation des PLIE »: the plan of the network's yearly report."""

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans import Ecrit, Plan
from maillage.consolidation.rapport.plans.annexes import write_definitions, write_methode, write_participants
from maillage.consolidation.rapport.plans.couverture import say_origine
from maillage.consolidation.rapport.plans.plie.contenu import write_contenu, write_durees
from maillage.consolidation.rapport.plans.plie.entrees import write_entrees
from maillage.consolidation.rapport.plans.plie.equipes import write_equipes
from maillage.consolidation.rapport.plans.plie.essentiel import ESSENTIEL
from maillage.consolidation.rapport.plans.plie.evolutions import write_evolutions
from maillage.consolidation.rapport.plans.plie.introduction import write_introduction
from maillage.consolidation.rapport.plans.plie.sorties import write_sorties
from maillage.consolidation.rapport.plans.plie.synthese import write_synthese
from maillage.consolidation.rapport.plans.plie.territoires import write_territoires
from maillage.consolidation.rapport.plans.sigles import write_sigles


def write_chapeau(livre: Livre) -> Phrase:
    modele = "Ce qu’un PLIE a fait" if livre.comptes == 1 else "Ce que {nombre} PLIE ont fait"
    return write(
        f"{modele} en {{annee}}, {{origine}}.", nombre=livre.count_participants(), annee=say_annee(livre.millesime),
        origine=say_origine(livre),
    )  # fmt: skip


PLAN = Plan(
    "plie", "Consolidation des PLIE", PLIE, write_chapeau,
    (
        Ecrit("synthese", write_synthese), Ecrit("introduction", write_introduction),
        Ecrit("entrees", write_entrees), Ecrit("sorties", write_sorties), Ecrit("contenu", write_contenu),
        Ecrit("durees", write_durees), Ecrit("equipes", write_equipes), Ecrit("territoires", write_territoires),
        Ecrit("evolutions", write_evolutions),
        Ecrit("participants", write_participants), Ecrit("methode", write_methode),
        Ecrit("definitions", write_definitions), Ecrit("sigles", write_sigles),
    ),
    ESSENTIEL,
)  # fmt: skip
