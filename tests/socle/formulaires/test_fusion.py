"""Two people changed the same thing: nothing is lost, nothing is chosen for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.formulaires.rules import list_ecarts, merge

valeurs = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y", "z"]))


@given(depart=valeurs, leur=valeurs, mien=valeurs)
def test_rien_ne_se_perd_ce_que_chacun_seul_a_change_reste(depart, leur, mien):
    mien = {c: mien.get(c, "") for c in "abcd"}
    leur, depart = ({c: d.get(c, "") for c in "abcd"} for d in (leur, depart))
    ecarts = list_ecarts(depart, leur, mien)
    merged = merge(ecarts, mien, {e.champ: "leur" for e in ecarts if e.is_conflit})
    for c in "abcd":
        if leur[c] == depart[c]:
            assert merged[c] == mien[c]
        else:
            assert merged[c] == leur[c]


def test_un_conflit_sans_choix_arrete_tout():
    ecarts = list_ecarts({"a": "1"}, {"a": "2"}, {"a": "3"})
    with pytest.raises(KeyError):
        merge(ecarts, {"a": "3"}, {})
    assert merge(ecarts, {"a": "3"}, {"a": "mien"}) == {"a": "3"}
