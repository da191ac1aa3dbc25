"""What a dispositif has decided for itself, on a day."""

from dataclasses import dataclass
from datetime import date

from maillage.parcours.models import Reglage
from maillage.parcours.nomenclatures.reglages import OUI, REGLAGES, Definition
from maillage.socle.parametres import Parametre


@dataclass(frozen=True, slots=True)
class Regle:
    """One choice: what holds, since when (None: since ever, nothing was said), and the lines of its history."""

    code: str
    definition: Definition
    valeur: str
    du: date | None
    histoire: list[Reglage]

    @property
    def libelle_valeur(self) -> str:
        return dict(self.definition.choix)[self.valeur]

    @property
    def lignes(self) -> list[tuple[date, str]]:
        return [(row.du, dict(self.definition.choix)[row.valeur]) for row in self.histoire]


def find_valeur(dispositif: int, code: str, *, on: date) -> str:
    """The last line begun, its last correction; what the definition says before any."""
    rows = Reglage.objects.filter(dispositif=dispositif, code=code, du__lte=on).order_by("-du", "-rang")
    return rows.values_list("valeur", flat=True).first() or REGLAGES[code].defaut


def read_valeur(dispositif: int, parametre: Parametre, *, on: date) -> int:
    """A number that the dispositif may settle; as long as it says nothing, the dated parameter holds."""
    code = parametre.code.rpartition("parcours.")[2].replace(".", "_")
    rows = Reglage.objects.filter(dispositif=dispositif, code=code, du__lte=on).order_by("-du", "-rang")
    found = rows.values_list("valeur", flat=True).first()
    return int(found) if found is not None else parametre.get(on=on).valeur


def is_oui(dispositif: int, code: str, *, on: date) -> bool:
    return find_valeur(dispositif, code, on=on) == OUI


def list_regles(dispositif: int, *, on: date) -> list[Regle]:
    """One query for all of them."""
    rows = list(Reglage.objects.filter(dispositif=dispositif).order_by("-du", "-rang"))
    found = []
    for code, definition in REGLAGES.items():
        histoire = [row for row in rows if row.code == code]
        current = next((row for row in histoire if row.du <= on), None)
        found.append(
            Regle(
                code,
                definition,
                current.valeur if current else definition.defaut,
                current.du if current else None,
                histoire,
            )
        )
    return found
