"""Who and what the demonstration shows. All of it invented; codes begin with F, which no real territory uses."""

from dataclasses import dataclass

from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.roles import Role

REGION = ("F0", "Vallées-Unies (région fictive)")
DEPARTEMENT = ("F1", "Val-d’Arsonne (département fictif)")


@dataclass(frozen=True, slots=True)
class DispositifFictif:
    cle: str
    type: TypeDispositif
    nom: str
    porteur: str


PORTEURS: dict[str, str] = {
    "valombre-emploi": "Valombre Emploi, association (fictive)",
    "cc-arsonne": "Communauté de communes des Rives d’Arsonne (fictive)",
    "gip-fse": "GIP FSE des Deux Vallées (fictif)",
    "federation": "Fédération des Vallées-Unies (fictive)",
    "ccas": "CCAS de Valombre-la-Ville (fictif)",
    "atelier": "L’Atelier du Pont, chantier d’insertion (fictif)",
    "departement": "Département du Val-d’Arsonne (fictif)",
    "ville": "Ville de Valombre-la-Ville (fictive)",
}

DISPOSITIFS: tuple[DispositifFictif, ...] = (
    DispositifFictif("plie-valombre", TypeDispositif.PLIE, "PLIE du Pays de Valombre", "valombre-emploi"),
    DispositifFictif("mde-valombre", TypeDispositif.MDE, "Maison de l’emploi du Pays de Valombre", "valombre-emploi"),
    DispositifFictif("clause-valombre", TypeDispositif.CLAUSE, "Clause sociale du Pays de Valombre", "valombre-emploi"),
    DispositifFictif("plie-arsonne", TypeDispositif.PLIE, "PLIE des Rives d’Arsonne", "cc-arsonne"),
    DispositifFictif("oi-deux-vallees", TypeDispositif.OI, "OI pivot des Deux Vallées", "gip-fse"),
    DispositifFictif("tete", TypeDispositif.TETE, "Tête de réseau (démonstration)", "federation"),
)

RATTACHES_A_L_OI = ("plie-valombre", "plie-arsonne")


@dataclass(frozen=True, slots=True)
class Fonction:
    """A role, and where it is held: a dispositif's key, or nothing for the region, the département and the network."""

    role: Role
    dispositif: str = ""
    employeur: str = ""


@dataclass(frozen=True, slots=True)
class Personnage:
    prenom: str
    nom: str
    fonctions: tuple[Fonction, ...]

    @property
    def email(self) -> str:
        return f"{_ascii(self.prenom)}.{_ascii(self.nom)}@demonstration.invalid"


def _ascii(text: str) -> str:
    return text.lower().translate(str.maketrans("àâçéèêëîïôùûü’ ", "aaceeeeiiouuu--"))


VALOMBRE, ARSONNE = "plie-valombre", "plie-arsonne"

