"""Whom a person lets read their social notes; the notes that are entrusted to whoever is signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import lecteurs as actions
from maillage.parcours.forms.droits import LecteurForm
from maillage.parcours.listes.notes_confiees import CONFIEES
from maillage.parcours.models import Entretien, LecteurDeNotes
from maillage.parcours.nomenclatures.accompagnement import NiveauNote
from maillage.parcours.nomenclatures.suivi import LIBELLES_THEME, Theme
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import lecteurs as queries
from maillage.parcours.views.dossiers import open_dossier
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond


@exige(Droit.NOMMER_LECTEURS, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nommer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.NOMMER_LECTEURS)
    possibles = queries.list_possibles(parcours, on=localdate()).exclude(pk__in=[request.acteur.compte])
    form = LecteurForm(get_saisie(request), possibles=possibles, initial={"donne_le": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_lecteur(by=request.acteur, parcours=parcours, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "C’est enregistré : cette personne lit désormais les notes sociales.")
            return redirect("parcours:droits", uuid=parcours.uuid)
    contexte = {"titre": "Désigner un lecteur des notes sociales", "bouton": "Enregistrer le choix"}
    return render(request, "parcours/droits_saisie.html", {"parcours": parcours, "form": form, **contexte})


@exige(Droit.NOMMER_LECTEURS, nominatif=True)
@require_POST
@idempotente("un lecteur retiré le reste")
def retirer(request: Requete, uuid: UUID, lecteur: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.NOMMER_LECTEURS)
    try:
        found = queries.get_lecteur(parcours, lecteur)
    except LecteurDeNotes.DoesNotExist as absent:
        raise Http404 from absent
    actions.withdraw_lecteur(by=request.acteur, parcours=parcours, lecteur=found, today=localdate())
    messages.success(request, f"{found.lecteur} ne lit plus les notes sociales, tout de suite.")
    return redirect("parcours:droits", uuid=parcours.uuid)


@exige(Droit.LIRE_NOTES_CONFIEES, nominatif=True)
@require_safe
def notes_confiees(request: Requete) -> HttpResponse:
    liste = build_liste(CONFIEES, queries.select_confies(request.acteur), request)
    journal.record_acces(by=request.acteur, type="parcours.notes_confiees", nombre=len(liste.page.object_list))
    return respond(request, "parcours/notes_confiees.html", liste, {})


@exige(Droit.LIRE_NOTES_CONFIEES, nominatif=True, sensible=True)
@require_safe
def note_confiee(request: Requete, uuid: UUID) -> HttpResponse:
    """The social note alone: the rest of the file stays with whoever holds it."""
    try:
        found = queries.select_confies(request.acteur).get(uuid=uuid)
    except Entretien.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.LIRE_NOTES_CONFIEES, found):
        raise Http404
    journal.record_acces(
        by=request.acteur, type="parcours.note_confiee", target=found.parcours, entretien=str(found.uuid)
    )
    contexte = {
        "entretien": found,
        "parcours": found.parcours,
        "themes": [LIBELLES_THEME[Theme(code)] for code in found.themes],
        "versions": list(found.notes.filter(niveau=NiveauNote.SOCIALE).order_by("-rang")),
    }
    return render(request, "parcours/note_confiee.html", contexte)
