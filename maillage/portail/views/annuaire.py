"""The directory: its list, its pages, its exports."""

from collections.abc import Sequence
from typing import Any, overload

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.portail import cartes, data_inclusion, exports, fiches, lecture
from maillage.reseau import queries
from maillage.reseau.liens import find_gestion, list_liens
from maillage.reseau.models import Dispositif
from maillage.reseau.queries import Facettes, Filtre, LigneDeListe
from maillage.socle.acces import publique
from maillage.socle.acteur import ANONYME
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.requete import Requete

PAR_PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENTETES = (
    ("nom", "Nom"),
    ("type", "Type"),
    ("commune", "Commune de repère"),
    ("departement", "Département"),
    ("region", "Région"),
)


class Lignes(Sequence[LigneDeListe]):
    """What the paginator asks of a list: its length, counted apart, and one page of it."""

    def __init__(self, filtre: Filtre, total: int) -> None:
        self.filtre = filtre
        self.total = total

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, page: int) -> LigneDeListe: ...
    @overload
    def __getitem__(self, page: slice) -> list[LigneDeListe]: ...
    def __getitem__(self, page: int | slice) -> LigneDeListe | list[LigneDeListe]:
        if isinstance(page, int):
            return self[page : page + 1][0]
        return queries.list_annuaire(self.filtre, debut=page.start, nombre=page.stop - page.start)


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    filtre = lecture.read_filtre(request.GET)
    facettes = queries.get_facettes()
    page = Paginator(Lignes(filtre, _count(filtre, facettes)), PAR_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portail/annuaire.html",
        {
            "filtre": filtre,
            "facettes": facettes,
            "types": lecture.list_types(facettes.par_type),
            "page": page,
            "colonnes": list_colonnes(filtre),
            "parametres": lecture.write_parametres(filtre),
            "sans_2019": lecture.write_parametres(filtre, cites=""),
            "actifs": list_filtres_actifs(filtre, facettes),
        },
    )


def _count(filtre: Filtre, facettes: Facettes) -> int:
    """The counts per type and region answer already, unless a text is searched."""
    if filtre.q or filtre.cites_2019:
        return queries.count_annuaire(filtre)
    return facettes.count(type=filtre.type, region=filtre.region)


def list_colonnes(filtre: Filtre) -> list[dict[str, Any]]:
    """Each heading with its sort: where its link leads, and what is said of it now."""
    return [
        {
            "libelle": libelle,
            "adresse": lecture.write_parametres(
                filtre, tri=f"-{code}" if filtre.tri == code and not filtre.decroissant else code
            ),
            "sens": ("descending" if filtre.decroissant else "ascending") if filtre.tri == code else "",
        }
        for code, libelle in ENTETES
    ]


def list_filtres_actifs(filtre: Filtre, facettes: Facettes) -> list[dict[str, str]]:
    """Each filter in force, with the address that removes it."""
    regions = {code: nom for code, nom, _ in facettes.regions}
    actifs = [
        ("q", f"« {filtre.q} »" if filtre.q else ""),
        ("type", lecture.get_sigle(filtre.type)),
        ("region", regions.get(filtre.region, filtre.region)),
        ("cites", "Cités en 2019 seulement" if filtre.cites_2019 else ""),
    ]
    return [
        {"libelle": libelle, "url": lecture.write_parametres(filtre, **{nom: ""}) or "?"}
        for nom, libelle in actifs
        if libelle
    ]


@publique
@require_safe
def fiche(request: Requete, slug: str) -> HttpResponse:
    try:
        found = queries.get_fiche(request.acteur, slug, on=localdate())
    except Dispositif.DoesNotExist as absent:
        raise Http404 from absent
    contexte = {
        "fiche": found,
        "dispositif": found.dispositif,
        "situation": cartes.build_situation(found.dispositif),
        "liens": list_liens(request.acteur, found.dispositif),
        "gestion": find_gestion(request.acteur, found.dispositif),
    }
    return render(request, "portail/fiche.html", contexte)


@publique
@require_safe
def fiche_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    try:
        found = queries.get_fiche(ANONYME, slug, on=today)  # a file goes anywhere
    except Dispositif.DoesNotExist as absent:
        raise Http404 from absent
    page = get_site(request) + found.dispositif.get_absolute_url()
    return PdfResponse(fiches.print_fiche(found, adresse=page, today=today), nom=slug)


@publique
@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    tableur = request.GET.get("pour") == "tableur"
    rows = exports.stream_csv(lecture.read_filtre(request.GET), site=get_site(request), tableur=tableur)
    return StreamingHttpResponse(
        rows,
        content_type="text/csv; charset=utf-8",
        headers=_download("annuaire-tableur.csv" if tableur else "annuaire.csv"),
    )


@publique
@require_safe
def export_xlsx(request: HttpRequest) -> FileResponse:
    stream = exports.write_xlsx(lecture.read_filtre(request.GET), site=get_site(request))
    return FileResponse(stream, as_attachment=True, filename="annuaire.xlsx", content_type=XLSX)


@publique
@require_safe
def export_data_inclusion(request: HttpRequest) -> JsonResponse:
    rows = queries.iterate_export(lecture.read_filtre(request.GET))
    structures = list(data_inclusion.build_structures(rows, site=get_site(request), today=localdate()))
    return JsonResponse(structures, safe=False, json_dumps_params={"ensure_ascii": False})


def get_site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _download(nom: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{nom}"'}
