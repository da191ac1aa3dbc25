from django.apps import AppConfig


class PiecesConfig(AppConfig):
    name = "maillage.socle.pieces"
    label = "pieces"
    verbose_name = "Pièces"

    def ready(self) -> None:
        from maillage.socle import navigation
        from maillage.socle.pieces.permissions import Droit

        navigation.declare(
            navigation.Entree(
                "Pièces",
                "pieces:liste",
                icone="paperclip",
                droit=Droit.LIRE_PIECES,
                ordre=80,
                groupe="Dispositif",
            )
        )
