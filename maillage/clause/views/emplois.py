"""The contracts of a person: recorded from a lot or from their file, renewed, ended, put on another lot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import emplois as actions
from maillage.clause.forms import emplois as forms
from maillage.clause.models import Entreprise, MiseEmploi
from maillage.clause.nomenclatures.emplois import MotifFin, StatutInsertion
from maillage.clause.permissions import Droit
from maillage.clause.queries import personnes as queries
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.queries.marches import select_lots
from maillage.clause.views.personnes import find_lot, get_or_404
from maillage.participants.models import Personne
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.versions import read_version

FORMULAIRE = ["GET", "HEAD", "POST"]


def get_emploi(request: Requete, uuid: UUID) -> MiseEmploi:
    try:
        found = queries.get_emploi(request.acteur, uuid)
    except MiseEmploi.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, found):
        raise Http404
    return found


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def nouveau(request: Requete, uuid: UUID) -> HttpResponse:
    """`?lot=`: the first lot it serves, on account of one of its companies. `?suite=`: the contract it follows."""
    found, lot = get_or_404(request, uuid), find_lot(request)
    suite = _find_suite(request, found)
    engagees = Entreprise.objects.filter(lots__lot=lot).distinct().order_by("nom") if lot else None
    form = forms.EmploiNouveauForm(
        get_saisie(request), connues=queries.select_entreprises(request.acteur), entreprises=engagees,
        initial=_read_initial(suite),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, lot, suite, form)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Le contrat est enregistré. Ses heures se saisissent dans la grille du mois.")
            if lot:
                return redirect("clause:lot", uuid=lot.uuid)
            return redirect("clause:personne", uuid=found.uuid)
    return _show(request, found, form, "Enregistrer un contrat", lot=lot)


def _find_suite(request: Requete, personne: Personne) -> MiseEmploi | None:
    try:
        found = queries.get_emploi(request.acteur, UUID(request.GET.get("suite", "")))
    except (ValueError, MiseEmploi.DoesNotExist):
        return None
    return found if found.personne_id == personne.pk else None


def _read_initial(suite: MiseEmploi | None) -> dict[str, Any]:
    names = ("employeur", "entreprise_utilisatrice", "type_contrat", "mode", "metier", "code_rome", "temps_hebdo")
    return {name: getattr(suite, name) for name in names} if suite else {}


def _record(
    request: Requete, found: Personne, lot: Any, suite: MiseEmploi | None, form: forms.EmploiNouveauForm
) -> MiseEmploi:
    values, data = form.values, form.cleaned_data
    nouvel = None if values["employeur"] else (data["nouvel_employeur"], StatutInsertion(data["statut"]))
    placed = {"lot": lot, "entreprise": data["entreprise"], "coefficient": data["coefficient"]} if lot else {}
    return actions.record_emploi(
        by=request.acteur,
        personne=found,
        values=values,
        renouvelle=suite,
        nouvel_employeur=nouvel,
        today=localdate(),
        **placed,
    )


def _show(request: Requete, personne: Personne, form: Any, titre: str, **contexte: Any) -> HttpResponse:
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=personne)
    fiche = reverse("clause:personne", args=[personne.uuid])
    contexte = {
        "form": form, "titre": titre, "chapeau": str(personne), "personne": personne, "fiche": fiche,
        "renoncer": find_retour(request) or fiche, **contexte,
    }  # fmt: skip
    return render(request, "clause/personne_saisie.html", contexte)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_emploi(request, uuid)
    vers = find_retour(request) or reverse("clause:personne", args=[found.personne.uuid])

    def build(data: QueryDict | None) -> forms.EmploiForm:
        version, valeurs = read_version(get_emploi(request, uuid), actions.CHAMPS_EMPLOI)
        return forms.EmploiForm(
            data, valeurs=valeurs, version=version, connues=queries.select_entreprises(request.acteur)
        )

    def save(form: forms.EmploiForm, lue: str) -> None:
        actions.change_emploi(by=request.acteur, emploi=found, values=form.values, lue=lue, today=localdate())

    def show(form: forms.EmploiForm) -> HttpResponse:
        return _show(request, found.personne, form, "Modifier le contrat", aide=str(found))

    return serve_versionnee(request, SaisieVersionnee("Contrat", build, save, show, vers))


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def renouveler(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_emploi(request, uuid)
    form = forms.RenouvellementForm(get_saisie(request))
    return _serve(
        request, found, form, "Renouveler le contrat", "Le contrat est renouvelé : c’est le même.",
        lambda values: actions.renew_emploi(by=request.acteur, emploi=found, today=localdate(), **values),
        suite=f"{reverse('clause:emploi_nouveau', args=[found.personne.uuid])}?suite={found.uuid}",
    )  # fmt: skip


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def terminer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_emploi(request, uuid)
    form = forms.FinForm(get_saisie(request), initial={"fin": min(found.fin_prevue or localdate(), localdate())})
    return _serve(
        request, found, form, "Terminer le contrat", "La fin du contrat est notée.",
        lambda values: actions.end_emploi(
            by=request.acteur, emploi=found, fin=values["fin"], motif=MotifFin(values["motif"]), today=localdate()
        ),
    )  # fmt: skip


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def rattacher(request: Requete, uuid: UUID) -> HttpResponse:
    """A contract may serve several lots; each hour counts on one."""
    found = get_emploi(request, uuid)
    lots = select_lots(request.acteur).filter(etat__in=SUIVIS).exclude(emplois__mise_emploi=found)
    engagees = Entreprise.objects.filter(lots__lot__in=lots).distinct().order_by("nom")
    form = forms.LotDuContratForm(
        get_saisie(request), lots=lots.order_by("marche__objet", "numero"), entreprises=engagees
    )
    return _serve(
        request, found, form, "Rattacher à un autre lot", "Le contrat est sur ce lot.",
        lambda values: actions.put_on_lot(by=request.acteur, emploi=found, today=localdate(), **values),
    )  # fmt: skip


def _serve(
    request: Requete, found: MiseEmploi, form: Any, titre: str, fait: str, act: Any, **contexte: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, fait)
            return redirect(find_retour(request) or reverse("clause:personne", args=[found.personne.uuid]))
    return _show(request, found.personne, form, titre, aide=str(found), **contexte)
