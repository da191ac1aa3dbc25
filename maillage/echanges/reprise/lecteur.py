"""Goes through a file slice by slice: what each row says, what is wrong in it, what the rows before it already said.

A worker keeps its place in the file between two steps of its job. Another worker, or this one started again, opens it anew and
goes through the rows already done: what must be known of them is known again.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from maillage.echanges.reprise.lecture import unpack
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules.colonnes import Anomalie, Plan, dump, is_vide
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.participants.scelle import hash_identifiant


@dataclass(slots=True)
class Lue:
    """One row. `valeurs` are whole only when nothing is wrong in it. `signe`: by what it is compared to the others.

    `empreinte`: of what the cells say, asked for before what the base says of them.
    """

    ligne: int
    identifiant: str
    valeurs: dict[str, Any]
    anomalies: list[Anomalie] = field(default_factory=list)
    signe: Any = None
    empreinte: str = ""

    def take_empreinte(self, dispositif: int) -> str:
        """Keyed: nobody finds again from it what the row said."""
        dit = json.dumps(dump(self.valeurs), ensure_ascii=False, sort_keys=True)
        self.empreinte = hash_identifiant("reprise", dispositif, dit)
        return self.empreinte


class Lecteur:
    """`memoire`: what the checks of one row must know of the others, by kind of knowledge."""

    def __init__(self, depot: Depot, *, today: date) -> None:
        self.gabarit = GABARITS[Nature(depot.nature)]
        self.plan = Plan(self.gabarit, depot.colonnes, today)
        self.entetes, self.rows = depot.entetes, unpack(depot)
        self.rang = 0
        self.vues: dict[str, int] = {}
        self.memoire: dict[str, dict[Any, Any]] = {}

    def recall(self, quoi: str) -> dict[Any, Any]:
        return self.memoire.setdefault(quoi, {})

    def take(self, nombre: int) -> list[Lue]:
        """The next rows; none at the end. Empty rows and the model's own example are passed over."""
        lignes = list(islice(self.rows, nombre))
        self.rang += len(lignes)
        pleines = [(n, cells) for n, cells in lignes if not is_vide(cells) and not self.plan.is_exemple(cells)]
        lues = []
        for (ligne, cellules), (valeurs, anomalies) in zip(pleines, self.plan.read(pleines), strict=True):
            lues.append(lue := Lue(ligne, valeurs.get("identifiant", ""), valeurs, anomalies))
            self._compare(lue, cellules)
        return lues

    def _compare(self, lue: Lue, cellules: Any) -> None:
        if len(cellules) > len(self.entetes) and not is_vide(cellules[len(self.entetes) :]):
            lue.anomalies.append(
                Anomalie(
                    lue.ligne, "", "",
                    f"La ligne a {len(cellules)} cellules et l’en-tête {len(self.entetes)} : un séparateur est de trop. "
                    "Un texte qui contient le séparateur s’écrit entre guillemets.",
                )
            )  # fmt: skip
        if not lue.identifiant:
            return
        first = self.vues.setdefault(lue.identifiant, lue.ligne)
        if first != lue.ligne:
            lue.anomalies.append(
                self.plan.tell(
                    lue.ligne, "identifiant", lue.identifiant,
                    f"Cet identifiant est déjà celui de la ligne {first} : un identifiant ne sert qu’une fois.",
                )
            )  # fmt: skip


_ouvert: dict[tuple[str, str], Lecteur] = {}  # one at most


def open_lecteur(depot: Depot, *, cle: str, rang: int, today: date, suivre: Any) -> Lecteur:
    """The reader at the row `rang`. `cle`: of the job; `suivre(lecteur, lues)` is told the rows passed over."""
    key = (str(depot.uuid), cle)
    lecteur = _ouvert.get(key)
    if lecteur is not None and lecteur.rang == rang:
        return lecteur
    close_lecteurs()
    lecteur = Lecteur(depot, today=today)
    while lecteur.rang < rang:
        avant = lecteur.rang
        suivre(lecteur, lecteur.take(min(1000, rang - lecteur.rang)))
        if lecteur.rang == avant:
            break
    _ouvert[key] = lecteur
    return lecteur


def close_lecteurs() -> None:
    _ouvert.clear()
