"""A parcours changes hands: who takes it, since when, and the sheet that goes with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.referents import assign_referent
from maillage.parcours.documents.relais import print_relais
from maillage.parcours.forms.referents import AffectationForm
from maillage.parcours.models import Referent
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import referents as queries
from maillage.parcours.rules.charge import explain_candidat
from maillage.parcours.views.dossiers import get_dossier
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.AFFECTER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def changer(request: Requete, uuid: UUID) -> HttpResponse:
    found, today = get_dossier(request, uuid, Droit.AFFECTER), localdate()
    candidats = queries.list_candidats(request.acteur, found.personne, on=today, sauf=[found.referent_id])
    choices = [(c.cle, f"{c.nom} : {explain_candidat(c)}") for c in candidats]
    form = AffectationForm(get_saisie(request), referents=choices, initial={"du": today, "passation": True})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        chosen = Referent.objects.get(dispositif=found.dispositif_id, pk=values.pop("referent"))
        try:
            assign_referent(by=request.acteur, parcours=found, referent=chosen, today=today, **values)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, f"{chosen} est maintenant référent. Remettez-lui la fiche de relais.")
            return redirect("parcours:referent_changer", uuid=uuid)
    journal.record_acces(by=request.acteur, type="parcours.affectation_ouverte", target=found)
    contexte = {
        "parcours": found,
        "form": form,
        "c": {"parcours": found, "affectations": queries.list_affectations(found)},
    }
    return render(request, "parcours/referent_changer.html", contexte)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_safe
def relais(request: Requete, uuid: UUID) -> HttpResponse:
    found, today = get_dossier(request, uuid, Droit.TENIR_DOSSIER), localdate()
    journal.record_acces(by=request.acteur, type="parcours.relais", target=found)
    return PdfResponse(print_relais(found, today=today), nom=f"fiche-de-relais-{found.personne.numero}")
