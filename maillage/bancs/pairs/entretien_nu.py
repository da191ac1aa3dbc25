"""The peer: a ModelForm and its view. No right, no lock, no journal, no token, no policy in the base."""

import os
from typing import Any

urlpatterns: list[Any] = []


def build_vue() -> Any:
    from django import forms
    from django.http import HttpResponse
    from django.shortcuts import redirect

    from maillage.parcours.models import Entretien, Parcours

    class Form(forms.ModelForm):
        class Meta:
            model = Entretien
            fields = ("type", "debut", "duree", "lieu", "presence", "themes", "emarge")

    def ecrire(request: Any, uuid: Any) -> HttpResponse:
        parcours = Parcours.objects.get(uuid=uuid)
        held = Entretien(parcours=parcours, referent_id=parcours.referent_id, dispositif_id=parcours.dispositif_id)
        form = Form(request.POST, instance=held)
        if form.is_valid():
            form.save()
            return redirect("/file-active/")
        return HttpResponse(str(form.errors))

    return ecrire


def build_envoi(parcours: Any, debut: Any) -> tuple[str, dict[str, str]]:
    from django.utils.timezone import localtime

    from maillage.bancs.cas.entretien import LIEU

    return f"/dossiers/{parcours.uuid}/entretien/", {
        "type": "individuel", "debut": f"{localtime(debut):%Y-%m-%d %H:%M}", "duree": "60", "lieu": LIEU,
        "presence": "venu", "themes": '["emploi"]',
    }  # fmt: skip


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django
    from django.conf import settings
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.entretien_nu"
    import maillage.bancs.pairs.entretien_nu as adresses
    from maillage.bancs.cas.entretien import list_saisies, measure_envois
    from maillage.bancs.porte import open_guichet

    adresses.urlpatterns = [path("dossiers/<uuid:uuid>/entretien/", build_vue())]
    measure_envois(open_guichet(), [build_envoi(*saisie) for saisie in list_saisies()])


if __name__ == "__main__":
    main()
