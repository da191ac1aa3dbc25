"""The same ListView where ours lives: session, acteur, policies of the base, menus. Still no alert, no filter, no journal."""

from typing import Any

CADRE = """{% extends "socle/base.html" %}{% block contenu %}{}{% endblock %}"""
urlpatterns: list[Any] = []


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.urls import path

    import maillage.bancs.pairs.file_active_cadree as adresses
    from config.urls import urlpatterns as toutes
    from maillage.bancs.cas.file_active import ADRESSE, COMPAREES
    from maillage.bancs.coureur import run
    from maillage.bancs.pairs.file_active_nue import build_vue
    from maillage.bancs.pays import REFERENT
    from maillage.bancs.porte import open_porte
    from maillage.bancs.session import open_session
    from maillage.socle.acces import CONNECTE

    vue = build_vue(CADRE)
    vue.politique = CONNECTE
    settings.ROOT_URLCONF = "maillage.bancs.pairs.file_active_cadree"
    adresses.urlpatterns = [path("file-active/", vue), *toutes]  # the frame leads to all the others
    run(open_porte(ADRESSE, session=open_session(REFERENT)), comparees=COMPAREES)


if __name__ == "__main__":
    main()
