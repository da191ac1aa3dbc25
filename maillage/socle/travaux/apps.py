from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TravauxConfig(AppConfig):
    name = "maillage.socle.travaux"
    label = "travaux"
    verbose_name = "Travaux"

    def ready(self) -> None:
        from maillage.socle import afaire, navigation
        from maillage.socle.travaux.a_faire import list_a_faire

        autodiscover_modules("travaux")  # each domain's jobs
        afaire.declare(list_a_faire)
        navigation.declare(
            navigation.Entree("Travaux", "travaux:liste", icone="hourglass", ordre=95, groupe="Dispositif")
        )
