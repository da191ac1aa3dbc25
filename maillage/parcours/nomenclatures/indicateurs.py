"""The indicators of the network: code, imposed label, what is counted, on what base (domaine 01 § 15).

One list for the screens, the documents and the consolidation: a rate is never shown without its base.
"""

from dataclasses import dataclass
from enum import StrEnum


class Indicateur(StrEnum):
    I_1 = "I-1"
    I_2 = "I-2"
    I_3 = "I-3"
    I_4 = "I-4"
    I_5 = "I-5"
    I_6 = "I-6"
    I_7 = "I-7"
    I_8 = "I-8"
    I_9 = "I-9"
    I_10 = "I-10"
    T_1 = "T-1"
    T_2 = "T-2"
    T_3 = "T-3"
    T_4 = "T-4"
    T_5 = "T-5"
    T_6 = "T-6"
    T_7 = "T-7"
    T_8 = "T-8"
    T_9 = "T-9"
    P_1 = "P-1"
    P_2 = "P-2"
    P_3 = "P-3"
    P_4 = "P-4"
    P_5 = "P-5"
    D_1 = "D-1"
    D_2 = "D-2"
    I_20 = "I-20"
    I_21 = "I-21"
    I_22 = "I-22"
    T_20 = "T-20"
    T_21 = "T-21"
    T_22 = "T-22"
    T_23 = "T-23"
    T_24 = "T-24"
    E_1 = "E-1"
    F_1 = "F-1"
    F_2 = "F-2"
    I_30 = "I-30"
    N_1 = "N-1"


@dataclass(frozen=True, slots=True)
class Definition:
    """`base`: what the number is divided by, as it is printed; empty when nothing divides it."""

    libelle: str
    compte: str
    base: str = ""


I = Indicateur  # noqa: E741  the table below is read by column
DEFINITIONS: dict[Indicateur, Definition] = {
    I.I_1: Definition("Participants accompagnés", "personnes ayant au moins un parcours ouvert pendant la période"),
    I.I_2: Definition("Entrées", "parcours commencés pendant la période"),
    I.I_3: Definition("Participants en parcours au dernier jour", "parcours ouverts au dernier jour"),
    I.I_4: Definition("Sorties", "parcours sortis pendant la période"),
    I.I_5: Definition("Sorties positives", "emploi durable, formation validée, autres sorties positives"),
    I.I_6: Definition("Sorties en emploi durable", "sorties dont les six mois d’emploi s’achèvent dans la période"),
    I.I_7: Definition("Sorties en formation validée", "sorties par une formation qualifiante validée"),
    I.I_8: Definition("Autres sorties positives", "sorties positives de la liste contrôlée"),
    I.I_9: Definition("Sorties sans suite", "sorties qui ne sont pas positives"),
    I.I_10: Definition("Sorties neutralisées", "déménagements, décès, retraites"),
    I.T_1: Definition("Taux de sorties positives", "sorties positives", "toutes les sorties"),
    I.T_2: Definition(
        "Taux de sorties positives, neutralisé", "sorties positives", "sorties hors déménagement, décès, retraite"
    ),
    I.T_3: Definition("Sorties positives rapportées aux entrées", "sorties positives", "entrées de la période"),
    I.T_4: Definition("Part de l’emploi durable", "sorties en emploi durable", "sorties positives"),
    I.T_5: Definition("Part de la formation validée", "sorties en formation validée", "sorties positives"),
    I.T_6: Definition(
        "Emploi durable et formation rapportés aux sorties", "sorties de la classe", "toutes les sorties"
    ),
    I.T_7: Definition("Causes des sorties sans suite", "sorties de la cause", "sorties sans suite"),
    I.T_8: Definition("Sorties sans suite par cause", "sorties de la cause", "toutes les sorties"),
    I.T_9: Definition("Taux de sorties positives par public", "sorties positives du public", "sorties du public"),
    I.P_1: Definition("Part de femmes", "entrées de femmes", "entrées dont le sexe est connu"),
    I.P_2: Definition("Âge à l’entrée", "entrées de la tranche d’âge", "entrées dont l’âge est connu"),
    I.P_3: Definition("Peu ou pas qualifiés", "entrées de niveau 1 à 3", "entrées dont le niveau est connu"),
    I.P_4: Definition("Publics à l’entrée", "entrées du public", "entrées dont la réponse est connue"),
    I.P_5: Definition("Profil des accompagnés", "personnes du public", "personnes accompagnées, réponse connue"),
    I.D_1: Definition("Durée des parcours", "mois entre l’entrée et la sortie", "parcours sortis dans la période"),
    I.D_2: Definition("Délais d’entrée", "jours entre deux dates", "parcours dont les deux dates sont connues"),
    I.I_20: Definition("Étapes", "étapes commencées qui touchent la période"),
    I.I_21: Definition("Étapes par participant", "étapes de la période", "participants accompagnés"),
    I.I_22: Definition("Participants sans étape", "personnes sans étape dans la période", "participants accompagnés"),
    I.T_20: Definition("Étapes par famille", "étapes de la famille", "toutes les étapes"),
    I.T_21: Definition("Part des contrats de travail", "étapes qui sont un contrat de travail", "toutes les étapes"),
    I.T_22: Definition("Part de l’IAE dans les étapes d’emploi", "étapes IAE", "étapes qui sont un contrat de travail"),
    I.T_23: Definition("Part de l’IAE dans toutes les étapes", "étapes IAE", "toutes les étapes"),
    I.T_24: Definition("Étapes IAE par structure", "étapes du type de structure", "étapes IAE"),
    I.E_1: Definition("Contrats, secteurs, employeurs", "sorties de la modalité", "sorties dont la réponse est connue"),
    I.F_1: Definition(
        "File active par équivalent temps plein", "personnes suivies un jour", "temps de travail présent"
    ),
    I.F_2: Definition("Personnes sans contact", "personnes sans contact réalisé depuis le seuil", "file active"),
    I.I_30: Definition("Taux de renseignement", "réponses connues", "effectif interrogé"),
    I.N_1: Definition("Taux de participation", "PLIE qui ont transmis", "PLIE recensés"),
}
