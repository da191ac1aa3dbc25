from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import navigation as navigation
        from maillage.parcours import sections_contrats as sections_contrats
        from maillage.parcours import sections_diagnostics as sections_diagnostics
        from maillage.parcours.afaire_accompagnement import list_a_faire
        from maillage.socle.afaire import declare

        declare(list_a_faire)
