"""The étapes of a person: all of them, one of them, a new one, what happens to it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import etapes as actions
from maillage.parcours.forms.etapes import BilanForm, CorrectionForm, EtapeLibreForm, EtapeOffreForm, PassageForm
from maillage.parcours.listes.etapes import ETAPES_DU_DOSSIER, get_classe, get_icone
from maillage.parcours.models import Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import LIBELLES_FAMILLE, EtatPositionnement, Financement
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import etapes as queries
from maillage.parcours.rules import etapes as rules
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.maillons import build_maillon
from maillage.parcours.views.offre import find_or_404
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond


def get_etape(request: Requete, uuid: UUID, droit: Droit) -> Positionnement:
    """Within reach and with this droit, or a 404. What is read here is written in the journal of accesses."""
    found: Positionnement = find_or_404(
        lambda: queries.get_etape(request.acteur, uuid, on=localdate()), Positionnement.DoesNotExist
    )
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.etape_lue", target=found)
    return found


@exige(Droit.OUVRIR_DOSSIER, nominatif=True)
@require_safe
def etapes_du_dossier(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.etapes_lues", target=parcours)
    rows = queries.list_du_dossier(request.acteur, parcours, on=localdate())
    contexte = {"parcours": parcours, "peut_positionner": permissions.can(request.acteur, Droit.POSITIONNER, parcours)}
    return respond(request, "parcours/etapes_dossier.html", build_liste(ETAPES_DU_DOSSIER, rows, request), contexte)


@exige(Droit.OUVRIR_DOSSIER, nominatif=True, sensible=True)
@require_safe
def etape(request: Requete, uuid: UUID) -> HttpResponse:
    """One page for all; an opérateur finds there the étape, its presences, its bilan and the freins shared with them."""
    found = get_etape(request, uuid, Droit.OUVRIR_DOSSIER)
    is_operateur = request.acteur.role in queries.CHEZ_L_OPERATEUR
    peut_suivre = permissions.can(request.acteur, Droit.SUIVRE_ETAPE, found)
    suites = rules.POSITIONNEMENTS[EtatPositionnement(found.etat)]
    contexte = {
        "etape": found,
        "famille": LIBELLES_FAMILLE[found.definition.famille],
        "classe": get_classe(found),
        "icone_etat": get_icone(found),
        "suites": suites if permissions.can(request.acteur, Droit.POSITIONNER, found) else {},
        "peut_suivre": peut_suivre,
        "bilan": found.bilan if peut_suivre else "",
        "is_operateur": is_operateur,
        "freins": queries.list_freins_partages(found.parcours) if is_operateur else [],
        "comptes": () if is_operateur else explain(found),
        "assiduite": queries.count_presences(found),
    }
    return render(request, "parcours/etape.html", contexte)


def explain(found: Positionnement) -> Any:
    return rules.explain_comptes(
        rules.Etape(
            found.type, EtatPositionnement(found.etat), found.debut, Financement(found.financement),
            found.operation_fse, found.clause,
        )
    )  # fmt: skip


@exige(Droit.POSITIONNER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def proposer(request: Requete, uuid: UUID) -> HttpResponse:
    """From the offer: a session with its places, or an action without session."""
    parcours = get_dossier(request, uuid, Droit.POSITIONNER)
    today = localdate()
    form = EtapeOffreForm(
        get_saisie(request), sessions=queries.list_sessions_ouvertes(request.acteur, on=today),
        actions=queries.list_proposables(request.acteur, on=today),
    )  # fmt: skip
    return _propose(request, parcours, form, {"is_libre": False})


@exige(Droit.POSITIONNER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def proposer_libre(request: Requete, uuid: UUID) -> HttpResponse:
    """Outside the offer: a work contract, a training found by the person…"""
    parcours = get_dossier(request, uuid, Droit.POSITIONNER)
    form = EtapeLibreForm(
        get_saisie(request), initial={"financement": Financement.DROIT_COMMUN},
        types_locaux=queries.list_types_locaux(request.acteur),
        referents=queries.list_referents_etape(request.acteur, on=localdate()),
    )  # fmt: skip
    return _propose(request, parcours, form, {"is_libre": True})


def _propose(request: Requete, parcours: Any, form: Any, contexte: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = actions.propose_etape(
                by=request.acteur, parcours=parcours, today=localdate(), session=values.pop("session", None),
                values=values,
            )  # fmt: skip
        except Refus as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            messages.success(request, "L’étape est proposée. Enregistrez maintenant la réponse.")
            return redirect("parcours:etape", uuid=made.uuid)
    journal.record_acces(by=request.acteur, type="parcours.etapes_lues", target=parcours)
    return render(request, "parcours/etape_proposer.html", {"parcours": parcours, "form": form, **contexte})


@exige(Droit.POSITIONNER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def passer(request: Requete, uuid: UUID, vers: str) -> HttpResponse:
    """The next state, with what it asks: a date, a reason, a result."""
    found = get_etape(request, uuid, Droit.POSITIONNER)
    etats = {etat.value: etat for etat in EtatPositionnement}
    transition = rules.POSITIONNEMENTS[EtatPositionnement(found.etat)].get(etats.get(vers, EtatPositionnement.PROPOSE))
    if transition is None:
        messages.info(request, f"L’étape est « {found.libelle_etat.lower()} » : choisissez parmi ce qui peut suivre.")
        return redirect("parcours:etape", uuid=found.uuid)
    suivant, today = etats[vers], localdate()
    initial = {
        "le": found.prevu_du or today if suivant is EtatPositionnement.PREVU else today,
        "prevu_au": found.prevu_au,
    }
    if suivant is EtatPositionnement.EN_COURS and found.prevu_du and found.prevu_du < today:
        initial["le"] = found.prevu_du
    form = PassageForm(get_saisie(request), vers=suivant, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_etape(
                by=request.acteur, etape=found, vers=suivant, today=today, now=timezone.now(), **form.cleaned_data
            )
        except Refus as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            entree = _find_entree_datee(found.parcours)
            messages.success(
                request,
                f"C’est enregistré. L’entrée, qui était à confirmer, est datée du {entree:%d/%m/%Y}."
                if entree
                else "C’est enregistré.",
            )
            return redirect("parcours:etape", uuid=found.uuid)
    return render(
        request, "parcours/etape_formulaire.html", {"etape": found, "form": form, "titre": transition.libelle}
    )


def _find_entree_datee(avant: Parcours) -> date | None:
    """The day of entry, when the étape has just given it; `avant`: as it was read before."""
    if not avant.is_entree_provisoire:
        return None
    now = Parcours.objects.get(pk=avant.pk)
    return None if now.is_entree_provisoire else now.date_entree


@exige(Droit.POSITIONNER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def corriger(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_etape(request, uuid, Droit.POSITIONNER)
    referents = queries.list_referents_etape(request.acteur, on=localdate())

    def build(data: QueryDict | None) -> CorrectionForm:
        valeurs = {name: getattr(found, name) for name in actions.CORRIGEABLES}
        return CorrectionForm(data, valeurs=valeurs, version=str(found.version), referents=referents)

    def save(form: CorrectionForm, lue: str) -> None:
        actions.change_etape(by=request.acteur, etape=found, version=int(lue), values=form.values)

    return _edit(request, found, "Corriger l’étape", build, save, "L’étape est corrigée.")


def _edit(
    request: Requete, found: Positionnement, titre: str, build: Callable[[QueryDict | None], FormVersionne],
    save: Callable[[Any, str], None], fait: str,
) -> HttpResponse:  # fmt: skip
    def show(form: FormVersionne) -> HttpResponse:
        return render(request, "parcours/etape_formulaire.html", {"etape": found, "form": form, "titre": titre})

    retour = reverse("parcours:etape", args=[found.uuid])
    return serve_versionnee(
        request, SaisieVersionnee(titre, build, save, show, retour, fait, build_maillon(found.parcours))
    )


@exige(Droit.SUIVRE_ETAPE, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def bilan(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_etape(request, uuid, Droit.SUIVRE_ETAPE)

    def build(data: QueryDict | None) -> BilanForm:
        return BilanForm(data, valeurs={"bilan": found.bilan}, version=str(found.version))

    def save(form: BilanForm, lue: str) -> None:
        actions.record_bilan(by=request.acteur, etape=found, version=int(lue), **form.values)

    fait = "Le bilan est enregistré. Le référent du parcours le lit."
    return _edit(request, found, "Bilan de l’étape", build, save, fait)
