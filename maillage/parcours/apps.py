from importlib import import_module

from django.apps import AppConfig

# Each declares what it knows: lines of the navigation, sections of a file, things to do, decisions of a commission.
DECLARENT = (
    "navigation",
    "commission_entree",
    "commission_sortie",
    "agenda",
    "personnes",
    "recherche",
    "afaire.accompagnement",
    "afaire.commission",
    "afaire.etapes",
    "afaire.conservation",
    "afaire.dormants",
    "afaire.orientations",
    "afaire.sorties",
    "sections.contrats",
    "sections.diagnostics",
    "sections.etapes",
    "sections.personne",
    "sections.referents",
    "sections.sorties",
    "sections.suivi",
)


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        for module in DECLARENT:
            import_module(f"maillage.parcours.{module}")
