"""What the fiches of the fictitious dispositifs say: people to call, history, team, software, FSE. All invented.

The telephone numbers are those set aside for fiction (01 99 00), the addresses end in `.invalid`.
"""

from dataclasses import dataclass
from datetime import date

from maillage.demonstration.personnages import ARSONNE, VALOMBRE
from maillage.reseau.nomenclatures import Employeur, Fonction, FonctionEquipe, ModeFse, NatureJalon, UsageLogiciel


@dataclass(frozen=True, slots=True)
class ContactFictif:
    """`precision` always says that the person is not real."""

    fonction: Fonction
    nom: str
    precision: str
    telephone: str
    du: date
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class JalonFictif:
    nature: NatureJalon
    le: date
    nom: str = ""


@dataclass(frozen=True, slots=True)
class EffectifFictif:
    fonction: FonctionEquipe
    employeur: Employeur
    personnes: int
    etp: str
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class LogicielFictif:
    usage: UsageLogiciel
    nom: str
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class GestionFictive:
    mode: ModeFse
    organisme: str
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class FicheFictive:
    presentation: str
    adresse: str
    telephone: str
    courriel: str
    contacts: tuple[ContactFictif, ...] = ()
    jalons: tuple[JalonFictif, ...] = ()
    effectifs: tuple[EffectifFictif, ...] = ()
    logiciels: tuple[LogicielFictif, ...] = ()
    gestions: tuple[GestionFictive, ...] = ()

    @property
    def ouvert_le(self) -> date | None:
        return next((jalon.le for jalon in self.jalons if jalon.nature is NatureJalon.CREATION), None)


INTERNE, EXTERNE = Employeur.INTERNE, Employeur.EXTERNE
OI_PIVOT = "GIP FSE des Deux Vallées (fictif)"
COMPTE_2025, COMPTE_2026 = date(2025, 1, 1), date(2026, 1, 1)
FIN_2025 = date(2025, 12, 31)
PROGRAMMATION = date(2022, 1, 1)
VEILLE = date(2021, 12, 31)

