"""Hours of one person told by several structures, whatever the lots: looked for everywhere, read by nobody (R8).

In a service context: the network's key is computed to compare, and forgotten. A constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from maillage.clause.models import Doublon, Entreprise, HeuresPayees, LigneEnDouble, LigneHeures, Lot
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import Arbitrage, RoleSuivi
from maillage.clause.portee import select_suivis
from maillage.clause.queries.ressemblances import list_rapprochees, read_participants
from maillage.clause.rules.doublons import (
    Bulletin,
    Constat,
    Groupe,
    Ligne,
    Limite,
    Soupcon,
    compute_limite,
    find_soupcons,
)
from maillage.reseau.models import Dispositif
from maillage.socle.contexte import open_service
from maillage.socle.typographie import fold

SERVICE = "heures en double entre structures : lues ensemble, sans nom, pour les bloquer"


def get_siren(employeur: Entreprise) -> str:
    return employeur.siret[:9] or fold(employeur.nom)


def read_lignes(rows: Sequence[LigneHeures]) -> dict[int, Ligne]:
    """Without a whole identity, a file is nobody else's. A correction not yet written counts too: one at most."""
    cles = read_participants({row.mise_emploi.personne_id: row.mise_emploi.personne for row in rows}.values())
    return {row.pk or 0: _read_ligne(row, cles[row.mise_emploi.personne_id]) for row in rows}


def _read_ligne(row: LigneHeures, participant: str) -> Ligne:
    return Ligne(
        row.pk or 0, participant, get_siren(row.mise_emploi.employeur), row.mois, row.lot_id,
        row.dispositif_id, row.saisies,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suspect:
    """What looks told twice, with its lines, lot by lot."""

    soupcon: Soupcon
    par_lot: dict[int, list[LigneHeures]]
    participant: str
    limites: dict[Groupe, Limite]

    @property
    def lignes(self) -> list[LigneHeures]:
        return [row for rows in self.par_lot.values() for row in rows]

    @property
    def mois(self) -> date:
        return self.lignes[0].mois

    def get_constat(self, lot: int) -> Constat:
        """What whoever leads this lot is shown of it."""
        nets: dict[int, Decimal] = defaultdict(Decimal)
        for row in self.par_lot[lot]:
            nets[row.dispositif_id] += row.saisies
        return Constat(self.soupcon.raison, self.soupcon.limite, nets)


def list_suspects(rows: Sequence[LigneHeures]) -> list[Suspect]:
    """Those that these lines are part of, told by two structures at least. In a service context; five queries at most."""
    naissances = {row.mise_emploi.personne.date_naissance for row in rows} - {None}
    rapprochees = list_rapprochees({row.mise_emploi.personne_id for row in rows})
    if not naissances and not rapprochees:
        return []
    alike = Q(mise_emploi__personne__date_naissance__in=naissances) | Q(mise_emploi__personne__in=rapprochees)
    found = list(
        LigneHeures.objects.filter(alike, mois__in={row.mois for row in rows})
        .exclude(statut=StatutLigne.REJETEE)
        .select_related("mise_emploi__personne", "mise_emploi__employeur", "lot")
        .order_by("pk")
    )
    found += [row for row in rows if row.pk is None]
    if len({row.dispositif_id for row in found}) < 2:
        return []
    par_pk = {row.pk or 0: row for row in found}
    lues = read_lignes([*rows, *found])
    miens = {lues[row.pk or 0].groupe for row in rows}
    par_pk = {pk: row for pk, row in par_pk.items() if lues[pk].groupe in miens}
    return _build(par_pk, lues, _read_limites(par_pk, lues))


def leave_out(suspect: Suspect, ecartees: Collection[int]) -> list[Suspect]:
    """What is left to suspect once these lines are put aside."""
    par_pk = {row.pk or 0: row for row in suspect.lignes if row.pk not in ecartees}
    return _build(par_pk, read_lignes(list(par_pk.values())), suspect.limites)


def _build(par_pk: dict[int, LigneHeures], lues: dict[int, Ligne], limites: dict[Groupe, Limite]) -> list[Suspect]:
    found = []
    for soupcon in find_soupcons([lues[pk] for pk in par_pk], limites=limites):
        par_lot: dict[int, list[LigneHeures]] = defaultdict(list)
        for pk in sorted(soupcon.cles):
            par_lot[par_pk[pk].lot_id].append(par_pk[pk])
        if len(soupcon.structures) > 1:
            participant = lues[min(soupcon.cles)].participant
            found.append(Suspect(soupcon, dict(sorted(par_lot.items())), participant, limites))
    return found


def _read_limites(par_pk: dict[int, LigneHeures], lues: dict[int, Ligne]) -> dict[Groupe, Limite]:
    """Of the groups that several structures tell: each contract once, with its pay slip if it was read."""
    groupes: dict[Groupe, dict[int, LigneHeures]] = defaultdict(dict)
    for pk, row in par_pk.items():
        groupes[lues[pk].groupe][row.mise_emploi_id] = row
    shared = {g: found for g, found in groupes.items() if len({row.dispositif_id for row in found.values()}) > 1}
    contrats = {contrat for found in shared.values() for contrat in found}
    payees = {
        (contrat, mois): heures
        for contrat, mois, heures in HeuresPayees.objects.filter(mise_emploi__in=contrats).values_list(
            "mise_emploi", "mois", "heures"
        )
    }
    return {
        groupe: compute_limite(
            (
                Bulletin(
                    row.dispositif_id, row.mise_emploi.debut, row.mise_emploi.fin, payees.get((contrat, groupe[2]))
                )
                for contrat, row in found.items()
            ),
            mois=groupe[2],
        )
        for groupe, found in shared.items()
    }


def list_vus(numeros: Iterable[UUID]) -> list[Doublon]:
    """What was already shown of these lines, and what hangs together with it; the last first. In a service context."""
    groupes = LigneEnDouble.objects.filter(ligne__in=list(numeros)).values("doublon__groupe")
    rows = Doublon.objects.filter(groupe__in=groupes).exclude(arbitrage=Arbitrage.LEVEE)
    return list(rows.prefetch_related("lignes").order_by("-pk"))


def has_doublon(numeros: Iterable[UUID]) -> bool:
    """Whether one of these lines was ever shown to somebody: read by its own structure."""
    return LigneEnDouble.objects.filter(ligne__in=list(numeros)).exists()


def list_autres_pilotes(doublon: Doublon, *, on: date) -> list[Dispositif]:
    """Who else decides of the same hours, on their own lot: structures to ring up, neither their lot nor their market."""
    with open_service(SERVICE):
        others = Doublon.objects.filter(groupe=doublon.groupe).exclude(lot=doublon.lot_id)
        pilotes = select_suivis(on=on).filter(lot__in=others.values("lot"), role=RoleSuivi.PILOTE)
        return list(Dispositif.objects.filter(pk__in=pilotes.values("structure")).order_by("nom", "pk"))


def lock_lots(lots: Iterable[int]) -> None:
    """In one order, whoever asks; before any of their lines. In a service context."""
    list(
        Lot.objects.select_for_update(of=("self",)).filter(pk__in=set(lots)).order_by("pk").values_list("pk", flat=True)
    )
