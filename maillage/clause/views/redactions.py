"""The texts of a clause: drawn from a model, reworked, taken away as ODT or PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst, slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import consultations as actions
from maillage.clause.documents import redactions as documents
from maillage.clause.forms.consultations import RedactionForm
from maillage.clause.models import Redaction
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.permissions import Droit
from maillage.clause.queries import consultations as queries
from maillage.clause.queries.marches import get_lot
from maillage.clause.rules.modeles import AVERTISSEMENT, PAR_CODE, list_modeles
from maillage.clause.rules.redaction import VARIABLES, fill
from maillage.clause.views.saisies import Fiche, find, serve_fiche
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete

# Where each variable is entered, and in which field of that page.
OU = {"objet": "marche", "acheteur": "marche", "maitre_ouvrage": "marche"}
CHAMPS = {
    "perimetre": "mention_perimetre", "heures": "montant_ht", "heures_qpv": "part_qpv", "publics": "mention_publics",
    "facilitateur": "mention_facilitateur", "ponderation": "ponderation",
}  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def nouvelle(request: Requete, uuid: UUID) -> HttpResponse:
    """Which model: those of the lot's forms, its text at hand before it is drawn."""
    lot = find(request, get_lot, uuid)
    if request.method == "POST":
        modele = PAR_CODE.get(request.POST.get("modele", ""))
        if modele is None:
            messages.error(request, "Choisissez un modèle dans la liste.")
        else:
            made = actions.draw_redaction(by=request.acteur, lot=lot, modele=modele, today=localdate())
            messages.success(request, "Le texte est tiré du modèle. Relisez-le et adaptez-le.")
            return redirect("clause:redaction", uuid=made.uuid)
    modeles = list_modeles(frozenset(FormeClause(code) for code in lot.formes))
    valeurs = queries.read_variables(lot)
    contexte = {
        "lot": lot, "retour": reverse("clause:lot", args=[lot.uuid]), "avertissement": AVERTISSEMENT,
        "modeles": [(modele, fill(modele.texte, valeurs)) for modele in modeles],
    }  # fmt: skip
    return render(request, "clause/redaction_nouvelle.html", contexte)


@exige(Droit.VOIR_MARCHES)
@require_safe
def redaction(request: Requete, uuid: UUID) -> HttpResponse:
    """As it will leave, with what is still missing and where to enter it."""
    found = find(request, queries.get_redaction, uuid, Droit.VOIR_MARCHES)
    rempli = fill(found.texte, queries.read_variables(found.lot))
    actuel = PAR_CODE.get(found.modele)
    contexte = {
        "redaction": found, "lot": found.lot, "retour": reverse("clause:lot", args=[found.lot.uuid]), "rempli": rempli,
        "manquantes": [(capfirst(VARIABLES[nom]), _locate(found, nom)) for nom in rempli.manquantes],
        "origine": documents.tell_origine(found), "avertissement": AVERTISSEMENT,
        "nouvelle_version": actuel.version if actuel and actuel.version > found.version else None,
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES, found),
    }  # fmt: skip
    return render(request, "clause/redaction.html", contexte)


def _locate(found: Redaction, nom: str) -> str:
    if OU.get(nom) == "marche":
        return reverse("clause:marche_modifier", args=[found.lot.marche.uuid])
    return f"{reverse('clause:lot_clause', args=[found.lot.uuid])}#id_{CHAMPS.get(nom, 'intitule')}"


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = find(request, queries.get_redaction, uuid)
    valeurs = queries.read_variables(found.lot)

    def save(form: RedactionForm, lue: str | None) -> None:
        actions.save_redaction(by=request.acteur, redaction=found, values=form.values, today=localdate(), lue=lue)

    retour = reverse("clause:redaction", args=[found.uuid])
    variables = [(f"{{{nom}}}", libelle, valeurs[nom]) for nom, libelle in VARIABLES.items()]
    lot = (str(found.lot), reverse("clause:lot", args=[found.lot.uuid]))
    fil = [("Mes marchés", reverse("clause:marches")), lot, (found.titre, retour)]
    fiche = Fiche(
        "Modifier le texte", RedactionForm, save, retour, fil, AVERTISSEMENT, plus={"variables": variables},
        gabarit="clause/redaction_modifier.html",
    )  # fmt: skip
    return serve_fiche(request, found, actions.CHAMPS_REDACTION, fiche)


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter(request: Requete, uuid: UUID, format: str) -> HttpResponse:
    if format not in EXPORTS:
        raise Http404
    found = find(request, queries.get_redaction, uuid, Droit.VOIR_MARCHES)
    return EXPORTS[format](found, fill(found.texte, queries.read_variables(found.lot)))


def _export_pdf(found: Redaction, rempli: Any) -> HttpResponse:
    return PdfResponse(
        documents.print_pdf(found, rempli, today=localdate()), nom=slugify(found.titre), telecharger=True
    )


def _export_odt(found: Redaction, rempli: Any) -> HttpResponse:
    answer = HttpResponse(documents.print_odt(found, rempli), content_type=documents.MIME_ODT)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slugify(found.titre) or "clause"}.odt"'
    return answer


EXPORTS = {"pdf": _export_pdf, "odt": _export_odt}
