"""The short forms of the report, in full."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import Partie, Tableau
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.phrases import write

SIGLES: tuple[tuple[str, str], ...] = (
    ("ACI", "atelier et chantier d’insertion"),
    ("AI", "association intermédiaire"),
    ("CDD, CDI", "contrat de travail à durée déterminée, à durée indéterminée"),
    ("DELD", "demandeur d’emploi de longue durée"),
    ("EI", "entreprise d’insertion"),
    ("EPCI", "établissement public de coopération intercommunale"),
    ("ETP", "équivalent temps plein"),
    ("ETTI", "entreprise de travail temporaire d’insertion"),
    ("FSE", "Fonds social européen"),
    ("IAE", "insertion par l’activité économique"),
    ("PLIE", "plan local pluriannuel pour l’insertion et l’emploi"),
    ("QPV", "quartier prioritaire de la politique de la ville"),
    ("RSA", "revenu de solidarité active"),
)


def write_sigles(livre: Livre) -> Partie:
    return list_sigles(SIGLES)


def list_sigles(sigles: Sequence[tuple[str, str]]) -> Partie:
    lignes = [(write(sigle), write(sens)) for sigle, sens in sigles]
    return Partie("sigles", "Sigles", (Tableau(write("Sigles employés"), (write("Sigle"), write("Sens")), lignes),))
