"""« À faire »: the list, its count for the header, what a person chooses, and the calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.acces import connecte, en_fond, publique
from maillage.socle.afaire import actions, calendrier, queries
from maillage.socle.afaire.destinataires import find_destinataire
from maillage.socle.afaire.forms import RythmeForm
from maillage.socle.afaire.nomenclatures import Rythme
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.requete import Requete

UNE_MINUTE = "private, max-age=60"


@connecte
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = timezone.localdate()
    groupes = queries.list_groupes(request.acteur, today=today)
    total = sum(len(groupe.choses) for groupe in groupes)
    return render(request, "afaire/liste.html", {"groupes": groupes, "total": total, "today": today})


@connecte
@en_fond
@require_safe
def compte(request: Requete) -> HttpResponse:
    """The figure of the header: asked after the page is drawn, kept a minute by the browser."""
    total = queries.count_a_faire(request.acteur, today=timezone.localdate())
    response = render(request, "afaire/_compte.html", {"total": total})
    response["Cache-Control"] = UNE_MINUTE
    response["Vary"] = "Cookie"
    return response


@connecte
@idempotente("choisir deux fois le même rythme, c’est le choisir une fois")
def preferences(request: Requete) -> HttpResponse:
    preference = queries.get_preference(request.acteur)
    form = RythmeForm(request.POST or None, initial={"rythme": preference.rythme})
    if request.method == "POST" and form.is_valid():
        actions.choose_rythme(by=request.acteur, rythme=Rythme(form.cleaned_data["rythme"]))
        messages.success(request, "Votre choix est enregistré.")
        return redirect("afaire:preferences")
    adresse = ""
    if preference.calendrier_ouvert:
        jeton = calendrier.sign_adresse(preference)
        adresse = request.build_absolute_uri(reverse("afaire:calendrier", args=[jeton]))
    return render(request, "afaire/preferences.html", {"form": form, "adresse": adresse})


@connecte
@require_POST
@idempotente("la dernière adresse donnée est la seule qui réponde")
def open_calendrier(request: Requete) -> HttpResponse:
    actions.open_calendrier(by=request.acteur)
    messages.success(request, "Votre calendrier a une nouvelle adresse. Les précédentes ne répondent plus.")
    return redirect("afaire:preferences")


@connecte
@require_POST
@idempotente("fermer deux fois, c’est fermer")
def close_calendrier(request: Requete) -> HttpResponse:
    actions.close_calendrier(by=request.acteur)
    messages.success(request, "Votre calendrier est fermé : son adresse ne répond plus.")
    return redirect("afaire:preferences")


@publique
@require_safe
def flux(request: Requete, jeton: str) -> HttpResponse:
    """Read by calendar software, without session: the address is the key. Forged, renewed or closed: 404."""
    today = timezone.localdate()
    with open_service("calendrier personnel"):
        preference = calendrier.find_preference(jeton)
        destinataire = find_destinataire(preference.compte_id, today) if preference else None
    if destinataire is None:
        raise Http404
    choses = queries.list_de_la_personne(destinataire, today=today)
    rendez_vous = queries.list_rendez_vous(destinataire, today=today)
    hote = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(
        calendrier.write_ics(choses, hote=hote, now=timezone.now(), rendez_vous=rendez_vous),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'inline; filename="maillage.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
