"""One lot: where it stands, its clause, its companies, its engagement, and what may follow."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import lots as actions
from maillage.clause.actions.marches import CHAMPS_LOT, ClauseRefusee, change_lot
from maillage.clause.forms.lots import EngagementForm, EntrepriseForm, PassageForm, RetraitForm
from maillage.clause.forms.marches import EN_POURCENT, ClauseForm, write_percent
from maillage.clause.listes.marches import get_classe, get_icone
from maillage.clause.listes.partage import get_role
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.calcul import FORMULES, ModeCalcul
from maillage.clause.nomenclatures.lots import LIBELLES_PHASE, EtatLot, FormeClause, Phase
from maillage.clause.nomenclatures.marches import RoleEntreprise
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries import lots as queries
from maillage.clause.queries.deroulement import list_decisions
from maillage.clause.queries.marches import get_lot
from maillage.clause.queries.reperes import find_reperes
from maillage.clause.queries.suivi import read_suivi
from maillage.clause.rules.calculs import CHAMPS_CALCUL
from maillage.clause.rules.etats import LOTS
from maillage.clause.rules.gardes import OUVERTS_A_LA_MAIN, list_manques
from maillage.clause.rules.gardes_aval import OUVERTS_AVAL, SUIVIS, check_ecriture
from maillage.clause.rules.obligations import list_manquantes
from maillage.clause.rules.volumes import show
from maillage.clause.views.lot_amont import place_manques, read_amont
from maillage.clause.views.lot_suivi import read_avancement, tell_decision
from maillage.clause.views.temps import build_rapide
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_pourcentage
from maillage.socle.versions import read_version


def get_lot_ou_404(request: Requete, uuid: UUID, droit: Droit = Droit.TENIR_MARCHES) -> Lot:
    try:
        found = get_lot(request.acteur, uuid)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found


@exige(Droit.VOIR_MARCHES)
@require_safe
def lot(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.VOIR_MARCHES)
    today = localdate()
    versions = queries.list_versions(found)
    ouverts = OUVERTS_A_LA_MAIN | OUVERTS_AVAL
    suites = {vers: p.libelle for vers, p in LOTS[EtatLot(found.etat)].items() if vers in ouverts}
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES, found) and not check_ecriture(EtatLot(found.etat))
    decisions = list_decisions(found)
    faits = queries.read_faits(found, on=today)
    contexte = {
        "lot": found, "classe": get_classe(found), "icone_etat": get_icone(found), "etapes": _list_phases(found),
        "suites": suites, "versions": versions[::-1], "engagees": queries.find_engagees(versions, on=today),
        "entreprises": queries.list_entreprises(found), "obligation": faits.obligation,
        "manquantes": list_manquantes(faits.mentions), "is_sans_engagement": faits.is_sans_engagement,
        "taux": write_percent(found.taux_insertion), "heures": None if found.heures is None else show(found.heures),
        "passages": [
            _tell(passage) | {"texte": tell_decision(decisions.get(passage.rang))}
            for passage in queries.list_passages(found)
        ],
        "peut_tenir": peut_tenir, "manques": _list_avant_la_suite(found, faits, suites),
        **read_heures(request.acteur, found, on=today), **_read_avancement(request.acteur, found, today=today, peut_tenir=peut_tenir),
        "mon_role": get_role(found),
        "peut_ajouter_lot": found.dispositif_id == request.acteur.dispositif and bool(found.numero),
        "temps": build_rapide(request.acteur, found) if permissions.can(request.acteur, Droit.NOTER_TEMPS) else None,
        **read_amont(request.acteur, found, on=today),
        "origines": queries.list_origines(found),
    }  # fmt: skip
    return render(request, "clause/lot.html", contexte)


def _read_avancement(acteur: Acteur, found: Lot, *, today: date, peut_tenir: bool) -> dict[str, Any]:
    """An observatrice reads neither the penalty nor the controls; what calls for somebody is with the hours she reads."""
    if find_role(acteur, found) is RoleSuivi.OBSERVATRICE:
        return {}
    return read_avancement(found, today=today, peut_tenir=peut_tenir)


def read_heures(acteur: Acteur, found: Lot, *, on: date) -> dict[str, Any]:
    """What was done of it, once it is notified. An observatrice reads it by structure, small numbers hidden."""
    if (
        found.phase != Phase.AVAL
        or found.etat == EtatLot.ATTRIBUE
        or find_role(acteur, found) is RoleSuivi.OBSERVATRICE
    ):
        return {}
    suivi = read_suivi(found, on=on)
    taux = suivi.realisation.taux
    return {
        "suivi": suivi, "part": "" if taux is None else write_pourcentage(taux, 1),
        "peut_suivre": found.etat in SUIVIS and permissions.can(acteur, Droit.SUIVRE_PERSONNES, found),
    }  # fmt: skip


def _list_avant_la_suite(found: Lot, faits: Any, suites: Any) -> list[tuple[str, str]]:
    """What the first of the next steps still lacks of the file itself; its own form asks the rest."""
    first = next(iter(suites), None)
    if first not in (EtatLot.DIAGNOSTIQUE, EtatLot.CLAUSE_PROPOSEE, EtatLot.CLAUSE_VALIDEE, EtatLot.NOTIFIE):
        return []
    return place_manques(found, list_manques(faits, vers=first, le=localdate()))


def _list_phases(found: Lot) -> list[dict[str, str]]:
    here = list(Phase).index(Phase(found.phase))
    etats = ["fait" if rang < here or found.is_final else "en-cours" if rang == here else "" for rang in range(3)]
    return [
        {"libelle": LIBELLES_PHASE[phase], "etat": etat, "detail": found.libelle_etat if phase == found.phase else ""}
        for phase, etat in zip(Phase, etats, strict=True)
    ]


def _tell(passage: Any) -> dict[str, Any]:
    return {"titre": passage.libelle, "jour": passage.le, "icone": "arrow-right" if passage.de else "flag"}


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def clause(request: Requete, uuid: UUID) -> HttpResponse:
    """The hypotheses and the wording. « Calculer » shows the hours and keeps what is typed, without saving."""
    found = get_lot_ou_404(request, uuid)
    retour = reverse("clause:lot", args=[found.uuid])
    calcule: dict[str, Any] = {}

    def build(data: QueryDict | None) -> ClauseForm:
        version, valeurs = read_version(found, CHAMPS_LOT)
        return ClauseForm(
            data, valeurs=valeurs | {name: write_percent(valeurs[name]) for name in EN_POURCENT}, version=version
        )

    def save(form: ClauseForm, lue: str) -> None:
        change_lot(by=request.acteur, lot=found, values=form.values, lue=lue)

    def show_form(form: ClauseForm) -> HttpResponse:
        contexte = {
            "lot": found, "form": form, "retour": retour, "heures": found.heures, "calcul": found.calcul,
            "formule": FORMULES[ModeCalcul(form["mode"].value() or ModeCalcul.FORMULE)], **calcule,
            **find_reperes(request.acteur, form["secteur"].value() or "", on=localdate()),
        }  # fmt: skip
        return render(request, "clause/clause.html", contexte)

    if request.method == "POST" and "calculer" in request.POST:
        form = build(request.POST)
        if form.is_valid():
            essai = Lot(**{name: form.values[name] for name in CHAMPS_CALCUL})
            calcule = {"heures": essai.heures, "is_essai": True, "calcul": essai.calcul}
        return show_form(form)
    return serve_versionnee(request, SaisieVersionnee("Clause du lot", build, save, show_form, retour))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def passer(request: Requete, uuid: UUID, vers: str) -> HttpResponse:
    found = get_lot_ou_404(request, uuid)
    if vers in OUVERTS_AVAL:
        return redirect("clause:lot_suivre", uuid=found.uuid, vers=vers)
    suites = {e.value: p for e, p in LOTS[EtatLot(found.etat)].items() if e in OUVERTS_A_LA_MAIN}
    if vers not in suites:
        messages.info(request, f"Ce lot est « {found.libelle_etat} » : choisissez parmi ce qui peut suivre.")
        return redirect("clause:lot", uuid=found.uuid)
    suivant = EtatLot(vers)
    obligation = queries.read_obligation(found)
    initial = {
        "le": localdate(), "montant_attribue": found.montant_ht, "avis": found.marche.avis,
        "limite_le": found.marche.limite_le, "debut": found.marche.debut, "fin_prevue": found.marche.fin_prevue,
        "derogation": found.derogation, "justification": found.justification, "avis_critere": found.avis_critere,
    }  # fmt: skip
    is_due = bool(obligation and obligation.est_due)
    manques: list[tuple[str, str]] = []
    is_note = FormeClause.CRITERE in found.formes
    form = PassageForm(get_saisie(request), vers=suivant, is_due=is_due, is_note=is_note, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.pass_lot(
                by=request.acteur, lot=found, vers=suivant, le=form.cleaned_data["le"], values=form.values,
                today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
            manques = place_manques(found, getattr(refus, "manques", []), sauf=form.fields)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("clause:lot", uuid=found.uuid)
    shown = obligation if suivant is EtatLot.SANS_CLAUSE else None
    return _show(request, found, form, suites[vers].libelle, obligation=shown, manques=manques)


def _show(request: Requete, found: Lot, form: Any, titre: str, **contexte: Any) -> HttpResponse:
    retour = reverse("clause:lot", args=[found.uuid])
    contexte |= {"form": form, "titre": titre, "chapeau": found.marche.objet, "retour": retour, "lot": found}
    return render(request, "clause/formulaire.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ajouter_entreprise(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid)
    connues = queries.select_entreprises(request.acteur)
    form = EntrepriseForm(get_saisie(request), connues=connues, initial={"du": localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_entreprise(
                by=request.acteur, lot=found, role=RoleEntreprise(data["role"]), du=data["du"],
                entreprise=data["entreprise"], values=form.nouvelle,
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "L’entreprise est sur le lot.")
            return redirect("clause:lot", uuid=found.uuid)
    return _show(request, found, form, "Ajouter une entreprise")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def retirer_entreprise(request: Requete, uuid: UUID, entreprise: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid)
    lien = queries.find_entreprise(found, entreprise)
    if lien is None:
        raise Http404
    form = RetraitForm(get_saisie(request), initial={"au": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_entreprise(by=request.acteur, lien=lien, au=form.cleaned_data["au"])
        except ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"{lien.entreprise} n’est plus sur le lot.")
            return redirect("clause:lot", uuid=found.uuid)
    return _show(request, found, form, f"Retirer {lien.entreprise}")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def engagement(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid)
    is_premier = not queries.list_versions(found)
    initial = {"du": found.marche.debut or localdate(), "exigees": found.heures}
    form = EngagementForm(get_saisie(request), is_premier=is_premier, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_engagement(by=request.acteur, lot=found, values=form.values)
        except ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "L’engagement est enregistré.")
            return redirect("clause:lot", uuid=found.uuid)
    return _show(request, found, form, "Engagement de départ" if is_premier else "Nouvelle version de l’engagement")
