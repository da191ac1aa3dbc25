"""The company's page, opened by a signed link from a phone: its hours of the month, and nothing it has no need to see."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause import liens
from maillage.clause.actions import declarations as actions
from maillage.clause.declaration import Controle, check
from maillage.clause.feuille import build_pages, list_ecarts
from maillage.clause.forms.releves import DeclarationForm, EmbaucheForm
from maillage.clause.models import Releve
from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.queries import releves as queries
from maillage.clause.rules.releves import Ouverture, find_ouverture, write_de_mois
from maillage.socle.acces import publique
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.requete import Requete

SERVICE = "relevé d’heures d’une entreprise, par son lien"
BROUILLON = "Brouillon enregistré. Rien n’est encore envoyé."
ENVOYE = "Vos heures sont envoyées. Merci."


@publique
@never_cache
@require_safe
def lien(request: Requete, jeton: str) -> HttpResponse:
    """Takes the secret out of the address at once."""
    uuid = liens.RELEVE.keep(request, jeton)
    if uuid is None:
        return _show_ferme(request)
    with open_service(SERVICE):
        releve = _find(request, uuid)
        if releve is not None:
            actions.record_ouverture(by=request.acteur, releve=releve)
    return liens.close(redirect("clause:declarer", uuid=uuid))


@publique
@require_safe
def aide(request: Requete) -> HttpResponse:
    """One page of help, the same for everybody."""
    return liens.close(render(request, "clause/declarer_aide.html"))


@publique
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def declarer(request: Requete, uuid: UUID) -> HttpResponse:
    return _serve(request, uuid, _declarer)


@publique
@never_cache
@require_POST
@idempotente("rien n’est écrit : ce qui est tapé est seulement relu")
def relire(request: Requete, uuid: UUID) -> HttpResponse:
    """While it is typed, where there is JavaScript: the total, and what is to be mended."""
    return _serve(request, uuid, _relire)


@publique
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def embauche(request: Requete, uuid: UUID) -> HttpResponse:
    return _serve(request, uuid, _signaler)


def _serve(request: Requete, uuid: UUID, serve: Callable[[Requete, Releve], HttpResponse]) -> HttpResponse:
    with open_service(SERVICE):
        releve = _find(request, uuid)
        if releve is None:
            return _show_ferme(request)
        ouverture = _find_ouverture(releve)
        if ouverture is Ouverture.DEJA_ENVOYE:
            return _show_envoye(request, releve)
        if ouverture is not Ouverture.A_REMPLIR:
            return _show_ferme(request, releve, ouverture)
        return liens.close(serve(request, releve))


def _find(request: Requete, uuid: UUID) -> Releve | None:
    rang = liens.RELEVE.find_rang(request, uuid)
    return None if rang is None else queries.find_par_lien(uuid, rang)


def _find_ouverture(releve: Releve) -> Ouverture:
    return find_ouverture(
        EtatReleve(releve.etat), jusqu_au=releve.lien_jusqu_au, is_lot_suivi=queries.is_lot_suivi(releve),
        today=localdate(),
    )  # fmt: skip


def _show_ferme(request: Requete, releve: Releve | None = None, ouverture: Ouverture | None = None) -> HttpResponse:
    """Whom to call, and that what was typed is kept."""
    contexte = {
        "releve": releve, "is_lot_clos": ouverture is Ouverture.LOT_CLOS, "de_mois": write_de_mois(releve.mois) if releve else "",
        "a_brouillon": bool(releve and releve.version),
    }  # fmt: skip
    return liens.close(render(request, "clause/declarer_ferme.html", contexte, status=410))


def _show_envoye(request: Requete, releve: Releve) -> HttpResponse:
    """What was sent. What somebody was typing in another tab is shown beside it: nothing is added, nothing is lost."""
    feuille = queries.read_feuille(releve)
    ecarts = list_ecarts(feuille, request.POST) if request.method == "POST" else []
    contexte = _build_contexte(releve, feuille) | {
        "lignes": build_pages(feuille, Controle()), "ecarts": ecarts, "controle": check(feuille, feuille.saisies, today=localdate()),
        "embauches": queries.list_embauches(releve), "justificatifs": queries.list_justificatifs(releve),
    }  # fmt: skip
    return liens.close(render(request, "clause/declarer_envoye.html", contexte, status=409 if ecarts else 200))


def _build_contexte(releve: Releve, feuille: queries.Feuille) -> dict[str, object]:
    return {"releve": releve, "feuille": feuille, "de_mois": write_de_mois(releve.mois)}


def _declarer(request: Requete, releve: Releve) -> HttpResponse:
    feuille, justificatifs = queries.read_feuille(releve), queries.list_justificatifs(releve)
    embauches = queries.list_embauches(releve)
    today = localdate()
    controle = check(feuille, feuille.saisies, today=today)
    geste = request.POST.get("geste", "")
    ici = reverse("clause:declarer", args=[releve.uuid])

    def build(data: QueryDict | None) -> DeclarationForm:
        return DeclarationForm(
            data, files=request.FILES if data is not None else None, feuille=feuille, controle=controle,
            justificatifs=justificatifs, refus=get_refus(request),
        )  # fmt: skip

    def save(form: DeclarationForm, lue: str) -> str | None:
        actions.save_declaration(
            by=request.acteur, releve=releve, saisies=form.saisies, notes=form.notes, lue=lue, today=today,
            fichier=form.cleaned_data["fichier"], retirer=form.retires, envoyer=geste == "envoyer",
        )  # fmt: skip
        messages.success(request, ENVOYE if geste == "envoyer" else BROUILLON)
        return reverse("clause:declarer_embauche", args=[releve.uuid]) if geste == "embauche" else ici

    def is_valide(asked: Requete, form: DeclarationForm) -> bool:
        """Sent, everything is checked at once, beside each field; a draft is kept as it is."""
        if form.is_valid() and geste == "envoyer" and "fusion" not in asked.POST:
            form.add_fautes(check(feuille, form.saisies, today=today).fautes)
        return form.is_valid()

    def show(form: DeclarationForm) -> HttpResponse:
        shown = (
            check(feuille, form.saisies, today=today) if form.is_bound and hasattr(form, "cleaned_data") else controle
        )
        contexte = _build_contexte(releve, feuille) | {
            "form": form, "lignes": build_pages(feuille, shown, form), "controle": shown, "justificatifs": justificatifs,
            "embauches": embauches,
        }  # fmt: skip
        return render(request, "clause/declarer.html", contexte)

    saisie = SaisieVersionnee(f"Heures {write_de_mois(releve.mois)}", build, save, show, ici, fait="", valide=is_valide)
    try:
        return serve_versionnee(request, saisie)
    except actions.EnvoiRefuse as refus:  # noted by somebody else between the check and the lock
        form = build(request.POST)
        form.is_valid()
        form.add_fautes(refus.controle.fautes)
        return show(form)


def _relire(request: Requete, releve: Releve) -> HttpResponse:
    feuille = queries.read_feuille(releve)
    form = DeclarationForm(request.POST, feuille=feuille, controle=Controle(), justificatifs=[])
    form.is_valid()
    controle = check(feuille, form.saisies, today=localdate())
    contexte = {"lignes": build_pages(feuille, controle, is_saisi=form.saisies), "controle": controle}
    return render(request, "clause/_declarer_controle.html", contexte)


def _signaler(request: Requete, releve: Releve) -> HttpResponse:
    form = EmbaucheForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.signal_embauche(by=request.acteur, releve=releve, values=form.cleaned_data, today=localdate())
        except actions.ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est signalé : votre interlocuteur vous rappellera.")
            return redirect("clause:declarer", uuid=releve.uuid)
    contexte = {"releve": releve, "form": form, "de_mois": write_de_mois(releve.mois)}
    return render(request, "clause/declarer_embauche.html", contexte)
