"""What the page, the PDF and the spreadsheet of a bilan all show: the same tables, the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.clause.rules.bilans.instantane import MASQUE, CaseFigee, Instantane, MesureFigee, TableFigee
from maillage.clause.rules.bilans.ventilations import PartDe
from maillage.socle.typographie import FINE, write_accord, write_nombre

CLES = ("HEURES", "TAUX_REALISATION", "AVANCEMENT", "ETP", "PARTICIPANTS", "CONTRATS_ACTIFS", "HEURES_ENGAGEES")
EN_TETE = 4


@dataclass(frozen=True, slots=True)
class Feuille:
    """A table ready to be shown. `nombres`: ranks of the columns on the right; `pied`: the whole."""

    titre: str
    legende: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    pied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nombres(self) -> tuple[int, ...]:
        return tuple(range(1, len(self.colonnes)))

    @property
    def entetes(self) -> list[dict[str, Any]]:
        return [{"libelle": libelle, "nombre": rang > 0} for rang, libelle in enumerate(self.colonnes)]


def list_chiffres(instantane: Instantane) -> list[MesureFigee]:
    """The four that are read first: those that mean something here, and that this reader may read."""
    found = [mesure for code in CLES if (mesure := instantane.find(code)) and mesure.valeur is not None]
    return found[:EN_TETE]


def list_mesures(instantane: Instantane) -> list[MesureFigee]:
    """Every figure but those that have no object here; no excess is nothing to say."""
    return [
        mesure for mesure in instantane.mesures
        if (mesure.valeur is not None or mesure.is_masquee) and not (mesure.code == "EXCEDENT" and not mesure.valeur)
    ]  # fmt: skip


def list_feuilles(instantane: Instantane) -> list[Feuille]:
    return [_lay(table, instantane) for table in instantane.tables if table.cases]


def _lay(table: TableFigee, instantane: Instantane) -> Feuille:
    notes = []
    if table.has_masquees and any(case.heures is None for case in table.cases):
        notes.append(write_masque(instantane))
    if table.part_de is PartDe.PERSONNES:
        if table.inconnus:
            notes.append(f"Profil non renseigné : {write_accord(table.inconnus, 'participant')}, hors de la base.")
        lignes = tuple((c.libelle, _write(c, c.personnes), _write_part(c), _write(c, c.heures)) for c in table.cases)
        legende = f"Base : {table.base or MASQUE}"
        return Feuille(table.libelle, legende, ("Profil", "Personnes", "Part", "Heures"), lignes, (), tuple(notes))
    is_pesee = table.is_pesee
    part = "Part des contrats" if table.part_de is PartDe.CONTRATS else "Part des heures"
    colonnes = (table.libelle, "Heures", *(("Heures valorisées",) if is_pesee else ()), part, "Contrats", "Personnes")
    lignes = tuple(
        (
            c.libelle, _write(c, c.heures), *((_write(c, c.valorisees),) if is_pesee else ()), _write_part(c),
            _write(c, c.contrats), _write(c, c.personnes),
        )
        for c in table.cases
    )  # fmt: skip
    return Feuille(table.libelle, table.definition, colonnes, lignes, _write_pied(instantane, is_pesee), tuple(notes))


def _write_pied(instantane: Instantane, is_pesee: bool) -> tuple[str, ...]:
    """The whole, counted as a whole: people and contracts of the lines above do not add up."""

    def tell(code: str) -> str:
        mesure = instantane.find(code)
        if mesure is None or mesure.valeur is None:
            return MASQUE
        return write_nombre(_round(mesure.valeur))

    pesees = (tell("HEURES_VALORISEES"),) if is_pesee else ()
    return ("Ensemble", tell("HEURES"), *pesees, f"100{FINE}%", tell("CONTRATS_ACTIFS"), tell("PARTICIPANTS"))


def write_masque(instantane: Instantane) -> str:
    """Also what earlier bilans of the same reader ask."""
    seuil, sensible = instantane.seuil, instantane.seuil_sensible
    plus = f" ({write_nombre(sensible)} pour le handicap et les quartiers prioritaires)" if sensible > seuil else ""
    told = f"Masqué : moins de {write_nombre(seuil)} personnes{plus}, ou ce qui les ferait retrouver par soustraction."
    if not instantane.deduits:
        return told
    return f"{told} Déjà transmis au même lecteur : {' ; '.join(instantane.deduits)}."


def _write(case: CaseFigee, value: Decimal | int | None) -> str:
    return MASQUE if value is None and case.is_masquee else write_nombre(_round(value))


def _write_part(case: CaseFigee) -> str:
    if case.part is None:
        return MASQUE if case.is_masquee and case.heures is None else "–"
    return f"{case.part}{FINE}%"


def _round(value: Decimal | int | None) -> Decimal | int | None:
    """Without the zeros that a column of hundredths keeps."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def list_definitions(instantane: Instantane) -> Sequence[tuple[str, str]]:
    mesures = [(mesure.libelle, mesure.definition) for mesure in list_mesures(instantane)]
    return [*mesures, *((table.libelle, table.definition) for table in instantane.tables if table.cases)]
