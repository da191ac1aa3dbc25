"""Why an annonce deserves a look: points, each explained. It decides nothing: a facilitateur does."""

from maillage.echanges.boamp.rules import MAIN_D_OEUVRE, MOTS, PLAFOND_MOTS, POINTS_CPV, POINTS_MOT, Signal, find_mots
from maillage.echanges.decp.nomenclatures import Consideration
from maillage.echanges.decp.rules.notices import Notice
from maillage.socle.typographie import fold

POINTS_CONSIDERATION = 4
__all__ = ["MOTS", "weigh_notice", "weigh_programme"]
C = Consideration
DITS: dict[Consideration, str] = {
    C.CLAUSE: "« clause sociale » déclarée",
    C.CRITERE: "« critère social » déclaré",
    C.MARCHE_RESERVE: "marché réservé, sans dire à qui",
    C.CONCESSION_RESERVEE: "concession réservée, sans dire à qui",
}


def weigh_notice(notice: Notice) -> Signal:
    """A social consideration is enough; without any, words and the nature of the works may be."""
    points, raisons = 0, []
    if declarees := [DITS[c] for c in notice.considerations if c in DITS]:
        points += POINTS_CONSIDERATION
        raisons += declarees
    return _add_indices(points, raisons, notice.objet, (notice.cpv,))


def weigh_programme(objet: str, cpv: str, precisions: str) -> Signal:
    """What a purchaser foresees is always worth a look: this is when a clause can still be written."""
    return _add_indices(POINTS_CONSIDERATION, ["l’acheteur l’a programmé"], f"{objet} {precisions}", (cpv,))


def _add_indices(points: int, raisons: list[str], texte: str, cpv: tuple[str, ...]) -> Signal:
    if mots := find_mots(f" {fold(texte)} "):
        points += min(PLAFOND_MOTS, POINTS_MOT * len(mots))
        raisons.append(f"l’objet parle de {', '.join(f'« {mot} »' for mot in mots)}")
    if any(code.startswith(MAIN_D_OEUVRE) for code in cpv):
        points += POINTS_CPV
        raisons.append("la main-d’œuvre y pèse")
    return Signal(points, tuple(raisons))
