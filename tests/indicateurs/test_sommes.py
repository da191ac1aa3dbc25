"""Adding the rows of deposits is adding their cells, in any order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.sommes import Ligne, add_lignes

nombres = st.integers(0, 40)
cellules = st.builds(
    Cellule, st.sampled_from(["a", "b"]), st.just(1), st.just("2019"), st.just("dispositif"), st.just(""),
    st.sampled_from(["", "sexe"]), st.sampled_from(["", "f"]), nombres, nombres, nombres,
    st.dictionaries(st.integers(-3, 3), st.integers(1, 5)).map(lambda d: tuple(sorted(d.items()))),
)  # fmt: skip
depots = st.lists(st.lists(cellules, unique_by=lambda c: c.cle), max_size=5)


def list_lignes(cells: list[Cellule]) -> list[Ligne]:
    return sorted(
        [c.code, c.ventilation, c.modalite, c.numerateur, c.base, c.non_reponse, [list(pair) for pair in c.histogramme]]
        for c in cells
    )


@given(depots=depots, graine=st.integers(0, 99))
def test_additionner_les_lignes_est_additionner_les_cellules(depots, graine):
    cells = [cellule for depot in depots for cellule in depot]
    lignes = [list_lignes(depot) for depot in depots]
    Random(graine).shuffle(lignes)
    assert add_lignes(lignes) == list_lignes(add_up(cells, niveau="france", territoires={"": "FR"}))


@given(depots=depots)
def test_la_somme_est_celle_des_cellules_une_a_une(depots):
    found: dict[tuple, Cellule] = {}
    for cellule in (cellule for depot in depots for cellule in depot):
        found[cellule.cle] = found[cellule.cle].add(cellule) if cellule.cle in found else cellule
    added = add_up((cellule for depot in depots for cellule in depot), niveau="dispositif", territoires={"": ""})
    assert added == [found[cle] for cle in sorted(found)]
