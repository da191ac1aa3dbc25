from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProtectionConfig(AppConfig):
    name = "maillage.socle.protection"
    label = "protection"
    verbose_name = "Protection des données"

    def ready(self) -> None:
        from maillage.socle import afaire, navigation
        from maillage.socle.protection import demandes
        from maillage.socle.protection.a_faire import list_archives_de_moi, list_reponses_dues
        from maillage.socle.protection.permissions import Droit

        autodiscover_modules("purges")  # each package's erasures
        afaire.declare(list_archives_de_moi)
        afaire.declare(list_reponses_dues)
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
        navigation.declare(
            navigation.Entree(
                libelle="Demandes d’accès",
                url="protection:demandes",
                compte=demandes.count_en_attente,
                icone="folder-search",
                droit=Droit.REPONDRE_ACCES,
                ordre=86,
                groupe="Administration",
            )
        )
