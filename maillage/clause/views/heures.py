"""The grid of a month, its validation, the correction of a validated line, and what was done of a lot."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause import grille as grilles
from maillage.clause.actions import heures as actions
from maillage.clause.actions import validations
from maillage.clause.figures.heures import build_realise, write_du_mois, write_mois
from maillage.clause.forms.emplois import CorrectionForm, RejetForm, TypesForm
from maillage.clause.models import LigneHeures, Lot
from maillage.clause.nomenclatures.heures import MotifRejet, TypeHeures
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries import heures as queries
from maillage.clause.queries.heures import Rang
from maillage.clause.queries.suivi import read_suivi
from maillage.clause.views.lots import get_lot_ou_404 as get_lot
from maillage.clause.views.personnes import find_lot
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.dates import add_months
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.fusions import ILLISIBLE
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.formulaires.versionnes import SaisieIllisible
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_accord, write_pourcentage

FORMULAIRE = ["GET", "HEAD", "POST"]
REJOUABLE = "la même grille envoyée deux fois dit la même chose"


def read_mois(request: Requete, *, today: date) -> date:
    """The month asked for; without one, the last that is over: its hours are those being typed."""
    asked = request.GET.get("mois", "")
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return add_months(today.replace(day=1), -1)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente(REJOUABLE)
def du_lot(request: Requete, uuid: UUID) -> HttpResponse:
    return _keep_grille(request, get_lot(request, uuid, Droit.SUIVRE_PERSONNES))


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente(REJOUABLE)
def du_mois(request: Requete) -> HttpResponse:
    """Every contract of the month, whatever its lot."""
    return _keep_grille(request, None)


def _keep_grille(request: Requete, lot: Lot | None) -> HttpResponse:
    today = localdate()
    mois = read_mois(request, today=today)
    rangs = queries.list_rangs(request.acteur, mois=mois, lot=lot)
    posted = get_saisie(request)
    if request.method == "POST" and posted is not None:
        if "remplir" in posted:
            filled, collage, reste = grilles.paste(rangs, posted.dict())
            grille = grilles.build_grille(rangs, mois=mois, posted=filled, collage=collage, a_coller=reste)
            return _show_grille(request, lot, grille, today=today)
        return _save_grille(request, lot, rangs, posted.dict(), mois=mois, today=today)
    journal.record_acces(by=request.acteur, type="clause.grille_ouverte", target=lot, nombre=len(rangs))
    grille = grilles.build_grille(rangs, mois=mois, posted=posted.dict() if posted is not None else None)
    return _show_grille(request, lot, grille, today=today)


def _save_grille(
    request: Requete, lot: Lot | None, rangs: list[Rang], posted: dict[str, Any], *, mois: date, today: date
) -> HttpResponse:
    fautes: dict[grilles.Cle, str] = {}
    retour = f"{request.path}?mois={mois:%Y-%m}"
    try:
        saisie = grilles.read_cases(rangs, posted)
        fautes = dict(saisie.fautes)
        if fautes:  # the others are told in the same round
            par_cle = {rang.emploi.uuid: rang for rang in rangs}
            touched = [case for case in saisie.cases if case.is_touchee]
            fautes |= actions.check_cases(par_cle, touched, mois=mois, today=today)[0]
        else:
            bilan = actions.record_heures(
                by=request.acteur, mois=mois, emplois=[r.emploi for r in rangs], cases=saisie.cases, today=today
            )
    except SaisieIllisible:
        messages.error(request, ILLISIBLE)
    except actions.HeuresDepassees as depassees:
        fusion = grilles.build_fusion(rangs, posted, depassees)
        contexte = {"titre": f"Heures {write_du_mois(mois)}", "vers": retour, "fusion": fusion}
        return render(request, "socle/formulaires/fusion.html", contexte, status=409)
    except actions.HeuresRefusees as refus:
        fautes = refus.fautes
    else:
        if not fautes:
            _tell(request, bilan)
            return redirect(retour)
    if fautes:
        messages.error(request, f"Rien n’est enregistré : {write_accord(len(fautes), 'case')} à corriger.")
    grille = grilles.build_grille(rangs, mois=mois, posted=posted, fautes=fautes)
    return _show_grille(request, lot, grille, today=today, status=422)


def _tell(request: Requete, bilan: actions.Bilan) -> None:
    changed = bilan.ecrites + bilan.effacees
    said = (
        f"{write_accord(changed, 'ligne enregistrée', 'lignes enregistrées')}." if changed else "Rien n’avait changé."
    )
    messages.success(request, said)
    for alerte in dict.fromkeys(bilan.alertes.values()):
        messages.warning(request, alerte)


def _show_grille(
    request: Requete, lot: Lot | None, grille: grilles.Grille, *, today: date, status: int = 200
) -> HttpResponse:
    precedent, suivant = add_months(grille.mois, -1), add_months(grille.mois, 1)
    contexte = {
        "lot": lot, "grille": grille, "mois": grille.mois, "precedent": precedent,
        "suivant": suivant if suivant <= today else None, "du_mois": write_du_mois(grille.mois),
        "vers_personnes": reverse("clause:personnes") + (f"?lot={lot.uuid}" if lot else ""),
        "a_valider": queries.select_declarees(request.acteur, lot=lot, mois=grille.mois).count(),
    }  # fmt: skip
    return render(request, "clause/grille.html", contexte, status=status)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente("une ligne déjà validée ou rejetée le reste")
def a_valider(request: Requete) -> HttpResponse:
    """Declared lines, of a lot, of a month, or all of them; those that nothing questions are ticked."""
    lot, mois = find_lot(request), _find_mois(request)
    form = RejetForm(request.POST if request.POST.get("geste") == "rejeter" else None)
    if request.method == "POST":
        chosen = [UUID(value) for value in request.POST.getlist("lignes") if _is_uuid(value)]
        if not chosen:
            messages.error(request, "Cochez au moins une ligne.")
        elif request.POST.get("geste") == "valider":
            return _validate(request, chosen)
        elif form.is_valid():
            bilan = validations.reject_lignes(
                by=request.acteur, lignes=chosen, motif=MotifRejet(form.cleaned_data["motif"]), today=localdate()
            )
            messages.success(request, f"{write_accord(bilan.rejetees, 'ligne rejetée', 'lignes rejetées')}.")
            return redirect(request.get_full_path())
    rows = queries.select_declarees(request.acteur, lot=lot, mois=mois).order_by(
        "mois", "lot", "mise_emploi__personne__nom_naissance", "mise_emploi__personne__prenoms", "type", "pk"
    )
    total = rows.count()
    lignes = queries.study_lignes(list(rows[:LIGNES_MAX]))
    journal.record_acces(by=request.acteur, type="clause.lignes_ouvertes", target=lot, nombre=len(lignes))
    chosen_now = set(request.POST.getlist("lignes")) if request.method == "POST" else None
    contexte = {
        "lot": lot, "mois": mois, "form": form, "total": total, "reste": total - len(lignes),
        "lignes": [(one, str(one.ligne.uuid) in chosen_now if chosen_now is not None else one.is_prete) for one in lignes],
        "vers_grille": reverse("clause:lot_heures", args=[lot.uuid]) if lot else reverse("clause:heures"),
        "jumelles": any(one.jumelles for one in lignes), "heures": sum((o.ligne.saisies for o in lignes), queries.ZERO),
    }  # fmt: skip
    return render(request, "clause/a_valider.html", contexte, status=422 if request.method == "POST" else 200)


LIGNES_MAX = 200


def _is_uuid(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _find_mois(request: Requete) -> date | None:
    try:
        return date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        return None


def _validate(request: Requete, chosen: list[UUID]) -> HttpResponse:
    bilan = validations.validate_lignes(
        by=request.acteur, lignes=chosen, today=localdate(), verifiees="verifiees" in request.POST
    )
    if bilan.validees:
        coupe = f", dont {bilan.coupees} au prorata de l’éligibilité" if bilan.coupees else ""
        messages.success(request, f"{write_accord(bilan.validees, 'ligne validée', 'lignes validées')}{coupe}.")
    if bilan.hors:
        messages.warning(
            request,
            f"{write_accord(bilan.hors, 'ligne', 'lignes')} hors de la durée d’éligibilité : rejetées, elles restent écrites.",
        )
    for ligne, refus in bilan.refusees[:10]:
        messages.error(request, f"{ligne.mise_emploi.personne}, {ligne.mois:%m/%Y} : {refus}")
    if not (bilan.validees or bilan.hors or bilan.refusees):
        messages.info(request, "Ces lignes étaient déjà validées ou rejetées.")
    return redirect(request.get_full_path())


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def corriger(request: Requete, uuid: UUID) -> HttpResponse:
    """What was validated is never touched: another line, dated, brings the difference."""
    try:
        ligne = queries.get_ligne(request.acteur, uuid)
    except LigneHeures.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, ligne):
        raise Http404
    retour = f"{reverse('clause:lot_heures', args=[ligne.lot.uuid])}?mois={ligne.mois:%Y-%m}"
    if not ligne.is_figee or ligne.annule_id is not None:
        messages.info(request, "Cette ligne n’est pas validée : elle se saisit dans la grille.")
        return redirect(retour)
    net = validations.read_net(ligne)
    form = CorrectionForm(get_saisie(request), initial={"heures": net.normalize(), "lue": net})
    if request.method == "POST" and form.is_valid():
        try:
            validations.correct_ligne(by=request.acteur, ligne=ligne, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La correction est enregistrée ; la ligne validée reste comme elle était.")
            return redirect(retour)
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=ligne.mise_emploi.personne)
    contexte = {
        "form": form,
        "ligne": ligne,
        "net": net,
        "corrections": queries.list_corrections(ligne),
        "retour": retour,
    }
    return render(request, "clause/ligne_corriger.html", contexte)


@exige(Droit.VOIR_MARCHES)
@require_safe
def suivi(request: Requete, uuid: UUID) -> HttpResponse:
    """Totals, no name: a direction reads it too. A participante reads its own; an observatrice, by structure elsewhere."""
    lot = get_lot(request, uuid, Droit.VOIR_MARCHES)
    role = find_role(request.acteur, lot)
    if role is RoleSuivi.OBSERVATRICE:
        return redirect("clause:lot_faites", uuid=lot.uuid)
    structure = request.acteur.dispositif if role is RoleSuivi.PARTICIPANTE else None
    found = read_suivi(lot, on=localdate(), structure=structure)
    contexte = {
        "lot": lot, "suivi": found, "figure": build_realise(found), "realisation": found.realisation,
        "peut_suivre": permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, lot), "part": _write_part(found),
        "groupes": [
            ("Par entreprise engagée", "Entreprise", [(p.libelle, p) for p in found.entreprises]),
            ("Par employeur", "Employeur", [(p.libelle, p) for p in found.employeurs]),
            ("Par mois", "Mois", [(write_mois(p.libelle), p) for p in found.mois][::-1]),
        ],
    }  # fmt: skip
    return render(request, "clause/suivi.html", contexte)


def _write_part(found: Any) -> str:
    """F6, as the bilan of the lot tells it: over a hundred when more was done than engaged."""
    return "" if found.realisation.taux is None else write_pourcentage(found.realisation.taux, 1)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def types(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot(request, uuid, Droit.TENIR_MARCHES)
    form = TypesForm(get_saisie(request), initial={"types": found.types_heures})
    retour = reverse("clause:lot", args=[found.uuid])
    if request.method == "POST" and form.is_valid():
        actions.change_types(by=request.acteur, lot=found, types=[TypeHeures(t) for t in form.cleaned_data["types"]])
        messages.success(request, "C’est enregistré.")
        return redirect(retour)
    contexte = {
        "form": form,
        "titre": "Heures qui comptent",
        "chapeau": found.marche.objet,
        "retour": retour,
        "lot": found,
    }
    return render(request, "clause/formulaire.html", contexte)
