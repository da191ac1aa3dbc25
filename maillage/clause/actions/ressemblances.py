"""Files of two structures that look alike are shown to both; each says whether it is one person, and may say otherwise later."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from maillage.clause.actions.doublons import block_doublons, hold_lots
from maillage.clause.models import LigneHeures, Ressemblance
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.ressemblances import AvisRessemblance
from maillage.clause.permissions import Droit
from maillage.clause.queries.ressemblances import list_fiches
from maillage.clause.rules.ressemblances import SEUIL, Paire, find_paires
from maillage.participants.models import Personne
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

SERVICE = "doublons probables entre structures : les chercher, sans les montrer à personne d’autre"
ESPACE = UUID("6f1d0a52-4f0e-4c7e-9c55-3b7f0a9d2e10")


@transaction.atomic
def refresh_ressemblances(*, today: date) -> int:
    """How many new pairs. Twice is once; what was said stays; what looks alike no more and was not decided goes."""
    with open_service(SERVICE):
        paires = {_number(paire): paire for paire in find_paires(list_fiches(), seuil=SEUIL.get(on=today).valeur)}
        known = set(Ressemblance.objects.values_list("paire", flat=True))
        decided = set(Ressemblance.objects.exclude(avis="").values_list("paire", flat=True))
        Ressemblance.objects.filter(avis="", paire__in=known - set(paires) - decided).delete()
        new = {numero: paire for numero, paire in paires.items() if numero not in known}
        keys = {cle for paire in new.values() for cle in (paire.a, paire.b)}
        homes = dict(Personne.objects.filter(pk__in=keys).values_list("pk", "dispositif"))
        Ressemblance.objects.bulk_create(
            [row for numero, paire in new.items() for row in _make(numero, paire, homes, today)], ignore_conflicts=True
        )
    return len(new)


def _number(paire: Paire) -> UUID:
    return uuid5(ESPACE, f"{paire.a}|{paire.b}")


def _make(numero: UUID, paire: Paire, homes: dict[int, int], today: date) -> list[Ressemblance]:
    return [
        Ressemblance(
            dispositif_id=homes[mine], paire=numero, personne_id=mine, autre_id=homes[other], points=paire.points,
            raisons=list(paire.raisons), vue_le=today,
        )
        for mine, other in ((paire.a, paire.b), (paire.b, paire.a))
    ]  # fmt: skip


@transaction.atomic
def give_avis(*, by: Acteur, ressemblance: Ressemblance, avis: AvisRessemblance, today: date) -> Ressemblance:
    """Of one's own file. Nothing is ever merged: only counts across structures follow what both said."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, ressemblance.personne)
    row = Ressemblance.objects.select_for_update(of=("self",)).select_related("personne").get(pk=ressemblance.pk)
    if row.avis == avis:
        return row
    row.avis, row.avis_le, row.auteur = avis, today, by.compte
    row.save(update_fields=["avis", "avis_le", "auteur"])
    journal.write(by=by, event="clause.ressemblance", target=row.personne, avis=avis, reference=row.reference)
    lignes = list(
        LigneHeures.objects.filter(mise_emploi__personne=row.personne)
        .exclude(statut=StatutLigne.REJETEE)
        .select_related("mise_emploi__personne", "mise_emploi__employeur", "lot")
    )
    hold_lots([ligne.uuid for ligne in lignes], lignes)
    block_doublons(by, lignes, today=today)  # one person now: what they are told to have done twice is shown
    return row
