"""A structure proposes to another to change whose credit some hours are; the answer is given where every demand is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions.credits import ask_credit
from maillage.clause.forms.credits import CreditForm
from maillage.clause.nomenclatures.partage import RoleSuivi, Sens
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries.credits import list_lignes
from maillage.clause.queries.partage import select_repondantes
from maillage.clause.views.lots import get_lot_ou_404
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

TITRES = {Sens.CEDER: "Céder le crédit d’heures", Sens.DEMANDER: "Demander le crédit d’heures"}


@exige(Droit.PARTAGER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def proposer(request: Requete, uuid: UUID, sens: str) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.PARTAGER)
    if sens not in set(Sens) or find_role(request.acteur, found) is RoleSuivi.OBSERVATRICE:
        raise Http404
    way = Sens(sens)
    lignes = list_lignes(request.acteur, found, way)
    structures = select_repondantes(found, on=localdate()).exclude(pk=request.acteur.dispositif)
    if way is Sens.DEMANDER:
        structures = structures.filter(pk__in={ligne.creditrice.pk for ligne in lignes})
    form = CreditForm(get_saisie(request), structures=structures, lignes=lignes, is_cession=way is Sens.CEDER)
    if request.method == "POST" and form.is_valid():
        try:
            demande = ask_credit(by=request.acteur, lot=found, sens=way, today=localdate(), **form.values)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"C’est proposé à « {demande.vers} ». Rien ne change avant sa réponse.")
            return redirect("clause:lot_partage", uuid=found.uuid)
    journal.record_acces(by=request.acteur, type="clause.lignes_ouvertes", target=found, nombre=len(lignes))
    contexte = {
        "lot": found, "form": form, "titre": TITRES[way], "lignes": lignes, "sens": way,
        "retour": reverse("clause:lot_faites", args=[found.uuid]),
    }  # fmt: skip
    return render(request, "clause/credit.html", contexte)
