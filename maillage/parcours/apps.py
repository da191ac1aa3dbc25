from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import afaire_commission as afaire_commission
        from maillage.parcours import commission_entree as commission_entree
        from maillage.parcours import navigation as navigation
        from maillage.parcours import section_referents as section_referents
