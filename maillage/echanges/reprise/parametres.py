"""Thresholds and durations of the take-over: each value with its date and its source."""

from maillage.socle.parametres import fixe

BAISSE = fixe(
    "REPRISE.baisse", "baisse du nombre de lignes, par rapport au fichier précédent, à faire confirmer", "%", 40,
    "proposé par le projet", a_confirmer=True,
)  # fmt: skip
LIGNES = fixe(
    "REPRISE.lignes", "lignes au plus dans un fichier repris", "lignes", 150_000, "proposé par le projet",
    a_confirmer=True,
)  # fmt: skip
OUBLI = fixe(
    "REPRISE.oubli", "fichier déposé et jamais importé, avant son effacement", "jours", 30, "proposé par le projet",
    a_confirmer=True,
)  # fmt: skip
RETOUR = fixe(
    "REPRISE.retour", "délai pendant lequel une reprise s’annule", "jours", 60,
    "proposé par le projet, comme l’annulation d’une sortie", a_confirmer=True,
)  # fmt: skip
