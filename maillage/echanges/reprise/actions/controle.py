"""The dry run, step by step: every row read, compared to what is here, everything wrong in it told. Nothing is created."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.echanges.reprise.actions import controle_parcours, controle_personnes, controle_suites
from maillage.echanges.reprise.actions.depots import RepriseRefusee, lock_depot, move
from maillage.echanges.reprise.lecteur import Lue, close_lecteurs, open_lecteur
from maillage.echanges.reprise.models import Anomalie, Depot, Doublon, Origine
from maillage.echanges.reprise.nomenclatures import EtatDepot, Gravite, Nature
from maillage.participants.queries.personnes import Candidat
from maillage.socle.acteur import Acteur

PAS = 2000  # rows read in a step: about a second
LOT = 500
CHANGEE = (
    "Cette ligne a changé depuis sa reprise. Un fichier ne modifie jamais un dossier déjà créé : corrigez-le dans le dossier, "
    "ou annulez l’import d’origine s’il peut l’être, puis reprenez le fichier."
)
CONTROLES: dict[Nature, Any] = {
    Nature.PERSONNES: controle_personnes,
    Nature.PARCOURS: controle_parcours,
    Nature.ETAPES: controle_suites,
    Nature.CONTACTS: controle_suites,
}


@dataclass(frozen=True, slots=True)
class Tranche:
    """What a slice of the file says. `suite`: where the next begins; None after the last."""

    lues: Sequence[Lue]
    connus: frozenset[str]
    suite: int | None

    @property
    def nouvelles(self) -> list[Lue]:
        return [lue for lue in self.lues if lue.identifiant not in self.connus]


@transaction.atomic
def start_controle(*, by: Acteur, depot: Depot) -> bool:
    """Forgets what a dry run said before, some at a time; True while some is left. Decisions stay."""
    depot = lock_depot(by, depot)
    move(depot, EtatDepot.DEPOSE)
    keys = list(depot.anomalies.values_list("pk", flat=True)[: LOT * 4])
    for start in range(0, len(keys), LOT):
        Anomalie.objects.filter(pk__in=keys[start : start + LOT]).delete()
    depot.doublons.filter(decision="").delete()
    return len(keys) == LOT * 4


@transaction.atomic
def check_tranche(*, by: Acteur, depot: Depot, rang: int, cle: str, today: date) -> tuple[Tranche, dict[str, int]]:
    """Some rows, from number `rang`; what is wrong is written, and counted."""
    tranche = read_tranche(depot, rang=rang, cle=cle, today=today)
    found = [
        Anomalie(ligne=a.ligne, colonne=a.colonne, valeur=a.valeur, message=a.message, gravite=a.gravite)
        for lue in tranche.lues
        for a in lue.anomalies
    ]
    _write_anomalies(depot, found)
    if depot.nature == Nature.PERSONNES:
        saines = [lue for lue in tranche.nouvelles if not has_erreur(lue)]
        _write_doublons(depot, saines, controle_personnes.find_doublons(depot.dispositif_id, saines))
    return tranche, {
        "lignes": len(tranche.lues),
        "nouvelles": len(tranche.nouvelles),
        "connues": len(tranche.lues) - len(tranche.nouvelles),
        "erreurs": sum(a.gravite == Gravite.ERREUR for a in found),
    }


@transaction.atomic
def close_controle(*, by: Acteur, depot: Depot, comptes: Mapping[str, int], now: datetime) -> Depot:
    depot = lock_depot(by, depot)
    close_lecteurs()
    if not comptes.get("lignes") and not comptes.get("erreurs"):
        _write_anomalies(
            depot, [Anomalie(ligne=0, message="Le fichier a des titres de colonnes mais aucune ligne à reprendre.")]
        )
        comptes = {"erreurs": 1}
    for name in ("lignes", "nouvelles", "connues", "erreurs"):
        setattr(depot, name, comptes.get(name, 0))
    depot.controle_le = now
    move(depot, EtatDepot.CONTROLE)
    return depot


def read_tranche(depot: Depot, *, rang: int, cle: str, today: date, is_import: bool = False) -> Tranche:
    """The rows, with what the base says of them. The same for the dry run and for the import, which signs them."""
    controle = CONTROLES[Nature(depot.nature)]
    lecteur = open_lecteur(depot, cle=cle, rang=rang, today=today, suivre=controle.suivre)
    lues = lecteur.take(PAS)
    connus = _list_connus(depot, [lue.identifiant for lue in lues if lue.identifiant])
    for lue in lues:
        if is_import or lue.identifiant in connus:
            lue.take_empreinte(depot.dispositif_id)
        if connus.get(lue.identifiant) not in (None, "", lue.empreinte):
            lue.anomalies.append(
                lecteur.plan.tell(lue.ligne, "identifiant", lue.identifiant, CHANGEE, Gravite.REMARQUE)
            )
    controle.check(depot, lecteur, [lue for lue in lues if lue.identifiant not in connus])
    controle.suivre(lecteur, lues)
    return Tranche(lues, frozenset(connus), lecteur.rang if lecteur.rang == rang + PAS else None)


def has_erreur(lue: Lue) -> bool:
    return any(a.gravite == Gravite.ERREUR for a in lue.anomalies)


def check_pret(depot: Depot) -> None:
    """What is missing before an import, in one sentence."""
    if depot.erreurs:
        raise RepriseRefusee("Le fichier a encore des points à corriger : corrigez-le, puis redéposez-le.")
    if depot.doublons.filter(decision="").exists():
        raise RepriseRefusee("Des ressemblances attendent votre décision : départagez-les d’abord.")
    if not depot.nouvelles:
        raise RepriseRefusee("Toutes les lignes de ce fichier sont déjà reprises : il n’y a rien à importer.")


def _list_connus(depot: Depot, identifiants: list[str]) -> dict[str, str]:
    """Identifier already taken over → what its row said then."""
    rows = Origine.objects.filter(dispositif=depot.dispositif_id, nature=depot.nature)
    if not rows.exists():
        return {}
    return {
        identifiant: empreinte
        for start in range(0, len(identifiants), LOT)
        for identifiant, empreinte in rows.filter(identifiant__in=identifiants[start : start + LOT]).values_list(
            "identifiant", "empreinte"
        )
    }


def _write_anomalies(depot: Depot, found: list[Anomalie]) -> None:
    for row in found:
        row.dispositif_id, row.depot = depot.dispositif_id, depot
    Anomalie.objects.bulk_create(found, batch_size=LOT)


def _write_doublons(depot: Depot, lues: Sequence[Lue], candidats: Mapping[str, Candidat]) -> None:
    """What a human decided of a row stays, as long as it is about the same person."""
    decides = dict(depot.doublons.filter(identifiant__in=list(candidats)).values_list("identifiant", "personne_id"))
    changed = [key for key, personne in decides.items() if candidats[key].personne.pk != personne]
    depot.doublons.filter(identifiant__in=changed).delete()
    Doublon.objects.bulk_create(
        (
            Doublon(
                dispositif_id=depot.dispositif_id, depot=depot, ligne=lue.ligne, identifiant=lue.identifiant,
                presente=controle_personnes.write_presente(lue.valeurs), personne=candidat.personne,
                points=candidat.rapprochement.points, raisons=", ".join(candidat.rapprochement.raisons),
            )
            for lue in lues
            if (candidat := candidats.get(lue.identifiant)) is not None
            and (lue.identifiant not in decides or lue.identifiant in changed)
        ),
        batch_size=LOT,
    )  # fmt: skip
