from django.apps import AppConfig


class PortailConfig(AppConfig):
    name = "maillage.portail"
    label = "portail"
    verbose_name = "Portail"

    def ready(self) -> None:
        from maillage.portail.recherche import search
        from maillage.socle import recherche
        from maillage.socle.navigation import Entree, declare

        recherche.declare(search, ordre=60)
        declare(Entree("Carte", "portail:carte", icone="map", groupe="Réseau", ordre=10, publique=True))
        declare(Entree("Annuaire", "portail:annuaire", icone="book-user", groupe="Réseau", ordre=11, publique=True))
        declare(
            Entree(
                "Près de chez moi",
                "portail:pres_de_chez_moi",
                icone="map-pin",
                groupe="Réseau",
                ordre=12,
                publique=True,
            )
        )
        declare(
            Entree("Chiffres et sources", "portail:sources", icone="quote", groupe="Réseau", ordre=13, publique=True)
        )
        declare(
            Entree("Définitions", "portail:definitions", icone="book-open", groupe="Réseau", ordre=14, publique=True)
        )
