from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import navigation as navigation
        from maillage.parcours.a_faire_orientations import list_a_faire
        from maillage.socle import afaire

        afaire.declare(list_a_faire)
