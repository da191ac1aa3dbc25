from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProtectionConfig(AppConfig):
    name = "maillage.socle.protection"
    label = "protection"
    verbose_name = "Protection des données"

    def ready(self) -> None:
        from maillage.socle import navigation
        from maillage.socle.protection.permissions import Droit

        autodiscover_modules("purges")  # each package's erasures
        navigation.declare(
            navigation.Entree(
                libelle="Registre des traitements",
                url="protection:registre",
                icone="book-lock",
                droit=Droit.LIRE_REGISTRE,
                ordre=85,
                groupe="Administration",
            )
        )
