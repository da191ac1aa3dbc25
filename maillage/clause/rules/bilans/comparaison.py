"""Two bilans of the same object, side by side: each figure with its base, what differs, or why it cannot be told.

EVOL (domaine 02 § 8): (N − N−1) ÷ N−1, with the same method and base, the constant perimeter beside. Shares differ by points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from maillage.clause.nomenclatures.bilans import Unite
from maillage.clause.rules.bilans.instantane import CaseFigee, Instantane, MesureFigee, TableFigee
from maillage.clause.rules.bilans.phrases import write_signe
from maillage.clause.rules.bilans.ventilations import PartDe
from maillage.socle.parametres import fixe
from maillage.socle.typographie import FINE, write_accord, write_nombre

PEU = fixe(
    "pourcentage_de_peu", "Effectif en dessous duquel une évolution se lit en nombre, pas en pourcentage", "unités", 20,
    "protection des données, R-65 (dénominateur d’un pourcentage)", a_confirmer=True,
)  # fmt: skip
CENT, DIXIEME = Decimal(100), Decimal("0.1")
# Counted at the last day, since the beginning: the length of the period does not play.
CUMULS = frozenset(
    {
        "HEURES_ENGAGEES",
        "HEURES_REALISEES_ENGAGEMENT",
        "TAUX_REALISATION",
        "AVANCEMENT",
        "HEURES_MANQUANTES",
        "EXCEDENT",
    }
)
RESTES = frozenset({"HEURES_MANQUANTES", "EXCEDENT"})  # what is left of a subtraction: a share of it says nothing
VIDE, INCHANGE = "–", "inchangé"


@dataclass(frozen=True, slots=True)
class Rang:
    """One figure of both. `ecart` is empty when `raison` says why there is none."""

    libelle: str
    avant: str
    apres: str
    base_avant: str = ""
    base_apres: str = ""
    ecart: str = ""
    raison: str = ""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A ventilation of both. `raison`: why its cells are not set against each other."""

    titre: str
    part: str
    rangs: tuple[Rang, ...]
    raison: str = ""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """`avis`: what the reader must know of the two periods before any figure."""

    avis: tuple[str, ...]
    mesures: tuple[Rang, ...]
    tableaux: tuple[Tableau, ...]


def compare(avant: Instantane, apres: Instantane, *, peu: int) -> Comparaison:
    refus = check_periodes(avant, apres)
    return Comparaison(
        tuple(list_avis(avant, apres)),
        (*_list_constants(avant, apres, refus), *(_compare_mesure(code, avant, apres, refus, peu) for code in _list_codes(avant, apres))),
        tuple(_list_tableaux(avant, apres)),
    )  # fmt: skip


def check_periodes(avant: Instantane, apres: Instantane) -> str:
    """Why what was done in one is not set against what was done in the other; empty when it may be."""
    if avant.au >= apres.du:
        return "les deux périodes se recouvrent"
    un, deux = len(avant.periode.mois), len(apres.periode.mois)
    return "" if un == deux else f"{write_mois(un)}, puis {write_mois(deux)}"


def list_avis(avant: Instantane, apres: Instantane) -> Iterator[str]:
    if avant.au >= apres.du:
        yield "Les deux périodes ont des mois en commun : leurs heures ne s’opposent pas."
    un, deux = len(avant.periode.mois), len(apres.periode.mois)
    if un != deux:
        yield (
            f"{avant.periode.libelle[:1].upper()}{avant.periode.libelle[1:]} compte {write_mois(un)}, "
            f"{apres.periode.libelle} {write_mois(deux)} : seules les parts et les cumuls se comparent."
        )
    elif [mois.month for mois in avant.periode.mois] != [mois.month for mois in apres.periode.mois]:
        yield "Ce ne sont pas les mêmes mois de l’année : la saison peut expliquer un écart."
    if avant.referentiel != apres.referentiel:
        yield "Les définitions ont changé entre les deux : un chiffre dont la version diffère n’est pas comparé."


def write_mois(combien: int) -> str:
    return write_accord(combien, "mois", "mois")


def _list_codes(avant: Instantane, apres: Instantane) -> list[str]:
    """In the order of the later one; what only the earlier one has comes last."""
    codes = [mesure.code for mesure in apres.mesures]
    codes += [mesure.code for mesure in avant.mesures if mesure.code not in codes]
    return [code for code in codes if any(i.find(code) and i.get_valeur(code) is not None for i in (avant, apres))]


def _compare_mesure(code: str, avant: Instantane, apres: Instantane, refus: str, peu: int) -> Rang:
    un, deux = avant.find(code), apres.find(code)
    either = deux or un
    assert either is not None
    ecart, raison = "", explain(un, deux, refus)
    if un and deux and not raison:
        ecart, raison = _write_ecart(un, deux, peu)
    return Rang(
        either.libelle, un.ecrite if un else VIDE, deux.ecrite if deux else VIDE, un.base if un else "",
        deux.base if deux else "", ecart, raison,
    )  # fmt: skip


def explain(avant: MesureFigee | None, apres: MesureFigee | None, refus: str) -> str:
    """Why there is no difference to read; empty when there is."""
    if avant is None or apres is None:
        return "compté d’un seul côté"
    if avant.version != apres.version:
        return f"définition changée, version {avant.version} puis {apres.version}"
    if avant.valeur is None or apres.valeur is None:
        return "sans objet d’un côté"
    if avant.unite is Unite.ETP and avant.base != apres.base:
        return "le temps plein n’a pas la même base"
    if avant.unite is not Unite.PART and avant.code not in CUMULS:
        return refus
    return ""


