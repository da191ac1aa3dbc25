from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import navigation as navigation
        from maillage.parcours import sections_personne as sections_personne
        from maillage.parcours import travaux_conservation as travaux_conservation
        from maillage.parcours.personnes import PersonnesSuivies
        from maillage.parcours.recherche import search
        from maillage.socle import recherche
        from maillage.socle.protection import personnes

        personnes.declare(PersonnesSuivies())
        recherche.declare(search, nominatif=True, ordre=10)
