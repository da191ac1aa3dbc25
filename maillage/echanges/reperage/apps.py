from importlib import import_module

from django.apps import AppConfig


class ReperageConfig(AppConfig):
    name = "maillage.echanges.reperage"
    label = "reperage"
    verbose_name = "Annonces de marchés"

    def ready(self) -> None:
        for module in ("navigation", "afaire", "recherche"):
            import_module(f"maillage.echanges.reperage.{module}")
