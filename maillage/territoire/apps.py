from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.territoire"
    label = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        from maillage.socle import afaire, navigation, recherche
        from maillage.territoire.a_faire import list_a_faire
        from maillage.territoire.permissions import Droit
        from maillage.territoire.recherche import search

        recherche.declare(search, ordre=40)
        afaire.declare(list_a_faire)
        navigation.declare(
            navigation.Entree(
                "Zonages", "territoire:zonages", "layers", Droit.IMPORTER_ZONAGES, ordre=80, groupe="Réseau"
            )
        )
