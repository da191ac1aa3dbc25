"""Who reads what of a fiche. One comparison, used by every page and every file."""

from collections.abc import Mapping

from maillage.reseau.nomenclatures import (
    COLONNES_CHAMP,
    ORDRE_VISIBILITE,
    VISIBILITES_PAR_DEFAUT,
    ChampFiche,
    Visibilite,
)


def get_visibilite(choix: Mapping[str, str], champ: ChampFiche) -> Visibilite:
    """What the structure chose, or the default."""
    return Visibilite(choix.get(champ, VISIBILITES_PAR_DEFAUT[champ]))


def is_visible(choix: Mapping[str, str], champ: ChampFiche, *, niveau: Visibilite) -> bool:
    """`niveau`: how close the reader is. Who reads what the structure keeps also reads what everybody reads."""
    return ORDRE_VISIBILITE[get_visibilite(choix, champ)] <= ORDRE_VISIBILITE[niveau]


def list_masques(choix: Mapping[str, str], *, niveau: Visibilite) -> list[str]:
    """The columns of a dispositif that a reader of this level does not see."""
    return [
        colonne
        for champ, colonnes in COLONNES_CHAMP.items()
        if not is_visible(choix, champ, niveau=niveau)
        for colonne in colonnes
    ]
