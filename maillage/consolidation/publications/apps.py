from importlib import import_module

from django.apps import AppConfig

DECLARENT = ("navigation", "evenements", "afaire", "comparaisons", "boite")


class PublicationsConfig(AppConfig):
    name = "maillage.consolidation.publications"
    label = "publications"
    verbose_name = "Publications de la consolidation"

    def ready(self) -> None:
        for module in DECLARENT:
            import_module(f"maillage.consolidation.publications.{module}")
