"""A bilan as a workbook: its figures, its tables, its definitions, what it is counted on."""

from collections.abc import Iterable
from typing import IO, Any

from django.utils.timezone import localdate

from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import LIBELLES_LECTEUR, Lecteur, Unite
from maillage.clause.rendu_bilans import list_definitions, list_mesures, write_masque
from maillage.clause.rules.bilans.instantane import MASQUE, Instantane, restrict
from maillage.socle.tableaux.exports import write_xlsx
from maillage.socle.tableur import neutralise

CHIFFRES = ("Code", "Chiffre", "Valeur", "Unité", "Base", "Version de la définition")
DETAIL = ("Tableau", "Code", "Ligne", "Heures", "Heures valorisées", "Contrats", "Personnes", "Part (%)", "Part de")


def write_bilan(target: IO[bytes], bilan: Bilan, lecteur: Lecteur) -> None:
    instantane = restrict(bilan.instantane, lecteur)
    write_xlsx(
        target,
        iter([
            ("Chiffres", _write_mesures(instantane)), ("Détail", _write_tables(instantane)),
            ("Définitions", _write_definitions(instantane)), ("À propos", _write_a_propos(bilan, instantane, lecteur)),
        ]),
    )  # fmt: skip


def _write_mesures(instantane: Instantane) -> Iterable[list[Any]]:
    yield list(CHIFFRES)
    for m in list_mesures(instantane):
        value: Any = MASQUE if m.valeur is None else m.publiee
        unite = "nombre" if m.unite is Unite.NOMBRE else str(m.unite)
        yield _protect([m.code, m.libelle, value, unite, m.base, m.version])


def _write_tables(instantane: Instantane) -> Iterable[list[Any]]:
    yield list(DETAIL)
    for table in instantane.tables:
        for c in table.cases:
            numbers: list[Any] = [c.heures, c.valorisees, c.contrats, c.personnes, c.part]
            if c.is_masquee and c.heures is None:
                numbers = [MASQUE] * len(numbers)
            yield _protect([table.libelle, c.code, c.libelle, *numbers, str(table.part_de)])


def _write_definitions(instantane: Instantane) -> Iterable[list[Any]]:
    yield ["Mot", "Définition"]
    for mot, definition in list_definitions(instantane):
        yield _protect([mot, definition])


def _write_a_propos(bilan: Bilan, instantane: Instantane, lecteur: Lecteur) -> Iterable[list[Any]]:
    profils = instantane.find_table("PROFILS")
    yield from (
        _protect(row)
        for row in (
            ["Bilan", f"{bilan.libelle_type} : {bilan.titre}"], ["Pour qui", bilan.sous_titre],
            ["Service", str(bilan.dispositif)], ["Du", bilan.du], ["Au", bilan.au], ["Version", bilan.numero],
            ["Heures validées au", localdate(bilan.extrait_le)], ["Transmis le", bilan.transmis_le],
            ["Lecture", LIBELLES_LECTEUR[lecteur]],
            ["Base des profils", (MASQUE if profils.is_base_masquee and not profils.base else profils.base) if profils else ""],
            ["Profils non renseignés", profils.inconnus if profils else ""],
            ["Arrondi", "Parts entières, au plus fort reste : celles d’un tableau exclusif font 100."],
            ["Petits effectifs", write_masque(instantane) if lecteur is Lecteur.DIFFUSION else
             "Chiffres complets : ils ne se diffusent pas."],
            ["Définitions", f"version {bilan.referentiel}"], ["Empreinte", bilan.empreinte],
        )
    )  # fmt: skip


def _protect(values: list[Any]) -> list[Any]:
    return [neutralise(value) if isinstance(value, str) else value for value in values]
