"""The peer: what Django gives for free. One ModelAdmin, one inline per table of the file, raw keys for the relations.

Raw keys are the kindest reading of the admin: with its default lists of choices each inline would load whole tables.
"""

import os
from typing import Any

TABLES = (
    "Positionnement", "Entretien", "Passage", "Affectation", "Contrat", "Diagnostic", "FreinEvalue", "Objectif", "Emploi",
    "Sortie", "Suspension", "Justificatif", "Photo",
)  # fmt: skip
urlpatterns: list[Any] = []


def build_site() -> Any:
    from django.contrib import admin
    from django.db.models import BinaryField, ForeignKey, OneToOneField

    from maillage.parcours import models

    class Site(admin.AdminSite):
        def has_permission(self, request: Any) -> bool:
            return True

    class Ouvert:
        """Everything is allowed: the bench measures the page, not the rights."""

        def _yes(self, *args: Any, **kwargs: Any) -> bool:
            return True

        has_module_permission = has_add_permission = has_change_permission = has_delete_permission = (
            has_view_permission
        ) = _yes

    def list_cles(model: Any) -> list[str]:
        return [f.name for f in model._meta.fields if isinstance(f, ForeignKey | OneToOneField)]

    def build_inline(nom: str) -> Any:
        model = getattr(models, nom)
        sealed = [f.name for f in model._meta.fields if isinstance(f, BinaryField)]
        values = {
            "model": model,
            "extra": 0,
            "raw_id_fields": list_cles(model),
            "exclude": sealed,
            "fk_name": "parcours",
        }
        return type(f"{nom}Inline", (Ouvert, admin.TabularInline), values)

    class Personnes(Ouvert, admin.ModelAdmin):
        raw_id_fields = list_cles(models.Parcours)
        inlines = [build_inline(nom) for nom in TABLES]

    site = Site()
    site.register(models.Parcours, Personnes)
    return site


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django
    from django.conf import settings
    from django.urls import path

    plain = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # the admin's own files were not gathered
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.dossier_admin"
    import maillage.bancs.pairs.dossier_admin as adresses
    from maillage.bancs.cas.dossier import REPETITIONS, find_dossier, list_attendus, tell_lus
    from maillage.bancs.coureur import measure, report
    from maillage.bancs.porte import open_porte

    adresses.urlpatterns = [path("admin/", build_site().urls)]
    parcours = find_dossier()
    attendus = list_attendus(parcours)
    get = open_porte(f"/admin/parcours/parcours/{parcours.pk}/change/")
    for _ in range(2):
        get()
    cpu, html = measure(get, repetitions=REPETITIONS)
    report(cpu, tell_lus(html, attendus))


if __name__ == "__main__":
    main()
