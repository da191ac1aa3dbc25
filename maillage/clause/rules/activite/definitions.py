"""Every figure of the activity: its code, what it says, how it is made, and of which version of that definition.

A definition is changed by a new version, never in place: a figure told once keeps its meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Unite(StrEnum):
    NOMBRE = "nombre"
    HEURES = "heures"
    ETP = "ETP"
    PART = "%"


class Groupe(StrEnum):
    EQUIPE = "L’équipe"
    MARCHES = "Les marchés"
    HEURES = "Les heures et les personnes"
    QUI_EMPLOIE = "Qui emploie"
    PAR_FACILITATEUR = "Pour un facilitateur à temps plein"


@dataclass(frozen=True, slots=True)
class Definition:
    code: str
    libelle: str
    groupe: Groupe
    unite: Unite
    phrase: str
    version: int = 1
    decimales: int = 0

    @property
    def is_sur_personnes(self) -> bool:
        """Made of the hours or of the contracts of people."""
        return self.groupe in (Groupe.HEURES, Groupe.QUI_EMPLOIE) or self.code in DES_HEURES


def _list() -> list[Definition]:
    e, m, h, q, p = Groupe
    nombre, heures, etp, part = Unite
    notifies = "marchés en cours"
    propres = [
        Definition("ETP_FACILITATEURS", "Facilitateurs, en ETP", e, etp, "Σ temps de travail × jours tenus ÷ jours de la "
                   "période, fonction de facilitation seule.", decimales=2),
        Definition("ETP_COORDINATEURS", "Coordination, en ETP", e, etp, "Le même calcul, fonction de coordination.",
                   decimales=2),
        Definition("TAUX_EQUIPEMENT", "Structures équipées", e, part, "Structures dont le logiciel de la clause est déclaré "
                   "ou qui tiennent ici leurs marchés ÷ structures qui portent la clause."),
        Definition("MARCHES_EN_COURS", "Marchés en cours", m, nombre, "Marchés dont un lot au moins est notifié, commencé "
                   "avant la fin de la période, ni terminé ni résilié avant son début."),
        Definition("LOTS_EN_COURS", "Lots en cours", m, nombre, "La même règle, lot par lot."),
        Definition("DONNEURS_ORDRE", "Donneurs d’ordre", m, nombre, f"SIREN distincts des acheteurs des {notifies}."),
        Definition("MOA", "Maîtres d’ouvrage", m, nombre, f"SIREN distincts de ceux pour qui se font les {notifies} : à "
                   "défaut, l’acheteur."),
        Definition("OPERATIONS_EN_COURS", "Opérations en cours", m, nombre, f"Opérations auxquelles un au moins des {notifies} "
                   "est rattaché."),
        Definition("ENTREPRISES", "Entreprises engagées", m, nombre, f"SIREN distincts des entreprises présentes sur les "
                   f"{notifies}, tous rôles."),
        Definition("HEURES_ENGAGEES", "Heures engagées", m, heures, "Σ de la version d’engagement en vigueur à la fin de la "
                   "période, lots en cours."),
        Definition("HEURES", "Heures d’insertion validées", h, heures, "Σ heures réelles des lignes validées dont le mois est "
                   "dans la période."),
        Definition("ETP", "Heures validées, en ETP", h, etp, "Heures validées ÷ heures d’un équivalent temps plein.",
                   decimales=1),
        Definition("PARTICIPANTS", "Personnes employées", h, nombre, "Personnes distinctes qui ont plus de zéro heure validée."),
        Definition("CONTRATS_ACTIFS", "Contrats actifs", h, nombre, "Contrats qui ont plus de zéro heure validée."),
        Definition("CONTRATS_SIGNES", "Contrats signés", h, nombre, "Contrats commencés dans la période, sur un lot."),
        Definition("MARCHES_AVEC_HEURES", "Marchés avec des heures", h, nombre, "Marchés qui ont plus de zéro heure validée."),
        Definition("HEURES_AGREGEES", "Heures de structures non équipées", h, heures, "Σ heures des relevés agrégés et "
                   "signés des lots pilotés, mois dans la période. Leurs personnes et leurs contrats ne s’y ajoutent pas."),
        Definition("HEURES_EN_TOUT", "Heures, structures non équipées comprises", h, heures, "Heures validées + heures de "
                   "structures non équipées."),
        Definition("COUVERTURE_HEURES", "Heures suivies une à une", h, part, "Heures validées ÷ heures, structures non "
                   "équipées comprises."),
        Definition("H_PAR_PARTICIPANT", "Heures par personne", h, heures, "Heures validées ÷ personnes employées."),
        Definition("PART_SIAE_EMPLOYEUR", "Part employée par l’insertion par l’activité économique", q, part, "Heures dont "
                   "l’employeur est EI, AI, ACI, ETTI ou EITI ce mois-là ÷ heures validées."),
        Definition("PART_SIAE_EMPLOYEUR_ELARGIE", "La même, avec les GEIQ et les régies de quartier", q, part,
                   "Heures dont l’employeur est en outre GEIQ ou régie de quartier ÷ heures validées."),
        Definition("PART_TPE_PME", "Part due par des TPE-PME", q, part, "Heures dont l’entreprise engagée a moins de 200 "
                   "salariés ÷ heures dont l’effectif est connu."),
    ]  # fmt: skip
    ratios = [
        Definition(f"{code}_PAR_FACILITATEUR", libelle, p, unite, f"{propre} ÷ ETP de facilitateurs, des mêmes structures.",
                   decimales=decimales)
        for code, libelle, unite, propre, decimales in (
            ("DONNEURS_ORDRE", "Donneurs d’ordre", nombre, "Donneurs d’ordre", 1),
            ("MARCHES_EN_COURS", "Marchés en cours", nombre, "Marchés en cours", 1),
            ("HEURES", "Heures validées", heures, "Heures validées", 0),
            ("ETP", "ETP réalisés", etp, "ETP réalisés", 1),
            ("PARTICIPANTS", "Personnes employées", nombre, "Personnes employées", 1),
            ("CONTRATS_ACTIFS", "Contrats actifs", nombre, "Contrats actifs", 1),
            ("ENTREPRISES", "Entreprises engagées", nombre, "Entreprises engagées", 1),
        )
    ]  # fmt: skip
    return [*propres, *ratios]


DEFINITIONS: Mapping[str, Definition] = {definition.code: definition for definition in _list()}
PAR_FACILITATEUR = "_PAR_FACILITATEUR"
AGREGES = frozenset({"HEURES_AGREGEES", "HEURES_EN_TOUT", "COUVERTURE_HEURES"})
DES_HEURES = frozenset(f"{code}{PAR_FACILITATEUR}" for code in ("HEURES", "ETP", "PARTICIPANTS", "CONTRATS_ACTIFS"))
EVOL = "(N − N−1) ÷ N−1, mêmes jours de l’année d’avant, même méthode."
