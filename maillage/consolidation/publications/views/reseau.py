"""The publications as the network keeps them: prepared by one person, read over and released by another."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.cellules.niveaux import REGION
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.queries.campagnes import read_participations
from maillage.consolidation.publications import actions
from maillage.consolidation.publications.dossiers import (
    CORPS,
    TELECHARGEMENTS,
    get_genre,
    name_fiche,
    read_fichier,
)
from maillage.consolidation.publications.fiches import Fiche, read_fiches
from maillage.consolidation.publications.forms import AbandonForm, PreparationForm, RelectureForm
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import PUBLIEES, Etat, Lecteurs
from maillage.consolidation.publications.passees import find_sortie_depuis
from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.queries import is_depassee, list_publications, load
from maillage.indicateurs.calcul import FRANCE
from maillage.socle import permissions
from maillage.socle.acces import en_fond, exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]
# Of the heavy columns, what the page of a publication shows.
MONTREES = ("fichiers", "territoires", "bilan", "raisons", "depots")


def get_publication(uuid: UUID, *colonnes: str) -> Publication:
    """`colonnes`: of the heavy ones, those that its page reads."""
    found = load(list_publications(), *colonnes).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def send_fichier(found: Publication, nom: str) -> HttpResponse:
    """One of those offered, as it was written."""
    genre = get_genre(nom)
    if genre is None or nom not in found.fichiers:
        raise Http404
    response = HttpResponse(read_fichier(found.uuid, nom, found.fichiers[nom]), content_type=genre)
    suffixe = nom.rsplit("/", 1)[-1]
    response["Content-Disposition"] = f'attachment; filename="consolidation-{found.campagne.millesime}-{suffixe}"'
    return response


def read_corps(found: Publication) -> str:
    """The report, written by us and checked against its fingerprint."""
    contenu = read_fichier(found.uuid, CORPS, found.fichiers[CORPS])
    return mark_safe(contenu.decode())  # noqa: S308


def list_fichiers(found: Publication) -> list[tuple[str, str]]:
    return [(nom, libelle) for nom, (libelle, _) in TELECHARGEMENTS.items() if nom in found.fichiers]


def list_fiches(found: Publication) -> list[tuple[Fiche, str]]:
    """The pages of the country and of its regions, each with its paper; the smaller territories are many, and have their index."""
    return [(one, name_fiche(one.nom)) for one in read_fiches(found) if one.niveau in (FRANCE, REGION)]


@exige(Droit.SUIVRE)
@require_safe
def liste(request: Requete) -> HttpResponse:
    """Each campaign, how far its deposits are, and its publications."""
    campagnes = list(Campagne.objects.order_by("-millesime"))
    participations = read_participations(campagnes)
    by_campagne: dict[int, list[Publication]] = {}
    for row in list_publications():
        by_campagne.setdefault(row.campagne_id, []).append(row)
    lignes = [
        {"campagne": one, "participation": participations[one.pk], "publications": by_campagne.get(one.pk, [])}
        for one in campagnes
    ]
    prepare = permissions.can(request.acteur, Droit.PREPARER)
    return render(request, "publications/liste.html", {"lignes": lignes, "prepare": prepare})


@exige(Droit.PREPARER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def preparer(request: Requete, campagne: UUID) -> HttpResponse:
    found = Campagne.objects.filter(uuid=campagne).first()
    if found is None:
        raise Http404
    form = PreparationForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start(
                by=request.acteur, campagne=found, lecteurs=Lecteurs(form.cleaned_data["lecteurs"]),
                motif=form.cleaned_data["motif"], now=timezone.now(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La préparation est lancée. Vous pouvez fermer cette page : elle continue.")
            return redirect(made)
    contexte = {
        "form": form, "campagne": found, "participation": read_participations([found])[found.pk],
        "etat": found.name_etat(on=localdate()),
    }  # fmt: skip
    return render(request, "publications/preparer.html", contexte)


@exige(Droit.SUIVRE)
@require_safe
def publication(request: Requete, uuid: UUID) -> HttpResponse:
    return _show(request, get_publication(uuid, *MONTREES))


@exige(Droit.SUIVRE)
@en_fond
@require_safe
def etat(request: Requete, uuid: UUID) -> HttpResponse:
    """The same page, as it calls itself while the preparation goes on."""
    return _show(request, get_publication(uuid, *MONTREES))


def _show(request: Requete, found: Publication) -> HttpResponse:
    is_a_valider = found.etat == Etat.A_VALIDER
    contexte = {
        "publication": found, "fichiers": list_fichiers(found), "fiches": list_fiches(found), "is_a_valider": is_a_valider,
        "is_mienne": found.prepare_par == request.acteur.compte, "has_rapport": CORPS in found.fichiers,
        "is_depassee": is_a_valider and is_depassee(found),
        "sortie_depuis": find_sortie_depuis(found) if is_a_valider else None,
        "is_en_cours": found.etat == Etat.PREPARATION,
        "is_abandonnable": found.etat in (Etat.PREPARATION, Etat.A_VALIDER, Etat.REFUSEE),
        "form": RelectureForm() if is_a_valider else None,
    }  # fmt: skip
    return render(request, "publications/publication.html", contexte)


@exige(Droit.SUIVRE)
@require_safe
def rapport(request: Requete, uuid: UUID) -> HttpResponse:
    """As everybody will read it."""
    found = get_publication(uuid, "fichiers")
    if CORPS not in found.fichiers:
        raise Http404
    return render(request, "publications/apercu.html", {"publication": found, "corps": read_corps(found)})


@exige(Droit.SUIVRE)
@require_safe
def fichier(request: Requete, uuid: UUID, nom: str) -> HttpResponse:
    return send_fichier(get_publication(uuid, "fichiers"), nom)


@exige(Droit.VALIDER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def publier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_publication(uuid, "fichiers")
    obstacle = actions.find_obstacle(found, by=request.acteur)
    form = None if obstacle else RelectureForm(get_saisie(request))
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.release(by=request.acteur, publication=found, now=timezone.now())
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, PUBLIEES[Lecteurs(found.lecteurs)])
            return redirect(found)
    contexte = {"publication": found, "form": form, "obstacle": obstacle, "has_rapport": CORPS in found.fichiers}
    return render(request, "publications/publier.html", contexte)


@exige(Droit.SUIVRE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def abandonner(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_publication(uuid)
    form = AbandonForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.abandon(by=request.acteur, publication=found, motif=form.cleaned_data["motif"])
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Elle est abandonnée : rien n’en est publié.")
            return redirect("publications:liste")
    return render(request, "publications/abandonner.html", {"publication": found, "form": form})
