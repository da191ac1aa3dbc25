"""The statement of a structure that is not in Maillage: hours, contracts, participants declared, month by month (R12).

Read whole: every error is told with its line, its column, what is written there and how to mend it. Nobody is named in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from maillage.clause.rules.heures import BLOCAGE
from maillage.clause.rules.saisies import HeuresIllisibles, read_heures
from maillage.socle.parametres import fixe
from maillage.socle.typographie import fold, write_nombre

COLONNES = ("Mois", "Territoire", "Heures", "Contrats", "Participants")
OBLIGATOIRES = ("Mois", "Heures", "Contrats", "Participants")
EXEMPLE = ("2026-10", "Vallée de l’Essai", "412,50", "5", "4")
LIGNES_MAX = fixe(
    "lignes_releve_agrege", "Lignes d’un relevé agrégé, au plus", "lignes", 500, "choix du projet : un relevé se relit"
)
MOIS_ATTENDU = "Écrivez l’année et le mois, comme 2026-10."


@dataclass(frozen=True, slots=True)
class Erreur:
    """`ligne`: in the file, 0 for the file itself."""

    ligne: int
    colonne: str
    valeur: str
    remede: str


@dataclass(frozen=True, slots=True)
class LigneLue:
    mois: date
    territoire: str
    heures: Decimal
    contrats: int
    participants: int

    @property
    def cle(self) -> tuple[date, str]:
        return self.mois, fold(self.territoire)


@dataclass(frozen=True, slots=True)
class Lecture:
    lignes: tuple[LigneLue, ...]
    erreurs: tuple[Erreur, ...]

    @property
    def heures(self) -> Decimal:
        return sum((ligne.heures for ligne in self.lignes), Decimal(0))


class _Refus(ValueError):
    pass


def read_releve(rows: Iterable[tuple[int, Sequence[Any]]], *, debut: date | None, today: date) -> Lecture:
    """`rows`: numbered as in the file, the headings first. `debut`: the first day of the market, if it is known."""
    numbered = [(numero, [_write(cell) for cell in cells]) for numero, cells in rows]
    numbered = [(numero, cells) for numero, cells in numbered if any(cells)]
    if not numbered:
        return Lecture((), (Erreur(0, "", "", "Le fichier est vide : partez du modèle."),))
    tete, body = numbered[0], numbered[1:]
    places = {fold(cell): place for place, cell in enumerate(tete[1])}
    manquent = [nom for nom in OBLIGATOIRES if fold(nom) not in places]
    if manquent:
        return Lecture(
            (), tuple(Erreur(tete[0], nom, "", "Cette colonne manque : partez du modèle.") for nom in manquent)
        )
    if not body:
        return Lecture((), (Erreur(tete[0], "", "", "Il n’y a aucune ligne sous les titres : une ligne par mois."),))
    limite = LIGNES_MAX.get(on=today).valeur
    if len(body) > limite:
        return Lecture((), (Erreur(0, "", str(len(body)), f"Au plus {limite} lignes : partagez le fichier."),))
    lignes: list[LigneLue] = []
    erreurs: list[Erreur] = []
    seen: dict[tuple[date, str], int] = {}
    for numero, cells in body:
        found, fautes = _read_ligne(numero, cells, places, debut=debut, today=today)
        erreurs += fautes
        if found is None:
            continue
        if (first := seen.setdefault(found.cle, numero)) != numero:
            remede = f"Ce mois et ce territoire sont déjà à la ligne {first} : additionnez-les sur une seule ligne."
            erreurs.append(Erreur(numero, "Mois", f"{found.mois:%Y-%m}", remede))
        lignes.append(found)
    return Lecture(tuple(lignes), tuple(erreurs))


def _read_ligne(
    numero: int, cells: Sequence[str], places: dict[str, int], *, debut: date | None, today: date
) -> tuple[LigneLue | None, list[Erreur]]:
    def get(nom: str) -> str:
        place = places.get(fold(nom))
        return cells[place] if place is not None and place < len(cells) else ""

    erreurs: list[Erreur] = []
    values: dict[str, Any] = {"Territoire": get("Territoire")}
    for nom, read in (
        ("Mois", lambda texte: _read_mois(texte, debut=debut, today=today)), ("Heures", _read_heures),
        ("Contrats", _read_entier), ("Participants", _read_entier),
    ):  # fmt: skip
        try:
            values[nom] = read(get(nom))
        except _Refus as refus:
            erreurs.append(Erreur(numero, nom, get(nom), str(refus)))
    if erreurs:
        return None, erreurs
    ligne = LigneLue(values["Mois"], values["Territoire"], values["Heures"], values["Contrats"], values["Participants"])
    return ligne, _check_ligne(numero, ligne)


def _check_ligne(numero: int, ligne: LigneLue) -> list[Erreur]:
    """What the numbers of a line say of one another."""
    if ligne.participants > ligne.contrats:
        remede = (
            f"{ligne.participants} participants pour {ligne.contrats} contrats : un participant a au moins un contrat."
        )
        return [Erreur(numero, "Participants", str(ligne.participants), f"{remede} Corrigez l’un des deux.")]
    limite = BLOCAGE.get(on=ligne.mois).valeur
    if ligne.heures > limite * ligne.participants:
        remede = f"Plus de {limite} h par participant dans un mois : vérifiez les heures, ou le nombre de participants."
        return [Erreur(numero, "Heures", write_nombre(ligne.heures), remede)]
    return []


def _write(cell: Any) -> str:
    """As it reads in the file; a date of a workbook is its month."""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m}"
    if isinstance(cell, float):
        return f"{Decimal(str(cell)).normalize():f}"
    return str(cell if cell is not None else "").strip()


def _read_mois(texte: str, *, debut: date | None, today: date) -> date:
    parts = [int(part) for part in texte.replace("/", "-").split("-") if part.isascii() and part.isdigit()]
    if len(parts) != 2 or texte.replace("/", "-").count("-") != 1:
        raise _Refus(MOIS_ATTENDU)
    annee, mois = parts if parts[0] > 12 else (parts[1], parts[0])
    if not (2000 <= annee <= 2100 and 1 <= mois <= 12):
        raise _Refus(MOIS_ATTENDU)
    found = date(annee, mois, 1)
    if found > today:
        raise _Refus("Ce mois n’est pas commencé : retirez la ligne, ou corrigez le mois.")
    if debut is not None and found < debut.replace(day=1):
        raise _Refus(f"Le marché commence le {debut:%d/%m/%Y} : retirez la ligne, ou corrigez le mois.")
    return found


def _read_heures(texte: str) -> Decimal:
    try:
        heures = read_heures(texte)
    except HeuresIllisibles as illisibles:
        raise _Refus("Écrivez un nombre d’heures, comme 412,5, avec deux décimales au plus.") from illisibles
    if heures is None or heures <= 0:
        raise _Refus("Écrivez un nombre d’heures plus grand que zéro, ou retirez la ligne.")
    return heures


def _read_entier(texte: str) -> int:
    if not (texte.isascii() and texte.isdigit()) or not 1 <= int(texte) <= 99_999:
        raise _Refus("Écrivez un nombre entier, 1 ou plus.")
    return int(texte)


def check_structure(nom: str, siren: str, *, equipees: Iterable[tuple[str, str]]) -> str:
    """Why a statement is refused for this structure: its hours are typed line by line. `equipees`: names and SIREN."""
    for autre, connu in equipees:
        if fold(autre) == fold(nom) or (siren and siren == connu):
            return f"« {autre} » suit ce lot dans Maillage : ses heures se saisissent ligne à ligne, et compteraient deux fois."
    return ""


def check_recouvrement(lignes: Iterable[LigneLue], *, connues: dict[tuple[date, str], str]) -> str:
    """Why the months of a statement would count twice. `connues`: what is already declared, and in which file."""
    doubles = sorted({ligne.cle for ligne in lignes} & set(connues))
    if not doubles:
        return ""
    mois = ", ".join(sorted({f"{cle[0]:%m/%Y}" for cle in doubles}, key=lambda m: (m[3:], m[:2])))
    return (
        f"Cette structure a déjà déclaré {mois} sur ce lot (« {connues[doubles[0]]} ») : retirez d’abord ce relevé, ou ôtez "
        "ces mois du nouveau."
    )
