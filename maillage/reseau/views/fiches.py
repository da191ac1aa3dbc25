"""« Mon dispositif »: the fiche that its team keeps; and, for the network head, every fiche."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.reseau import actions, forms, queries, rules
from maillage.reseau.liens import list_liens
from maillage.reseau.models import Dispositif, TerritoireIntervention
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acces import connecte, exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete
from maillage.territoire.queries import find_commune

CHAMPS = ("nom", "sigle", "presentation", "adresse", "code_postal", "code_commune", "telephone", "courriel", "site")
PAR_PAGE = 50


def get_dispositif(request: Requete, slug: str) -> Dispositif:
    """One whose fiche this person keeps; somebody else's is a missing one."""
    try:
        return queries.get_gere(request.acteur, slug)
    except Dispositif.DoesNotExist as absent:
        raise Http404 from absent


@connecte
@require_safe
def mon_dispositif(request: Requete) -> HttpResponse:
    """The dispositif of the current habilitation; without one, the network's list or the public directory."""
    found = queries.find_gere(request.acteur)
    if found is not None:
        return redirect("reseau:dispositif", slug=found.slug)
    return redirect("reseau:suivi" if permissions.can(request.acteur, Droit.SUIVRE_FICHES) else "portail:annuaire")


@connecte
@require_safe
def dispositif(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    today = localdate()
    contacts = queries.list_contacts(request.acteur, found, on=today)
    moyens = queries.get_moyens(request.acteur, found, on=today)
    territoires = queries.list_territoires(found, on=today)
    is_tenu = permissions.can(request.acteur, Droit.TENIR_CONTACTS, found)
    return render(
        request,
        "reseau/dispositif.html",
        {
            "dispositif": found,
            "portages": queries.list_portages(found),
            "territoires": territoires,
            "a_verifier": rules.is_verification_due(found.verifie_le, on=today),
            # Its team only: what the others may not read would pass for what nobody has declared.
            "a_regarder": queries.list_a_regarder(
                found, contacts=contacts, moyens=moyens, territoires=territoires, on=today
            )
            if is_tenu
            else [],
            "prochaine": rules.next_verification(found.verifie_le),
            "modifiable": permissions.can(request.acteur, Droit.MODIFIER_FICHE, found),
            "portable": permissions.can(request.acteur, Droit.DECLARER_PORTAGE, found),
            "contacts": contacts,
            "contactable": is_tenu,
            "moyens": moyens,
            "outillable": permissions.can(request.acteur, Droit.DECLARER_MOYENS, found),
            "avec_fse": rules.has_fse(TypeDispositif(found.type)),
            "choix": {choix.champ.value: choix for choix in queries.list_choix(found)},
            "liens": list_liens(request.acteur, found),
            "reglable": permissions.can(request.acteur, Droit.CHOISIR_VISIBILITE, found),
            "jalons": queries.list_jalons(found),
            "racontable": permissions.can(request.acteur, Droit.DECLARER_JALON, found),
        },
    )


@exige(Droit.MODIFIER_FICHE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    initial = {nom: getattr(found, nom) for nom in CHAMPS} | {"code_commune": find_commune(found.code_commune)}
    form = forms.FicheForm(get_saisie(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_fiche(by=request.acteur, dispositif=found, today=localdate(), **form.cleaned_data)
        except actions.FicheRefusee as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect("reseau:dispositif", slug=slug)
    return render(request, "reseau/modifier.html", {"dispositif": found, "form": form})


@exige(Droit.MODIFIER_FICHE)
@require_POST
@idempotente("confirmer deux fois le même jour, c’est confirmer une fois")
def verifier(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    actions.confirm_verification(by=request.acteur, dispositif=found, today=localdate())
    messages.success(request, "Merci : la fiche est confirmée pour un an.")
    return redirect("reseau:dispositif", slug=slug)


@exige(Droit.DECLARER_PORTAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def portage(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    form = forms.PortageForm(get_saisie(request), initial={"du": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_portage(by=request.acteur, dispositif=found, today=localdate(), **form.cleaned_data)
        except actions.PortageRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La structure porteuse est enregistrée.")
            return redirect("reseau:dispositif", slug=slug)
    return render(
        request, "reseau/portage.html", {"dispositif": found, "form": form, "portages": queries.list_portages(found)}
    )


@exige(Droit.DECLARER_TERRITOIRE)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def territoire(request: Requete, slug: str) -> HttpResponse:
    """Find a place, then say how the dispositif works there: the search is a GET, the declaration a POST."""
    found = get_dispositif(request, slug)
    today = localdate()
    q = "".join(c for c in request.GET.get("q", "")[:80] if c.isprintable()).strip()
    lieux = queries.search_lieux(q) if q else []
    form = forms.TerritoireForm(
        request.POST or None,
        lieux=[(lieu.valeur, f"{lieu.nom} ({lieu.precision})") for lieu in lieux],
        initial={"du": today, "lieu": lieux[0].valeur if lieux else ""},
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.record_territoire(by=request.acteur, dispositif=found, today=today, **values.pop("lieu"), **values)
        except actions.TerritoireRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le territoire est enregistré.")
            return redirect("reseau:territoire", slug=slug)
    return render(
        request,
        "reseau/territoire.html",
        {
            "dispositif": found,
            "q": q,
            "lieux": lieux,
            "form": form,
            "territoires": queries.list_territoires(found, on=today),
            "today": today,
        },
    )


@exige(Droit.DECLARER_TERRITOIRE)
@require_POST
@idempotente("une ligne fermée le reste")
def fermer_territoire(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_territoire(request.acteur, uuid)
    except TerritoireIntervention.DoesNotExist as absent:
        raise Http404 from absent
    form = forms.FermetureForm(request.POST)
    if form.is_valid():
        try:
            actions.close_territoire(by=request.acteur, territoire=found, au=form.cleaned_data["au"], today=localdate())
        except actions.TerritoireRefuse as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, "Cette ligne du territoire est fermée.")
    else:
        messages.error(request, "Donnez le dernier jour d’intervention, par exemple 31/12/2026.")
    return redirect("reseau:territoire", slug=found.dispositif.slug)


@exige(Droit.SUIVRE_FICHES)
@require_safe
def suivi(request: Requete) -> HttpResponse:
    """Which fiches nobody has read again for a year."""
    today = localdate()
    q = "".join(c for c in request.GET.get("q", "")[:200] if c.isprintable()).strip()
    en_retard = request.GET.get("retard") == "1"
    rows = queries.list_suivi(request.acteur, on=today, q=q, en_retard=en_retard)
    page = Paginator(rows, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [(row, rules.is_verification_due(row.verifie_le, on=today)) for row in page.object_list]
    return render(request, "reseau/suivi.html", {"page": page, "lignes": lignes, "q": q, "en_retard": en_retard})
