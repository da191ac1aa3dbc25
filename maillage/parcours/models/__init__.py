"""The parcours: from the orientation to the exit. Everything belongs to one dispositif and is dated."""

from maillage.parcours.models.accompagnement import DemandeDeContact, Entretien, Note
from maillage.parcours.models.accueil import ContactAccueil
from maillage.parcours.models.commissions import Commission, Inscription, Membre
from maillage.parcours.models.conservation import Echeance, FaitStatistique, FinOperation, Gel, Noyau
from maillage.parcours.models.contrats import Contrat
from maillage.parcours.models.diagnostics import Diagnostic, FreinEvalue, Objectif
from maillage.parcours.models.etapes import Action, Emargement, Positionnement, Session, TypeLocal
from maillage.parcours.models.orientations import Decouverte, Orientation, Prescripteur
from maillage.parcours.models.parcours import Affectation, AnneeClose, Parcours, Passage, Photo
from maillage.parcours.models.preuves import Justificatif, Relance, Transfert
from maillage.parcours.models.protocole import ObjectifProtocole, Protocole
from maillage.parcours.models.referents import Quotite, Referent, Remplacement
from maillage.parcours.models.reglages import Reglage
from maillage.parcours.models.relectures import LecteurDeNotes, ReleveAlertes
from maillage.parcours.models.sorties import (
    Emploi,
    PointDeSuivi,
    Sortie,
    SuiviEnEmploi,
    SuiviEnFormation,
    Suspension,
)
from maillage.parcours.models.sorties_locales import SortieLocale

__all__ = [
    "Action",
    "Affectation",
    "AnneeClose",
    "Commission",
    "ContactAccueil",
    "Contrat",
    "Decouverte",
    "DemandeDeContact",
    "Diagnostic",
    "Echeance",
    "Emargement",
    "Emploi",
    "Entretien",
    "FaitStatistique",
    "FinOperation",
    "FreinEvalue",
    "Gel",
    "Inscription",
    "Justificatif",
    "LecteurDeNotes",
    "Membre",
    "Note",
    "Noyau",
    "Objectif",
    "ObjectifProtocole",
    "Orientation",
    "Parcours",
    "Passage",
    "Photo",
    "PointDeSuivi",
    "Positionnement",
    "Prescripteur",
    "Protocole",
    "Quotite",
    "Referent",
    "Reglage",
    "Relance",
    "ReleveAlertes",
    "Remplacement",
    "Session",
    "Sortie",
    "SortieLocale",
    "SuiviEnEmploi",
    "SuiviEnFormation",
    "Suspension",
    "Transfert",
    "TypeLocal",
]
