from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.territoire"
    label = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        from maillage.socle import recherche
        from maillage.territoire.recherche import search

        recherche.declare(search, ordre=40)
