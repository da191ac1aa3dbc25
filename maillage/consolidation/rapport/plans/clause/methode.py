"""What is particular to the count of the clause, before what every report says of its method."""

from maillage.consolidation.rapport.blocs import Liste, Partie, Rubrique
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans import annexes

REGLES = (
    "une heure compte l’année de son mois, une fois validée, chez le service qui en a le crédit ; une correction se déduit ;",
    "les heures sont réelles : celles qu’un marché valorise ne servent qu’à dire si son engagement est tenu ;",
    "un engagement est à l’entreprise qui conduit le lot, titulaire ou mandataire ; il se juge l’année où le lot finit, avec toutes ses "
    "heures ;",
    "une personne est employée dans l’année si elle y a plus de zéro heure ; elle est décrite au premier jour de son premier contrat ;",
    "un marché, un acheteur, une entreprise que plusieurs services suivent comptent une fois à chaque niveau : le national n’est pas "
    "la somme des régions ;",
    "les personnes et les contrats ne sont connus que de leur service : le national est leur somme, et qui a un dossier dans deux "
    "services y compte deux fois ;",
    "une structure qui ne donne qu’un total d’heures est comptée à part, et n’ajoute personne ;",
    "un service peut déclarer son année en totaux : ses heures, ses personnes et ses contrats s’ajoutent à ceux des autres, et ses "
    "heures ne sont pas dites « suivies une à une ».",
)  # fmt: skip


def write_methode(livre: Livre) -> Partie:
    propre = Rubrique("methode-clause", "Ce que compte la clause", [Liste([write(regle) for regle in REGLES])])
    return annexes.write_methode(livre, avant=(propre,))
