from django.apps import AppConfig


class RapportConfig(AppConfig):
    name = "maillage.consolidation.rapport"
    label = "rapport"
    verbose_name = "Rapport de consolidation"
