"""The stylesheet served: one file, joined from its sources, light."""

import gzip
from pathlib import Path

from maillage.socle.statiques import join, minify

SOURCES = Path(__file__).resolve().parents[2] / "maillage/socle/static/socle"


def bundle() -> str:
    return join((SOURCES / "maillage.css").read_text(), lambda chemin: (SOURCES / chemin).read_text())


def test_the_sheet_is_one_file_with_every_source_in_its_layer():
    sheet = bundle()
    assert "@import" not in sheet
    for source in (SOURCES / "css").glob("*.css"):
        assert f"css/{source.name}" in (SOURCES / "maillage.css").read_text(), f"{source.name} n’est pas importée"
    assert sheet.startswith("@layer jetons,base")
    assert sheet.count("{") == sheet.count("}")


def test_the_sheet_stays_light():
    assert len(gzip.compress(bundle().encode())) < 10_000
    assert len(bundle()) < 50_000


def test_minify_keeps_what_matters():
    assert (
        minify('a {\n  /* b */\n  content: "/" / "";\n}\n\nb,\nc {\n  x: y;\n}\n') == 'a{content:"/" / ""}\nb,c{x:y}\n'
    )


def test_collecting_serves_the_joined_sheet_under_its_own_hash(tmp_path, settings):
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "maillage.socle.statiques.StockageStatique"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    name = staticfiles_storage.url("socle/maillage.css").removeprefix(settings.STATIC_URL)
    served = (tmp_path / name).read_text()
    assert name != "socle/maillage.css"
    assert "@import" not in served
    assert "polices/maillage-sans." in served
    assert staticfiles_storage.url("socle/polices/maillage-sans.woff2").split("/")[-1] in served


def test_collecting_again_joins_the_parts_of_the_day(tmp_path, settings):
    """What was collected by the version before is newer on the disk than its source: it must not be taken for it."""
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "maillage.socle.statiques.StockageStatique"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = tmp_path / "socle/maillage.css"
    today = collected.read_text()
    collected.write_text("/* d’hier */")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert collected.read_text() == today
