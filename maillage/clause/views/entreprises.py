"""« Entreprises »: one company, whom to reach there, its lots, its hours, its statements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import contacts as actions
from maillage.clause.actions.entreprises import CHAMPS_ENTREPRISE, change_entreprise
from maillage.clause.forms.entreprises import FicheEntrepriseForm
from maillage.clause.forms.releves import ContactEntrepriseForm
from maillage.clause.listes.entreprises import ENTREPRISES
from maillage.clause.models import ContactEntreprise
from maillage.clause.permissions import Droit
from maillage.clause.queries import contacts as queries
from maillage.clause.rules.releves import write_mois
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond
from maillage.socle.versions import read_version


@exige(Droit.TENIR_MARCHES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = build_liste(ENTREPRISES, queries.select_entreprises(request.acteur), request)
    return respond(request, "clause/entreprises.html", found)


def _find(request: Requete, get: Any, uuid: UUID) -> Any:
    try:
        found = get(request.acteur, uuid)
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found):
        raise Http404
    return found


@exige(Droit.TENIR_MARCHES)
@require_safe
def entreprise(request: Requete, uuid: UUID) -> HttpResponse:
    found = _find(request, queries.get_entreprise, uuid)
    contexte = {
        "entreprise": found, "contacts": queries.select_contacts(found), "liens": queries.list_lots(found),
        "statuts": queries.list_statuts(found),
        "mois": [(write_mois(m.mois), m) for m in queries.list_mois(found)],
        "releves": [(write_mois(r.mois), r) for r in queries.list_releves(found)],
        "peut_suivre": permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, found),
    }  # fmt: skip
    return render(request, "clause/entreprise.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = _find(request, queries.get_entreprise, uuid)
    page = reverse("clause:entreprise", args=[uuid])
    vers = find_retour(request) or page

    def build(data: QueryDict | None) -> FicheEntrepriseForm:
        version, valeurs = read_version(queries.get_entreprise(request.acteur, uuid), CHAMPS_ENTREPRISE)
        return FicheEntrepriseForm(data, valeurs=valeurs, version=version)

    def save(form: FicheEntrepriseForm, lue: str) -> None:
        change_entreprise(by=request.acteur, entreprise=found, values=form.values, lue=lue)

    def show(form: FicheEntrepriseForm) -> HttpResponse:
        contexte = {"form": form, "entreprise": found, "page": page, "renoncer": vers}
        return render(request, "clause/entreprise_modifier.html", contexte)

    saisie = SaisieVersionnee(
        "Modifier l’entreprise", build, save, show, vers, "L’entreprise est modifiée.", (found.nom, page)
    )
    return serve_versionnee(request, saisie)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def contact_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    found = _find(request, queries.get_entreprise, uuid)
    is_premier = not queries.select_contacts(found).exists()
    contact = ContactEntreprise(dispositif_id=found.dispositif_id, entreprise=found)
    return _save(request, contact, initial={"is_declarant": is_premier})


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def contact_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save(request, _find(request, queries.get_contact, uuid), initial={})


def _save(request: Requete, contact: ContactEntreprise, *, initial: dict[str, Any]) -> HttpResponse:
    is_new = contact.pk is None
    retour = reverse("clause:entreprise", args=[contact.entreprise.uuid])
    titre = "Ajouter un contact" if is_new else "Modifier un contact"

    def build(data: QueryDict | None) -> ContactEntrepriseForm:
        version, valeurs = read_version(contact, actions.CHAMPS_CONTACT)
        return ContactEntrepriseForm(data, valeurs=valeurs, version=version, initial=initial)

    def save(form: ContactEntrepriseForm, lue: str) -> None:
        actions.save_contact(
            by=request.acteur, contact=contact, values=form.values, today=localdate(), lue=None if is_new else lue
        )

    def show(form: ContactEntrepriseForm) -> HttpResponse:
        contexte = {"form": form, "titre": titre, "entreprise": contact.entreprise, "retour": retour,
                    "contact": None if is_new else contact}  # fmt: skip
        return render(request, "clause/entreprise_contact.html", contexte)

    return serve_versionnee(
        request, SaisieVersionnee(titre, build, save, show, retour, maillon=(contact.entreprise.nom, retour))
    )


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("effacer deux fois efface une fois : la seconde ne trouve plus rien")
def contact_effacer(request: Requete, uuid: UUID) -> HttpResponse:
    contact = _find(request, queries.get_contact, uuid)
    retour = reverse("clause:entreprise", args=[contact.entreprise.uuid])
    if request.method == "POST":
        actions.erase_contact(by=request.acteur, contact=contact)
        messages.success(request, "Le contact est effacé.")
        return redirect(retour)
    contexte = {
        "titre": "Effacer ce contact ?", "action": "Effacer ce contact", "danger": True, "renoncer": retour,
        "texte": f"{contact.nom}, {contact.fonction} : la ligne est effacée tout de suite, sans retour possible. "
        "Les relevés de l’entreprise restent.",
    }  # fmt: skip
    return render(request, "socle/confirmation.html", contexte)
