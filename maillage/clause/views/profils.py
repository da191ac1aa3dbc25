"""The profile of a contract, beside what the file says today of its first day: taken again in one gesture."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.clause.actions.emplois import retake_profil
from maillage.clause.forms.profils import ProfilForm
from maillage.clause.nomenclatures.emplois import LIBELLES_PERSONNE, Profil
from maillage.clause.permissions import Droit
from maillage.clause.queries.personnes import read_connu
from maillage.clause.rules.emplois import write_profil
from maillage.clause.views.emplois import FORMULAIRE, get_emploi
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.retours import add_retour, find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus, VersionDepassee
from maillage.socle.requete import Requete

CHANGE = "Le dossier a changé pendant que vous lisiez : relisez ce qu’il dit maintenant, puis reprenez le profil."
# Where what the profile is made of is typed: each comes back here.
SOURCES = {
    "identite": "clause:personne_identite", "situation": "clause:personne_situation",
    "adresse": "clause:personne_adresse",
}  # fmt: skip


@exige(Droit.SUIVRE_PERSONNES, nominatif=True, sensible=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def profil(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_emploi(request, uuid)
    retour = find_retour(request)
    renoncer = retour or reverse("clause:personne", args=[found.personne.uuid])
    su = read_connu(found.personne, on=found.debut).profil
    form: Any = ProfilForm(get_saisie(request), initial={"lu": write_profil(su)})
    is_changed = False
    if request.method == "POST" and form.is_valid():
        try:
            retake_profil(by=request.acteur, emploi=found, lu=form.cleaned_data["lu"])
        except Refus as refus:
            show_refus(form, refus)
        except VersionDepassee:
            messages.error(request, CHANGE)
            form, is_changed = ProfilForm(initial={"lu": write_profil(su)}), True
        else:
            messages.success(request, "Le profil est repris : il est noté sur le contrat.")
            return redirect(renoncer)
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=found.personne)
    ici = add_retour(request.path, retour)
    contexte = {
        "form": form, "emploi": found, "personne": found.personne, "renoncer": renoncer,
        "note": _tell(found.profil), "su": _tell(su), "is_pareil": su == frozenset(found.profil),
        "sources": {nom: add_retour(reverse(page, args=[found.personne.uuid]), ici) for nom, page in SOURCES.items()},
    }  # fmt: skip
    return render(request, "clause/emploi_profil.html", contexte, status=409 if is_changed else 200)


def _tell(profil: Collection[Profil]) -> list[str]:
    return [libelle for code, libelle in LIBELLES_PERSONNE.items() if code in profil]
