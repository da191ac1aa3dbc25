"""The forms of a person's file. Each is checked against what was read: when somebody saved meanwhile, a merge page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import personne as actions
from maillage.parcours.actions.projets import record_recherche
from maillage.parcours.forms.personne import (
    IDENTITE,
    SECRETS,
    AdresseForm,
    DateeForm,
    IdentiteForm,
    PhotoForm,
    SensibleForm,
    SituationForm,
    list_noms,
)
from maillage.parcours.forms.projets import RechercheForm
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import personne as queries
from maillage.parcours.sections.personne import write_fiche, write_photo
from maillage.parcours.views.dossiers import open_dossier
from maillage.parcours.views.saisies import Saisie, edit
from maillage.participants.models import Adresse, Personne, Recherche, Situation, SituationSensible
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

METHODES = ["GET", "HEAD", "POST"]


def _read_identite(parcours: Parcours) -> tuple[str, dict[str, Any]]:
    personne = Personne.objects.select_related("commune_naissance").get(pk=parcours.personne_id)
    noms = [nom for nom in list_noms(IDENTITE) if hasattr(personne, nom)]
    return str(personne.version), {nom: getattr(personne, nom) for nom in {*noms, *SECRETS}}


def _read_derniere(model: type[Adresse] | type[Situation] | type[SituationSensible] | type[Recherche]) -> Any:
    def read(parcours: Parcours) -> tuple[str, dict[str, Any]]:
        rows = model.objects.filter(personne=parcours.personne_id).order_by("-du", "-rang")
        derniere = rows.first()
        if derniere is None:
            return "", {}
        valeurs = {
            f.name: getattr(derniere, f.name)
            for f in model._meta.concrete_fields
            if not f.is_relation or f.name == "commune"
        }
        return str(derniere.uuid), valeurs | getattr(derniere, "reponses", {})

    return read


def _save_identite(*, by: Any, parcours: Parcours, form: FormVersionne, version: str) -> None:
    actions.change_identite(by=by, parcours=parcours, values=form.values, version=version)


def _save_datee(record: Callable[..., Any]) -> Callable[..., Any]:
    def save(*, by: Any, parcours: Parcours, form: DateeForm, version: str) -> None:
        du, motif = form.cleaned_data["du"], form.cleaned_data["motif"]
        record(by=by, parcours=parcours, du=du, motif=motif, values=form.values, version=version, today=localdate())

    return save


IDENTITE_ET_COORDONNEES = Saisie(
    "identite", "Identité et coordonnées", "Jamais le numéro de Sécurité sociale, ni le pays de nationalité.",
    IdentiteForm, _read_identite, _save_identite, is_datee=False, is_photographiee=True,
)  # fmt: skip
ADRESSE = Saisie(
    "adresse", "Adresse",
    "Une nouvelle date commence une nouvelle adresse : l’ancienne reste. Le quartier prioritaire est celui du premier jour.",
    AdresseForm, _read_derniere(Adresse), _save_datee(actions.record_adresse), is_photographiee=True,
)  # fmt: skip
SITUATION = Saisie(
    "situation", "Situation",
    "Repris de la dernière saisie : changez ce qui a changé. « Pas encore demandé » n’est pas un non. Les durées de chômage se calculent.",
    SituationForm, _read_derniere(Situation), _save_datee(actions.record_situation), is_photographiee=True,
)  # fmt: skip
SENSIBLE = Saisie(
    "sensible", "Données sensibles",
    "Aucune réponse n’est obligatoire, et un refus ne change rien à l’accompagnement. Ces réponses sont scellées.",
    SensibleForm, _read_derniere(SituationSensible), _save_datee(actions.record_sensible), is_photographiee=True,
)  # fmt: skip


RECHERCHE = Saisie(
    "recherche", "Recherche d’emploi",
    "Ce que la personne cherche et accepte, avec ses mots. Une nouvelle date garde l’ancienne recherche.",
    RechercheForm, _read_derniere(Recherche), _save_datee(record_recherche),
)  # fmt: skip


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def identite(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), IDENTITE_ET_COORDONNEES)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def adresse(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), ADRESSE)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def situation(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), SITUATION)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def recherche(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.TENIR_DOSSIER), RECHERCHE)


@exige(Droit.ECRIRE_SENSIBLE, nominatif=True, sensible=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def sensible(request: Requete, uuid: UUID) -> HttpResponse:
    return edit(request, open_dossier(request, uuid, Droit.ECRIRE_SENSIBLE), SENSIBLE)


@exige(Droit.LIRE_SENSIBLE, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD"])
def lire_sensible(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.LIRE_SENSIBLE)
    journal.record_acces(by=request.acteur, type="parcours.sensible", target=parcours)
    contexte = {
        "parcours": parcours,
        "groupes": queries.list_sensibles(parcours.personne, on=localdate()),
        "peut_ecrire": permissions.can(request.acteur, Droit.ECRIRE_SENSIBLE, parcours),
    }
    return render(request, "parcours/personne_sensible.html", contexte)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(METHODES)
@idempotente("une photo déjà corrigée n’a plus rien à corriger")
def photo(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    form = PhotoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_photo(by=request.acteur, parcours=parcours, motif=form.cleaned_data["motif"])
        except Refus as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, "La photo d’entrée est corrigée ; l’ancienne reste dans l’histoire.")
            return redirect(find_retour(request) or reverse("parcours:dossier", args=[parcours.uuid]))
    found = queries.find_photo(parcours)
    contexte = {"parcours": parcours, "form": form, "photo": found, "is_close": queries.is_annee_close(parcours),
                "is_depassee": found is None or queries.is_photo_depassee(found, parcours)}  # fmt: skip
    contexte |= {
        "lignes": write_photo(found) if found else [],
        "lignes_sues": write_fiche(queries.read_fiche(parcours.personne, on=parcours.date_entree)),
    }
    return render(request, "parcours/personne_photo.html", contexte)
