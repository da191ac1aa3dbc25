"""The company's page, person by person: what is asked, what is typed, what is to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.clause.declaration import Controle, is_figee, list_cases, name_case, name_note, read_case
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE, TypeHeures
from maillage.clause.queries.releves import Cle, Feuille


@dataclass(frozen=True, slots=True)
class Case:
    """`champ`: the field, where there is a form. `validees`: hours the facilitatrice has validated already."""

    type: TypeHeures
    libelle: str
    champ: Any = None
    saisie: str = ""
    validees: Decimal | None = None
    faute: str = ""
    alerte: str = ""
    cible: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One person. `emploi`: their contract on the lot."""

    nom: str
    emploi: Any
    cases: list[Case]
    note: Any = None
    precision: str = ""


def build_pages(
    feuille: Feuille, controle: Controle, form: Any = None, *, is_saisi: Mapping[Cle, str] | None = None
) -> list[Page]:
    """`is_saisi`: what is being typed: an empty cell is no fault yet."""
    pages = []
    for rang in feuille.rangs:
        uuid = rang.emploi.uuid
        ouvertes = list_cases(rang)
        cases = [
            Case(t, LIBELLES_TYPE[t], validees=rang.get_heures(t))
            for t, ligne in rang.lignes.items()
            if is_figee(ligne)
        ]
        for t in ouvertes:
            name, cle = name_case(uuid, t), (uuid, t)
            typed = feuille.saisies.get(cle, "") if is_saisi is None else is_saisi.get(cle, "")
            cases.append(
                Case(
                    t, LIBELLES_TYPE[t], form[name] if form is not None else None, typed,
                    faute=controle.fautes.get(cle, "") if typed.strip() else "", alerte=controle.alertes.get(cle, ""),
                    cible=f"id_{name}",
                )
            )  # fmt: skip
        note = form[name_note(uuid)] if form is not None and ouvertes else None
        pages.append(Page(feuille.noms[uuid], rang.emploi, cases, note, feuille.notes.get(uuid, "")))
    return pages


@dataclass(frozen=True, slots=True)
class Ecart:
    libelle: str
    envoye: str
    tape: str


def list_ecarts(feuille: Feuille, posted: Mapping[str, Any]) -> list[Ecart]:
    """What was being typed in another tab and is not what was sent."""
    found = []
    for rang in feuille.rangs:
        uuid = rang.emploi.uuid
        for t in list_cases(rang):
            sent, typed = feuille.saisies.get((uuid, t), ""), str(posted.get(name_case(uuid, t), "")).strip()
            if name_case(uuid, t) in posted and not _is_same(sent, typed):
                found.append(
                    Ecart(f"{feuille.noms[uuid]}, {LIBELLES_TYPE[t].lower()}", sent or "rien", typed or "rien")
                )
        note = str(posted.get(name_note(uuid), "")).strip()
        if note and note != feuille.notes.get(uuid, ""):
            found.append(Ecart(f"{feuille.noms[uuid]}, précision", feuille.notes.get(uuid, "") or "rien", note))
    return found


def _is_same(one: str, other: str) -> bool:
    return one == other or (bool(one and other) and read_case(one) == read_case(other) and not read_case(one)[1])
