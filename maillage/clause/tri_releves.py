"""The statements of a month in the order one works them: received, late, awaited, to ask for, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.clause.nomenclatures.releves import A_REMPLIR, RELANCES, EtatReleve
from maillage.clause.queries.releves import Du


class Tas(StrEnum):
    RECUS = "recus"
    EN_RETARD = "en_retard"
    A_DEMANDER = "a_demander"
    ATTENDUS = "attendus"
    TRAITES = "traites"


LIBELLES_TAS: dict[Tas, str] = {
    Tas.RECUS: "Reçus, à examiner",
    Tas.EN_RETARD: "En retard",
    Tas.A_DEMANDER: "À demander",
    Tas.ATTENDUS: "Attendus",
    Tas.TRAITES: "Traités",
}


@dataclass(frozen=True, slots=True)
class Groupe:
    code: Tas
    libelle: str
    dus: list[Du]


def find_tas(du: Du, *, today: date) -> Tas:
    releve = du.releve
    if releve is None:
        return Tas.A_DEMANDER
    if releve.etat == EtatReleve.ENVOYE:
        return Tas.RECUS
    if releve.etat not in A_REMPLIR:
        return Tas.TRAITES
    is_late = releve.relances >= len(RELANCES) or not releve.is_lien_ouvert(on=today)
    return Tas.EN_RETARD if is_late else Tas.ATTENDUS


def group_dus(dus: Sequence[Du], *, today: date) -> list[Groupe]:
    """Those with something in them."""
    found = [Groupe(tas, LIBELLES_TAS[tas], [du for du in dus if find_tas(du, today=today) is tas]) for tas in Tas]
    return [groupe for groupe in found if groupe.dus]
