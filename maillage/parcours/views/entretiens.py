"""One contact: written in a minute, settled when it was planned, read with its note, corrected."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import suivi as actions
from maillage.parcours.forms.suivi import (
    EntretienForm,
    NoteForm,
    OuvertureForm,
    build_initial,
    build_initial_note,
    read_valeurs,
)
from maillage.parcours.models import Entretien, Note, Parcours
from maillage.parcours.nomenclatures.accompagnement import LIBELLES_NOTE, NiveauNote
from maillage.parcours.nomenclatures.suivi import LIBELLES_THEME, Theme
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import lecteurs, suivi
from maillage.parcours.queries.etapes import list_liables
from maillage.parcours.rules import entretiens
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.maillons import build_maillon
from maillage.parcours.views.relecture import relire
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

DEPUIS_LE_DOSSIER = "dossier"
NOUVEAU = "nouveau"


@exige(Droit.ECRIRE_ENTRETIEN, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ecrire(request: Requete, uuid: UUID) -> HttpResponse:
    """A new contact; when a rendez-vous of today or before waits for an answer, that one first."""
    found = get_dossier(request, uuid, Droit.ECRIRE_ENTRETIEN)
    if request.method != "POST" and NOUVEAU not in request.GET and get_saisie(request) is None:
        waiting = suivi.find_a_renseigner(found, on=localdate())
        if waiting is not None:
            adresse = reverse("parcours:contact_renseigner", args=[waiting.uuid])
            return redirect(f"{adresse}?{request.GET.urlencode()}" if request.GET else adresse)
    return _write(request, found, None)


@exige(Droit.ECRIRE_ENTRETIEN, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def renseigner(request: Requete, uuid: UUID) -> HttpResponse:
    """Says whether the person came, or moves the rendez-vous."""
    found = get_entretien(request, uuid, Droit.ECRIRE_ENTRETIEN)
    return _write(request, found.parcours, found)


def _write(request: Requete, parcours: Parcours, prevu: Entretien | None) -> HttpResponse:
    now, today = timezone.now(), localdate()
    etapes = list_liables(parcours, lie=prevu.positionnement_id if prevu else None, on=today)
    can_file = permissions.can(request.acteur, Droit.VOIR_FILE_ACTIVE)
    depuis = request.POST.get("depuis") or request.GET.get("depuis", "")
    dossier = reverse("parcours:dossier", args=[parcours.uuid])

    def build(data: QueryDict | None) -> EntretienForm:
        version, valeurs = read_valeurs(prevu)
        return EntretienForm(
            data, valeurs=valeurs, version=version, initial=build_initial(prevu, now=now), etapes=etapes
        )

    def save(form: EntretienForm, version: str) -> None:
        actions.record_entretien(
            by=request.acteur, parcours=parcours, contact=form.build_entretien(), note=form.build_note(),
            prochain=form.build_prochain(), prevu=prevu, version=int(version) if version else None, today=today,
            now=now,
        )  # fmt: skip

    def show(form: EntretienForm) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="parcours.dossier", target=parcours)
        contexte = {
            "form": form, "parcours": parcours, "prevu": prevu, "can_file": can_file, "depuis": depuis,
            "autre": f"{reverse('parcours:entretien', args=[parcours.uuid])}?{NOUVEAU}=1",
            "proposition": entretiens.propose_prochain(today, frequence=parcours.frequence_jours),
        }  # fmt: skip
        return render(request, "parcours/suivi_entretien.html", contexte)

    back = dossier if depuis == DEPUIS_LE_DOSSIER or not can_file else reverse("parcours:file_active")
    fait = f"Le contact avec {parcours.personne} est enregistré."
    saisie = SaisieVersionnee("Contact", build, save, show, back, fait, build_maillon(parcours), valide=relire)
    return serve_versionnee(request, saisie)


@exige(Droit.LIRE_NOTES, nominatif=True, sensible=True)
@require_safe
def lire(request: Requete, uuid: UUID) -> HttpResponse:
    return _show(request, get_entretien(request, uuid, Droit.LIRE_NOTES))


@exige(Droit.LIRE_NOTES, nominatif=True, sensible=True)
@require_POST
@idempotente("chaque ouverture s’écrit au journal, et ne change rien d’autre")
def ouvrir(request: Requete, uuid: UUID) -> HttpResponse:
    """Shows a note that is not shared, once its reason is written."""
    found = get_entretien(request, uuid, Droit.LIRE_NOTES)
    niveau = entretiens.find_plus_fermee(found.notes.values_list("niveau", flat=True))
    form = OuvertureForm(request.POST, niveau=niveau)
    if not form.is_valid():
        return _show(request, found, ouverture=form)
    actions.open_note(by=request.acteur, entretien=found, motif=form.cleaned_data["motif"])
    return _show(request, found, is_ouverte=True)


def _show(
    request: Requete, found: Entretien, *, ouverture: OuvertureForm | None = None, is_ouverte: bool = False
) -> HttpResponse:
    journal.record_acces(by=request.acteur, type="parcours.note_lue", target=found.parcours, entretien=str(found.uuid))
    versions = list(found.notes.order_by("-rang"))
    designes = [row.lecteur for row in lecteurs.list_lecteurs(found.parcours.personne) if row.retire_le is None]
    is_lecteur = any(compte.pk == request.acteur.compte for compte in designes)
    fermees = [note for note in versions if asks_motif(request, note, found, is_lecteur=is_lecteur)]
    niveau = entretiens.find_plus_fermee(note.niveau for note in versions)
    is_sociale = niveau is NiveauNote.SOCIALE
    contexte = {
        "entretien": found,
        "parcours": found.parcours,
        "themes": [LIBELLES_THEME[Theme(code)] for code in found.themes],
        "versions": versions if is_ouverte or not fermees else [n for n in versions if n not in fermees],
        "ouverture": None if is_ouverte or not fermees else ouverture or OuvertureForm(niveau=niveau),
        "is_sociale": is_sociale,
        "designes": designes if is_sociale else [],
        "niveau": LIBELLES_NOTE[niveau],
        "can_ecrire": permissions.can(request.acteur, Droit.ECRIRE_ENTRETIEN, found),
    }
    return render(request, "parcours/suivi_contact.html", contexte)


@exige(Droit.ECRIRE_ENTRETIEN, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def corriger(request: Requete, uuid: UUID) -> HttpResponse:
    """A note is added or corrected: a new version. Whoever must say why reads it first from its page."""
    found = get_entretien(request, uuid, Droit.ECRIRE_ENTRETIEN)
    last = found.notes.order_by("-rang").first()
    if last is not None and asks_motif(request, last, found):
        return redirect("parcours:contact", uuid=found.uuid)
    form = NoteForm(get_saisie(request), initial=build_initial_note(last))
    if request.method == "POST" and relire(request, form):
        try:
            actions.correct_note(by=request.acteur, entretien=found, note=form.build_note())
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La note est enregistrée. La version précédente est gardée.")
            return redirect("parcours:contact", uuid=found.uuid)
    journal.record_acces(by=request.acteur, type="parcours.note_lue", target=found.parcours, entretien=str(found.uuid))
    contexte = {"form": form, "entretien": found, "parcours": found.parcours, "derniere": last}
    return render(request, "parcours/suivi_note.html", contexte)


def asks_motif(request: Requete, note: Note, entretien: Entretien, *, is_lecteur: bool = False) -> bool:
    mine = entretien.parcours.referent.compte_id == request.acteur.compte
    return entretiens.asks_motif(
        NiveauNote(note.niveau), is_auteur=note.auteur == request.acteur.compte, is_referent=mine, is_lecteur=is_lecteur
    )


def get_entretien(request: Requete, uuid: UUID, droit: Droit) -> Entretien:
    """Within reach and with this droit, or a 404."""
    try:
        found = suivi.get_entretien(request.acteur, uuid, on=localdate())
    except Entretien.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found