PERSONNAGES: tuple[Personnage, ...] = (
    Personnage(
        "Claire", "Morel",
        (Fonction(Role.REFERENT, VALOMBRE, "ccas"), Fonction(Role.REFERENT, ARSONNE, "ccas")),
    ),
    Personnage(
        "Idriss", "Benali",
        (Fonction(Role.REFERENT, VALOMBRE, "ccas"), Fonction(Role.REFERENT, ARSONNE, "ccas")),
    ),
    Personnage("Solène", "Garrec", (Fonction(Role.REFERENT, VALOMBRE, "valombre-emploi"),)),
    Personnage("Thierry", "Vasseur", (Fonction(Role.REFERENT, ARSONNE, "cc-arsonne"),)),
    Personnage("Nadia", "Ferhat", (Fonction(Role.COORDINATEUR, VALOMBRE, "valombre-emploi"),)),
    Personnage("Julien", "Aubry", (Fonction(Role.COORDINATEUR, ARSONNE, "cc-arsonne"),)),
    Personnage(
        "Hélène", "Castan",
        (
            Fonction(Role.DIRECTEUR, VALOMBRE, "valombre-emploi"),
            Fonction(Role.DIRECTEUR, "mde-valombre", "valombre-emploi"),
            Fonction(Role.DIRECTEUR, "clause-valombre", "valombre-emploi"),
        ),
    ),
    Personnage("Marc", "Lanoë", (Fonction(Role.DIRECTEUR, ARSONNE, "cc-arsonne"),)),
    Personnage("Aurélie", "Tissot", (Fonction(Role.FACILITATEUR, "clause-valombre", "valombre-emploi"),)),
    Personnage("Bruno", "Kessler", (Fonction(Role.RELATION_ENTREPRISE, VALOMBRE, "valombre-emploi"),)),
    Personnage("Fatou", "Sarr", (Fonction(Role.GESTIONNAIRE_FSE, VALOMBRE, "valombre-emploi"),)),
    Personnage("Olivier", "Marchetti", (Fonction(Role.GESTIONNAIRE_FSE, "oi-deux-vallees", "gip-fse"),)),
    Personnage("Catherine", "Duval", (Fonction(Role.CONTROLEUR, "oi-deux-vallees", "gip-fse"),)),
    Personnage("Rachid", "Amrani", (Fonction(Role.PRESCRIPTEUR, VALOMBRE, "departement"),)),
    Personnage("Émilie", "Perrot", (Fonction(Role.REFERENT_ETAPE, VALOMBRE, "atelier"),)),
    Personnage("Gilles", "Fontaine", (Fonction(Role.OPERATEUR, VALOMBRE, "atelier"),)),
    Personnage("Sandrine", "Leclercq", (Fonction(Role.CHARGE_MDE, "mde-valombre", "valombre-emploi"),)),
    Personnage("Paul", "Desmarets", (Fonction(Role.ACHETEUR, "clause-valombre", "ville"),)),
    Personnage("Monique", "Barthe", (Fonction(Role.ELU, VALOMBRE, "ville"),)),
    Personnage("Lucie", "Hamon", (Fonction(Role.DPD, VALOMBRE, "valombre-emploi"), Fonction(Role.DPD, ARSONNE, "cc-arsonne"))),
    Personnage("Yann", "Riou", (Fonction(Role.COORDINATEUR_REGIONAL, "", "federation"),)),
    Personnage("Agnès", "Villard", (Fonction(Role.STATISTICIEN, "", "federation"),)),
    Personnage("David", "Nguyen", (Fonction(Role.ANIMATEUR_RESEAU, "", "federation"),)),
    Personnage("Sophie", "Renard", (Fonction(Role.ADMINISTRATEUR, "", "federation"),)),
    Personnage("Armelle", "Joubert", (Fonction(Role.COORDINATEUR_DEPARTEMENTAL, "", "departement"),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EpciFictif:
    siren: str
    nom: str
    dispositifs: tuple[str, ...]
    communes: tuple[tuple[str, str, int], ...]


EPCIS: tuple[EpciFictif, ...] = (
    EpciFictif(
        "F00000001", "CA du Pays de Valombre (fictive)", ("plie-valombre", "mde-valombre", "clause-valombre"),
        (
            ("F1001", "Valombre-la-Ville", 41_200), ("F1002", "Les Tanneries", 9_800), ("F1003", "Montclar-le-Neuf", 6_450),
            ("F1004", "Saint-Aubert-des-Prés", 3_900), ("F1005", "Bréval-sous-Bois", 2_740), ("F1006", "La Ferrandière", 2_310),
            ("F1007", "Pont-Lazare", 1_880), ("F1008", "Courtelange", 1_120), ("F1009", "Sainte-Orse-la-Vallée", 860),
            ("F1010", "Hauterive-Valombre", 640), ("F1011", "Le Mesnil-Perdu", 410), ("F1012", "Vaux-l’Étang", 280),
        ),
    ),
    EpciFictif(
        "F00000002", "CC des Rives d’Arsonne (fictive)", ("plie-arsonne",),
        (
            ("F1101", "Arsonne", 14_600), ("F1102", "Port-Arsonne", 5_200), ("F1103", "Lignac-les-Rives", 2_950),
            ("F1104", "Saint-Génin", 1_760), ("F1105", "Belloeuvre", 1_240), ("F1106", "Rochetaillade", 930),
            ("F1107", "Les Aulnaies", 520), ("F1108", "Fontbrune", 340),
        ),
    ),
)  # fmt: skip
