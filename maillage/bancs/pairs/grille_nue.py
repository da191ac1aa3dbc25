"""The peer: a bare view that reads the grid and writes its rows at once. No right, no lock, no control, no journal, no policy."""

import os
from decimal import Decimal
from typing import Any

urlpatterns: list[Any] = []
ADRESSE = "/heures/"


def build_vue() -> Any:
    from datetime import date

    from django.db import transaction
    from django.http import HttpResponse
    from django.shortcuts import redirect
    from django.utils import timezone

    from maillage.clause.models import EmploiDuLot, LigneHeures

    @transaction.atomic
    def ecrire(request: Any) -> HttpResponse:
        mois = date.fromisoformat(f"{request.GET['mois']}-01")
        posted = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        emplois = EmploiDuLot.objects.filter(uuid__in=posted)
        known = {
            (ligne.mise_emploi_id, ligne.lot_id): ligne
            for ligne in LigneHeures.objects.filter(
                mois=mois, type="travail", annule=None, mise_emploi__lots__in=emplois
            )
        }
        new: list[LigneHeures] = []
        changed: list[LigneHeures] = []
        for emploi in emplois:
            ligne = known.get((emploi.mise_emploi_id, emploi.lot_id))
            row = ligne or LigneHeures(
                dispositif_id=emploi.dispositif_id, mise_emploi_id=emploi.mise_emploi_id, lot_id=emploi.lot_id, mois=mois,
                entreprise_id=emploi.entreprise_id, creditrice_id=emploi.dispositif_id, coefficient=emploi.coefficient,
            )  # fmt: skip
            row.heures_reelles, row.saisie_le = Decimal(posted[str(emploi.uuid)]), timezone.now()
            row.weigh()
            (changed if ligne else new).append(row)
        LigneHeures.objects.bulk_create(new)
        LigneHeures.objects.bulk_update(changed, ["heures_reelles", "heures_valorisees", "saisie_le"])
        return redirect(request.get_full_path())

    return ecrire


def build_envoi(emplois: list[Any], tour: int) -> dict[str, str]:
    from maillage.bancs.cas.grille import choose_heures

    return {str(emploi.uuid): str(choose_heures(rang, tour)) for rang, emploi in enumerate(emplois)}


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django
    from django.conf import settings
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.grille_nue"
    import maillage.bancs.pairs.grille_nue as adresses
    from maillage.bancs.cas.grille import TOURS, measure_grilles, read_grille
    from maillage.bancs.porte import open_guichet

    adresses.urlpatterns = [path("heures/", build_vue())]
    mois, acteur, emplois = read_grille()
    post, envois = open_guichet(), {tour: build_envoi(emplois, tour) for tour in TOURS}
    measure_grilles(lambda tour: post(f"{ADRESSE}?mois={mois:%Y-%m}", envois[tour]), mois, acteur.dispositif)


if __name__ == "__main__":
    main()
