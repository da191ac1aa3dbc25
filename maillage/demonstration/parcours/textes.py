"""What is written in the fictitious files: plain, about work, and about nobody."""

ATTENTES = (
    "Retrouver un travail près de chez elle, avec des horaires de journée.",
    "Reprendre un emploi après plusieurs années, être aidée pour les démarches.",
    "Changer de métier et se former, sans savoir encore vers quoi.",
    "Passer le permis pour accepter des postes en zone d’activité.",
    "Progresser en français pour postuler seul.",
)  # fmt: skip
FAITS = (
    "Rendez-vous tenu. Nous avons relu le CV et choisi trois offres.",
    "La personne a commencé l’atelier et dit s’y sentir bien.",
    "Deux candidatures envoyées depuis le dernier rendez-vous, une réponse négative.",
    "Le code est obtenu ; les heures de conduite commencent le mois prochain.",
    "Point sur l’immersion : l’équipe est satisfaite, les horaires conviennent.",
)  # fmt: skip
BESOINS = (
    "Une solution de garde le mercredi.", "Un financement pour les dernières heures de conduite.",
    "Préparer l’entretien avec l’employeur.", "De l’aide pour la déclaration en ligne.", "",
)  # fmt: skip
SUITES = (
    "Appeler le centre de formation pour connaître la prochaine session.", "Envoyer le CV corrigé avant vendredi.",
    "Prendre contact avec le garage solidaire.", "Visiter l’entreprise ensemble.", "Refaire le point dans un mois.",
)  # fmt: skip
ATOUTS = (
    "Ponctuelle, à l’aise avec les personnes âgées.", "Dix ans d’expérience en cuisine collective.",
    "Parle trois langues, apprend vite.", "Bricole, aime travailler dehors.", "Très bonne assiduité aux rendez-vous.",
)  # fmt: skip
AXES = (
    "Mobilité, puis confirmation du projet par une immersion.", "Français écrit et recherche d’emploi.",
    "Reprise de confiance, découverte de deux métiers.", "Garde d’enfants, puis candidatures.",
    "Qualification : titre professionnel dans l’année.",
)  # fmt: skip
OBJECTIFS = (
    "Obtenir le permis de conduire", "Confirmer le projet par une immersion", "Tenir un rythme de travail régulier",
    "Trouver une solution de garde", "Refaire le CV et savoir se présenter", "Atteindre le niveau A2 à l’écrit",
)  # fmt: skip
ENGAGEMENTS = (
    "Venir aux rendez-vous, prévenir en cas d’empêchement ; le référent propose des étapes et répond sous trois jours."
)
