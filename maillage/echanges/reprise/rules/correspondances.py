"""Which column of a file is which column of the model: guessed by the headings, corrected by a person, remembered."""

from collections.abc import Mapping, Sequence

from maillage.echanges.reprise.rules.colonnes import Gabarit, fold_entete

MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "en", "n"})


def guess(entetes: Sequence[str], gabarit: Gabarit, memoire: Mapping[str, str] | None = None) -> dict[str, int]:
    """Column of the model → place in the file. What was chosen last time comes first; a place serves once.

    `memoire`: folded heading → column of the model, empty for a heading that was left aside.
    """
    memoire = memoire or {}
    places: dict[str, int] = {}
    taken: set[int] = set()
    codes = {c.code for c in gabarit.colonnes}
    folded = [fold_entete(entete) for entete in entetes]
    for place, entete in enumerate(folded):
        if entete in memoire:
            taken.add(place)
            if memoire[entete] in codes and memoire[entete] not in places:
                places[memoire[entete]] = place
    for compare in (str, _drop_vides):
        known: dict[str, str] = {}  # the model's own names are stronger than what other tools call a column
        for names in (lambda c: c.synonymes, lambda c: (c.libelle, c.code)):
            known |= {compare(fold_entete(nom)): c.code for c in reversed(gabarit.colonnes) for nom in names(c)}
        for place, entete in enumerate(folded):
            code = known.get(compare(entete)) if entete else None
            if code and code not in places and place not in taken:
                places[code] = place
                taken.add(place)
    return places


def _drop_vides(entete: str) -> str:
    """The same words in another order, without the small ones."""
    return " ".join(sorted(mot for mot in entete.split() if mot not in MOTS_VIDES)) or entete


def check(places: Mapping[str, int], gabarit: Gabarit) -> dict[str, str]:
    """Column of the model → what is wrong with the choice made for it."""
    refus = {
        c.code: f"« {c.libelle} » est obligatoire : choisissez la colonne de votre fichier qui la contient."
        for c in gabarit.obligatoires
        if c.code not in places
    }
    for code, place in places.items():
        twins = [gabarit.get(other).libelle for other, used in places.items() if used == place and other != code]
        if twins:
            refus[code] = f"Cette colonne du fichier sert déjà pour « {twins[0]} » : elle ne sert qu’une fois."
    return refus


def remember(entetes: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """Folded heading → column of the model, empty when it was left aside; to be found again next time."""
    par_place = {place: code for code, place in places.items()}
    kept: dict[str, str] = {}
    for place, entete in enumerate(entetes):
        if folded := fold_entete(entete):
            kept[folded] = kept.get(folded) or par_place.get(place, "")
    return kept
