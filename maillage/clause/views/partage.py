"""A shared lot: who follows it, whose hours are whose, and what one may do about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause.actions import partages, suivis
from maillage.clause.figures.partage import build_parts
from maillage.clause.forms import partage as forms
from maillage.clause.models import AvisSurPart, Lot
from maillage.clause.nomenclatures.partage import Avis, RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries import partage as queries
from maillage.clause.rules.partage import find_prochain, get_terme
from maillage.clause.views.lots import get_lot_ou_404
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.VOIR_MARCHES)
@require_safe
def partage(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.VOIR_MARCHES)
    today, acteur = localdate(), request.acteur
    role = find_role(acteur, found)
    read = queries.read_partage(acteur, found, on=today)
    histoire = queries.list_histoire(found)
    contexte = {
        "lot": found, "role": role, "partage": read, "lignes": _list_lignes(read), "histoire": histoire,
        "presentes": _list_presentes(histoire, today), "prochain": find_prochain([h.suivi for h in histoire], on=today),
        "demandes": queries.list_demandes(acteur, found), "structure": acteur.dispositif,
        "figure": build_parts(read, structure=acteur.dispositif) if read else None,
        "peut_tenir": permissions.can(acteur, Droit.TENIR_MARCHES, found),
        "peut_partager": permissions.can(acteur, Droit.PARTAGER, found), **_read_avis(read, role, acteur.dispositif, today),
    }  # fmt: skip
    return render(request, "clause/partage.html", contexte)


def _list_lignes(read: queries.Partage | None) -> list[dict[str, Any]]:
    if read is None:
        return []
    total = read.engagement.heures
    return [{"part": part, "taux": part.heures / total if total else None, "avis": read.avis.get(part.structure_id or 0)}
            for part in read.parts]  # fmt: skip


def _list_presentes(histoire: list[Any], today: Any) -> list[dict[str, Any]]:
    """Those of today with their first day, then those who left: the lead of each period tells its own end."""
    pilotes = sorted((h for h in histoire if h.role == RoleSuivi.PILOTE), key=lambda h: h.du)
    rows = []
    for row in histoire:
        fin = row.au
        if row.role == RoleSuivi.PILOTE:
            suivants = [p.du for p in pilotes if p.du > row.du]
            fin = suivants[0] if suivants else None
        is_fini = bool(fin and (fin <= today if row.role == RoleSuivi.PILOTE else fin < today))
        rows.append({"suivi": row, "fin": fin, "is_fini": is_fini, "is_a_venir": row.du > today})
    return sorted(rows, key=lambda r: r["is_fini"])


def _read_avis(
    read: queries.Partage | None, role: RoleSuivi | None, structure: int | None, today: Any
) -> dict[str, Any]:
    """What this structure may still say of its part, and the contestations that wait for the pilote."""
    if read is None or read.repartition is None:
        return {}
    annoncee = queries.find_repartition(read.engagement, annonce=True)
    mine = next((part for part in read.parts if part.structure_id == structure and structure), None)
    terme = get_terme(annoncee.annoncee_le) if annoncee and annoncee.annoncee_le else None
    peut = bool(
        role is RoleSuivi.PARTICIPANTE and mine and terme and today <= terme and (structure or 0) not in read.avis
    )
    contestees = [avis for avis in read.avis.values() if avis.is_a_trancher] if role is RoleSuivi.PILOTE else []
    return {"ma_part": mine, "terme": terme, "peut_donner_avis": peut, "contestees": contestees,
            "mon_avis": read.avis.get(structure or 0)}  # fmt: skip


def _open(request: Requete, uuid: UUID, droit: Droit) -> tuple[Lot, str]:
    found = get_lot_ou_404(request, uuid, droit)
    return found, reverse("clause:lot_partage", args=[found.uuid])


def _show(request: Requete, found: Lot, form: Any, titre: str, **contexte: Any) -> HttpResponse:
    retour = reverse("clause:lot_partage", args=[found.uuid])
    contexte = {"bouton": "Enregistrer", **contexte, "form": form, "titre": titre, "lot": found, "retour": retour}
    return render(request, "clause/partage_formulaire.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def inviter(request: Requete, uuid: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.TENIR_MARCHES)
    form = forms.InvitationForm(get_saisie(request), structures=queries.select_invitables(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            suivis.invite(
                by=request.acteur, lot=found, structure=data["structure"], role=RoleSuivi(data["role"]),
                message=data["message"], today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"« {data['structure']} » est invitée. Rien ne lui est ouvert avant sa réponse.")
            return redirect(retour)
    note = "Avant de répondre, elle lit l’objet du marché, le donneur d’ordre et votre message ; le reste, si elle accepte."
    return _show(request, found, form, "Inviter une structure", note=note, bouton="Envoyer l’invitation")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def passer_la_main(request: Requete, uuid: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.TENIR_MARCHES)
    participantes = queries.select_presentes(found, RoleSuivi.PARTICIPANTE)
    form = forms.PassationForm(
        get_saisie(request), structures=participantes, initial=forms.get_initial(localdate())
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            demande = suivis.ask_passation(by=request.acteur, lot=found, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"C’est proposé à « {demande.vers} ». Vous pilotez tant qu’elle n’a pas accepté.")
            return redirect(retour)
    note = (
        "Les heures déjà faites, les parts et les personnes restent où elles sont. Vous continuez comme participante."
    )
    return _show(request, found, form, "Passer la main", note=note, bouton="Proposer")


@exige(Droit.PARTAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def transferer(request: Requete, uuid: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.PARTAGER)
    if find_role(request.acteur, found) is RoleSuivi.OBSERVATRICE:
        raise Http404
    others = queries.select_repondantes(found, on=localdate()).exclude(pk=request.acteur.dispositif)
    form = forms.TransfertForm(get_saisie(request), structures=others)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            partages.ask_transfert(by=request.acteur, lot=found, today=localdate(), **data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"C’est proposé à « {data['vers']} ». Les parts changent si elle accepte.")
            return redirect(retour)
    note = "Seules les heures à faire changent de structure ; celles qui sont faites restent à qui les a faites."
    return _show(request, found, form, "Transférer des heures à faire", note=note, bouton="Proposer le transfert")


@exige(Droit.PARTAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def quitter(request: Requete, uuid: UUID) -> HttpResponse:
    found, _ = _open(request, uuid, Droit.PARTAGER)
    form = forms.forms.Form(request.POST or None)
    if request.method == "POST":
        form.is_valid()
        try:
            suivis.leave(by=request.acteur, lot=found, today=localdate())
        except Refus as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, "Votre structure quitte ce lot ce soir. Ce qu’elle y a fait reste compté.")
            return redirect("clause:marches")
    note = "Vous ne lirez plus ce lot à partir de demain. Les heures que vous y avez suivies restent les vôtres."
    return _show(request, found, form, "Quitter le lot", note=note, bouton="Quitter le lot", is_danger=True)


@exige(Droit.PARTAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def donner_avis(request: Requete, uuid: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.PARTAGER)
    read = queries.read_partage(request.acteur, found, on=localdate())
    mine = _read_avis(read, find_role(request.acteur, found), request.acteur.dispositif, localdate())
    form = forms.AvisForm(get_saisie(request), initial={"avis": Avis.ACCORD})
    if request.method == "POST" and form.is_valid():
        try:
            said = partages.give_avis(
                by=request.acteur, lot=found, avis=Avis(form.cleaned_data["avis"]), motif=form.cleaned_data["motif"],
                today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            suite = "La structure pilote doit y répondre." if said.is_a_trancher else "La structure pilote le lit."
            messages.success(request, f"C’est enregistré. {suite}")
            return redirect(retour)
    return _show(request, found, form, "Votre part", **mine)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def trancher(request: Requete, uuid: UUID, avis: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.TENIR_MARCHES)
    said = AvisSurPart.objects.filter(lot=found, uuid=avis).select_related("structure").first()
    if said is None:
        raise Http404
    form = forms.ContestationForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            partages.answer_contestation(
                by=request.acteur, avis=said, reponse=form.cleaned_data["reponse"], today=localdate()
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Votre réponse est enregistrée.")
            return redirect(retour)
    return _show(request, found, form, "Répondre à une contestation", conteste=said, bouton="Répondre")


@exige(Droit.TENIR_MARCHES)
@require_POST
@une_fois
def confirmer(request: Requete, uuid: UUID) -> HttpResponse:
    found, retour = _open(request, uuid, Droit.TENIR_MARCHES)
    version = queries.find_version(found, on=localdate())
    row = queries.find_repartition(version) if version else None
    if row is None:
        raise Http404
    try:
        partages.confirm(by=request.acteur, lot=found, repartition=row, today=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "La répartition est confirmée : les autres structures sont prévenues.")
    return redirect(retour)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def repartir(request: Requete, uuid: UUID) -> HttpResponse:
    """« Calculer » shows the hours of each without saving."""
    found, retour = _open(request, uuid, Droit.TENIR_MARCHES)
    today = localdate()
    read = queries.read_partage(request.acteur, found, on=today)
    if read is None:
        messages.info(request, "Enregistrez d’abord l’engagement du lot : ses heures se répartissent ensuite.")
        return redirect("clause:lot", uuid=found.uuid)
    structures = list(queries.select_repondantes(found, on=today))
    connues = {part.structure_id: (part.heures, part.territoire) for part in read.parts if part.structure_id}
    form = forms.RepartitionForm(get_saisie(request), structures=structures, connues=connues)
    essai = None
    if request.method == "POST" and form.is_valid():
        try:
            if "calculer" in request.POST:
                values = form.values
                shared = partages.compute_parts(
                    read.engagement.heures, values["methode"], values["mesures"], reserve=values["reserve"]
                )
                essai = [(str(s), shared.parts.get(s.pk, 0)) for s in structures] + [
                    ("Non réparti", shared.non_reparti)
                ]
            else:
                partages.share_out(by=request.acteur, lot=found, today=today, **form.values)
                messages.success(request, "Les heures sont réparties : les autres structures sont prévenues.")
                return redirect(retour)
        except Refus as refus:
            show_refus(form, refus)
    contexte = {"lot": found, "form": form, "retour": retour, "partage": read, "essai": essai}
    return render(request, "clause/repartir.html", contexte)
