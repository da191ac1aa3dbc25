from django.apps import AppConfig


class RestitutionConfig(AppConfig):
    name = "maillage.echanges.restitution"
    label = "restitution"
    verbose_name = "Restitution des données"

    def ready(self) -> None:
        from maillage.echanges.restitution.a_faire import list_a_faire
        from maillage.echanges.restitution.permissions import Droit
        from maillage.socle import afaire, navigation

        afaire.declare(list_a_faire)
        navigation.declare(
            navigation.Entree(
                libelle="Emporter nos données",
                url="restitution:liste",
                icone="package-open",
                droit=Droit.VOIR_RESTITUTIONS,
                ordre=88,
                groupe="Administration",
            )
        )
