"""The short forms of the report of the clause, in full."""

from maillage.consolidation.rapport.blocs import Partie
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.plans import sigles

SIGLES: tuple[tuple[str, str], ...] = (
    ("AI", "association intermédiaire"),
    ("CAP", "certificat d’aptitude professionnelle"),
    ("CDD, CDI", "contrat de travail à durée déterminée, à durée indéterminée"),
    ("EA", "entreprise adaptée"),
    ("EITI", "entreprise d’insertion par le travail indépendant"),
    ("ESAT", "établissement et service d’accompagnement par le travail"),
    ("ETP", "équivalent temps plein"),
    ("ETTI", "entreprise de travail temporaire d’insertion"),
    ("GEIQ", "groupement d’employeurs pour l’insertion et la qualification"),
    ("NPNRU", "nouveau programme national de renouvellement urbain"),
    ("QPV", "quartier prioritaire de la politique de la ville"),
    ("ROME", "répertoire opérationnel des métiers et des emplois"),
    ("RSA", "revenu de solidarité active"),
    ("SIREN", "numéro d’une entreprise ou d’un organisme au répertoire de l’Insee"),
)


def write_sigles(livre: Livre) -> Partie:
    return sigles.list_sigles(SIGLES)
