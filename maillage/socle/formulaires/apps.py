from django.apps import AppConfig


class FormulairesConfig(AppConfig):
    name = "maillage.socle.formulaires"
    label = "formulaires"
    verbose_name = "Formulaires"
