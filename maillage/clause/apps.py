from importlib import import_module

from django.apps import AppConfig


class ClauseConfig(AppConfig):
    name = "maillage.clause"
    label = "clause"
    verbose_name = "Clause sociale"

    def ready(self) -> None:
        for module in (
            "navigation", "afaire", "afaire_amont", "afaire_partage", "afaire_releves", "afaire_suivi", "travaux_suivi", "evenements_amont", "recherche",
            "recherche_personnes", "personnes",
        ):  # fmt: skip
            import_module(f"maillage.clause.{module}")
