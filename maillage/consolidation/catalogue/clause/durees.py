"""How long the contracts of the clause lasted: of those that are over, and whose real end is known."""

import ibis
from ibis import _

from maillage.consolidation.catalogue.clause.populations import CONTRATS_FINIS
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Mediane, Moyenne

SOURCE = "domaine de la clause, § 4 : contrat, début et fin réelle"
# The first day and the last are days of the contract. Nobody may have said that it went to its term.
JOURS = ibis.ifelse(_.is_fin_dite, _.fin.delta(_.debut, unit="day") + 1, None)
NOTE = (
    "En jours de calendrier, premier et dernier compris. Un renouvellement sans interruption prolonge le même contrat ; une mission "
    "d’intérim en est un. Un contrat dont seule la fin prévue est connue n’est pas dans la base : il est compté à côté."
)
DUREES = Chapitre(
    "clause-durees", "Durée des contrats", "Contrats finis dans la période, du premier jour au dernier.",
    (
        Effectif(
            code="clause.contrats_finis", libelle="Contrats finis", unite="contrats", population=CONTRATS_FINIS,
            compte="contrats finis", source=SOURCE,
            note="Fin réelle, à défaut prévue et passée. Ils n’ont pas tous eu des heures dans la période.",
        ),
        Moyenne(
            code="clause.duree_contrats_moyenne", repere="DUREE_CONTRATS", libelle="Durée des contrats, moyenne", unite="jours",
            population=CONTRATS_FINIS, compte="contrats finis dont la fin réelle est connue", source=SOURCE, valeur=JOURS,
            note=NOTE,
        ),
        Mediane(
            code="clause.duree_contrats_mediane", repere="DUREE_CONTRATS", libelle="Durée des contrats, médiane", unite="jours",
            population=CONTRATS_FINIS, compte="contrats finis dont la fin réelle est connue", source=SOURCE, valeur=JOURS,
            note=NOTE,
        ),
    ),
)  # fmt: skip
