"""The week of a référent, and the same as a file for a calendar, where nobody is named."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from maillage.parcours.agenda import list_rendez_vous
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import suivi
from maillage.parcours.rules.priorites import find_fin_de_semaine
from maillage.socle.acces import exige
from maillage.socle.afaire import calendrier
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

SEMAINE = timedelta(days=7)


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_safe
def semaine(request: Requete) -> HttpResponse:
    today = localdate()
    lundi = read_lundi(request.GET.get("du", ""), today=today)
    found = suivi.list_agenda(request.acteur, du=lundi, au=lundi + timedelta(days=6), on=today)
    journal.record_acces(by=request.acteur, type="parcours.agenda", nombre=len(found))
    days = [lundi + timedelta(days=rang) for rang in range(7)]
    jours = [(day, [one for one in found if localtime(one.debut).date() == day]) for day in days]
    contexte = {
        "jours": [(day, ones) for day, ones in jours if ones or day.weekday() < 5],  # a weekend only when it is used
        "lundi": lundi, "dimanche": days[-1], "avant": lundi - SEMAINE, "apres": lundi + SEMAINE,
        "is_courante": lundi <= today <= days[-1], "total": len(found), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "parcours/suivi_agenda.html", contexte)


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_safe
def telecharger(request: Requete) -> HttpResponse:
    """The rendez-vous to come, once. Subscribing is done from « Être prévenu·e »."""
    rendez_vous = list_rendez_vous(request.acteur, localdate())
    journal.record_acces(by=request.acteur, type="parcours.agenda", nombre=len(rendez_vous))
    hote = f"{request.scheme}://{request.get_host()}"
    content = calendrier.write_ics([], hote=hote, now=timezone.now(), rendez_vous=rendez_vous)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="maillage-agenda.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def read_lundi(text: str, *, today: date) -> date:
    """The Monday of the week asked for, or of this one when the address says nothing sensible."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if not 2000 <= day.year <= 2100:
        day = today
    return find_fin_de_semaine(day) - timedelta(days=6)
