"""Compares a file of zonings to what is known: the communes of the COG, the zones already in the base."""

from collections.abc import Mapping
from datetime import date

from maillage.territoire.rules.zonages_types import Connu, Erreur, Lecture


def check_communes(lecture: Lecture, *, existantes: Mapping[str, str], anciennes: Mapping[str, str]) -> list[Erreur]:
    """The communes that the COG does not know. `existantes`: code → name; `anciennes`: merged code → current code."""
    erreurs = []
    for zonage in lecture.zonages:
        for code in zonage.communes:
            if code in existantes:
                continue
            if actuel := anciennes.get(code):
                message = f"Cette commune a fusionné : son code est désormais {actuel} ({existantes.get(actuel, '')})."
                if actuel in zonage.communes:
                    message += f" Il est déjà ligne {zonage.lignes[actuel]} : retirez cette ligne-ci."
            else:
                message = "Aucune commune ne porte ce code au COG actuel : vérifiez-le."
            erreurs.append(Erreur(zonage.lignes[code], "commune", code, message))
    return sorted(erreurs, key=lambda e: e.ligne)


def check_chevauchements(lecture: Lecture, connus: list[Connu]) -> list[Erreur]:
    """A zone has one version a day: two millésimes of the same code must follow each other."""
    versions: dict[tuple[str, str], dict[int, tuple[date, date | None, int]]] = {}
    for connu in connus:
        versions.setdefault((connu.type, connu.code), {})[connu.millesime] = (connu.du, connu.au, 0)
    for lu in lecture.zonages:
        versions.setdefault((lu.type, lu.code), {})[lu.millesime] = (lu.du, lu.au, lu.ligne)
    erreurs = []
    for lu in lecture.zonages:
        for millesime, (du, au, ligne) in versions[lu.type, lu.code].items():
            # Two versions of the same file are compared once.
            is_autre = millesime < lu.millesime or (millesime > lu.millesime and not ligne)
            if is_autre and du <= (lu.au or date.max) and lu.du <= (au or date.max):
                where = f"ligne {ligne}" if ligne else "déjà dans Maillage"
                message = (
                    f"Ce zonage du millésime {millesime} ({where}) est encore en vigueur à cette date. Fermez-le en "
                    "donnant sa date de fin (colonne « au ») dans le même fichier."
                )
                erreurs.append(Erreur(lu.ligne, "du", lu.du.isoformat(), message))
    return erreurs
