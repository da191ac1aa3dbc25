"""Who accompanies in the demonstration, with which working time; and the structures that orient or run étapes."""

from dataclasses import dataclass

from maillage.demonstration.personnages import ARSONNE, VALOMBRE
from maillage.parcours.nomenclatures.etapes import Financement
from maillage.parcours.nomenclatures.orientation import TypePrescripteur


@dataclass(frozen=True, slots=True)
class ReferentFictif:
    """`part`: of the open files. `parti`: left so many days ago; without an account, as those of the past are."""

    prenom: str
    nom: str
    etp: str
    employeur: str
    part: int
    has_compte: bool = False
    parti: int = 0


REFERENTS: dict[str, tuple[ReferentFictif, ...]] = {
    VALOMBRE: (
        ReferentFictif("Solène", "Garrec", "1", "valombre-emploi", 79, True),
        ReferentFictif("Idriss", "Benali", "0.5", "ccas", 38, True),
        ReferentFictif("Claire", "Morel", "0.5", "ccas", 36, True),
        ReferentFictif("Maëlle", "Quintard", "1", "valombre-emploi", 74),
        ReferentFictif("Bastien", "Rouvière", "0.8", "valombre-emploi", 57),
        ReferentFictif("Djamila", "Oussenni", "1", "atelier", 70),
        ReferentFictif("Pierrick", "Lamballe", "0.75", "ccas", 52),
        ReferentFictif("Roxane", "Villedieu", "0.75", "atelier", 44),
        ReferentFictif("Antoine", "Berlioux", "0.75", "ccas", 42),
        ReferentFictif("Josette", "Marinier", "1", "ccas", 0, False, 430),
    ),
    ARSONNE: (
        ReferentFictif("Thierry", "Vasseur", "1", "cc-arsonne", 70, True),
        ReferentFictif("Inès", "Carvaillo", "0.8", "cc-arsonne", 52),
        ReferentFictif("Claire", "Morel", "0.5", "ccas", 30, True),
        ReferentFictif("Idriss", "Benali", "0.5", "ccas", 28, True),
        ReferentFictif("Gérard", "Haudebert", "1", "cc-arsonne", 0, False, 610),
    ),
}

PRESCRIPTEURS: tuple[tuple[TypePrescripteur, str, int], ...] = (
    (TypePrescripteur.FRANCE_TRAVAIL, "France Travail, agence des Deux Vallées (fictive)", 38),
    (TypePrescripteur.DEPARTEMENT, "Département du Val-d’Arsonne, service RSA (fictif)", 27),
    (TypePrescripteur.CCAS, "CCAS de Valombre-la-Ville (fictif)", 12),
    (TypePrescripteur.MISSION_LOCALE, "Mission locale des Deux Vallées (fictive)", 7),
    (TypePrescripteur.SIAE, "L’Atelier du Pont, chantier d’insertion (fictif)", 5),
    (TypePrescripteur.CAP_EMPLOI, "Cap emploi du Val-d’Arsonne (fictif)", 4),
    (TypePrescripteur.ASSOCIATION, "Secours des Vallées (fictif)", 3),
    (TypePrescripteur.PERSONNE, "La personne elle-même", 4),
)


@dataclass(frozen=True, slots=True)
class ActionFictive:
    """Offered by an opérateur. `jours`: how long one session lasts; `tous`: days between two sessions."""

    intitule: str
    type: str
    operateur: str
    financement: Financement
    heures: int
    jours: int
    tous: int
    places: int


OPERATEURS: dict[str, str] = {
    "roue": "La Roue Libre, garage solidaire (fictif)",
    "formation": "Centre de formation des Tanneries (fictif)",
}
ACTIONS: tuple[ActionFictive, ...] = (
    ActionFictive("Chantier espaces verts", "IAE-ACI", "atelier", Financement.PLIE_FSE, 520, 180, 90, 12),
    ActionFictive("Atelier « reprendre confiance »", "MOB-RED", "atelier", Financement.PLIE_FSE, 48, 26, 45, 10),
    ActionFictive("Mobilité : code, conduite, location", "FRE-MOB", "roue", Financement.PLIE, 30, 60, 60, 14),
    ActionFictive("Français à visée professionnelle", "FOR-LIN", "formation", Financement.PLIE_FSE, 180, 80, 90, 12),
    ActionFictive("Titre professionnel agent de propreté", "FOR-QUA", "formation", Financement.DROIT_COMMUN, 420, 120,
                  120, 10),
    ActionFictive("Atelier CV et entretiens", "MOB-TRE", "roue", Financement.PLIE, 12, 5, 30, 12),
)  # fmt: skip
