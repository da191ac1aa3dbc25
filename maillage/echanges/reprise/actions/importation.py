"""Writes a file already checked, step by step where no page looks, then publishes it all in one transaction.

Each function is one step of the job: it commits with the job's checkpoint. A worker killed between two steps leaves
the files as they were; the next one goes on where it stopped.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.echanges.reprise.actions import ecriture_parcours, ecriture_personnes, ecriture_suites
from maillage.echanges.reprise.actions.controle import check_pret, has_erreur, read_tranche
from maillage.echanges.reprise.actions.depots import (
    IMPORT,
    RepriseRefusee,
    ask_travail,
    check_libre,
    lock_depot,
    move,
)
from maillage.echanges.reprise.lecteur import close_lecteurs
from maillage.echanges.reprise.models import Anomalie, Depot, Doublon, Fragment, LignePreparee, Origine
from maillage.echanges.reprise.nomenclatures import Decision, EtatDepot, Nature
from maillage.echanges.reprise.queries.depots import find_lignes_precedentes
from maillage.echanges.reprise.rules.colonnes import dump, load
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.echanges.reprise.rules.volumes import ask_confirmation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux.models import Travail

LOT = 500
ECRITURES: dict[Nature, Any] = {
    Nature.PERSONNES: ecriture_personnes,
    Nature.PARCOURS: ecriture_parcours,
    Nature.ETAPES: ecriture_suites,
    Nature.CONTACTS: ecriture_suites,
}


@dataclass(frozen=True, slots=True)
class Bilan:
    crees: int = 0
    rattaches: int = 0
    ecartes: int = 0


@transaction.atomic
def ask_import(*, by: Acteur, depot: Depot, confirme: bool, today: date) -> Travail:
    """Refused while something is to mend or to decide, or when the file shrank and nobody confirmed it."""
    depot = lock_depot(by, depot)
    check_libre(depot, {EtatDepot.CONTROLE})
    check_pret(depot)
    question = ask_confirmation(depot.lignes, find_lignes_precedentes(depot), on=today)
    if question and not confirme:
        raise RepriseRefusee(question, champ="confirme")
    journal.write(by=by, event="reprise.import_demande", target=depot, nature=depot.nature, lignes=depot.lignes)
    return ask_travail(by, depot, IMPORT)


@transaction.atomic
def start_import(*, by: Acteur, depot: Depot) -> bool:
    """What a dead import had prepared goes, some at a time; True while some is left."""
    depot = lock_depot(by, depot)
    if depot.etat != EtatDepot.IMPORTE:
        check_pret(depot)
    return _clear(depot)


@transaction.atomic
def prepare_tranche(*, by: Acteur, depot: Depot, rang: int, cle: str, today: date) -> tuple[int, int | None]:
    """Some rows, sealed, from number `rang`; how many were prepared, and where the next begin, None after the last."""
    lock_depot(by, depot)
    tranche = read_tranche(depot, rang=rang, cle=cle, today=today, is_import=True)
    for lue in tranche.lues:
        if has_erreur(lue):
            premiere = lue.anomalies[0]
            raise RepriseRefusee(
                f"Le fichier était juste quand il a été contrôlé et ne l’est plus (ligne {premiere.ligne} : "
                f"{premiere.message}). Rien n’a été importé ; contrôlez-le de nouveau."
            )
    prepares = []
    for lue in tranche.nouvelles:
        row = LignePreparee(
            dispositif_id=depot.dispositif_id, depot=depot, ligne=lue.ligne, identifiant=lue.identifiant,
            empreinte=lue.empreinte,
        )  # fmt: skip
        row.set_valeurs(dump(lue.valeurs))
        prepares.append(row)
    LignePreparee.objects.bulk_create(prepares, batch_size=LOT)
    return len(prepares), tranche.suite


@transaction.atomic
def publish(*, by: Acteur, depot: Depot, now: datetime) -> Bilan:
    """All the rows prepared, or none. One publication at a time in a dispositif."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=depot.dispositif_id)
    depot = lock_depot(by, depot)
    if depot.etat == EtatDepot.IMPORTE:  # started again after it was published
        return Bilan(depot.crees, depot.rattaches, depot.ecartes)
    ecriture, gabarit = ECRITURES[Nature(depot.nature)], GABARITS[Nature(depot.nature)]
    doublons = {d.identifiant: d for d in depot.doublons.all()}
    if any(not d.decision for d in doublons.values()):
        raise RepriseRefusee("Des ressemblances attendent votre décision. Rien n’a été importé.")
    crees = rattaches = ecartes = 0
    last = 0
    while rows := list(depot.preparees.filter(ligne__gt=last).order_by("ligne")[:LOT]):
        last = rows[-1].ligne
        connus = set(
            Origine.objects.filter(
                dispositif=depot.dispositif_id, nature=depot.nature, identifiant__in=[r.identifiant for r in rows]
            ).values_list("identifiant", flat=True)
        )
        fresh = [row for row in rows if row.identifiant not in connus]
        tenus = [row for row in fresh if row.identifiant in doublons and _is_tenu(doublons[row.identifiant])]
        a_creer = [row for row in fresh if row not in tenus]
        Origine.objects.bulk_create(_build_tenue(depot, doublons[row.identifiant]) for row in tenus)
        ecriture.write(
            by=by, depot=depot, rows=[(row.identifiant, load(gabarit, row.get_valeurs())) for row in a_creer]
        )
        _sign(depot, fresh)
        memes = sum(doublons[row.identifiant].decision == Decision.MEME for row in tenus)
        crees, rattaches, ecartes = crees + len(a_creer), rattaches + memes, ecartes + len(tenus) - memes
    bilan = Bilan(crees, rattaches, ecartes)
    depot.crees, depot.rattaches, depot.ecartes, depot.importe_le = crees, rattaches, ecartes, now
    move(depot, EtatDepot.IMPORTE)
    journal.write(by=by, event="reprise.import", target=depot, nature=depot.nature, **asdict(bilan))
    close_lecteurs()
    return bilan


def _sign(depot: Depot, rows: list[LignePreparee]) -> None:
    """What each row said, kept with what it became."""
    empreintes = {row.identifiant: row.empreinte for row in rows}
    origines = list(depot.origines.filter(identifiant__in=empreintes))
    for origine in origines:
        origine.empreinte = empreintes[origine.identifiant]
    Origine.objects.bulk_update(origines, ["empreinte"], batch_size=100)


def _is_tenu(doublon: Doublon) -> bool:
    """Nothing is created for it."""
    return doublon.decision in (Decision.MEME, Decision.IGNORER)


def _build_tenue(depot: Depot, doublon: Doublon) -> Origine:
    personne = doublon.personne_id if doublon.decision == Decision.MEME else None
    return Origine(
        dispositif_id=depot.dispositif_id, nature=depot.nature, identifiant=doublon.identifiant, depot=depot,
        personne_id=personne, is_cree=False,
    )  # fmt: skip


@transaction.atomic
def clear_import(*, by: Acteur, depot: Depot) -> bool:
    """Last steps, once published: what was kept of the file goes. True while some is left."""
    depot = lock_depot(by, depot)
    if _clear(depot):
        return True
    for model in (Anomalie, Doublon, Fragment):
        model.objects.filter(depot=depot).delete()
    return False


def _clear(depot: Depot) -> bool:
    keys = list(depot.preparees.values_list("pk", flat=True)[: 4 * LOT])
    for start in range(0, len(keys), LOT):
        LignePreparee.objects.filter(pk__in=keys[start : start + LOT]).delete()
    return len(keys) == 4 * LOT
