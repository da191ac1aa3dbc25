from django.apps import AppConfig


class AFaireConfig(AppConfig):
    name = "maillage.socle.afaire"
    label = "afaire"
    verbose_name = "À faire"
