"""A donneur d'ordre: whom to reach, what was agreed with it, its lots and operations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import donneurs as actions
from maillage.clause.forms.donneurs import ContactForm, ConventionForm
from maillage.clause.listes.marches import get_classe, get_icone
from maillage.clause.models import ContactDonneur, Convention, DonneurOrdre
from maillage.clause.permissions import Droit
from maillage.clause.queries import donneurs as queries
from maillage.clause.queries.marches import get_donneur
from maillage.clause.rules.conventions import tell_fin
from maillage.clause.views.saisies import Fiche, find, serve_fiche
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete


@exige(Droit.VOIR_MARCHES)
@require_safe
def donneur(request: Requete, uuid: UUID) -> HttpResponse:
    found = find(request, get_donneur, uuid, Droit.VOIR_MARCHES)
    today = localdate()
    lots = queries.list_lots(request.acteur, found)
    contexte = {
        "donneur": found, "contacts": queries.list_contacts(found, on=today),
        "conventions": [(c, tell_fin(c.au, on=today)) for c in queries.list_conventions(found)],
        "lots": [(lot, get_classe(lot), get_icone(lot)) for lot in lots], "comptes": queries.count_lots(request.acteur, found),
        "operations": queries.list_operations(request.acteur, found), "annee": today.year,
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES, found),
    }  # fmt: skip
    return render(request, "clause/donneur.html", contexte)


def _fil(found: DonneurOrdre) -> list[tuple[str, str]]:
    return [
        ("Donneurs d’ordre", reverse("clause:donneurs")), (found.nom, reverse("clause:donneur", args=[found.uuid])),
    ]  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def contact_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    found = find(request, get_donneur, uuid)
    return _save_contact(request, ContactDonneur(dispositif_id=found.dispositif_id, donneur=found))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def contact_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_contact(request, find(request, queries.get_contact, uuid))


def _save_contact(request: Requete, contact: ContactDonneur) -> HttpResponse:
    def save(form: ContactForm, lue: str | None) -> None:
        actions.save_contact(by=request.acteur, contact=contact, values=form.values, today=localdate(), lue=lue)

    fil = _fil(contact.donneur)
    plus = {"effacer": reverse("clause:contact_effacer", args=[contact.uuid])} if contact.pk else {}
    return serve_fiche(
        request, contact, actions.CHAMPS_CONTACT,
        Fiche(
            "Modifier un contact" if contact.pk else "Ajouter un contact", ContactForm, save, fil[-1][1], fil,
            "Prévenez la personne : elle peut lire ce qui est écrit d’elle, le faire corriger ou effacer.",
            initial={"du": localdate()}, plus=plus,
        ),
    )  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("effacer deux fois efface une fois : la seconde ne trouve plus rien")
def contact_effacer(request: Requete, uuid: UUID) -> HttpResponse:
    contact = find(request, queries.get_contact, uuid)
    retour = reverse("clause:donneur", args=[contact.donneur.uuid])
    if request.method == "POST":
        actions.erase_contact(by=request.acteur, contact=contact)
        messages.success(request, "Le contact est effacé.")
        return redirect(retour)
    contexte = {
        "titre": "Effacer ce contact ?", "action": "Effacer ce contact", "danger": True, "renoncer": retour,
        "texte": f"{contact.nom}, {contact.fonction} : la ligne est effacée tout de suite, sans retour possible.",
    }  # fmt: skip
    return render(request, "socle/confirmation.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def convention_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    found = find(request, get_donneur, uuid)
    return _save_convention(request, Convention(dispositif_id=found.dispositif_id, donneur=found))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def convention_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_convention(request, find(request, queries.get_convention, uuid))


def _save_convention(request: Requete, convention: Convention) -> HttpResponse:
    def save(form: ConventionForm, lue: str | None) -> None:
        actions.save_convention(by=request.acteur, convention=convention, values=form.values, lue=lue)

    fil = _fil(convention.donneur)
    return serve_fiche(
        request, convention, actions.CHAMPS_CONVENTION,
        Fiche(
            "Modifier une convention" if convention.pk else "Ajouter une convention", ConventionForm, save, fil[-1][1],
            fil, initial={"du": localdate(), "niveau": "local"},
            plus={"listes": {"modeles-connus": queries.list_modeles(request.acteur)}},
        ),
    )  # fmt: skip