FICHES: dict[str, FicheFictive] = {
    VALOMBRE: FicheFictive(
        "Plan fictif, inventé pour la démonstration. Un référent unique accompagne chaque personne du premier rendez-vous "
        "aux six premiers mois dans l’emploi, à Valombre-la-Ville et dans les communes voisines.",
        "4 place du Marché (adresse fictive)", "01 99 00 10 00", "accueil.plie@demonstration.invalid",
        contacts=(
            ContactFictif(
                Fonction.PRESIDENCE, "Monique Barthe", "adjointe au maire de Valombre-la-Ville (élue fictive)",
                "01 99 00 10 01", date(2020, 7, 6), is_public=True,
            ),
            ContactFictif(
                Fonction.DIRECTION, "Hélène Castan", "directrice (personne fictive)", "01 99 00 10 02",
                date(2019, 1, 1), is_public=True,
            ),
            ContactFictif(
                Fonction.COORDINATION, "Nadia Ferhat", "coordinatrice (personne fictive)", "01 99 00 10 03",
                date(2021, 9, 1), is_public=True,
            ),
            ContactFictif(
                Fonction.REFERENCE, "Solène Garrec", "référente de parcours (personne fictive)", "01 99 00 10 04",
                date(2022, 3, 1),
            ),
            ContactFictif(
                Fonction.ENTREPRISES, "Bruno Kessler", "chargé de relation entreprises (personne fictive)",
                "01 99 00 10 05", date(2023, 2, 1),
            ),
            ContactFictif(
                Fonction.FSE, "Fatou Sarr", "gestionnaire FSE (personne fictive)", "01 99 00 10 06", date(2022, 1, 3)
            ),
        ),
        jalons=(
            JalonFictif(NatureJalon.CREATION, date(1998, 3, 2)),
            JalonFictif(NatureJalon.NOM, date(2009, 1, 1), "PLIE de Valombre-la-Ville"),
        ),
        effectifs=(
            EffectifFictif(FonctionEquipe.DIRECTION, INTERNE, 1, "0.5", COMPTE_2025),
            EffectifFictif(FonctionEquipe.COORDINATION, INTERNE, 1, "1", COMPTE_2025),
            EffectifFictif(FonctionEquipe.REFERENCE, INTERNE, 2, "2", COMPTE_2025, FIN_2025),
            EffectifFictif(FonctionEquipe.REFERENCE, INTERNE, 3, "2.8", COMPTE_2026),
            EffectifFictif(FonctionEquipe.REFERENCE, EXTERNE, 5, "3.5", COMPTE_2025, FIN_2025),
            EffectifFictif(FonctionEquipe.REFERENCE, EXTERNE, 6, "4.25", COMPTE_2026),
            EffectifFictif(FonctionEquipe.ENTREPRISES, INTERNE, 1, "1", COMPTE_2025),
            EffectifFictif(FonctionEquipe.FSE, INTERNE, 1, "0.8", COMPTE_2025),
        ),
        logiciels=(
            LogicielFictif(UsageLogiciel.PARCOURS, "Boussole (logiciel fictif)", date(2019, 1, 1), FIN_2025),
            LogicielFictif(UsageLogiciel.PARCOURS, "Maillage", COMPTE_2026),
            LogicielFictif(UsageLogiciel.GESTION, "Grand Livre (logiciel fictif)", date(2019, 1, 1)),
        ),
        gestions=(
            GestionFictive(ModeFse.ETAT, "", date(2019, 1, 1), VEILLE),
            GestionFictive(ModeFse.OI_PIVOT, OI_PIVOT, PROGRAMMATION),
        ),
    ),
    ARSONNE: FicheFictive(
        "Plan fictif, inventé pour la démonstration. Il va au-devant des personnes : deux permanences par semaine dans les "
        "bourgs, et une navette vers les employeurs de la vallée.",
        "12 quai des Tanneurs (adresse fictive)", "01 99 00 20 00", "plie.arsonne@demonstration.invalid",
        contacts=(
            ContactFictif(
                Fonction.PRESIDENCE, "Yvon Marchal", "vice-président de la communauté de communes (élu fictif)",
                "01 99 00 20 01", date(2020, 7, 15), is_public=True,
            ),
            ContactFictif(
                Fonction.DIRECTION, "Marc Lanoë", "directeur (personne fictive)", "01 99 00 20 02", date(2018, 5, 2),
                is_public=True,
            ),
            ContactFictif(
                Fonction.COORDINATION, "Julien Aubry", "coordinateur (personne fictive)", "01 99 00 20 03",
                date(2023, 1, 9),
            ),
            ContactFictif(
                Fonction.REFERENCE, "Thierry Vasseur", "référent de parcours (personne fictive)", "01 99 00 20 04",
                date(2019, 11, 4),
            ),
        ),
        jalons=(JalonFictif(NatureJalon.CREATION, date(2003, 9, 1)),),
        effectifs=(
            EffectifFictif(FonctionEquipe.DIRECTION, INTERNE, 1, "0.4", COMPTE_2026),
            EffectifFictif(FonctionEquipe.COORDINATION, INTERNE, 1, "0.8", COMPTE_2026),
            EffectifFictif(FonctionEquipe.REFERENCE, INTERNE, 2, "1.8", COMPTE_2026),
            EffectifFictif(FonctionEquipe.REFERENCE, EXTERNE, 2, "1", COMPTE_2026),
        ),
        logiciels=(
            LogicielFictif(UsageLogiciel.PARCOURS, "Tableur partagé", date(2003, 9, 1), FIN_2025),
            LogicielFictif(UsageLogiciel.PARCOURS, "Maillage", COMPTE_2026),
        ),
        gestions=(GestionFictive(ModeFse.OI_PIVOT, OI_PIVOT, PROGRAMMATION),),
    ),
    "mde-valombre": FicheFictive(
        "Maison de l’emploi fictive, inventée pour la démonstration : observation du territoire, anticipation des besoins "
        "des employeurs, développement local de l’emploi.",
        "4 place du Marché (adresse fictive)", "01 99 00 30 00", "maison.emploi@demonstration.invalid",
        contacts=(
            ContactFictif(
                Fonction.DIRECTION, "Hélène Castan", "directrice (personne fictive)", "01 99 00 10 02",
                date(2019, 1, 1), is_public=True,
            ),
            ContactFictif(
                Fonction.ENTREPRISES, "Sandrine Leclercq", "chargée de mission (personne fictive)", "01 99 00 30 02",
                date(2021, 4, 1),
            ),
        ),
        jalons=(
            JalonFictif(NatureJalon.CREATION, date(2007, 4, 2)),
            JalonFictif(NatureJalon.FERMETURE, date(2014, 12, 31)),
            JalonFictif(NatureJalon.REOUVERTURE, date(2017, 1, 2)),
        ),
        effectifs=(EffectifFictif(FonctionEquipe.ENSEMBLE, INTERNE, 4, "3.3", COMPTE_2026),),
        logiciels=(LogicielFictif(UsageLogiciel.ENTREPRISES, "Carnet (logiciel fictif)", date(2021, 4, 1)),),
        gestions=(GestionFictive(ModeFse.AUTRE_OU_SANS, "", date(2019, 1, 1)),),
    ),
    "clause-valombre": FicheFictive(
        "Service fictif, inventé pour la démonstration : guichet des acheteurs et des entreprises du Pays de Valombre.",
        "4 place du Marché (adresse fictive)", "01 99 00 40 00", "clause@demonstration.invalid",
        contacts=(
            ContactFictif(
                Fonction.FACILITATION, "Aurélie Tissot", "facilitatrice (personne fictive)", "01 99 00 40 01",
                date(2020, 2, 3), is_public=True,
            ),
        ),
        jalons=(JalonFictif(NatureJalon.CREATION, date(2011, 6, 1)),),
        effectifs=(EffectifFictif(FonctionEquipe.FACILITATION, INTERNE, 2, "1.5", COMPTE_2026),),
        logiciels=(LogicielFictif(UsageLogiciel.CLAUSE, "Heures justes (logiciel fictif)", date(2020, 2, 3)),),
        gestions=(GestionFictive(ModeFse.DEPARTEMENT, "Département du Val-d’Arsonne (fictif)", PROGRAMMATION),),
    ),
}  # fmt: skip
