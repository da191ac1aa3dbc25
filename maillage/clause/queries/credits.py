"""The hours of a lot whose credit a structure may give or ask for: not yet decided, named only to who follows the person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.clause.cles_reseau import make_pseudonyme
from maillage.clause.models import LigneHeures, Lot
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import RoleSuivi, Sens
from maillage.clause.portee import find_role
from maillage.clause.queries.ressemblances import read_participants
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

SERVICE = "structure créditrice d’heures : les lignes à décider d’un lot, sous pseudonyme"


@dataclass(frozen=True, slots=True)
class LigneCredit:
    """`qui`: a name in one's own structure, a pseudonym elsewhere."""

    uuid: UUID
    qui: str
    pseudonyme: str
    mois: date
    heures: Decimal
    gestionnaire: int
    creditrice: Dispositif


def list_lignes(acteur: Acteur, lot: Lot, sens: Sens) -> list[LigneCredit]:
    """Those one has the credit of, to give; or those of another that one may read, to ask for. Two queries."""
    mine = acteur.dispositif or 0
    role = find_role(acteur, lot)
    if role not in (RoleSuivi.PILOTE, RoleSuivi.PARTICIPANTE):
        return []
    with open_service(SERVICE):
        rows = LigneHeures.objects.filter(lot=lot, statut=StatutLigne.DECLAREE, annule=None)
        if sens is Sens.CEDER:
            rows = rows.filter(creditrice=mine)
        else:
            rows = rows.exclude(creditrice=mine)
            rows = rows if role is RoleSuivi.PILOTE else rows.filter(dispositif=mine)
        rows = rows.select_related("mise_emploi__personne", "creditrice").order_by("-mois", "pk")
        read = list(rows)
        cles = read_participants({row.mise_emploi.personne_id: row.mise_emploi.personne for row in read}.values())
        return [_build(row, mine, lot, cles[row.mise_emploi.personne_id]) for row in read]


def _build(row: LigneHeures, mine: int, lot: Lot, cle: str) -> LigneCredit:
    personne = row.mise_emploi.personne
    pseudonyme = make_pseudonyme(cle, lot=lot.uuid)
    qui = f"{personne.nom} {personne.prenom}" if row.dispositif_id == mine else pseudonyme
    return LigneCredit(row.uuid, qui, pseudonyme, row.mois, row.saisies, row.dispositif_id, row.creditrice)


def keep(lignes: Collection[LigneCredit], chosen: Collection[UUID]) -> list[LigneCredit]:
    return [ligne for ligne in lignes if ligne.uuid in set(chosen)]
