"""The page a person opens from their telephone: two questions, no account, nothing about anybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import points
from maillage.parcours.forms.sorties import ReponseForm
from maillage.parcours.nomenclatures.suites import Reponse
from maillage.socle.acces import publique
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.requete import Requete


@publique
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("la première réponse est la seule gardée")
def repondre(request: Requete, lien: str) -> HttpResponse:
    today = localdate()
    with open_service("page d’un point de suivi ouverte par son lien"):
        found = points.find_point(lien, today=today)
    if found is None:
        raise Http404
    form = ReponseForm(request.POST or None, initial={"a_rappeler": "non"})
    if request.method == "POST" and form.is_valid():
        points.answer_by_lien(
            by=request.acteur, lien=lien, toujours=Reponse(form.cleaned_data["toujours"]),
            a_rappeler=form.cleaned_data["a_rappeler"], today=today,
        )  # fmt: skip
        return redirect("parcours:repondre", lien=lien)
    response = render(request, "parcours/sorties_reponse.html", {"point": found, "form": form})
    response["Referrer-Policy"] = "same-origin"  # the address is a key; « no-referrer » would break the form itself
    return response
