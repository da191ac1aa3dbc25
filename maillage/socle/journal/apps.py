from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "maillage.socle.journal"
    label = "journal"
    verbose_name = "Journaux"

    def ready(self) -> None:
        from maillage.socle import navigation
        from maillage.socle.afaire import registre
        from maillage.socle.journal.a_faire import list_alertes_a_verifier
        from maillage.socle.journal.permissions import Droit

        autodiscover_modules("evenements")  # each package's types of entries, and whose objects have a history
        navigation.declare(
            navigation.Entree(
                libelle="Journal des accès",
                url="journal:acces",
                icone="scroll-text",
                droit=Droit.LIRE_ACCES,
                ordre=80,
                groupe="Administration",
            )
        )
        registre.declare(list_alertes_a_verifier)
