from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import navigation as navigation
        from maillage.parcours import sections_sorties as sections_sorties
        from maillage.parcours.a_faire_sorties import list_a_faire as list_sorties
        from maillage.socle import afaire

        afaire.declare(list_sorties)
