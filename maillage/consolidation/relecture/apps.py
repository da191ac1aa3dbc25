from importlib import import_module

from django.apps import AppConfig


class RelectureConfig(AppConfig):
    name = "maillage.consolidation.relecture"
    label = "relecture"
    verbose_name = "Relecture d’un rapport"

    def ready(self) -> None:
        import_module("maillage.consolidation.relecture.navigation")
