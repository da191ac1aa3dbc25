"""The agenda of a commission: files put on it, decided one by one, or left for another day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from maillage.parcours.actions import commissions as actions
from maillage.parcours.models import Inscription, Orientation, Parcours
from maillage.parcours.ordre_du_jour import get_objet, list_objets
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import commissions as queries
from maillage.parcours.views.commissions import get_commission
from maillage.parcours.views.relecture import relire
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

CANDIDATS_MAX = 100


@exige(Droit.TENIR_COMMISSION, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("un dossier déjà à l’ordre du jour y reste une fois")
def inscrire(request: Requete, uuid: UUID, objet: str) -> HttpResponse:
    """The files that may be put before this commission, ticked and put together."""
    found = get_commission(request, uuid)
    kind = next((o for o in list_objets(found) if o.code == objet), None)
    if kind is None:
        raise Http404
    candidats = kind.list_candidats(request.acteur, found)
    if request.method == "POST":
        chosen = list(candidats.filter(pk__in=[key for key in request.POST.getlist("dossiers") if key.isdigit()]))
        done = 0
        for cible in chosen:
            try:
                actions.put_on_agenda(by=request.acteur, commission=found, objet=kind, cible=cible, today=localdate())
                done += 1
            except Refus as refus:
                messages.error(request, f"{write_nom(cible)} : {refus}")
        if done:
            messages.success(request, "L’ordre du jour est complété.")
        elif not chosen:
            messages.error(request, "Cochez au moins un dossier.")
            return redirect("parcours:commission_inscrire", uuid=uuid, objet=objet)
        return redirect("parcours:commission", uuid=uuid)
    rows = list(candidats[:CANDIDATS_MAX])
    journal.record_acces(by=request.acteur, type="parcours.commission_ouverte", target=found, nombre=len(rows))
    obstacles = kind.list_obstacles(rows, localdate())
    contexte = {
        "commission": found,
        "objet": kind,
        "candidats": [(row, write_nom(row), kind.present(row)) for row in rows if row.pk not in obstacles],
        "empeches": [(write_nom(row), obstacles[row.pk]) for row in rows if row.pk in obstacles],
    }
    return render(request, "parcours/commission_inscrire.html", contexte)


def write_nom(cible: Orientation | Parcours) -> str:
    return cible.nom_complet if isinstance(cible, Orientation) else str(cible.personne)


@exige(Droit.TENIR_COMMISSION, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def decider(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_inscription(request, uuid)
    commission, objet, today = found.commission, get_objet(found), localdate()
    refus_seance = actions.check_decidable(commission, today=today)
    is_ouvert = not found.resultat and not refus_seance
    form = objet.make_form(found, get_saisie(request), request.acteur, today) if is_ouvert else None
    if request.method == "POST" and form is not None and relire(request, form):
        try:
            actions.decide_inscription(by=request.acteur, inscription=found, today=today, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            messages.success(request, f"La décision est enregistrée pour {found.nom}.")
            return redirect("parcours:commission", uuid=commission.uuid)
    journal.record_acces(by=request.acteur, type="parcours.commission_dossier", target=found)
    contexte = {
        "inscription": found,
        "commission": commission,
        "objet": objet,
        "faits": objet.describe(found),
        "form": form,
        "refus": refus_seance,
        "suite": objet.conclude(found) if found.resultat else "",
    }
    return render(request, "parcours/commission_dossier.html", contexte)


@exige(Droit.TENIR_COMMISSION, nominatif=True)
@require_POST
@idempotente("un dossier retiré le reste")
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_inscription(request, uuid)
    try:
        actions.remove_from_agenda(by=request.acteur, inscription=found)
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, f"{found.nom} n’est plus à l’ordre du jour.")
    return redirect("parcours:commission", uuid=found.commission.uuid)


def get_inscription(request: Requete, uuid: UUID) -> Inscription:
    try:
        return queries.get_inscription(request.acteur, uuid)
    except Inscription.DoesNotExist as absent:
        raise Http404 from absent
