"""« Mes dépôts »: what the dispositif hands to the network, year by year, and what it would hand today."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.consolidation.depots.actions import depots as actions
from maillage.consolidation.depots.actions.reguliers import set_regulier
from maillage.consolidation.depots.catalogues import TYPES, find_consolide
from maillage.consolidation.depots.comptage import count_annee, count_depot
from maillage.consolidation.depots.forms import PREMIERE, ExplicationsForm, FichierForm, MotifForm
from maillage.consolidation.depots.models import Campagne, CleDepot, Depot, DepotRegulier
from maillage.consolidation.depots.nomenclatures import MOTS, Consolide, EtatCampagne, EtatDepot, Mots, Origine
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.queries import campagnes as campagnes_queries
from maillage.consolidation.depots.queries import depots as queries
from maillage.consolidation.depots.rules.documents import OCTETS_MAX, EnTete, compute_empreinte
from maillage.consolidation.depots.tableaux import list_groupes
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus, recoit_jusqu_a
from maillage.socle.refus import Refus, RefusMultiples
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]
MO_MAX = OCTETS_MAX // 1_000_000


def get_mien(request: Requete) -> Dispositif:
    """The dispositif one works for; its kind has a consolidation, or there is nothing to deposit."""
    found = Dispositif.objects.filter(pk=request.acteur.dispositif or 0, type__in=TYPES.values()).first()
    if found is None:
        raise Http404
    return found


def read_mots(dispositif: Dispositif) -> Mots:
    """What such a dispositif calls itself, and what is counted of it."""
    return MOTS[find_consolide(dispositif.type) or Consolide.PLIE]


def get_campagne(dispositif: Dispositif, uuid: UUID) -> Campagne:
    for campagne in campagnes_queries.list_pour(dispositif):
        if campagne.uuid == uuid:
            return campagne
    raise Http404


def get_lisible(request: Requete, uuid: UUID) -> Depot:
    """One's own, or any for those who consolidate: their droit has no compartment, hence the service's."""
    rows = Depot.objects.select_related("campagne", "dispositif").filter(uuid=uuid)
    if request.acteur.reseau:
        with open_service("lecture d’un dépôt par le réseau"):
            found = rows.first()
    else:
        found = rows.first()
    if found is None or not permissions.can(request.acteur, Droit.LIRE_DEPOT, found):
        raise Http404
    return found


def get_mon_depot(request: Requete, uuid: UUID) -> Depot:
    found = (
        Depot.objects.select_related("campagne", "dispositif")
        .filter(uuid=uuid, dispositif=request.acteur.dispositif)
        .first()
    )
    if found is None:
        raise Http404
    return found


@exige(Droit.DEPOSER)
@require_safe
def mes_depots(request: Requete) -> HttpResponse:
    dispositif, today = get_mien(request), localdate()
    campagnes = campagnes_queries.list_pour(dispositif)
    deposes = queries.list_depots(request.acteur, campagnes)
    lignes = [
        {
            "campagne": campagne, "etat": campagne.get_etat(on=today), "libelle": campagne.name_etat(on=today),
            "depots": deposes.get(campagne.pk, []), "jours": (campagne.close_le - today).days,
            "actuel": _find_actuel(deposes.get(campagne.pk, [])),
        }
        for campagne in campagnes
    ]  # fmt: skip
    contexte = {
        "ouvertes": [ligne for ligne in lignes if ligne["etat"] is EtatCampagne.OUVERTE],
        "autres": [ligne for ligne in lignes if ligne["etat"] is not EtatCampagne.OUVERTE],
        "regulier": DepotRegulier.objects.filter(dispositif=dispositif).first(),
        "cles": CleDepot.objects.filter(dispositif=dispositif, revoquee_le=None).count(),
        "annees": range(today.year - 1, PREMIERE - 1, -1), "dispositif": dispositif,
        "mots": read_mots(dispositif),
    }  # fmt: skip
    return render(request, "depots/mes_depots.html", contexte)


def _find_actuel(depots: list[Depot]) -> Depot | None:
    """What waits for an explanation first: it is what there is to do."""
    for etat in (EtatDepot.A_EXPLIQUER, EtatDepot.EN_VIGUEUR):
        for depot in depots:
            if depot.etat == etat:
                return depot
    return None


@exige(Droit.DEPOSER)
@require_http_methods(FORMULAIRE)
@une_fois
def deposer(request: Requete, uuid: UUID) -> HttpResponse:
    """What would be deposited is counted and shown; what is deposited is what was shown, or it is shown again."""
    dispositif = get_mien(request)
    campagne = get_campagne(dispositif, uuid)
    try:
        actions.check_porte(campagne, dispositif, on=localdate())
        contenu, cellules = count_depot(campagne, dispositif)
    except Refus as refus:
        messages.error(request, str(refus))
        return redirect("depots:mes_depots")
    empreinte = compute_empreinte(contenu)
    if request.method == "POST":
        if request.POST.get("empreinte") == empreinte:
            return _receive(request, campagne, dispositif, contenu, Origine.INSTALLATION, request.POST.get("motif", ""))
        messages.warning(request, _say_change(campagne))
    actuel = _find_actuel(queries.list_depots(request.acteur, [campagne]).get(campagne.pk, []))
    contexte = {
        "campagne": campagne, "empreinte": empreinte, "nombre": len(cellules), "actuel": actuel,
        "is_pareil": actuel is not None and actuel.empreinte == empreinte,
        "groupes": list_groupes(campagne, cellules, avant=queries.read_avant(campagne, dispositif)),
        "sauts": actions.list_sauts(campagne, dispositif, cellules),
    }  # fmt: skip
    return render(request, "depots/deposer.html", contexte)


def _say_change(campagne: Campagne) -> str:
    dossiers = campagne.mots.dossiers
    return f"{dossiers[:1].upper()}{dossiers[1:]} ont changé depuis : relisez ces chiffres, puis déposez."


def _receive(
    request: Requete, campagne: Campagne, dispositif: Dispositif, contenu: bytes, origine: Origine, motif: str
) -> HttpResponse:
    recu = actions.receive_document(
        by=request.acteur, campagne=campagne, dispositif=dispositif, contenu=contenu, origine=origine,
        now=timezone.now(), today=localdate(), motif=motif.strip()[:1000],
    )  # fmt: skip
    if not recu.is_nouveau:
        messages.info(request, "Ces chiffres étaient déjà déposés : rien n’a changé.")
    elif recu.depot.etat == EtatDepot.A_EXPLIQUER:
        messages.warning(request, "Le dépôt est reçu. Il comptera dès que ses écarts seront expliqués.")
        return redirect("depots:expliquer", uuid=recu.depot.uuid)
    else:
        messages.success(request, "Le dépôt est reçu, et il compte. Gardez son reçu.")
    return redirect("depots:depot", uuid=recu.depot.uuid)


@exige(Droit.DEPOSER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
@recoit_jusqu_a(lambda today: MO_MAX)
def fichier(request: Requete, uuid: UUID) -> HttpResponse:
    dispositif = get_mien(request)
    campagne = get_campagne(dispositif, uuid)
    form = FichierForm(get_saisie(request), request.FILES or None, refus=get_refus(request))
    erreurs: list[str] = []
    if request.method == "POST" and form.is_valid():
        contenu = form.cleaned_data["fichier"].read(OCTETS_MAX + 1)
        try:
            return _receive(request, campagne, dispositif, contenu, Origine.FICHIER, form.cleaned_data["motif"])
        except RefusMultiples as refus:
            erreurs = [manque.phrase for manque in refus.manques]
            form.add_error(
                "fichier",
                erreurs[0] if len(erreurs) == 1 else f"{len(erreurs)} points à corriger, dits en haut de la page.",
            )
        except Refus as refus:
            form.add_error("fichier", str(refus))
    contexte = {"campagne": campagne, "form": form, "erreurs": erreurs if len(erreurs) > 1 else []}
    return render(request, "depots/fichier.html", contexte)


@exige(Droit.DEPOSER)
@require_safe
def exporter(request: Requete) -> HttpResponse:
    """The year asked for, as a file that another installation takes in."""
    dispositif = get_mien(request)
    annee = request.GET.get("annee", "")
    if not annee.isdecimal() or not PREMIERE <= int(annee) < localdate().year:
        raise Http404
    entete = EnTete(str(dispositif.uuid), find_consolide(dispositif.type) or "", int(annee), dispositif.is_fictif)
    try:
        contenu, _ = count_annee(entete, dispositif)
    except Refus as refus:
        messages.error(request, str(refus))
        return redirect("depots:mes_depots")
    response = HttpResponse(contenu, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="depot-{dispositif.slug}-{annee}.json"'
    return response


@exige(Droit.DEPOSER)
@require_POST
@idempotente("demandé deux fois, le dépôt régulier n’est demandé qu’une fois")
def regulier(request: Requete) -> HttpResponse:
    veut = request.POST.get("veut") == "oui"
    set_regulier(by=request.acteur, dispositif=get_mien(request), veut=veut, today=localdate())
    messages.success(
        request,
        "Chaque nuit d’une campagne ouverte, vos chiffres sont déposés s’ils ont changé." if veut
        else "Vos chiffres ne se déposent plus la nuit : déposez-les vous-même.",
    )  # fmt: skip
    return redirect("depots:mes_depots")


@exige(Droit.EXPLIQUER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def expliquer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lisible(request, uuid)
    if not permissions.can(request.acteur, Droit.EXPLIQUER, found):
        raise Http404
    is_mien = found.dispositif_id == request.acteur.dispositif
    if found.etat != EtatDepot.A_EXPLIQUER:
        return redirect("depots:depot", uuid=found.uuid)
    form = ExplicationsForm(get_saisie(request), sauts=found.sauts)
    if request.method == "POST" and form.is_valid():
        try:
            with nullcontext() if is_mien else open_service("écarts des totaux saisis par le réseau"):
                actions.explain(by=request.acteur, depot=found, explications=form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(
                request, f"Les écarts sont expliqués : {'votre dépôt compte' if is_mien else 'ces totaux comptent'}."
            )
            return redirect("depots:depot", uuid=found.uuid)
    retour = reverse("depots:mes_depots") if is_mien else found.campagne.get_absolute_url()
    return render(
        request, "depots/expliquer.html", {"depot": found, "form": form, "is_mien": is_mien, "retour": retour}
    )


@exige(Droit.DEPOSER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_mon_depot(request, uuid)
    try:
        actions.check_retrait(found, on=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
        return redirect(found)
    form = MotifForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                by=request.acteur, depot=found, motif=form.cleaned_data["motif"], now=timezone.now(), today=localdate()
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Ce dépôt ne compte plus. Il reste écrit, avec sa raison.")
            return redirect("depots:mes_depots")
    autre = queries.find_vivant(found.campagne, found.dispositif, sauf=found)
    return render(request, "depots/retirer.html", {"depot": found, "form": form, "autre": autre})


@exige(Droit.LIRE_DEPOT)
@require_safe
def depot(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lisible(request, uuid)
    contexte: dict[str, Any] = {
        "depot": found, "is_mien": found.dispositif_id == request.acteur.dispositif,
        "groupes": list_groupes(found.campagne, queries.read_cellules(found), avant={}),
        "is_ouverte": found.campagne.get_etat(on=localdate()) is EtatCampagne.OUVERTE,
        "explique": permissions.can(request.acteur, Droit.EXPLIQUER, found),
        "saisit": permissions.can(request.acteur, Droit.SAISIR_TOTAUX),
    }  # fmt: skip
    return render(request, "depots/depot.html", contexte)