def _write_ecart(avant: MesureFigee, apres: MesureFigee, peu: int) -> tuple[str, str]:
    assert avant.valeur is not None
    assert apres.valeur is not None
    if apres.valeur == avant.valeur:
        return INCHANGE, ""
    if avant.unite is Unite.PART:
        return write_points((apres.publiee or Decimal(0)) - (avant.publiee or Decimal(0))), ""
    unite = f"\u00a0{avant.unite}" if avant.unite else ""
    nombre = f"{write_signe((apres.valeur - avant.valeur).quantize(Decimal('0.01'), ROUND_HALF_UP))}{unite}"
    if avant.code in RESTES:
        return nombre, ""
    if not avant.valeur:
        return nombre, "il n’y en avait pas avant"
    if avant.unite is Unite.NOMBRE and avant.valeur < peu:
        return nombre, f"moins de {write_nombre(peu)} avant : pas de pourcentage"
    return write_evolution(avant.valeur, apres.valeur), ""


def write_evolution(avant: Decimal, apres: Decimal) -> str:
    value = ((apres - avant) / avant * CENT).quantize(DIXIEME, ROUND_HALF_UP)
    return f"{_write_signe(value)}{FINE}%"


def write_points(value: Decimal) -> str:
    return f"{_write_signe(value)} {'points' if abs(value) >= 2 else 'point'}"


def _write_signe(value: Decimal) -> str:
    """To the tenth, with its sign; nothing at all has none."""
    return f"+{write_nombre(value, 1)}" if value > 0 else write_nombre(value, 1)


def _list_constants(avant: Instantane, apres: Instantane, refus: str) -> Iterator[Rang]:
    """The hours of the lots that both have, when they are not all the same lots."""
    un, deux = avant.find_table("LOTS"), apres.find_table("LOTS")
    if un is None or deux is None or un.version != deux.version:
        return
    lots_un, lots_deux = _read_lots(un), _read_lots(deux)
    communs = lots_un.keys() & lots_deux.keys()
    if not communs or lots_un.keys() == lots_deux.keys():
        return
    sommes = [sum((lots[code] for code in communs), Decimal(0)) for lots in (lots_un, lots_deux)]
    base = write_accord(len(communs), "lot des deux périodes", "lots des deux périodes")
    ecart = write_evolution(sommes[0], sommes[1]) if sommes[0] and not refus else ""
    raison = "" if ecart else refus or "il n’y en avait pas avant"
    yield Rang(
        "Heures, à périmètre constant", f"{write_nombre(sommes[0])}\u00a0h", f"{write_nombre(sommes[1])}\u00a0h", base,
        base, ecart, raison,
    )  # fmt: skip


def _read_lots(table: TableFigee) -> dict[str, Decimal]:
    return {case.code: case.heures for case in table.cases if case.heures}


def _list_tableaux(avant: Instantane, apres: Instantane) -> Iterator[Tableau]:
    """Shares, in points; month after month is a picture."""
    for deux in apres.tables:
        un = avant.find_table(deux.code)
        if un is None or deux.code in ("MOIS", "LOTS") or not (un.cases or deux.cases):
            continue
        if un.version != deux.version:
            yield Tableau(deux.libelle, "", (), f"définition changée, version {un.version} puis {deux.version}")
            continue
        before = {case.code: case for case in un.cases}
        after = {case.code: case for case in deux.cases}
        noms = {case.code: case.libelle for case in (*un.cases, *deux.cases)}
        bases = _write_base(un, avant), _write_base(deux, apres)
        rangs = tuple(
            _compare_case(nom, before.get(code), after.get(code), bases)
            for code, nom in noms.items()
            if _has_part(before.get(code)) or _has_part(after.get(code))
        )
        yield Tableau(deux.libelle, PARTS[deux.part_de], rangs)


PARTS = {
    PartDe.HEURES: "part des heures", PartDe.CONTRATS: "part des contrats", PartDe.PERSONNES: "part des participants connus",
}  # fmt: skip


def _has_part(case: CaseFigee | None) -> bool:
    return bool(case and case.part)


def _write_base(table: TableFigee, instantane: Instantane) -> str:
    if table.base:
        return table.base
    code = "CONTRATS_ACTIFS" if table.part_de is PartDe.CONTRATS else "HEURES"
    mesure = instantane.find(code)
    if mesure is None or mesure.valeur is None:
        return ""
    return write_accord(mesure.valeur, "contrat") if code == "CONTRATS_ACTIFS" else mesure.ecrite


def _compare_case(nom: str, avant: CaseFigee | None, apres: CaseFigee | None, bases: tuple[str, str]) -> Rang:
    """Absent of an exclusive table, a case is none of it; of people, nobody has the profile."""
    parts = [case.part if case else 0 for case in (avant, apres)]
    un, deux = parts
    ecart, raison = (
        ("", "part inconnue d’un côté") if un is None or deux is None else (write_points(Decimal(deux - un)), "")
    )
    told = [VIDE if part is None else f"{part}{FINE}%" for part in parts]
    return Rang(nom, told[0], told[1], *bases, ecart, raison)
