from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "maillage.parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from maillage.parcours import commission_entree as commission_entree
        from maillage.parcours import navigation as navigation
        from maillage.parcours import sections_suivi as sections_suivi
        from maillage.parcours.agenda import list_a_faire, list_rendez_vous
        from maillage.socle import afaire

        afaire.declare(list_a_faire)
        afaire.declare_agenda(list_rendez_vous)
        from maillage.parcours import section_referents as section_referents
        from maillage.parcours import sections_personne as sections_personne
        from maillage.parcours.a_faire_orientations import list_a_faire
        from maillage.socle import afaire

        afaire.declare(list_a_faire)
