from django.apps import AppConfig


class ReseauConfig(AppConfig):
    name = "maillage.reseau"
    label = "reseau"
    verbose_name = "Réseau"

    def ready(self) -> None:
        from maillage.reseau.permissions import Droit
        from maillage.reseau.services import find_couverture, list_a_faire, search
        from maillage.socle import afaire, recherche
        from maillage.socle.navigation import Entree, declare
        from maillage.territoire import couverture

        declare(
            Entree("Mon dispositif", "reseau:mon_dispositif", icone="house", droit=Droit.VOIR_DISPOSITIF,
                   groupe="Dispositif", ordre=20)
        )  # fmt: skip
        declare(
            Entree("Fiches du réseau", "reseau:suivi", icone="clipboard-check", droit=Droit.SUIVRE_FICHES,
                   groupe="Réseau", ordre=20)
        )  # fmt: skip
        afaire.declare(list_a_faire)
        recherche.declare(search, ordre=30)
        couverture.declare(find_couverture)
