from django.apps import AppConfig


class TableauxConfig(AppConfig):
    name = "maillage.socle.tableaux"
    label = "tableaux"
    verbose_name = "Tableaux"
