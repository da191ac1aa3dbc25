from importlib import import_module

from django.apps import AppConfig


class DirectConfig(AppConfig):
    name = "maillage.consolidation.direct"
    label = "direct"
    verbose_name = "Ma consolidation en direct"

    def ready(self) -> None:
        for module in ("evenements", "navigation"):
            import_module(f"maillage.consolidation.direct.{module}")
