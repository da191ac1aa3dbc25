"""The projects of a person, each with its versions; what they have done so far."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import projets as actions
from maillage.parcours.forms.personne import list_noms
from maillage.parcours.forms.projets import EXPERIENCE, PROJET, ExperienceForm, ProjetForm
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import personne as queries
from maillage.parcours.views.dossiers import get_dossier, open_dossier
from maillage.parcours.views.saisies import Saisie, edit
from maillage.participants.models import Experience, Projet
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

METHODES = ["GET", "HEAD", "POST"]


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def projet_nouveau(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), _build_projet(None))


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def projet(request: Requete, uuid: UUID, projet: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    return edit(request, parcours, _build_projet(_find(Projet, parcours, projet)))


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_safe
def experiences(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.TENIR_DOSSIER)
    journal.record_acces(by=request.acteur, type="parcours.fiche", target=parcours, page="experiences")
    contexte = {"parcours": parcours, "experiences": queries.list_experiences(parcours.personne)}
    return render(request, "parcours/personne_experiences.html", contexte)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def experience_nouvelle(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), _build_experience(None))


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def experience(request: Requete, uuid: UUID, experience: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    return edit(request, parcours, _build_experience(_find(Experience, parcours, experience)))


def _find(model: Any, parcours: Parcours, uuid: UUID) -> Any:
    found = model.objects.filter(personne=parcours.personne_id, uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _build_projet(found: Projet | None) -> Saisie:
    def read(parcours: Parcours) -> tuple[str, dict[str, Any]]:
        if found is None:
            return "", {"du": localdate(), "priorite": 1}
        return str(found.version), {nom: getattr(found, nom) for nom in list_noms(PROJET)}

    def save(*, by: Any, parcours: Parcours, form: FormVersionne, version: str) -> None:
        actions.record_projet(by=by, parcours=parcours, values=form.values, version=version, projet=found)

    return Saisie(
        "projet", "Modifier le projet" if found else "Ajouter un projet",
        "Chaque changement garde la version d’avant. Un projet abandonné reste, avec sa date de fin : il dit le chemin parcouru.",
        ProjetForm, read, save, is_datee=False, gabarit="parcours/personne_projet.html",
        contexte={"versions": queries.list_versions(found) if found else []},
    )  # fmt: skip


def _build_experience(found: Experience | None) -> Saisie:
    def read(parcours: Parcours) -> tuple[str, dict[str, Any]]:
        if found is None:
            return "", {}
        return str(found.version), {nom: getattr(found, nom) for nom in list_noms(EXPERIENCE)}

    def save(*, by: Any, parcours: Parcours, form: FormVersionne, version: str) -> None:
        actions.record_experience(by=by, parcours=parcours, values=form.values, version=version, experience=found)

    return Saisie(
        "experience", "Modifier l’expérience" if found else "Ajouter une expérience ou une formation",
        "Une ligne du CV. Les dates restent vides quand elles ne sont pas sues.",
        ExperienceForm, read, save, is_datee=False, retour="parcours:experiences",
    )  # fmt: skip
