"""A file stops for a while, comes back, leaves for another PLIE."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import retours, suspensions
from maillage.parcours.forms import sorties as forms
from maillage.parcours.models import Referent
from maillage.parcours.nomenclatures.sorties import MotifSuspension
from maillage.parcours.nomenclatures.suites import Transmis
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import sorties as queries
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.pages_sorties import Page, serve
from maillage.participants.nomenclatures.droits import Support
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat, TypeDispositif
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.PROPOSER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def suspendre(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.PROPOSER_SORTIE)
    decides = permissions.can(request.acteur, Droit.DECIDER_SORTIE, parcours)
    page = Page(
        parcours,
        "Suspendre le parcours",
        "La personne reste comptée parmi celles de l’année ; elle sort de la charge du référent et des alertes.",
        "Suspendre" if decides else "Proposer la suspension",
        "Le parcours est suspendu." if decides else "La suspension est proposée : la coordination en décide.",
    )

    def act(values: dict) -> None:
        values["motif"] = MotifSuspension(values["motif"])
        suspensions.propose_suspension(by=request.acteur, parcours=parcours, today=localdate(), **values)

    return serve(request, page, forms.SuspensionForm(get_saisie(request), initial={"du": localdate()}), act)


@exige(Droit.PROPOSER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def suite_suspension(request: Requete, uuid: UUID) -> HttpResponse:
    """Decide one that is proposed; resume or prolong one under way."""
    parcours = get_dossier(request, uuid, Droit.PROPOSER_SORTIE)
    suspension = queries.find_suspension(parcours)
    if suspension is None:
        raise Http404
    decides = permissions.can(request.acteur, Droit.DECIDER_SORTIE, parcours)
    suites = []
    if suspension.decidee_le:
        suites.append(("reprendre", "Reprendre le parcours"))
        if decides:
            suites.append(("prolonger", "Prolonger la suspension, une fois"))
    elif decides:
        suites = [("accepter", "Accepter la suspension"), ("refuser", "Refuser")]
    if not suites:
        raise Http404
    page = Page(
        parcours,
        "Suite de la suspension",
        f"{suspension.libelle_motif}, du {suspension.du:%d/%m/%Y} au {suspension.fin_prevue:%d/%m/%Y}.",
        "Enregistrer",
        "C’est enregistré.",
    )
    today = localdate()

    def act(values: dict) -> None:
        if values["suite"] == "reprendre":
            suspensions.resume_parcours(by=request.acteur, suspension=suspension, le=values["le"], today=today)
        elif values["suite"] == "prolonger":
            suspensions.prolong_suspension(
                by=request.acteur, suspension=suspension, fin_prevue=values["le"], today=today
            )
        else:
            suspensions.decide_suspension(
                by=request.acteur, suspension=suspension, accepte=values["suite"] == "accepter", today=today
            )

    form = forms.SuiteSuspensionForm(get_saisie(request), suites=suites, initial={"le": today})
    return serve(request, page, form, act)


@exige(Droit.AFFECTER, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def reintegrer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.AFFECTER)
    if parcours.is_ouvert:
        raise Http404
    today = localdate()
    page = Page(
        parcours,
        "Ouvrir un nouveau parcours",
        "La personne revient : c’est une nouvelle entrée, liée à la précédente. La sortie d’alors reste acquise.",
        "Ouvrir le parcours",
        "Le nouveau parcours est ouvert.",
    )
    referents = Referent.objects.filter(Q(au=None) | Q(au__gte=today), dispositif=parcours.dispositif_id)
    form = forms.ReintegrationForm(
        get_saisie(request), referents=referents.order_by("nom", "prenom"),
        initial={"date_entree": today, "referent": parcours.referent_id},
    )  # fmt: skip
    return serve(
        request, page, form,
        lambda values: retours.reintegrate(by=request.acteur, parcours=parcours, today=today, **values),
    )  # fmt: skip


@exige(Droit.DECIDER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def transferer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.DECIDER_SORTIE)
    if not parcours.is_ouvert:
        raise Http404
    page = Page(
        parcours,
        "Transmettre le dossier à un autre PLIE",
        "Avec son accord, la personne qui déménage est orientée vers le PLIE d’accueil. Le parcours s’arrête ici pour "
        "déménagement. Les notes, les diagnostics et les données sensibles ne partent jamais.",
        "Transmettre et clore ici",
        "Le dossier est transmis ; le parcours est terminé ici.",
        danger=True,
    )
    plies = Dispositif.objects.filter(
        type=TypeDispositif.PLIE, etat=Etat.OUVERT, is_fictif=parcours.dispositif.is_fictif
    ).exclude(pk=parcours.dispositif_id)

    def act(values: dict) -> None:
        values["transmis"] = [Transmis(code) for code in values["transmis"]]
        values["support"] = Support(values["support"])
        retours.transfer_parcours(by=request.acteur, parcours=parcours, today=localdate(), **values)

    form = forms.TransfertForm(get_saisie(request), plies=plies.order_by("nom"), initial={"accord_le": localdate()})
    return serve(request, page, form, act)
