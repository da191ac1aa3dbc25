"""« Ma consolidation »: counted while the page is asked for, by the catalogue, on the dispositif's own rows."""

import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from maillage.consolidation.direct import rules
from maillage.consolidation.direct.deposees import list_deposees, read_deposee
from maillage.consolidation.direct.nomenclatures import TONS_ETAT
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.valeurs_permises import list_valeurs_permises
from maillage.reseau.models import Dispositif
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
    from maillage.consolidation.direct.metiers import Metier
    from maillage.consolidation.direct.presentation import Regards

ONGLETS, MONTREES, PREMIERE = 6, 5, 2000
PERIMETRE = ("annee", "detail")


@exige(Droit.VOIR_EN_DIRECT)
@require_safe
def consolidation(request: Requete) -> HttpResponse:
    from maillage.consolidation.direct import presentation
    from maillage.consolidation.direct.corrections import list_corrections

    ouverte = _open(request)
    compte, annees, closes, metier = ouverte.compte, ouverte.annees, ouverte.closes, ouverte.compte.metier
    with compte:
        regards = _read_regards(request, compte)
        corrections = list_corrections(request.acteur, compte, closes=closes)
        attente = metier.find_attente(request.acteur, compte)
        chapitres = presentation.list_chapitres(compte, regards)
        contexte = ouverte.contexte | {
            "compte_le": localtime(now()), "textes": metier.textes,
            "is_finie": compte.millesime < localdate().year, "is_close": compte.millesime in closes,
            "is_fictif": compte.dispositif.is_fictif, "is_vide": not annees.toutes,
            "onglets": [
                {"libelle": str(one), "url": f"?annee={one}", "courant": one == compte.millesime}
                for one in dict.fromkeys([*annees.toutes[:ONGLETS], compte.millesime])
            ],
            "en_tete": [presentation.write_chiffre(compte, code) for code in metier.en_tete],
            "a_corriger": [one for one in corrections if one.corrigeables][:MONTREES],
            "corrections": corrections, "attente": attente,
            "decide_attente": attente is not None and permissions.can(request.acteur, attente.lien.droit),
            "chapitres": chapitres, "has_permises": bool(regards.permises), "deposee": regards.deposee,
            "changes": sum(chapitre.changes for chapitre in chapitres),
            "formats": list(MIMES),
        }  # fmt: skip
    return render(request, "direct/consolidation.html", contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def chiffre(request: Requete, code: str) -> HttpResponse:
    """One figure: what it is, what it is broken down by, and what weighs on it."""
    from maillage.consolidation.direct import lecture, presentation
    from maillage.consolidation.direct.comptage import list_objets
    from maillage.consolidation.direct.listes import build_dossiers, sum_poids
    from maillage.indicateurs.dictionnaire import describe_mesure

    ouverte = _open(request, code)
    compte, metier = ouverte.compte, ouverte.compte.metier
    mesure = metier.catalogue.mesures[code]
    details = presentation.list_details(mesure)
    detail = next((one for one in details if one.code == request.GET.get("detail")), details[0])
    objet = lecture.find_objet(request.acteur, metier, mesure, detail)
    lien = metier.textes.lien_ailleurs
    with compte:
        regards = _read_regards(request, compte)
        places = compte.list_places(mesure, detail.ventilation, detail.modalite, cle=objet.cle) if objet else []
        lignes = [presentation.write_ligne(compte, mesure, one, regards) for one in details if one.ventilation]
        contexte = ouverte.contexte | {
            "mesure": describe_mesure(mesure), "detail": detail,
            "ligne": presentation.write_ligne(compte, mesure, detail, regards),
            "lignes": lignes, "has_calcul": any(one.calcul for one in lignes),
            "has_inconnus": any(one.inconnus for one in lignes), "deposee": regards.deposee, "has_ensemble": details[0].ventilation is None,
            "objet": objet, "textes": metier.textes, "is_fait_d_objets": bool(list_objets(metier, mesure)),
            "voit_ailleurs": permissions.can(request.acteur, lien.droit),
        }  # fmt: skip
    if objet is None:
        return render(request, "direct/chiffre.html", contexte)
    poids = sum_poids(places, objet.resolve(request.acteur, compte.dispositif, {one.cle for one in places}))
    rows = objet.select(request.acteur, list(poids.places), localdate())
    tableau = build_dossiers(
        mesure, objet, poids, details=[(one.code, one.libelle) for one in details], annees=ouverte.annees
    )
    liste = build_liste(tableau, rows, request)
    journal.record_acces(
        by=request.acteur, type="direct.dossiers", chiffre=code, annee=compte.millesime,
        nombre=len(liste.page.object_list),
    )  # fmt: skip
    numeros = {one.cle for one in places}
    contexte |= {
        "nombre_dit": objet.count(len(numeros)), "fermes_dits": objet.count_fermes(len(numeros) - rows.count()),
    }  # fmt: skip
    return _serve(request, "direct/chiffre.html", liste, contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def manque(request: Requete, variable: str) -> HttpResponse:
    """One answer: what lacks it, what its correction would bring to each figure."""
    from maillage.consolidation.direct.corrections import list_corrections
    from maillage.consolidation.direct.lecture import can_voir_etats
    from maillage.consolidation.direct.listes import build_manques

    ouverte = _open(request)
    compte, metier = ouverte.compte, ouverte.compte.metier
    if variable not in metier.variables:
        compte.moteur.close()
        raise Http404
    with compte:
        corrections = list_corrections(request.acteur, compte, closes=ouverte.closes, variable=variable)
    found = next(iter(corrections), None)
    contexte = ouverte.contexte | {
        "libelle": metier.variables[variable].libelle, "correction": found, "textes": metier.textes,
        "can_mend": permissions.can(request.acteur, metier.droit_corriger),
    }  # fmt: skip
    if found is None or not permissions.can(request.acteur, found.objet.droit):
        _record_manques(request, variable, compte.millesime, 0)
        return render(request, "direct/manque.html", contexte)
    voit_etats, etats = can_voir_etats(request.acteur, metier, variable), found.etats
    tableau = build_manques(
        metier, variable, found.objet, etats, annees=ouverte.annees, with_etats=voit_etats, can_mend=contexte["can_mend"],
        ici=request.get_full_path(),
    )  # fmt: skip
    rows = found.objet.select(request.acteur, list(etats), localdate())
    liste = build_liste(tableau, rows, request)
    _record_manques(request, variable, compte.millesime, len(liste.page.object_list))
    comptes = Counter(etats.values())
    contexte |= {
        "etats": [
            (*metier.etats[e], TONS_ETAT[e], found.objet.count(comptes[e])) for e in metier.etats if voit_etats and comptes[e]
        ],
        "fermes_dits": found.objet.count_fermes(len(etats) - rows.count()),
    }  # fmt: skip
    return _serve(request, "direct/manque.html", liste, contexte)


def _record_manques(request: Requete, variable: str, annee: int, nombre: int) -> None:
    journal.record_acces(by=request.acteur, type="direct.manques", variable=variable, annee=annee, nombre=nombre)


def _read_regards(request: Requete, compte: "Compte") -> "Regards":
    from maillage.consolidation.direct.presentation import Regards, index_permises

    permises = index_permises(list_valeurs_permises(request.acteur, millesime=compte.millesime))
    return Regards(permises, read_deposee(request.acteur, compte.dispositif, millesime=compte.millesime))


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
    ouverte = _open(request)
    compte = ouverte.compte
    target = io.BytesIO()
    with compte:
        corrections = list_corrections(request.acteur, compte, closes=ouverte.closes)
        write_tableau(target, format, compte, corrections, by=request.acteur, le=localtime(now()))
    target.seek(0)
    journal.record_acces(by=request.acteur, type="direct.export", annee=compte.millesime, format=format)
    nom = f"ma-consolidation-{compte.millesime}-{localdate().isoformat()}.{format}"
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])


