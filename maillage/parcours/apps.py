from importlib import import_module

from django.apps import AppConfig

# Each declares what it knows: lines of the navigation, sections of a file, decisions of a commission.
DECLARENT = ("navigation", "commission_entree", "section_referents", "sections_personne", "sections_suivi")


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import a_faire_orientations, agenda
        from maillage.socle import afaire

        for module in DECLARENT:
            import_module(f"maillage.parcours.{module}")
        afaire.declare(agenda.list_a_faire)
        afaire.declare(a_faire_orientations.list_a_faire)
        afaire.declare_agenda(agenda.list_rendez_vous)
