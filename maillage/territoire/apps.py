from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.territoire"
    label = "territoire"
    verbose_name = "Territoire"
