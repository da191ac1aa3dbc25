"""The contacts of a dispositif, and who reads the fields of its fiche."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from maillage.reseau import actions, forms, queries
from maillage.reseau.models import Contact
from maillage.reseau.permissions import Droit
from maillage.reseau.views.fiches import get_dispositif
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete

CHAMPS = ("fonction", "nom", "precision", "telephone", "courriel", "du", "consenti_le")


def _get(request: Requete, uuid: UUID) -> Contact:
    try:
        return queries.get_contact(request.acteur, uuid)
    except Contact.DoesNotExist as absent:
        raise Http404 from absent


@exige(Droit.TENIR_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ajouter_contact(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    form = forms.ContactForm(get_saisie(request), initial={"du": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_contact(by=request.acteur, dispositif=found, today=localdate(), **form.cleaned_data)
        except actions.ContactRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le contact est enregistré.")
            return redirect("reseau:dispositif", slug=slug)
    return render(request, "reseau/contact.html", {"dispositif": found, "form": form})


@exige(Droit.TENIR_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier_contact(request: Requete, uuid: UUID) -> HttpResponse:
    contact = _get(request, uuid)
    form = forms.ContactForm(get_saisie(request), initial={nom: getattr(contact, nom) for nom in CHAMPS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.modify_contact(by=request.acteur, contact=contact, today=localdate(), **form.cleaned_data)
        except actions.ContactRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le contact est enregistré.")
            return redirect("reseau:dispositif", slug=contact.dispositif.slug)
    depart = forms.DepartForm(initial={"au": contact.au or localdate()})
    contexte = {"dispositif": contact.dispositif, "contact": contact, "form": form, "depart": depart}
    return render(request, "reseau/contact.html", contexte)


@exige(Droit.TENIR_CONTACTS)
@require_POST
@idempotente("une fonction terminée le reste")
def terminer_contact(request: Requete, uuid: UUID) -> HttpResponse:
    contact = _get(request, uuid)
    form = forms.DepartForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Donnez le dernier jour dans la fonction, par exemple 31/12/2026.")
        return redirect("reseau:modifier_contact", uuid=uuid)
    try:
        actions.end_contact(by=request.acteur, contact=contact, au=form.cleaned_data["au"], today=localdate())
    except actions.ContactRefuse as refus:
        messages.error(request, str(refus))
        return redirect("reseau:modifier_contact", uuid=uuid)
    messages.success(request, "Ce contact n’est plus montré. Il sera effacé dans un an.")
    return redirect("reseau:dispositif", slug=contact.dispositif.slug)


@exige(Droit.TENIR_CONTACTS)
@require_POST
@idempotente("un contact effacé le reste")
def effacer_contact(request: Requete, uuid: UUID) -> HttpResponse:
    contact = _get(request, uuid)
    actions.erase_contact(by=request.acteur, contact=contact)
    messages.success(request, "Le contact est effacé.")
    return redirect("reseau:dispositif", slug=contact.dispositif.slug)


@exige(Droit.CHOISIR_VISIBILITE)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def visibilite(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    initial = {choix.champ.value: choix.visibilite.value for choix in queries.list_choix(found)}
    form = forms.VisibilitesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.record_visibilites(by=request.acteur, dispositif=found, choix=form.read())
        messages.success(request, "C’est enregistré, pour la page publique comme pour les fichiers.")
        return redirect("reseau:dispositif", slug=slug)
    return render(request, "reseau/visibilite.html", {"dispositif": found, "form": form})
