"""The person followed: who they are, where they live, their dated situation, what they were told and agreed to."""

from maillage.participants.models.droits import Consentement, Information
from maillage.participants.models.personnes import Adresse, CleIdentite, Personne
from maillage.participants.models.projets import Experience, Projet, Recherche, VersionProjet
from maillage.participants.models.situations import Situation, SituationSensible

__all__ = [
    "Adresse",
    "CleIdentite",
    "Consentement",
    "Experience",
    "Information",
    "Personne",
    "Projet",
    "Recherche",
    "Situation",
    "SituationSensible",
    "VersionProjet",
]
