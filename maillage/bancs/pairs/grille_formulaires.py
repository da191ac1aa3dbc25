"""The peer: what one does without a grid, a ModelForm for each contract, sent one after the other. As bare as the view."""

import os
from typing import Any

urlpatterns: list[Any] = []


def build_vue() -> Any:
    from datetime import date

    from django import forms
    from django.http import HttpResponse
    from django.shortcuts import redirect

    from maillage.clause.models import EmploiDuLot, LigneHeures

    class Form(forms.ModelForm):
        class Meta:
            model = LigneHeures
            fields = ("heures_reelles",)

    def ecrire(request: Any, uuid: Any) -> HttpResponse:
        mois = date.fromisoformat(f"{request.GET['mois']}-01")
        emploi = EmploiDuLot.objects.get(uuid=uuid)
        rows = LigneHeures.objects.filter(
            mise_emploi=emploi.mise_emploi_id, lot=emploi.lot_id, mois=mois, type="travail"
        )
        held = rows.filter(annule=None).first() or LigneHeures(
            dispositif_id=emploi.dispositif_id, mise_emploi_id=emploi.mise_emploi_id, lot_id=emploi.lot_id, mois=mois,
            entreprise_id=emploi.entreprise_id, creditrice_id=emploi.dispositif_id, coefficient=emploi.coefficient,
            heures_valorisees=0,
        )  # fmt: skip
        form = Form(request.POST, instance=held)
        if form.is_valid():
            row = form.save(commit=False)
            row.weigh()
            row.save()
            return redirect(request.get_full_path())
        return HttpResponse(str(form.errors))

    return ecrire


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django
    from django.conf import settings
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.grille_formulaires"
    import maillage.bancs.pairs.grille_formulaires as adresses
    from maillage.bancs.cas.grille import choose_heures, measure_grilles, read_grille
    from maillage.bancs.porte import open_guichet

    adresses.urlpatterns = [path("heures/<uuid:uuid>/", build_vue())]
    mois, acteur, emplois = read_grille()
    post = open_guichet()

    def send(tour: int) -> None:
        for rang, emploi in enumerate(emplois):
            post(f"/heures/{emploi.uuid}/?mois={mois:%Y-%m}", {"heures_reelles": str(choose_heures(rang, tour))})

    measure_grilles(send, mois, acteur.dispositif)


if __name__ == "__main__":
    main()
