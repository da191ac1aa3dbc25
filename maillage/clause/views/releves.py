"""« Relevés du mois »: who owes one, who answered, who is late; one statement: compared, validated, sent back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause import liens
from maillage.clause.actions import releves as actions
from maillage.clause.actions.heures import HeuresDepassees
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.actions.validations import validate_lignes
from maillage.clause.examen_releve import study
from maillage.clause.forms.releves import DemandeForm, LienForm, RenvoiForm, SuiteForm
from maillage.clause.models import EmbaucheSignalee, Lot, Releve
from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.permissions import Droit
from maillage.clause.queries import contacts as contacts_queries
from maillage.clause.queries import releves as queries
from maillage.clause.queries.marches import get_lot
from maillage.clause.rules.releves import find_mois_du, write_de_mois, write_mois
from maillage.clause.tri_releves import group_dus
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.dates import add_months
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.views import serve_fichier
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_accord

MOIS_PROPOSES = 12


def _read_mois(request: Requete) -> date:
    """The one asked for (« 2026-10 »), or the last one that has ended."""
    asked = request.POST.get("mois") or request.GET.get("mois") or ""
    try:
        return date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        return find_mois_du(localdate())


def _read_lot(request: Requete) -> Lot | None:
    asked = request.GET.get("lot")
    try:
        return get_lot(request.acteur, UUID(asked)) if asked else None
    except (ValueError, Lot.DoesNotExist) as absent:
        raise Http404 from absent


@exige(Droit.SUIVRE_PERSONNES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    """Of the whole service, or of one lot (`?lot=`)."""
    mois, today = _read_mois(request), localdate()
    lot = _read_lot(request)
    dus = queries.list_dus(request.acteur, mois=mois, lot=lot)
    contexte = {
        "lot": lot, "suite": f"&lot={lot.uuid}" if lot else "", "mois": mois, "de_mois": write_de_mois(mois), "precedent": add_months(mois, -1), "groupes": group_dus(dus, today=today),
        "autres": [(write_mois(r.mois), r) for r in queries.list_autres(request.acteur, mois=mois, today=today)] if lot is None else [],
        "suivant": add_months(mois, 1) if add_months(mois, 1) <= today else None, "dus": len(dus),
        "demandables": sum(actions.is_demandable(du) for du in dus) if mois <= today and lot is None else 0,
    }  # fmt: skip
    return render(request, "clause/releves.html", contexte)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@idempotente("un relevé déjà demandé ne l’est pas une seconde fois")
def demander_tous(request: Requete) -> HttpResponse:
    mois = _read_mois(request)
    made = actions.ask_tous(by=request.acteur, mois=mois, today=localdate())
    messages.success(request, f"{write_accord(len(made), 'relevé demandé', 'relevés demandés')}, par courriel.")
    return redirect(f"{reverse('clause:releves')}?mois={mois:%Y-%m}")


@exige(Droit.SUIVRE_PERSONNES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def demander(request: Requete, uuid: UUID, entreprise: UUID) -> HttpResponse:
    lot = _find(lambda: get_lot(request.acteur, uuid))
    today = localdate()
    found = _find(lambda: contacts_queries.get_entreprise(request.acteur, entreprise))
    contacts = contacts_queries.select_contacts(found)
    months = [add_months(today.replace(day=1), -n) for n in range(MOIS_PROPOSES)]
    initial = {"mois": _read_mois(request).isoformat(), "contact": contacts.filter(is_declarant=True).first()}
    form = DemandeForm(get_saisie(request), mois=months, contacts=contacts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_releve(
                by=request.acteur, lot=lot, entreprise=found, mois=form.cleaned_data["mois"],
                contact=form.cleaned_data["contact"], today=today,
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, _tell_lien(made))
            return redirect("clause:releve", uuid=made.uuid)
    contexte = {"lot": lot, "entreprise": found, "form": form, "contacts": contacts}
    return render(request, "clause/releve_demander.html", contexte)


def _tell_lien(releve: Releve) -> str:
    if releve.contact is not None and releve.contact.courriel:
        return "Le lien part par courriel."
    return "Le lien est prêt : copiez-le, puis remettez-le à l’entreprise."


def _find(get: Any) -> Any:
    try:
        return get()
    except ObjectDoesNotExist as absent:
        raise Http404 from absent


def _get(request: Requete, uuid: UUID) -> Releve:
    found: Releve = _find(lambda: queries.get_releve(request.acteur, uuid))
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, found):
        raise Http404
    return found


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def releve(request: Requete, uuid: UUID) -> HttpResponse:
    found, today = _get(request, uuid), localdate()
    journal.record_acces(by=request.acteur, type="clause.releve_lu", target=found)
    adresse = ""
    if found.is_lien_ouvert(on=today):
        adresse = request.build_absolute_uri(reverse("clause:declarer_lien", args=[liens.sign_releve(found)]))
    contexte = {
        "releve": found, "de_mois": write_de_mois(found.mois), "examen": study(found, today=today), "adresse": adresse,
        "justificatifs": queries.list_justificatifs(found), "retour": f"{reverse('clause:releves')}?mois={found.mois:%Y-%m}",
        "embauches": [(e, SuiteForm(prefix=f"e{e.pk}")) for e in queries.list_embauches(found)],
        "is_envoye": found.etat == EtatReleve.ENVOYE,
        "lien": LienForm(contacts=contacts_queries.select_contacts(found.entreprise), initial={"contact": found.contact}),
    }  # fmt: skip
    return render(request, "clause/releve.html", contexte)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@une_fois
def donner_lien(request: Requete, uuid: UUID) -> HttpResponse:
    """A new one; by e-mail when the chosen contact has an address."""
    found = _get(request, uuid)
    form = LienForm(request.POST, contacts=contacts_queries.select_contacts(found.entreprise))
    if form.is_valid():
        made = actions.give_lien(
            by=request.acteur, releve=found, contact=form.cleaned_data["contact"], today=localdate()
        )  # fmt: skip
        messages.success(request, f"Voici le nouveau lien, les précédents n’ouvrent plus. {_tell_lien(made)}")
    else:
        messages.error(request, "Ce contact n’est plus dans la liste : choisissez-en un autre.")
    return redirect("clause:releve", uuid=uuid)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@idempotente("un lien retiré le reste")
def retirer_lien(request: Requete, uuid: UUID) -> HttpResponse:
    actions.close_lien(by=request.acteur, releve=_get(request, uuid))
    messages.success(request, "Le lien est retiré : il n’ouvre plus. Ce que l’entreprise a enregistré est gardé.")
    return redirect("clause:releve", uuid=uuid)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@idempotente("les mêmes heures prises deux fois sont les mêmes")
def reprendre(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    try:
        taken = actions.take_heures(by=request.acteur, releve=found, today=localdate())
    except HeuresDepassees:
        messages.error(request, "Quelqu’un vient de saisir ces heures : rien n’est changé, relisez-les.")
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(
            request, f"{write_accord(taken, 'ligne reprend', 'lignes reprennent')} les heures de l’entreprise."
        )
    return redirect("clause:releve", uuid=uuid)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@idempotente("une ligne validée le reste")
def valider(request: Requete, uuid: UUID) -> HttpResponse:
    """Every declared line of the statement; those that cannot be stay, each with why. Then the statement is closed."""
    found, today = _get(request, uuid), localdate()
    waiting = study(found, today=today).a_valider
    bilan = validate_lignes(by=request.acteur, lignes=waiting, today=today, verifiees="verifiees" in request.POST)
    if bilan.validees or bilan.hors:
        said = [write_accord(bilan.validees, "ligne validée", "lignes validées")]
        said += [f"{bilan.hors} hors éligibilité"] if bilan.hors else []
        messages.success(request, f"{', '.join(said)}.")
    for ligne, raison in bilan.refusees:
        messages.warning(request, f"{ligne.mise_emploi.personne} : {raison}")
    return _close(request, found) if not bilan.refusees else redirect("clause:releve", uuid=uuid)


def _close(request: Requete, found: Releve) -> HttpResponse:
    if found.etat == EtatReleve.ENVOYE:
        try:
            actions.close_releve(by=request.acteur, releve=found, today=localdate())
        except Refus as refus:
            messages.warning(request, str(refus))
    return redirect("clause:releve", uuid=found.uuid)


@exige(Droit.SUIVRE_PERSONNES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def renvoyer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    form = RenvoiForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.return_releve(
                by=request.acteur, releve=found, motif=form.cleaned_data["motif"], today=localdate()
            )
        except ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"Le relevé est renvoyé à l’entreprise. {_tell_lien(made)}")
            return redirect("clause:releve", uuid=uuid)
    contexte = {"releve": found, "de_mois": write_de_mois(found.mois), "form": form}
    return render(request, "clause/releve_renvoyer.html", contexte)


@exige(Droit.SUIVRE_PERSONNES)
@require_safe
def justificatif(request: Requete, uuid: UUID, piece: UUID) -> HttpResponseBase:
    found = _get(request, uuid)
    row = _find(lambda: queries.get_justificatif(found, piece))
    journal.record_acces(by=request.acteur, type="clause.releve_piece", target=found)
    return serve_fichier(request, row.piece)


@exige(Droit.SUIVRE_PERSONNES)
@require_POST
@idempotente("une suite donnée le reste")
def donner_suite(request: Requete, uuid: UUID) -> HttpResponse:
    embauche: EmbaucheSignalee = _find(lambda: queries.get_embauche(request.acteur, uuid))
    form = SuiteForm(request.POST, prefix=f"e{embauche.pk}")
    if form.is_valid():
        actions.settle_embauche(
            by=request.acteur, embauche=embauche, suite=form.cleaned_data["suite"], today=localdate()
        )  # fmt: skip
        messages.success(request, "La suite est notée ; le nom de la personne est effacé d’ici.")
    else:
        messages.error(request, "Choisissez ce qu’il en est.")
    return redirect("clause:releve", uuid=embauche.releve.uuid)
