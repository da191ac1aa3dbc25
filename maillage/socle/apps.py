from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "maillage.socle"
    label = "socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        from maillage.socle import controles  # noqa: F401  registers the checks of a deployment
