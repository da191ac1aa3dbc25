"""Requests for access: the register, a new one, its archive."""

import uuid

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.protection import constitution, demandes, liens, personnes, relecture, rules
from maillage.socle.protection.forms import DemandeForm
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Motif
from maillage.socle.protection.permissions import Droit
from maillage.socle.protection.registre_pdf import name_responsable
from maillage.socle.requete import Requete

PAR_PAGE = 30
INCONNU = "un compte effacé"


@exige(Droit.REPONDRE_ACCES, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    page = Paginator(demandes.list_demandes(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    journal.record_acces(by=request.acteur, type="protection.demandes")
    noms = _name_people(list(page))
    delais = {"reponse": rules.REPONSE.get(on=localdate()), "prolongation": rules.PROLONGATION.get(on=localdate())}
    lignes = [(d, noms[d.pk] or INCONNU, *_describe(d)) for d in page]
    return render(request, "protection/demandes.html", {"page": page, "lignes": lignes, **delais})


@exige(Droit.REPONDRE_ACCES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouvelle(request: Requete) -> HttpResponse:
    if request.acteur.dispositif is None:
        raise Http404
    form = DemandeForm(get_saisie(request), personnes=personnes.list_personnes(request.acteur))
    if request.method == "POST" and form.is_valid():
        try:
            travail = demandes.record_demande(by=request.acteur, now=timezone.now(), **form.cleaned_data)
        except demandes.DemandeRefusee as refus:
            form.add_error("recue_le", str(refus))
        else:
            messages.success(request, "La demande est inscrite ; ses données se réunissent.")
            return redirect(travail)
    return render(request, "protection/demande_nouvelle.html", {"form": form})


@exige(Droit.REPONDRE_ACCES, nominatif=True)
@require_safe
def demande(request: Requete, key: uuid.UUID) -> HttpResponse:
    found = demandes.get_demande(request.acteur, key)
    journal.record_acces(by=request.acteur, type="protection.demandes", target=found)
    echeance, fin, prete = _describe(found)
    contexte = {
        "demande": found,
        "personne": _name_people([found])[found.pk] or INCONNU,
        "echeance": echeance,
        "fin": fin,
        "prete": prete,
        "travail": demandes.find_travail(request.acteur, found),
        "masques": found.occultations.count(),
        "peut_prolonger": rules.check_prolongation(
            recue_le=found.recue_le,
            motif=Motif(found.motif),
            is_prolongee=found.prolongee_le is not None,
            is_repondue=found.repondue_le is not None,
            today=localdate(),
        )
        is None,
    }
    return render(request, "protection/demande.html", contexte)


@exige(Droit.REPONDRE_ACCES)
@require_safe
@never_cache
def ouvrir(request: Requete, key: uuid.UUID) -> HttpResponse:
    """Checks the right and the seven days, then leads to the archive by a link that is good for one minute."""
    found = demandes.get_demande(request.acteur, key)
    if not demandes.is_telechargeable(found, now=timezone.now()):
        messages.warning(request, "Cette archive n’est pas prête, ou ses sept jours sont passés.")
        return redirect(found)
    return redirect("protection:archive_fichier", lien=liens.make_lien(request.acteur, found))


@exige(Droit.REPONDRE_ACCES, nominatif=True)
@require_safe
@never_cache
def fichier(request: Requete, lien: str) -> HttpResponse:
    key = liens.read_lien(request.acteur, lien)
    if key is None:
        raise Http404
    found = demandes.get_demande(request.acteur, key)
    if not demandes.is_telechargeable(found, now=timezone.now()):
        raise Http404
    journal.record_acces(by=request.acteur, type="protection.remise", target=found)
    content = constitution.build_archive(
        found, relecture.list_cibles(found), responsable=name_responsable(request.acteur), on=localdate()
    )
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="archive-{localdate():%Y-%m-%d}.zip"'
    return response


def _describe(found: DemandeAcces) -> tuple[object, object, bool]:
    """(when the answer is due, until when the archive may be downloaded, whether it may be now)."""
    prete = demandes.is_telechargeable(found, now=timezone.now())
    return demandes.get_echeance(found), demandes.get_fin(found), prete


def _name_people(found: list[DemandeAcces]) -> dict[int, str]:
    """Request → whom it is about; empty once they are erased."""
    comptes = get_user_model()._default_manager.filter(pk__in={d.personne_id for d in found})
    noms = {compte.pk: compte.get_full_name() for compte in comptes}
    suivies = personnes.list_noms({d.suivie for d in found if d.suivie})
    return {d.pk: suivies.get(d.suivie, "") if d.suivie else noms.get(d.personne_id, "") for d in found}
