"""A coherent report is never reproached; any one of its numbers changed by more than its rounding is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from maillage.consolidation.relecture.lecture import COLONNES
from tests.consolidation.relecture.outils import list_regles, relire_csv

REGIONS = ("Bretagne", "Normandie", "Occitanie")
NOTE = "Le total peut différer de 100 du fait des arrondis."
ENTETE = ";".join(COLONNES)
# No shrinking: a report is small, and read whole when it fails.
SANS_REDUIRE = (Phase.explicit, Phase.reuse, Phase.generate)


@dataclass(frozen=True)
class Ligne:
    """`pas`: what the printed number was rounded to."""

    valeur: Decimal
    pas: Decimal
    cellules: dict[str, str]

    def write(self) -> str:
        cells = {**self.cellules, "valeur": str(self.valeur).replace(".", ",")}
        return ";".join(cells.get(colonne, "") for colonne in COLONNES)


def round_to(value: Fraction, decimales: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


def count(valeur: int, libelle: str, **cellules: str) -> Ligne:
    return Ligne(
        Decimal(valeur),
        Decimal(1),
        {"libelle": libelle, "annee": "2024", "unite": "personnes", "arrondi": "1", **cellules},
    )


def share(value: Fraction, decimales: int, libelle: str, **cellules: str) -> Ligne:
    pas = Decimal(1).scaleb(-decimales)
    return Ligne(round_to(value, decimales), pas, {"libelle": libelle, "annee": "2024", "unite": "%", **cellules})


def table(libelle: str, code: str, axe: str, parts: dict[str, int], decimales: int, **cellules: str) -> list[Ligne]:
    """A total, exclusive counts, and their shares, with a note when the roundings do not make 100."""
    whole = sum(parts.values())
    exclusive = {"ventilation": axe, "exclusive": "oui", **cellules}
    shares = {nom: round_to(Fraction(100 * part, whole), decimales) for nom, part in parts.items()}
    note = "" if sum(shares.values()) == 100 else NOTE
    return [
        count(whole, libelle, code=code, **cellules),
        *(count(part, libelle, modalite=nom, **exclusive) for nom, part in parts.items()),
        *(
            share(Fraction(100 * part, whole), decimales, libelle, modalite=nom, note=note, **exclusive)
            for nom, part in parts.items()
        ),
    ]


@st.composite
def coherent(draw: Callable[..., int]) -> list[Ligne]:
    number = st.integers(min_value=1, max_value=60_000)
    decimales = draw(st.integers(min_value=0, max_value=2))

    def parts(*noms: str) -> dict[str, int]:
        return {nom: draw(number) for nom in noms}

    before, now = parts("femmes", "hommes"), parts("femmes", "hommes")
    sp, ss = parts("emploi", "formation", "autres"), parts("abandons", "neutralisées", "autres")
    plie, referents = parts(*REGIONS), parts(*REGIONS)
    entries, whole_sp, whole_ss = sum(now.values()), sum(sp.values()), sum(ss.values())
    lignes = [
        *table("Entrées par sexe", "entrees", "sexe", now, decimales),
        *table("Entrées par sexe", "entrees", "sexe", before, decimales, annee="2023"),
        *table("Sorties positives par type", "sp", "type", sp, decimales),
        *table("Sorties sans suite par cause", "ss", "cause", ss, decimales),
        share(Fraction(100 * whole_sp, whole_sp + whole_ss), decimales, "Sorties positives sur l’ensemble", code="t1",
              calcul="sp / (sp + ss)", base="total des sorties"),
        share(Fraction(100 * whole_sp, entries), decimales, "Sorties positives rapportées à l’année, progression", code="t3",
              calcul="sp / entrees", base="total des entrées"),
        share(Fraction(100 * entries, sum(before.values())) - 100, decimales, "Évolution du nombre d’entrées", code="evo",
              calcul="entrees / entrees@-1 - 1"),
        *(count(n, "PLIE comptés", code="plie", niveau="region", territoire=region) for region, n in plie.items()),
        count(sum(plie.values()), "PLIE comptés", code="plie", niveau="national"),
        *(count(n, "Référents comptés", code="ref", niveau="region", territoire=region) for region, n in referents.items()),
        count(sum(referents.values()), "Référents comptés", code="ref", niveau="national"),
    ]  # fmt: skip
    mean = round_to(Fraction(sum(referents.values()), sum(plie.values())), decimales)
    lignes.append(Ligne(mean, Decimal(1).scaleb(-decimales), {
        "libelle": "Référents, nombre moyen", "annee": "2024", "unite": "référents", "niveau": "national", "calcul": "ref / plie",
    }))  # fmt: skip
    thousands = round_to(Fraction(entries, 1000), 0) * 1000
    lignes.append(Ligne(thousands, Decimal(1000), {
        "libelle": "Entrées par sexe", "code": "entrees", "annee": "2024", "unite": "personnes", "arrondi": "1000", "page": "synthèse",
    }))  # fmt: skip
    return lignes


def relire_lignes(lignes: list[Ligne]):
    return relire_csv(*(ligne.write() for ligne in lignes), entete=ENTETE)


@settings(max_examples=60, phases=SANS_REDUIRE)
@given(coherent())
def test_un_rapport_coherent_n_est_jamais_reproche(lignes: list[Ligne]):
    assert [constat.phrase for constat in relire_lignes(lignes)] == []


@settings(max_examples=120, phases=SANS_REDUIRE)
@given(coherent(), st.data())
def test_un_seul_nombre_change_de_plus_que_son_arrondi_est_reproche(lignes: list[Ligne], data: st.DataObject):
    rang = data.draw(st.integers(min_value=0, max_value=len(lignes) - 1), label="ligne")
    pas = data.draw(st.sampled_from([1, -1, 2, 7, -13]), label="pas")
    changed = replace(lignes[rang], valeur=lignes[rang].valeur + pas * lignes[rang].pas)
    assert relire_lignes([*lignes[:rang], changed, *lignes[rang + 1 :]]), changed


@pytest.mark.parametrize("rang", range(3))
def test_retirer_une_part_se_voit(rang: int):
    lignes = table("Sorties sans suite par cause", "ss", "cause", {"a": 311, "b": 97, "c": 1204}, 0)
    del lignes[1 + rang]
    assert "somme" in list_regles(relire_lignes(lignes))
