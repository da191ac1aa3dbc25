"""The page a person opens from their telephone: two questions, a proof if they wish, no account, nothing about anybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.parcours.actions import points
from maillage.parcours.actions.justificatifs import deposit_by_lien
from maillage.parcours.forms.pieces import DepotForm
from maillage.parcours.forms.sorties import ReponseForm
from maillage.parcours.models import PointDeSuivi
from maillage.parcours.nomenclatures.pieces import PREUVES, PREUVES_USUELLES
from maillage.parcours.nomenclatures.sorties import ContratTravail
from maillage.parcours.nomenclatures.suites import Reponse
from maillage.socle.acces import publique
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@publique
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("la première réponse est la seule gardée")
def repondre(request: Requete, lien: str) -> HttpResponse:
    found = get_point(lien)
    form = ReponseForm(request.POST or None, initial={"a_rappeler": "non"})
    if request.method == "POST" and form.is_valid():
        points.answer_by_lien(
            by=request.acteur, lien=lien, toujours=Reponse(form.cleaned_data["toujours"]),
            a_rappeler=form.cleaned_data["a_rappeler"], today=localdate(),
        )  # fmt: skip
        return redirect("parcours:repondre", lien=lien)
    return _show(request, lien, found, form=form)


@publique
@never_cache
@require_POST
@idempotente("le même document envoyé deux fois n’est gardé qu’une fois")
def deposer(request: Requete, lien: str) -> HttpResponse:
    found = get_point(lien)
    depot = _build_depot(request, found, bound=True)
    if depot.is_valid():
        try:
            deposit_by_lien(by=request.acteur, lien=lien, today=localdate(), **depot.cleaned_data)
        except Refus as refus:
            depot.add_error("fichier", str(refus))
        else:
            return redirect("parcours:repondre", lien=lien)
    return _show(request, lien, found, depot=depot)


def get_point(lien: str) -> PointDeSuivi:
    with open_service("page d’un point de suivi ouverte par son lien"):
        found = points.find_point(lien, today=localdate())
    if found is None:
        raise Http404
    return found


def _build_depot(request: Requete, found: PointDeSuivi, *, bound: bool) -> DepotForm:
    preuves = PREUVES.get(ContratTravail(found.suivi.emploi.contrat), PREUVES_USUELLES)
    if not bound:
        return DepotForm(preuves=preuves)
    return DepotForm(request.POST, request.FILES, preuves=preuves, refus=get_refus(request))


def _show(
    request: Requete, lien: str, found: PointDeSuivi, *, form: ReponseForm | None = None, depot: DepotForm | None = None
) -> HttpResponse:
    """The two questions until they are answered; what was sent, and what became of it."""
    with open_service("documents déposés par une personne, par son lien"):
        envoyes = list(found.justificatifs.filter(auteur=None).order_by("pk"))
    contexte = {
        "point": found, "lien": lien, "form": form or ReponseForm(initial={"a_rappeler": "non"}),
        "depot": depot or _build_depot(request, found, bound=False), "envoyes": envoyes,
    }  # fmt: skip
    response = render(request, "parcours/sorties_reponse.html", contexte)
    response["Referrer-Policy"] = "same-origin"  # the address is a key; « no-referrer » would break the form itself
    return response
