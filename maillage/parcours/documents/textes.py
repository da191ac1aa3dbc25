"""The words a paper to sign begins with: the contract, read again and changed with the person, and the fiche of an
orientation. What is signed is kept as signed."""

ENGAGEMENTS = """La personne : vient aux rendez-vous ou prévient, participe aux étapes choisies ensemble, dit ce qui change dans sa situation.
Le référent : reçoit la personne régulièrement, cherche avec elle les solutions, garde pour lui ce qui lui est confié, rend compte de ce qu’il fait.
Le PLIE : ouvre ses étapes et ses partenaires, veille à la place de la personne dans le parcours, répond si quelque chose ne va pas."""

CLAUSES = """Le parcours peut être mis en pause à la demande de la personne ou du référent, pour une durée écrite, et reprendre ensuite.
Il prend fin après six mois en emploi ou une formation validée, ou plus tôt si la personne le souhaite : elle peut arrêter à tout moment, sans avoir à se justifier.
Avant toute fin proposée par le PLIE, la personne est entendue et reçoit les raisons par écrit."""

DONNEES = (
    "Les informations de ce contrat servent à suivre le parcours. Le référent et l’équipe du PLIE les lisent ; elles "
    "sont gardées le temps du parcours, puis archivées et effacées selon le calendrier affiché au PLIE. La personne "
    "peut les voir, les faire corriger, et demander à qui elles ont été montrées, auprès de son référent ou du délégué à la "
    "protection des données."
)

DISTINCTION = (
    "Ce contrat est celui du PLIE. Ce n’est pas le contrat d’engagement signé avec France Travail ou le Département : "
    "l’un ne remplace pas l’autre."
)

ACCORD = (
    "J’accepte que cette fiche soit transmise à {dispositif}, pour étudier avec moi mon entrée dans son accompagnement "
    "vers l’emploi."
)
ACCORD_SUITE = (
    "Entrer dans cet accompagnement est volontaire. Je peux refuser, ou changer d’avis à tout moment, sans avoir à me "
    "justifier : je le dis à la personne qui m’oriente ou au dispositif.",
    "L’équipe du dispositif et la commission qui décide des entrées lisent ces informations. Elles sont gardées le temps "
    "de répondre, puis effacées selon le calendrier affiché au dispositif. La personne qui m’oriente saura si je suis "
    "accueilli, jamais ce qui se dit ensuite.",
    "Je peux voir ces informations, les faire corriger ou demander leur effacement, auprès du dispositif ou de son "
    "délégué à la protection des données.",
)
