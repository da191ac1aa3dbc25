"""The keys by which another installation deposits for the dispositif: shown once, revoked when they serve no more."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from maillage.consolidation.depots.actions.reguliers import hash_cle, make_cle, revoke_cle
from maillage.consolidation.depots.forms import CleForm
from maillage.consolidation.depots.models import CleDepot
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.views.depots import get_mien, read_mots
from maillage.reseau.models import Dispositif
from maillage.socle.acces import exige
from maillage.socle.coffre import Coffre
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

SESSION = "depots.cle"
COFFRE = Coffre("maillage.depots.cle")  # of the key between its making and the page that shows it


@exige(Droit.DEPOSER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def cles(request: Requete) -> HttpResponse:
    dispositif = get_mien(request)
    form = CleForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            _, cle = make_cle(
                by=request.acteur, dispositif=dispositif, libelle=form.cleaned_data["libelle"], today=localdate()
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            request.session[SESSION] = COFFRE.seal_text(cle)
            return redirect("depots:cles")
    nouvelle, cle = _take_nouvelle(request, dispositif)
    rows = CleDepot.objects.filter(dispositif=dispositif).order_by("revoquee_le", "-creee_le", "-pk")
    contexte = {"form": form, "nouvelle": nouvelle, "cle": cle, "cles": rows, "mots": read_mots(dispositif)}
    return render(request, "depots/cles.html", contexte)


def _take_nouvelle(request: Requete, dispositif: Dispositif) -> tuple[CleDepot | None, str]:
    """The key just made, once: the page loaded again no longer has it."""
    sealed = request.session.pop(SESSION, "")
    if not sealed:
        return None, ""
    cle = COFFRE.unseal_text(sealed)
    found = CleDepot.objects.filter(empreinte=hash_cle(cle), dispositif=dispositif, revoquee_le=None).first()
    return (found, cle) if found else (None, "")


@exige(Droit.DEPOSER)
@require_POST
@idempotente("révoquée deux fois, une clé n’est révoquée qu’une fois")
def revoquer(request: Requete, uuid: UUID) -> HttpResponse:
    found = CleDepot.objects.filter(uuid=uuid, dispositif=get_mien(request)).first()
    if found is None:
        raise Http404
    revoke_cle(by=request.acteur, cle=found, today=localdate())
    messages.success(request, f"La clé « {found.libelle} » n’ouvre plus rien.")
    return redirect("depots:cles")
