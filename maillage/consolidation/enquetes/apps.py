from importlib import import_module

from django.apps import AppConfig


class EnquetesConfig(AppConfig):
    name = "maillage.consolidation.enquetes"
    label = "enquetes"
    verbose_name = "Enquête annuelle"

    def ready(self) -> None:
        import_module("maillage.consolidation.enquetes.evenements")
