"""« Marchés par état »: each lot at its step, what is late, and where its card leads."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.listes.marches import TONS
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, LIBELLES_PHASE, PHASES, EtatLot, Phase
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.queries import tableau as queries
from maillage.clause.queries.amont import list_donneurs, list_suivi
from maillage.clause.queries.marches import FINAUX
from maillage.clause.queries.operations import select_operations
from maillage.clause.rules.etats import LOTS
from maillage.clause.rules.gardes import OUVERTS_A_LA_MAIN
from maillage.clause.rules.volumes import show
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.requete import Requete

E = EtatLot
# What the date of a card is, where the lot stands.
ECHEANCES: dict[EtatLot, str] = {
    **dict.fromkeys((E.REPERE, E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE), "Publication prévue"),
    **dict.fromkeys((E.PUBLIE, E.ANALYSE), "Offres jusqu’au"),
    **dict.fromkeys((E.ATTRIBUE, E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER, E.SOLDE), "Fin prévue"),
}


@exige(Droit.VOIR_MARCHES)
@require_safe
def tableau(request: Requete) -> HttpResponse:
    today = localdate()
    choix = read_choix(request)
    colonnes = queries.read_colonnes(request.acteur, choix, on=today)
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    phases = [
        {"libelle": LIBELLES_PHASE[phase], "code": phase.value, "total": sum(c.total for e, c in colonnes.items() if e in PHASES[phase]),
         "colonnes": [
             _tell(etat, colonnes.get(etat), today, peut_tenir=peut_tenir)
             for etat in PHASES[phase] if etat in colonnes or (etat not in FINAUX and etat in COURANTS)
         ]}
        for phase in Phase
    ]  # fmt: skip
    operations = select_operations(request.acteur).order_by("intitule").prefetch_related(None)
    contexte = {
        "phases": phases, "choix": choix, "donneurs": list_donneurs(request.acteur), "operations": list(operations),
        "suivi": list_suivi(request.acteur, on=today), "total": sum(c.total for c in colonnes.values()),
        "is_filtre": choix != queries.Choix(), "peut_tenir": peut_tenir,
    }  # fmt: skip
    return render(request, "clause/tableau.html", contexte)


# Columns that stay even empty: the path every lot takes.
COURANTS = frozenset(
    {E.REPERE, E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE, E.PUBLIE, E.ANALYSE, E.ATTRIBUE, E.NOTIFIE, E.EN_EXECUTION}
)  # fmt: skip


def read_choix(request: Requete) -> queries.Choix:
    """An address cut or mistyped narrows nothing."""
    suivi = request.GET.get("suivi", "")
    return queries.Choix(
        _read_uuid(request, "acheteur"), _read_uuid(request, "operation"),
        int(suivi) if suivi.isascii() and suivi.isdigit() and len(suivi) < 19 else None, request.GET.get("retard") == "1",
    )  # fmt: skip


def _read_uuid(request: Requete, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _tell(etat: EtatLot, colonne: queries.Colonne | None, today: Any, *, peut_tenir: bool) -> dict[str, Any]:
    suite = next(((vers, p.libelle) for vers, p in LOTS[etat].items() if vers in OUVERTS_A_LA_MAIN), None)
    total = colonne.total if colonne else 0
    return {
        "libelle": LIBELLES_ETAT[etat], "total": total, "icone": TONS[etat][1], "classe": f"badge ton-{TONS[etat][0]}",
        "engagees": colonne.engagees if colonne else 0,
        "cartes": [_tell_carte(lot, suite, today, peut_tenir=peut_tenir) for lot in (colonne.lots if colonne else [])],
        "reste": total - len(colonne.lots) if colonne else 0,
        "liste": f"{reverse('clause:marches')}?{urlencode({'etat': etat.value})}",
    }  # fmt: skip


def _tell_carte(lot: Any, suite: Any, today: Any, *, peut_tenir: bool) -> dict[str, Any]:
    heures = lot.engagees if lot.engagees is not None else None if lot.heures is None else show(lot.heures)
    return {
        "lot": lot, "heures": heures, "is_engagees": lot.engagees is not None,
        "echeance": "Début" if lot.echeance == lot.marche.debut else ECHEANCES.get(EtatLot(lot.etat), "Échéance"),
        "retard": queries.is_en_retard(lot, on=today),
        "suite": suite[1] if suite and peut_tenir and lot.mon_role == RoleSuivi.PILOTE else "",
        "vers": reverse("clause:lot_passer", args=[lot.uuid, suite[0].value]) if suite and peut_tenir and lot.mon_role == RoleSuivi.PILOTE else "",
    }  # fmt: skip
