import pytest

from tests.clause.lecture import tells


@pytest.mark.parametrize("told", ["<td>77</td>", "77 h", "77,50 h", "les 77 heures"])
def test_a_figure_shown_is_found(told):
    assert tells(told, "77")


@pytest.mark.parametrize("told", ["PLIE d’essai 77", "PLIE d’essai 2377", "1 077", "2\u202f77", "a77b", "id-77"])
def test_a_figure_inside_another_word_is_not(told):
    assert not tells(told, "77")
