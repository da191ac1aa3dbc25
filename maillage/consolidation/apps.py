from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    name = "maillage.consolidation"
    label = "consolidation"
    verbose_name = "Consolidation du réseau"
