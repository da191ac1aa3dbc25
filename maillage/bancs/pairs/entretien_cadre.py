"""The same ModelForm where ours lives: session, acteur, policies of the base. Still no right, lock, journal nor token."""

from typing import Any

urlpatterns: list[Any] = []


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.urls import path

    import maillage.bancs.pairs.entretien_cadre as adresses
    from config.urls import urlpatterns as toutes
    from maillage.bancs.cas.entretien import list_saisies, measure_envois
    from maillage.bancs.pairs.entretien_nu import build_envoi, build_vue
    from maillage.bancs.pays import REFERENT
    from maillage.bancs.porte import open_guichet
    from maillage.bancs.session import open_session
    from maillage.socle.acces import CONNECTE
    from maillage.socle.contexte import open_service

    vue = build_vue()
    vue.politique = CONNECTE
    settings.ROOT_URLCONF = "maillage.bancs.pairs.entretien_cadre"
    adresses.urlpatterns = [path("dossiers/<uuid:uuid>/entretien/", vue), *toutes]
    with open_service("banc : préparer les envois"):
        envois = [build_envoi(*saisie) for saisie in list_saisies()]
    measure_envois(open_guichet(session=open_session(REFERENT)), envois)


if __name__ == "__main__":
    main()
