"""The persons of the clause: who they are, how long their hours still count."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import personnes as actions
from maillage.clause.forms import personnes as forms
from maillage.clause.listes.personnes import build_personnes
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.emplois import LIBELLES_PERSONNE
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.permissions import Droit
from maillage.clause.queries import personnes as queries
from maillage.clause.queries.marches import get_lot
from maillage.participants.actions.personnes import PersonneRefusee
from maillage.participants.models import Adresse, Information, Personne, Situation
from maillage.participants.queries.personnes import list_candidats
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.typographie import write_date_courte

FORMULAIRE = ["GET", "HEAD", "POST"]
EXPORT = "/clause/personnes/export"


def get_or_404(request: Requete, uuid: UUID) -> Personne:
    try:
        found = queries.get_personne(request.acteur, uuid)
    except Personne.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, found):
        raise Http404
    return found


def find_lot(request: Requete) -> Lot | None:
    """The lot one came from, when the address says it; anything else is nothing."""
    try:
        return get_lot(request.acteur, UUID(request.GET.get("lot", "")))
    except (ValueError, Lot.DoesNotExist):
        return None


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = _build_liste(request)
    journal.record_acces(by=request.acteur, type="clause.personnes", nombre=len(found.page.object_list))
    return respond(request, "clause/personnes.html", found, {"lot": find_lot(request)})


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    try:
        return export(
            _build_liste(request), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("clause:personnes")


def _build_liste(request: Requete) -> Liste:
    rows = queries.select_personnes(request.acteur)
    return build_liste(build_personnes(lot=find_lot(request)), rows, request, export=EXPORT)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def nouvelle(request: Requete) -> HttpResponse:
    """A person arrives: those who resemble them are shown first, a human says whether they are one of them."""
    lot, posted = find_lot(request), get_saisie(request)
    candidats = _list_candidats(request, posted)
    personnes = [(str(c.personne.uuid), _write_titre(c)) for c in candidats]
    form = forms.PersonneForm(posted, personnes=personnes)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data.get("identite", "nouvelle")
        if chosen != "nouvelle":
            return go_on(request, get_or_404(request, UUID(chosen)), lot, "Cette personne était déjà connue.")
        try:
            made = actions.register(
                by=request.acteur, **form.valeurs, informee_le=form.cleaned_data["informee_le"], today=localdate()
            )
        except PersonneRefusee as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            return go_on(request, made, lot, "Le dossier est ouvert. Notez maintenant son éligibilité.")
    journal.record_acces(by=request.acteur, type="clause.personnes", nombre=len(candidats))
    contexte = {
        "form": form, "titre": "Ajouter une personne", "personnes": True, "lot": lot, "retour": _find_retour(lot),
        "chapeau": lot.marche.objet if lot else "", "ressemblances": [(c, c.rapprochement.raisons) for c in candidats],
    }  # fmt: skip
    return render(request, "clause/personne_nouvelle.html", contexte)


def _list_candidats(request: Requete, posted: QueryDict | None) -> list[Any]:
    if posted is None or not posted.get("nom_naissance") or request.acteur.dispositif is None:
        return []
    try:
        typed = forms.build_champs(Personne, "date_naissance")["date_naissance"].clean(posted.get("date_naissance"))
    except forms.forms.ValidationError:
        typed = None
    names = {name: posted.get(name, "").strip() for name in ("nom_naissance", "nom_usage", "prenoms")}
    found = list_candidats(request.acteur.dispositif, Personne(**names, date_naissance=typed))
    seen = queries.select_personnes(request.acteur).filter(pk__in=[c.personne.pk for c in found])
    known = set(seen.values_list("pk", flat=True))
    return [c for c in found if c.personne.pk in known]


def _write_titre(candidat: Any) -> str:
    born = candidat.personne.date_naissance
    ne = f", né·e le {write_date_courte(born)}" if born else ""
    return f"C’est {candidat.personne.nom_complet}{ne}, dossier n° {candidat.personne.numero}"


def _find_retour(lot: Lot | None) -> str:
    return reverse("clause:lot", args=[lot.uuid]) if lot else reverse("clause:personnes")


def go_on(request: Requete, personne: Personne, lot: Lot | None, said: str, *, retour: str = "") -> HttpResponse:
    messages.success(request, said)
    if retour:
        return redirect(retour)
    vers = reverse("clause:personne", args=[personne.uuid])
    return redirect(f"{vers}?lot={lot.uuid}" if lot else vers)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True, sensible=True)
@require_safe
def personne(request: Requete, uuid: UUID) -> HttpResponse:
    found, today, lot = get_or_404(request, uuid), localdate(), find_lot(request)
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=found)
    eligibilites, emplois = queries.list_eligibilites(found), queries.list_emplois(found)
    droits = queries.read_droits([found.pk])[found.pk]
    lignes, su = queries.list_lignes(found), queries.read_connu(found, on=today)
    fenetre = droits.fenetre
    contexte = {
        "personne": found, "age": found.get_age(today), "adresse": su.adresse, "situation": su.situation,
        "profil": [LIBELLES_PERSONNE[p] for p in LIBELLES_PERSONNE if p in su.profil], "lot": lot,
        "eligibilites": eligibilites, "droits": droits, "fenetre": fenetre, "today": today,
        "reste": (fenetre.au - today).days if fenetre else None, "emplois": emplois, "lignes": lignes,
        "heures": queries.sum_heures(lignes), "validees": StatutLigne.VALIDEE, "declarees": StatutLigne.DECLAREE,
        "informee": Information.objects.filter(personne=found).order_by("-le", "-pk").first(),
    }  # fmt: skip
    return render(request, "clause/personne.html", contexte)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def identite(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_or_404(request, uuid)

    def build(data: QueryDict | None) -> forms.IdentiteForm:
        fresh = get_or_404(request, uuid)
        valeurs = {name: getattr(fresh, name) for name in forms.IDENTITE}
        return forms.IdentiteForm(data, valeurs=valeurs, version=str(fresh.version))

    def save(form: forms.IdentiteForm, lue: str) -> None:
        actions.change_identite(by=request.acteur, personne=found, values=form.values, version=lue)

    return _serve(request, found, "Identité et coordonnées", build, save)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def adresse(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_or_404(request, uuid)

    def build(data: QueryDict | None) -> forms.AdresseForm:
        last = _find_derniere(Adresse, found)
        return forms.AdresseForm(
            data,
            valeurs=_read(last, [n for _, names in forms.AdresseForm.GROUPES for n in names]),
            version=_version(last),
        )

    def save(form: forms.AdresseForm, lue: str) -> None:
        data = form.cleaned_data
        actions.record_adresse(
            by=request.acteur, personne=found, du=data["du"], motif=data["motif"], values=form.values, today=localdate(),
            lue=lue,
        )  # fmt: skip

    return _serve(request, found, "Adresse", build, save)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def situation(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_or_404(request, uuid)

    def build(data: QueryDict | None) -> forms.SituationForm:
        last = _find_derniere(Situation, found)
        return forms.SituationForm(data, valeurs=_read(last, list(forms.SITUATION)), version=_version(last))

    def save(form: forms.SituationForm, lue: str) -> None:
        data = form.cleaned_data
        actions.record_situation(
            by=request.acteur, personne=found, du=data["du"], motif=data["motif"], values=form.values, today=localdate(),
            lue=lue,
        )  # fmt: skip

    return _serve(request, found, "Situation", build, save)


def _find_derniere(model: Any, personne: Personne) -> Any:
    return model.objects.filter(personne=personne).order_by("-du", "-rang").first()


def _version(row: Any) -> str:
    return str(row.uuid) if row else ""


def _read(row: Any, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} if row else {}


def _serve(request: Requete, found: Personne, titre: str, build: Any, save: Any) -> HttpResponse:
    fiche = reverse("clause:personne", args=[found.uuid])
    vers = find_retour(request) or fiche

    def show(form: Any) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=found)
        contexte = {"form": form, "titre": titre, "chapeau": str(found), "personne": found, "fiche": fiche,
                    "renoncer": vers}  # fmt: skip
        return render(request, "clause/personne_saisie.html", contexte)

    return serve_versionnee(request, SaisieVersionnee(titre, build, save, show, vers, maillon=(str(found), fiche)))
