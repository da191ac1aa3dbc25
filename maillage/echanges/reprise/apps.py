from django.apps import AppConfig


class RepriseConfig(AppConfig):
    name = "maillage.echanges.reprise"
    label = "reprise"
    verbose_name = "Reprise de données"

    def ready(self) -> None:
        from maillage.parcours.permissions import Droit
        from maillage.socle import navigation

        navigation.declare(
            navigation.Entree(
                "Reprise de données", "reprise:accueil", "import", Droit.REPRENDRE, ordre=90, groupe="Organisation"
            )
        )
