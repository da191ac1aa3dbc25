"""« Ma consolidation »: counted while the page is asked for, by the catalogue, on the dispositif's own rows."""

import io
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from maillage.consolidation.direct import queries, rules
from maillage.consolidation.direct.nomenclatures import (
    DEFINITIONS_ETAT,
    LIBELLES_ETAT,
    TONS_ETAT,
    VARIABLES,
    Source,
    Variable,
)
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.valeurs_permises import list_valeurs_permises
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import MIMES
from maillage.socle.tableaux.liste import Liste, build_liste, respond

if TYPE_CHECKING:  # the language of measures costs half a second to import: whoever asks for a page first pays it
    from maillage.consolidation.direct.comptage import Compte
    from maillage.consolidation.direct.listes import Annees
    from maillage.indicateurs.catalogue import Catalogue

ONGLETS, MONTREES, PREMIERE = 6, 5, 2000
PERIMETRE = ("annee", "detail")
EN_TETE = ("plie.accompagnes", "plie.entrees", "plie.sorties", "plie.sorties_positives", "plie.taux_neutralise")


@exige(Droit.VOIR_EN_DIRECT)
@require_safe
def consolidation(request: Requete) -> HttpResponse:
    from maillage.consolidation.direct import presentation
    from maillage.consolidation.direct.corrections import list_corrections
    from maillage.consolidation.direct.simulation import simulate_sorties

    compte, annees, closes = _open(request)
    today, asked = localdate(), clean(request.GET.get("annee", ""))
    proposees = queries.list_proposees(request.acteur, compte.dispositif, annee=compte.millesime)
    with compte:
        permises = list_valeurs_permises(request.acteur, millesime=compte.millesime)
        corrections = list_corrections(request.acteur, compte, closes=closes)
        contexte = {
            "annee": compte.millesime, "avant": compte.annees[1:], "compte_le": localtime(now()),
            "is_finie": compte.millesime < today.year, "is_close": compte.millesime in closes,
            "is_fictif": compte.dispositif.is_fictif, "is_vide": not annees.toutes,
            "annee_refusee": asked if annees.toutes and asked != str(compte.millesime) else "",
            "onglets": [
                {"libelle": str(one), "url": f"?annee={one}", "courant": one == compte.millesime}
                for one in dict.fromkeys([*annees.toutes[:ONGLETS], compte.millesime])
            ],
            "en_tete": [presentation.write_chiffre(compte, code) for code in EN_TETE],
            "a_corriger": [one for one in corrections if one.corrigeables][:MONTREES],
            "corrections": corrections, "proposees": len(proposees),
            "passages": simulate_sorties(compte, proposees) if proposees else [],
            "decide_sorties": permissions.can(request.acteur, DroitParcours.DECIDER_SORTIE),
            "chapitres": presentation.list_chapitres(compte, presentation.index_permises(permises)),
            "has_permises": bool(permises),
            "formats": list(MIMES),
        }  # fmt: skip
    return render(request, "direct/consolidation.html", contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def chiffre(request: Requete, code: str) -> HttpResponse:
    """One figure: what it is, what it is broken down by, and the files that weigh on it."""
    from maillage.consolidation.direct import lecture, presentation
    from maillage.consolidation.direct.comptage import find_cle, find_population, find_seule
    from maillage.consolidation.direct.listes import build_dossiers
    from maillage.indicateurs.dictionnaire import describe_mesure
    from maillage.indicateurs.lignes import Place
    from maillage.indicateurs.mesures import Taux

    catalogue = find_seule(code)
    if catalogue is None:
        raise Http404
    mesure = catalogue.mesures[code]
    details = presentation.list_details(mesure)
    detail = next((one for one in details if one.code == request.GET.get("detail")), details[0])
    compte, annees, _closes = _open(request, catalogue)
    is_nominatif = bool(find_cle(mesure))
    is_lisible = is_nominatif and lecture.can_lister(request.acteur, mesure, detail)
    with compte:
        permises = presentation.index_permises(list_valeurs_permises(request.acteur, millesime=compte.millesime))
        places = compte.list_places(mesure, detail.ventilation, detail.modalite) if is_lisible else []
        lignes = [presentation.write_ligne(compte, mesure, one, permises) for one in details if one.ventilation]
        contexte = {
            "annee": compte.millesime, "avant": compte.annees[1:], "mesure": describe_mesure(mesure), "detail": detail,
            "ligne": presentation.write_ligne(compte, mesure, detail, permises),
            "lignes": lignes, "has_calcul": any(one.calcul for one in lignes),
            "has_inconnus": any(one.inconnus for one in lignes),
            "has_ensemble": details[0].ventilation is None, "is_nominatif": is_nominatif, "is_lisible": is_lisible,
            "voit_referents": permissions.can(request.acteur, DroitParcours.AFFECTER),
        }  # fmt: skip
    if not is_lisible:
        return render(request, "direct/chiffre.html", contexte)
    cles = queries.resolve_numeros(request.acteur, compte.dispositif, {numero for numero, _place in places})
    by_cle: dict[int, Counter[Place]] = {}
    for numero, place in places:
        by_cle.setdefault(cles[numero], Counter())[place] += 1
    above = find_population(mesure)
    unite = "" if above.table.nom == "parcours" else above.unite
    # What is divided by something else (étapes by participants) is counted above the line only.
    comptees = (
        {Place.COMPTE} if isinstance(mesure, Taux) and mesure.denominateur.population is not above else set(Place)
    )
    tableau = build_dossiers(
        code,
        by_cle,
        unite=unite,
        comptees=comptees,
        details=[(one.code, one.libelle) for one in details],
        annees=annees,
    )
    rows = queries.select_dossiers(request.acteur, by_cle, on=localdate())
    liste = build_liste(tableau, rows, request)
    journal.record_acces(
        by=request.acteur, type="direct.dossiers", chiffre=code, annee=compte.millesime,
        nombre=len(liste.page.object_list),
    )  # fmt: skip
    contexte |= {"dossiers": len(by_cle), "archives": len(by_cle) - rows.count()}
    return _serve(request, "direct/chiffre.html", liste, contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def manque(request: Requete, variable: str) -> HttpResponse:
    """One answer: the files that lack it, what their correction would bring to each figure."""
    from maillage.consolidation.direct.corrections import list_corrections
    from maillage.consolidation.direct.lecture import can_voir_etats
    from maillage.consolidation.direct.listes import build_manques

    if variable not in list(Variable):
        raise Http404
    one = Variable(variable)
    compte, annees, closes = _open(request)
    with compte:
        found = next(iter(list_corrections(request.acteur, compte, closes=closes, variable=one)), None)
    etats = found.etats if found else {}
    voit_etats = can_voir_etats(request.acteur, one)
    can_mend = permissions.can(request.acteur, DroitParcours.TENIR_DOSSIER)
    tableau = build_manques(
        one, etats, annees=annees, with_etats=voit_etats, can_mend=can_mend, ici=request.get_full_path()
    )
    rows = queries.select_dossiers(request.acteur, etats, on=localdate())
    liste = build_liste(tableau, rows, request)
    journal.record_acces(
        by=request.acteur, type="direct.manques", variable=variable, annee=compte.millesime,
        nombre=len(liste.page.object_list),
    )  # fmt: skip
    comptes = Counter(etats.values())
    contexte = {
        "annee": compte.millesime, "libelle": VARIABLES[one].libelle, "correction": found, "can_mend": can_mend,
        "is_emploi": VARIABLES[one].source is Source.EMPLOI,
        "etats": [(LIBELLES_ETAT[e], DEFINITIONS_ETAT[e], TONS_ETAT[e], comptes[e]) for e in LIBELLES_ETAT if voit_etats and comptes[e]],
        "archives": len(etats) - rows.count(),
    }  # fmt: skip
    return _serve(request, "direct/manque.html", liste, contexte)


def _serve(request: Requete, gabarit: str, liste: Liste, contexte: dict[str, Any]) -> HttpResponse:
    """A list of another year or of another cell is another page: what stands above it changes too."""
    htmx: Any = getattr(request, "htmx", None)
    if htmx and htmx.current_url:
        shown = parse_qs(urlsplit(htmx.current_url).query)
        if any(shown.get(nom, [""])[0] != request.GET.get(nom, "") for nom in PERIMETRE):
            return HttpResponseClientRedirect(request.get_full_path())
    return respond(request, gabarit, liste, contexte)


@exige(Droit.VOIR_EN_DIRECT)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """Every cell of a year: totals, not files. They are not protected, and say so."""
    from maillage.consolidation.direct.corrections import list_corrections
    from maillage.consolidation.direct.tableur import write_tableau

    if format not in MIMES:
        raise Http404
    compte, _annees, closes = _open(request)
    target = io.BytesIO()
    with compte:
        corrections = list_corrections(request.acteur, compte, closes=closes)
        write_tableau(target, format, compte, corrections, by=request.acteur, le=localtime(now()))
    target.seek(0)
    journal.record_acces(by=request.acteur, type="direct.export", annee=compte.millesime, format=format)
    nom = f"ma-consolidation-{compte.millesime}-{localdate().isoformat()}.{format}"
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])


def _open(request: Requete, catalogue: "Catalogue | None" = None) -> tuple["Compte", "Annees", set[int]]:
    """The year asked, if it may be counted; the one to deposit otherwise; this year where nobody had entered then."""
    from maillage.consolidation.direct.comptage import find_premiere_annee, open_compte
    from maillage.consolidation.direct.listes import Annees
    from maillage.consolidation.faits.extraction import read_faits

    today, closes = localdate(), queries.list_closes(request.acteur)
    dispositif = queries.get_dispositif(request.acteur)
    faits = read_faits(dispositif)
    premiere = find_premiere_annee(faits)
    toutes = list(range(today.year, max(premiere, PREMIERE) - 1, -1)) if premiere is not None else []
    defaut = rules.find_millesime(closes, today=today)
    defaut = defaut if defaut in toutes else today.year
    asked = request.GET.get("annee", "")
    annee = next((one for one in toutes if str(one) == asked), defaut)
    compte = open_compte(dispositif, faits, annee, catalogue) if catalogue else open_compte(dispositif, faits, annee)
    return compte, Annees(toutes, defaut), closes
