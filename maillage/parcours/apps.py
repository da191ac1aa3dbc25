from importlib import import_module

from django.apps import AppConfig

# Each declares what it knows: lines of the navigation, sections of a file, decisions of a commission, jobs.
DECLARENT = (
    "navigation",
    "commission_entree",
    "afaire_commission",
    "section_referents",
    "sections_personne",
    "sections_suivi",
    "sections_diagnostics",
    "sections_contrats",
    "etapes_section",
    "sections_sorties",
)


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import (
            a_faire_orientations,
            a_faire_sorties,
            afaire_accompagnement,
            agenda,
            personnes,
            recherche,
        )
        from maillage.socle import afaire
        from maillage.socle import recherche as boite
        from maillage.socle.protection import personnes as protection

        for module in DECLARENT:
            import_module(f"maillage.parcours.{module}")
        for fournisseur in (agenda, a_faire_orientations, afaire_accompagnement, a_faire_sorties):
            afaire.declare(fournisseur.list_a_faire)
        afaire.declare_agenda(agenda.list_rendez_vous)
        protection.declare(personnes.PersonnesSuivies())
        boite.declare(recherche.search, nominatif=True, ordre=10)
