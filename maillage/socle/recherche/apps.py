from django.apps import AppConfig


class RechercheConfig(AppConfig):
    name = "maillage.socle.recherche"
    label = "recherche"
    verbose_name = "Recherche"
