"""Thresholds, sizes and delays of the queue: each value with its date and its source."""

from maillage.socle.parametres import fixe

PROPOSE = "proposé par le projet, à régler à l’usage"
POIDS = fixe("REPERAGE.poids", "poids d’un fichier public versé", "Mo", 100, PROPOSE, a_confirmer=True)
RETOUR = fixe("REPERAGE.retour", "délai pendant lequel un versement se retire", "jours", 60, PROPOSE, a_confirmer=True)
PROCHE_JOURS = fixe(
    "REPERAGE.proche_jours", "écart de dates au-delà duquel deux marchés ne se rapprochent plus", "jours", 540, PROPOSE,
    a_confirmer=True,
)  # fmt: skip
PROCHE_OBJET = fixe(
    "REPERAGE.proche_objet", "part de mots communs qui rapproche deux objets", "%", 50, PROPOSE, a_confirmer=True
)  # fmt: skip
