"""The campaigns, as the network keeps them: the calendar, who has deposited, the totals of those who declare them."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.depots.actions.campagnes import CHAMPS, save_campagne
from maillage.consolidation.depots.actions.depots import ROUVRIR, check_porte, receive_agrege
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.forms import CalendrierForm, CampagneForm, TotauxForm
from maillage.consolidation.depots.listes import build_suivi
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import EtatCampagne, EtatDepot
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.queries import campagnes as queries
from maillage.consolidation.depots.queries.depots import list_vivants
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.versions import read_version

FORMULAIRE = ["GET", "HEAD", "POST"]


def get_campagne(uuid: UUID) -> Campagne:
    found = Campagne.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@exige(Droit.SUIVRE_CAMPAGNES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    campagnes = list(queries.list_campagnes())
    participations = queries.read_participations(campagnes)
    lignes = [
        {
            "campagne": one, "participation": participations[one.pk], "libelle": one.name_etat(on=today),
            "is_ouverte": one.get_etat(on=today) is EtatCampagne.OUVERTE, "jours": (one.close_le - today).days,
        }
        for one in campagnes
    ]  # fmt: skip
    return render(
        request,
        "depots/campagnes.html",
        {"lignes": lignes, "tient": permissions.can(request.acteur, Droit.TENIR_CAMPAGNES)},
    )


@exige(Droit.TENIR_CAMPAGNES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def ouvrir(request: Requete) -> HttpResponse:
    today = localdate()
    nouvelle = Campagne(millesime=today.year - 1, ouverte_le=today, is_fictive=is_demonstration())
    initial = {"ouverte_le": today, "rappels": nouvelle.rappels}
    form = CampagneForm(get_saisie(request), today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found = save_campagne(by=request.acteur, campagne=nouvelle, values=form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La campagne est ouverte : chacun la trouve dans « Mes dépôts ».")
            return redirect(found)
    return render(request, "depots/calendrier.html", {"form": form, "retour": reverse("depots:campagnes")})


def is_demonstration() -> bool:
    """An installation of demonstration has no real figure: its campaigns say that they are fictitious."""
    return Dispositif.objects.filter(is_fictif=True).exists()


@exige(Droit.TENIR_CAMPAGNES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def calendrier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_campagne(uuid)
    retour = found.get_absolute_url()

    def build(data: QueryDict | None) -> CalendrierForm:
        version, valeurs = read_version(found, CHAMPS)
        return CalendrierForm(data, valeurs=valeurs, version=version)

    def save(form: CalendrierForm, lue: str) -> None:
        save_campagne(by=request.acteur, campagne=found, values=form.values, lue=lue)

    def show(form: CalendrierForm) -> HttpResponse:
        return render(request, "depots/calendrier.html", {"form": form, "campagne": found, "retour": retour})

    return serve_versionnee(
        request,
        SaisieVersionnee(
            "Calendrier", build, save, show, retour, "Le calendrier est enregistré.", (str(found), retour)
        ),
    )


@exige(Droit.SUIVRE_CAMPAGNES)
@require_safe
def campagne(request: Requete, uuid: UUID) -> HttpResponse:
    found, today = get_campagne(uuid), localdate()
    derniers = queries.find_derniers(found)
    etats = Counter(depot.etat for depot in derniers.values())
    contexte: dict[str, Any] = {
        "campagne": found, "etat": found.name_etat(on=today), "jours": (found.close_le - today).days,
        "is_ouverte": found.get_etat(on=today) is EtatCampagne.OUVERTE,
        "participation": queries.read_participations([found])[found.pk], "a_expliquer": etats[EtatDepot.A_EXPLIQUER],
        "rappels": list(found.envois.order_by("-jours")), "regions": queries.count_regions(found, derniers),
        "tient": permissions.can(request.acteur, Droit.TENIR_CAMPAGNES),
        "lit": permissions.can(request.acteur, Droit.LIRE_DEPOT),
    }  # fmt: skip
    return respond(request, "depots/campagne.html", _list(request, found, derniers), contexte)


def _list(request: Requete, found: Campagne, derniers: dict[int, Any]) -> Liste:
    tableau = build_suivi(found, derniers, lit=permissions.can(request.acteur, Droit.LIRE_DEPOT))
    rows = queries.list_attendus(found).select_related("region")
    vers = reverse("depots:suivi", args=[found.uuid, "csv"]).removesuffix(".csv")
    return build_liste(tableau, rows, request, export=vers)


@exige(Droit.SUIVRE_CAMPAGNES)
@require_safe
def exporter(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    found = get_campagne(uuid)
    try:
        return export(
            _list(request, found, queries.find_derniers(found)), by=request.acteur, format=format, today=localdate()
        )
    except ExportRefuse as refus:
        raise Http404 from refus


@exige(Droit.SAISIR_TOTAUX)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def totaux(request: Requete, uuid: UUID, dispositif: UUID) -> HttpResponse:
    """What a structure declares in totals, typed for it."""
    found = get_campagne(uuid)
    attendu = queries.list_attendus(found).filter(uuid=dispositif).first()
    if attendu is None:
        raise Http404
    try:
        check_porte(found, attendu, on=localdate(), suite=ROUVRIR)
    except Refus as refus:
        if get_saisie(request) is None:  # what is typed already comes back, with the same sentence
            return render(
                request, "depots/totaux.html", {"campagne": found, "dispositif": attendu, "refus": str(refus)}
            )
    with open_service("dépôt que des totaux remplaceraient"):
        vivants = list_vivants(found, attendu)
    form = TotauxForm(get_saisie(request), regles=get_regles(found.consolide), vivants=vivants)
    if request.method == "POST" and form.is_valid():
        try:
            with open_service("totaux déclarés au réseau par une structure"):
                recu = receive_agrege(
                    by=request.acteur, campagne=found, dispositif=attendu, totaux=form.totaux, now=timezone.now(),
                    today=localdate(), motif=form.cleaned_data["motif"], vue=form.vue,
                )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            if recu.depot.etat == EtatDepot.A_EXPLIQUER:
                messages.warning(
                    request, "Ces totaux sont reçus. Ils compteront dès que leurs écarts seront expliqués."
                )
                return redirect("depots:expliquer", uuid=recu.depot.uuid)
            messages.success(request, f"Ces totaux comptent : {attendu.nom}.")
            return redirect("depots:depot", uuid=recu.depot.uuid)
    return render(
        request,
        "depots/totaux.html",
        {
            "campagne": found,
            "dispositif": attendu,
            "form": form,
            "parties": form.list_parties(),
            "remplace": form.remplace,
        },
    )
