"""Finds a measure by the words people use for it: those of its label first, then those of what it counts and of what it is out of. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from maillage.consolidation.catalogue.recueils import RECUEILS, Recueil
from maillage.indicateurs.dictionnaire import NATURES
from maillage.indicateurs.mesures import AnyMesure, Taux
from maillage.indicateurs.ventilations import INCONNU, list_modalites
from maillage.socle.typographie import fold

# They join other words: « taux de sorties », « taux des sorties ».
VIDES = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "sur", "un", "une"}
)


@dataclass(frozen=True, slots=True)
class Trouvee:
    """A measure that answers, in the collection that publishes it."""

    recueil: Recueil
    mesure: AnyMesure

    @property
    def precision(self) -> str:
        """« Consolidation des PLIE · taux, en % »"""
        unite = f", en {self.mesure.unite}" if self.mesure.unite else ""
        return f"{self.recueil.libelle} · {NATURES[type(self.mesure)]}{unite}"


@dataclass(frozen=True, slots=True)
class _Fiche:
    trouvee: Trouvee
    libelle: str
    mots: tuple[str, ...]
    autres: tuple[str, ...]


def list_mots(texte: str) -> list[str]:
    """What is looked for: without accents, plurals, nor the small words between."""
    return [mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot for mot in fold(texte).split() if mot not in VIDES]


def is_nomme(libelle: str, mots: Sequence[str]) -> bool:
    """Each of them begins a word of it."""
    return not _list_absents(mots, fold(libelle).split())


def search_mesures(texte: str) -> list[Trouvee]:
    """Each word begins one of theirs; the labels that say it all, then the shortest, then those the network numbers."""
    mots, phrase = list_mots(texte), fold(texte)
    if not mots:
        return []
    found = [
        (rang, one) for one in _list_fiches() if (rang := _rank(one, mots)) is not None
    ]  # fmt: skip
    found.sort(
        key=lambda pair: (pair[0], not pair[1].libelle.startswith(phrase), not pair[1].trouvee.mesure.repere, len(pair[1].libelle))
    )  # fmt: skip
    return [one.trouvee for _, one in found]


def _rank(fiche: _Fiche, mots: Sequence[str]) -> int | None:
    """0 where its label says every word; 1 where what it counts, or is broken down by, says the others; None where nothing does."""
    missing = _list_absents(mots, fiche.mots)
    if not missing:
        return 0
    return None if _list_absents(missing, fiche.autres) else 1


def _list_absents(mots: Sequence[str], words: Sequence[str]) -> list[str]:
    return [mot for mot in mots if not any(word.startswith(mot) for word in words)]


@cache
def _list_fiches() -> list[_Fiche]:
    return [
        _Fiche(Trouvee(recueil, mesure), libelle, tuple(libelle.split()), tuple(fold(_write_reste(mesure)).split()))
        for recueil in RECUEILS for mesure in recueil.catalogue.mesures.values() for libelle in (fold(mesure.libelle),)
    ]  # fmt: skip


def _write_reste(mesure: AnyMesure) -> str:
    compte = f"{mesure.numerateur.compte} {mesure.base}" if isinstance(mesure, Taux) else mesure.compte
    modalites = (one.name(m) for one in mesure.ventilations for m in list_modalites(one) if m != INCONNU)
    return " ".join((mesure.repere, NATURES[type(mesure)], compte, *modalites))
