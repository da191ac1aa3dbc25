"""What the pay slips of a month pay, contract by contract, beside the hours that are noted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import heures_payees as actions
from maillage.clause.figures.heures import write_du_mois
from maillage.clause.forms.heures_payees import BulletinsForm
from maillage.clause.permissions import Droit
from maillage.clause.queries.heures_payees import list_bulletins
from maillage.clause.views.heures import FORMULAIRE, read_mois
from maillage.socle.acces import exige
from maillage.socle.dates import add_months
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_accord


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def du_mois(request: Requete) -> HttpResponse:
    today = localdate()
    mois = read_mois(request, today=today)

    def build(data: QueryDict | None) -> BulletinsForm:
        return BulletinsForm(data, bulletins=list_bulletins(request.acteur, mois=mois), mois=mois)

    def save(form: Any, lue: str) -> None:
        bilan = actions.record_payees(by=request.acteur, mois=mois, payees=form.payees, lue=lue, today=today)
        _tell(request, bilan)

    def show(form: Any) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="clause.bulletins_ouverts", nombre=len(form.bulletins))
        precedent, suivant = add_months(mois, -1), add_months(mois, 1)
        contexte = {
            "form": form, "mois": mois, "du_mois": write_du_mois(mois), "precedent": precedent,
            "suivant": suivant if suivant <= today else None,
        }  # fmt: skip
        return render(request, "clause/heures_payees.html", contexte)

    vers = f"{request.path}?mois={mois:%Y-%m}"
    saisie = SaisieVersionnee(f"Heures payées {write_du_mois(mois)}", build, save, show, vers, fait="")
    return serve_versionnee(request, saisie)


def _tell(request: Requete, bilan: actions.Bilan) -> None:
    if not bilan.ecrites:
        messages.info(request, "Rien n’avait changé.")
    else:
        said = write_accord(bilan.ecrites, "bulletin enregistré", "bulletins enregistrés")
        messages.success(request, f"{said}.")
    if bilan.depassees:
        messages.warning(
            request,
            f"{write_accord(len(bilan.depassees), 'contrat a', 'contrats ont')} plus d’heures que payées : corrigez-les "
            "dans la grille, elles ne se valideront pas ainsi.",
        )
    if bilan.en_double:
        messages.warning(
            request,
            "Avec les heures d’une autre structure, c’est plus que le bulletin n’en paie : les structures pilotes sont "
            "prévenues, et les heures pas encore validées attendent leur décision.",
        )
