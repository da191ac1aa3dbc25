from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "maillage.participants"
    label = "participants"
    verbose_name = "Personnes accompagnées"
