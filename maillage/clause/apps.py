from importlib import import_module

from django.apps import AppConfig

# Each declares what it knows: lines of the navigation, things to do, what the search finds.
DECLARENT = (
    "navigation",
    "personnes",
    "afaire.marches",
    "afaire.demeures",
    "afaire.amont",
    "afaire.bilans",
    "afaire.partage",
    "afaire.fins_eligibilite",
    "afaire.passerelle",
    "afaire.suites_etapes",
    "afaire.releves",
    "afaire.ressemblances",
    "afaire.suivi",
    "recherche.marches",
    "recherche.personnes",
)


class ClauseConfig(AppConfig):
    name = "maillage.clause"
    label = "clause"
    verbose_name = "Clause sociale"

    def ready(self) -> None:
        for module in DECLARENT:
            import_module(f"maillage.clause.{module}")
