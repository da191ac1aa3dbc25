"""« Pilotage »: the objectives of the protocole, then every indicator of a year; the same as a spreadsheet. No name."""

import io
from datetime import date
from itertools import groupby
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.figures_pilotage import build_annees, build_sorties
from maillage.parcours.nomenclatures.protocole import LIBELLES_ETAT_OBJECTIF, TONS_ETAT_OBJECTIF, EtatObjectif
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import pilotage as queries
from maillage.parcours.queries import protocole as protocoles
from maillage.parcours.rules import protocole as rules
from maillage.parcours.rules.indicateurs.flux import FluxAnnuel
from maillage.parcours.rules.indicateurs.nombres import make_precedente
from maillage.parcours.rules.indicateurs.tableau import Groupe, Ligne, build_lignes
from maillage.parcours.tableur_pilotage import write_tableau
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES
from maillage.socle.typographie import lower_initiale

ONGLETS = 6
OUVERTS = (Groupe.FLUX,)
# What is late is read first, then what is held.
RANGS: dict[EtatObjectif | None, int] = {
    EtatObjectif.EN_DESSOUS: 0, EtatObjectif.AU_RYTHME: 1, EtatObjectif.ATTEINT: 2, EtatObjectif.SANS_BASE: 3, None: 4,
}  # fmt: skip


@exige(Droit.PILOTER)
@require_safe
def pilotage(request: Requete) -> HttpResponse:
    today = localdate()
    flux, tableau = _read(request, today)
    annees, annee, fenetre = list(flux), tableau.annee, tableau.fenetre
    lignes = build_lignes(tableau.donnees, annee, today=today)
    objectifs = measure_objectifs(tableau, today=today)
    contexte = {
        "annee": annee,
        "onglets": [
            {"libelle": str(one), "url": f"?annee={one}", "courant": one == annee}
            for one in dict.fromkeys([*annees[:ONGLETS], annee])
        ],
        "fenetre": fenetre,
        "precedente": make_precedente(fenetre),
        "protocole": tableau.protocole,
        "objectifs": sorted(objectifs, key=lambda o: RANGS[o["realise"].etat if o["realise"] else None]),
        "tenus": sum(bool(o["realise"] and o["realise"].is_tenu) for o in objectifs),
        "manques": _write_manques(objectifs),
        "reperes": rules.get_reperes(on=fenetre.jour),
        "groupes": list_groupes(lignes),
        "figures": [f for f in (build_sorties(tableau.donnees.parcours, fenetre),
                                build_annees(flux, annee=annee, today=today)) if f],
        "peu_renseignees": list(dict.fromkeys(
            lower_initiale(ligne.libelle) for ligne in lignes if is_mal_renseignee(ligne, on=today)
        )),
        "ecrit": permissions.can(request.acteur, Droit.TENIR_PROTOCOLE),
        "formats": list(MIMES),
    }  # fmt: skip
    return render(request, "parcours/pilotage.html", contexte)


@exige(Droit.PILOTER)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """The figures of one year: totals, not files. They are not protected, and say so."""
    if format not in MIMES:
        raise Http404
    today = localdate()
    _, tableau = _read(request, today)
    target = io.BytesIO()
    write_tableau(
        target, format, build_lignes(tableau.donnees, tableau.annee, today=today), measure_objectifs(tableau, today=today),
        fenetre=tableau.fenetre, by=request.acteur, today=today,
    )  # fmt: skip
    target.seek(0)
    journal.record_acces(by=request.acteur, type="parcours.pilotage_export", annee=tableau.annee, format=format)
    nom = f"pilotage-{tableau.annee}-{today.isoformat()}.{format}"
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])


def _read(request: Requete, today: date) -> tuple[dict[int, FluxAnnuel], queries.Tableau]:
    """The entries and exits of every year; of the year asked, all there is."""
    flux = queries.read_flux(request.acteur, today=today)
    return flux, queries.read_tableau(request.acteur, read_annee(request, list(flux)), today=today)


def _write_manques(objectifs: list[dict[str, Any]]) -> str:
    """« 4 en dessous, 1 à mesurer »: those that are not held."""
    late = sum(bool(o["realise"] and o["realise"].etat is EtatObjectif.EN_DESSOUS) for o in objectifs)
    unknown = sum(o["realise"] is None or o["realise"].etat is EtatObjectif.SANS_BASE for o in objectifs)
    return ", ".join(f"{number} {said}" for number, said in ((late, "en dessous"), (unknown, "à mesurer")) if number)


def read_annee(request: Requete, annees: list[int]) -> int:
    """The year asked, if something happened then; this year otherwise."""
    raw = request.GET.get("annee", "")
    asked = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 else 0
    return asked if asked in annees else annees[0]


def measure_objectifs(tableau: queries.Tableau, *, today: date) -> list[dict[str, Any]]:
    """Each objective of the version of that year, with what was achieved."""
    lu = tableau.protocole
    if lu is None:
        return []
    found = []
    for objectif in lu.objectifs:
        realise = rules.measure(objectif, tableau.donnees.parcours, lu.version, tableau.annee, today=today)
        ton, icone = TONS_ETAT_OBJECTIF[realise.etat] if realise else ("neutre", "circle-dashed")
        found.append(
            {
                **protocoles.describe(objectif),
                "realise": realise,
                "etat": LIBELLES_ETAT_OBJECTIF[realise.etat] if realise else "Pas commencé",
                "ton": ton,
                "icone": icone,
            }
        )
    return found


def list_groupes(lignes: list[Ligne]) -> list[tuple[str, list[Ligne], bool]]:
    """Its name, its lines, whether it is unfolded. Contracts that nobody had are left to the files."""
    shown = [li for li in lignes if li.groupe is not Groupe.EMPLOIS or li.numerateur or li.precedent.publiee]
    return [
        (groupe.value, list(rows), groupe in OUVERTS) for groupe, rows in groupby(shown, key=lambda ligne: ligne.groupe)
    ]


def is_mal_renseignee(ligne: Ligne, *, on: date) -> bool:
    part = ligne.valeur.part
    return bool(part and part.inconnus and not part.is_bien_renseignee(on=on))