@dataclass(frozen=True, slots=True)
class Ouverte:
    """The year counted, those that could be, those that are closed; what each page says of them."""

    compte: "Compte"
    annees: "Annees"
    closes: set[int]
    contexte: dict[str, Any]


def _open(request: Requete, code: str | None = None) -> Ouverte:
    """The year asked, if it may be counted; the one to deposit otherwise; this year where nothing had begun then.

    `code`: that figure alone is counted.
    """
    from maillage.consolidation.direct.comptage import find_premiere_annee, find_seule, open_compte
    from maillage.consolidation.direct.listes import Annees
    from maillage.consolidation.faits.extraction import read_faits

    metier, dispositif = _find_metier(request)
    catalogue = find_seule(metier, code) if code is not None else metier.catalogue
    if catalogue is None:
        raise Http404
    today, closes = localdate(), metier.list_closes(request.acteur)
    faits = read_faits(dispositif)
    premiere = find_premiere_annee(metier, faits)
    toutes = list(range(today.year, max(premiere, PREMIERE) - 1, -1)) if premiere is not None else []
    defaut = rules.find_millesime(closes | list_deposees(request.acteur, dispositif), today=today)
    defaut = defaut if defaut in toutes else today.year
    asked = request.GET.get("annee", "")
    annee = next((one for one in toutes if str(one) == asked), defaut)
    compte = open_compte(metier, dispositif, faits, annee, catalogue)
    contexte = {
        "annee": annee, "avant": compte.annees[1:],
        "annee_refusee": clean(asked) if toutes and asked != str(annee) else "", "source": metier.textes.source,
    }  # fmt: skip
    return Ouverte(compte, Annees(toutes, defaut), closes, contexte)


def _find_metier(request: Requete) -> "tuple[Metier, Dispositif]":
    from maillage.consolidation.direct.metiers import get_metier

    assert request.acteur.dispositif is not None, "aucun droit de ce paquet ne s’exerce hors d’un dispositif"
    dispositif = Dispositif.objects.get(pk=request.acteur.dispositif)
    return get_metier(dispositif.type), dispositif
