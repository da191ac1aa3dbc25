from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "maillage.socle.journal"
    label = "journal"
    verbose_name = "Journaux"
