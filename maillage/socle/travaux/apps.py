from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TravauxConfig(AppConfig):
    name = "maillage.socle.travaux"
    label = "travaux"
    verbose_name = "Travaux"

    def ready(self) -> None:
        autodiscover_modules("travaux")  # each domain's jobs
