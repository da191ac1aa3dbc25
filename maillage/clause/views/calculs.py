"""Hypotheses compared side by side without keeping anything; the repères of calculation."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import execution as actions
from maillage.clause.forms.execution import EssaiForm, RepereForm
from maillage.clause.forms.marches import EN_POURCENT, write_percent
from maillage.clause.models import RepereLocal
from maillage.clause.nomenclatures.calcul import FORMULES
from maillage.clause.permissions import Droit
from maillage.clause.queries import reperes as queries
from maillage.clause.queries.marches import get_lot
from maillage.clause.rules import reperes as rules
from maillage.clause.rules.calculs import CHAMPS_CALCUL, TAUX_GUP, TAUX_NPNRU, Calcul
from maillage.clause.rules.volumes import show
from maillage.clause.views.saisies import Fiche, find, serve_fiche
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete

ESSAIS = ("a", "b", "c")


@exige(Droit.VOIR_MARCHES)
@require_safe
def comparer(request: Requete, uuid: UUID) -> HttpResponse:
    """The first try begins as the lot is; everything is in the address, nothing is kept."""
    found = find(request, get_lot, uuid, Droit.VOIR_MARCHES)
    depart = {name: getattr(found, name) for name in CHAMPS_CALCUL}
    depart |= {name: write_percent(depart[name]) for name in EN_POURCENT}
    is_typed = any(f"{essai}-mode" in request.GET for essai in ESSAIS)
    forms = [EssaiForm(request.GET if is_typed else None, prefix=essai, initial=depart) for essai in ESSAIS]
    kept = found.calcul
    essais: list[dict[str, Any]] = []
    for rang, form in enumerate(forms):
        calcul = form.calcul if is_typed and form.is_valid() else None if is_typed else kept
        first = essais[0]["heures"] if essais else None
        essais.append(_tell(form, calcul, rang=rang, first=first))
    contexte = {
        "lot": found, "essais": essais, "retour": reverse("clause:lot", args=[found.uuid]),
        "heures": None if found.heures is None else show(found.heures),
    }  # fmt: skip
    return render(request, "clause/comparer.html", contexte)


def _tell(form: EssaiForm, calcul: Calcul | None, *, rang: int, first: Any) -> dict[str, Any]:
    heures = calcul.heures if calcul else None
    ecart = None if heures is None or first is None else heures - first
    return {
        "nom": "ABC"[rang], "form": form, "heures": heures, "ecart": ecart, "qpv": calcul.heures_qpv if calcul else None,
        "formule": FORMULES[calcul.mode] if calcul else "",
    }  # fmt: skip


@exige(Droit.VOIR_MARCHES)
@require_safe
def reperes(request: Requete) -> HttpResponse:
    today = localdate()
    usages = [
        (parametre.libelle, f"{valeur.valeur}", parametre.unite, valeur)
        for parametre in (
            rules.COUT_BAS, rules.COUT_HAUT, rules.TAUX_BAS, rules.TAUX_HAUT, TAUX_NPNRU, TAUX_GUP,
        )
        if (valeur := parametre.get(on=today))
    ]  # fmt: skip
    contexte = {
        "locaux": queries.list_locaux(request.acteur), "nationaux": rules.list_nationaux(on=today), "usages": usages,
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES),
    }  # fmt: skip
    return render(request, "clause/reperes.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def repere_nouveau(request: Requete) -> HttpResponse:
    return _save(request, RepereLocal(dispositif_id=request.acteur.dispositif or 0))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def repere_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save(request, find(request, queries.get_repere, uuid))


def _save(request: Requete, found: RepereLocal) -> HttpResponse:
    def save(form: RepereForm, lue: str | None) -> None:
        actions.save_repere(by=request.acteur, repere=found, values=form.values, lue=lue)

    def build(data: Any, *, valeurs: dict[str, Any], **kwargs: Any) -> RepereForm:
        if "part_main_oeuvre" in valeurs:
            valeurs = valeurs | {"part_main_oeuvre": write_percent(valeurs["part_main_oeuvre"])}
        return RepereForm(data, valeurs=valeurs, **kwargs)

    retour = reverse("clause:reperes")
    titre = "Modifier un repère" if found.pk else "Ajouter un repère"
    fiche = Fiche(
        titre, build, save, retour, [("Repères de calcul", retour)],
        "Ce que vous observez sur vos marchés passe avant le repère du réseau.", initial={"annee": localdate().year},
    )  # fmt: skip
    return serve_fiche(request, found, actions.CHAMPS_REPERE, fiche)
