"""« Relire un rapport »: nothing is kept, the figures are read, judged and shown."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.relecture.exemple import read_exemple
from maillage.consolidation.relecture.forms import RelectureForm
from maillage.consolidation.relecture.lecture import COLONNES
from maillage.consolidation.relecture.nomenclatures import GRAVITES, REGLES
from maillage.consolidation.relecture.permissions import Droit
from maillage.consolidation.relecture.rendus import count_bloquants, write_bilan, write_csv, write_portee
from maillage.consolidation.relecture.rules.chiffres import Constat, Rapport
from maillage.consolidation.relecture.rules.relire import relire as relire_rapport
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus, recoit_jusqu_a
from maillage.socle.requete import Requete

MO_MAX = 2
CSV = "csv"


@exige(Droit.RELIRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@idempotente("la relecture n’enregistre rien : relire deux fois dit deux fois la même chose")
@recoit_jusqu_a(lambda today: MO_MAX)
def relire(request: Requete) -> HttpResponse:
    form = RelectureForm(get_saisie(request), request.FILES or None, today=localdate(), refus=get_refus(request))
    contexte: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.rapport is not None:
        constats = relire_rapport(form.rapport)
        if request.POST.get("action") == CSV:
            return _export(constats)
        contexte |= _show(form.rapport, constats)
    return render(request, "relecture/relire.html", contexte)


@exige(Droit.RELIRE)
@require_safe
def exemple(request: Requete) -> HttpResponse:
    rapport = read_exemple(aujourd_hui=localdate())
    return render(request, "relecture/exemple.html", _show(rapport, relire_rapport(rapport)))


@exige(Droit.RELIRE)
@require_safe
def exporter_exemple(request: Requete) -> HttpResponse:
    return _export(relire_rapport(read_exemple(aujourd_hui=localdate())))


@exige(Droit.RELIRE)
@require_safe
def modele(request: Requete) -> HttpResponse:
    """The headings, and two lines that show a total and a share."""
    lines = [
        COLONNES,
        _line(code="sp", libelle="Sorties positives", annee="2019", valeur="14766", unite="sorties", page="§ 2.2"),
        _line(
            code="taux", libelle="Taux de sorties positives", annee="2019", valeur="47", unite="%", base="total des sorties",
            calcul="sp / (sp + ss)", page="§ 2.2",
        ),
        _line(code="ss", libelle="Sorties sans suite", annee="2019", valeur="16789", unite="sorties", page="§ 2.2"),
    ]  # fmt: skip
    return _attach("\ufeff" + "".join(";".join(line) + "\r\n" for line in lines), "rapport-a-relire.csv")


def _line(**cells: str) -> Sequence[str]:
    return [cells.get(colonne, "") for colonne in COLONNES]


def _show(rapport: Rapport, constats: Sequence[Constat]) -> dict[str, Any]:
    """By severity; each finding with where it is, what is wrong, what to do."""
    groupes = [
        {"code": gravite.value, "libelle": GRAVITES[gravite], "constats": [(c, REGLES[c.regle]) for c in found]}
        for gravite, found in groupby(constats, key=lambda constat: constat.gravite)
    ]
    return {
        "is_relu": True, "groupes": groupes, "bilan": write_bilan(constats), "bloquants": count_bloquants(constats),
        "portee": write_portee(rapport),
    }  # fmt: skip


def _export(constats: Sequence[Constat]) -> HttpResponse:
    return _attach("\ufeff" + write_csv(constats), "constats-de-relecture.csv")


def _attach(texte: str, nom: str) -> HttpResponse:
    response = HttpResponse(texte, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response
