"""What is decided of an annonce: a market made of it, one it is tied to, put aside, taken up again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause.listes.marches import search as search_lots
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.permissions import Droit
from maillage.clause.queries.lots import list_entreprises
from maillage.clause.queries.marches import get_lot, select_donneurs, select_lots
from maillage.echanges.reperage.actions import decisions as actions
from maillage.echanges.reperage.actions.depots import ReperageRefuse
from maillage.echanges.reperage.forms.annonces import EcarterForm, RapprocherForm, RetenirForm
from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import MotifEcart, Source
from maillage.echanges.reperage.queries import annonces as queries
from maillage.echanges.reperage.rules.ecarts import list_ecarts
from maillage.echanges.reperage.rules.etats import find_notification
from maillage.echanges.reperage.views.annonces import get_annonce
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.typographie import write_accord

FORMULAIRE = ["GET", "HEAD", "POST"]
LOTS_MONTRES = 20
SUITES = {
    EtatLot.REPERE: "avec ce que l’annonce en disait. Posez maintenant son diagnostic.",
    EtatLot.ATTRIBUE: "avec ce que l’annonce en disait. Enregistrez les heures engagées, puis notez la notification.",
    EtatLot.NOTIFIE: "avec ce que l’annonce en disait. Arrêtez maintenant son plan d’action.",
}


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def retenir(request: Requete, uuid: UUID) -> HttpResponse:
    """Everything the annonce says is prefilled; what it does not say is asked."""
    found = get_annonce(request, uuid)
    if not found.is_a_qualifier:
        return _say_deja(request, found)
    titulaires, sous_traitants = queries.list_attributaires(found)
    donneurs = select_donneurs(request.acteur).order_by("nom")
    form = RetenirForm(
        get_saisie(request), donneurs=donneurs, titulaires=titulaires, sous_traitants=sous_traitants,
        initial=_prefill(found),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        marche = form.marche
        if found.source == Source.BOAMP:
            marche |= {"avis": found.uid, "limite_le": found.limite_le}
        lots = form.valeurs_lots
        if found.source == Source.DECP and len(lots) == 1:
            lots[0]["montant_attribue"] = found.montant
        try:
            lot = actions.make_marche(
                by=request.acteur, annonce=found, marche=marche, lots=lots, donneur=form.nouveau,
                engagees=form.engagees, today=localdate(), now=timezone.now(),
            )  # fmt: skip
        except ReperageRefuse as refus:
            form.add_error(None, str(refus))
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"Le marché est « {lot.libelle_etat} », {SUITES[EtatLot(lot.etat)]}")
            return redirect("clause:lot", uuid=lot.uuid)
    notifie_le = find_notification(Source(found.source), found.jour, today=localdate())
    contexte = {"annonce": found, "form": form, "connus": donneurs, "notifie_le": notifie_le}
    return render(request, "reperage/retenir.html", contexte)


def _prefill(found: Annonce) -> dict[str, Any]:
    notice, donneur = queries.read_source(found), queries.find_donneur(found)
    is_notifie = found.source == Source.DECP
    return {
        "objet": found.objet, "donneur": donneur.nom if donneur else found.acheteur, "reference": found.numero[:16],
        "achat": queries.find_achat(found), "engage_le": found.jour or localdate(), "montant_ht": found.montant,
        "debut": found.jour if is_notifie else None, "fin_prevue": queries.find_fin(found),
        "formes": list(notice.formes) if notice else [], "lieu_commune": queries.find_commune_lieu(found),
    }  # fmt: skip


def _say_deja(request: Requete, found: Annonce) -> HttpResponse:
    messages.info(request, f"Cette annonce est déjà « {found.libelle_etat.lower()} ».")
    return redirect(found)


@exige(Droit.TENIR_MARCHES)
@require_safe
def choisir_lot(request: Requete, uuid: UUID) -> HttpResponse:
    """When the annonce resembles nothing by itself: the lot is looked for by its words."""
    found = get_annonce(request, uuid)
    if not found.is_a_qualifier:
        return _say_deja(request, found)
    texte = clean(request.GET.get("q", ""))
    rows = search_lots(select_lots(request.acteur), texte) if texte else select_lots(request.acteur)
    lots = list(rows.order_by("marche__objet", "numero", "pk")[: LOTS_MONTRES + 1])
    contexte = {"annonce": found, "lots": lots[:LOTS_MONTRES], "texte": texte, "is_coupe": len(lots) > LOTS_MONTRES}
    return render(request, "reperage/choisir_lot.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def rapprocher(request: Requete, uuid: UUID, lot: UUID) -> HttpResponse:
    found = get_annonce(request, uuid)
    try:
        suivi = get_lot(request.acteur, lot)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    if not found.is_a_qualifier:
        return _say_deja(request, found)
    vides, differents = list_ecarts(_list_paires(found, suivi))
    titulaires, _ = queries.list_attributaires(found)
    liens = [lien.entreprise for lien in list_entreprises(suivi) if lien.au is None]
    connues = {e.siret for e in liens} | {e.nom for e in liens}
    manquantes = [a for a in titulaires if a.titulaire.siret not in connues and a.nom not in connues]
    form = RapprocherForm(get_saisie(request), vides=vides, differents=differents, manquantes=manquantes)
    if request.method == "POST" and form.is_valid():
        role = actions.find_role(suivi, seul=len(titulaires) == 1)
        try:
            actions.tie_annonce(
                by=request.acteur, annonce=found, lot=suivi, values=form.values,
                engagees=[actions.Engagee(a, a.nom, role) for a in form.ajoutees], today=localdate(),
                now=timezone.now(),
            )  # fmt: skip
        except Refus as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, "L’annonce est rapprochée de ce lot.")
            return redirect("clause:lot", uuid=suivi.uuid)
    contexte = {"annonce": found, "lot": suivi, "form": form, "is_pareil": not form.fields}
    return render(request, "reperage/rapprocher.html", contexte)


def _list_paires(found: Annonce, lot: Lot) -> list[tuple[str, str, Any, Any]]:
    """What the annonce may say of a lot: (field, label, ours, theirs)."""
    marche, source = lot.marche, Source(found.source)
    paires: list[tuple[str, str, Any, Any]] = [
        ("acheteur.siret", "SIRET du donneur d’ordre", marche.acheteur.siret, queries.find_siret(found))
    ]
    if source is Source.DECP:
        paires += [
            ("marche.numero", "Numéro du marché", marche.numero, found.numero),
            ("marche.lieu_commune", "Commune d’exécution", marche.lieu_commune, queries.find_commune_lieu(found)),
            ("marche.debut", "Début de l’exécution", marche.debut, found.jour),
            ("marche.fin_prevue", "Fin prévue", marche.fin_prevue, queries.find_fin(found)),
            ("lot.montant_attribue", "Montant attribué", lot.montant_attribue, found.montant),
        ]
    elif source is Source.BOAMP:
        paires += [
            ("marche.avis", "Référence de l’avis", marche.avis, found.uid),
            ("marche.limite_le", "Offres attendues jusqu’au", marche.limite_le, found.limite_le),
        ]
    else:
        paires += [("lot.montant_ht", "Montant estimé", lot.montant_ht, found.montant)]
    return paires


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def ecarter(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_annonce(request, uuid)
    return _dismiss(request, [found]) if found.is_a_qualifier else _say_deja(request, found)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def ecarter_plusieurs(request: Requete) -> HttpResponse:
    source = get_saisie(request) or request.GET
    return _dismiss(request, queries.list_choisies(request.acteur, source.getlist("p")))


def _dismiss(request: Requete, chosen: list[Annonce]) -> HttpResponse:
    form = EcarterForm(get_saisie(request))
    if request.method == "POST" and chosen and form.is_valid():
        try:
            nombre = actions.dismiss_annonces(
                by=request.acteur, annonces=chosen, motif=MotifEcart(form.cleaned_data["motif"]),
                precision=form.cleaned_data["precision"], now=timezone.now(),
            )  # fmt: skip
        except ReperageRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            done = write_accord(nombre, "annonce est écartée", "annonces sont écartées")
            messages.success(request, f"{done}. Elles se retrouvent dans « Écartées ».")
            return redirect("reperage:annonces")
    return render(request, "reperage/ecarter.html", {"form": form, "choisies": chosen})


@exige(Droit.TENIR_MARCHES)
@require_POST
@une_fois
def rouvrir(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_annonce(request, uuid)
    return _do(
        request, found, lambda: actions.reopen_annonce(by=request.acteur, annonce=found, now=timezone.now()),
        "L’annonce est de nouveau à qualifier.",
    )  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_POST
@une_fois
def vue(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_annonce(request, uuid)
    return _do(
        request, found, lambda: actions.acknowledge_changements(by=request.acteur, annonce=found),
        "C’est noté : vous avez vu ce qui a changé.",
    )  # fmt: skip


def _do(request: Requete, found: Annonce, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ReperageRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, done)
    return redirect(found)
