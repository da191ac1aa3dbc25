from importlib import import_module

from django.apps import AppConfig

DECLARENT = ("navigation", "evenements", "afaire", "direct")


class DepotsConfig(AppConfig):
    name = "maillage.consolidation.depots"
    label = "depots"
    verbose_name = "Dépôts de la consolidation"

    def ready(self) -> None:
        for module in DECLARENT:
            import_module(f"maillage.consolidation.depots.{module}")
