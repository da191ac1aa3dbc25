from django.apps import AppConfig


class ReseauConfig(AppConfig):
    name = "maillage.reseau"
    label = "reseau"
    verbose_name = "Réseau"
