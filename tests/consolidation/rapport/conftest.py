from dataclasses import replace

import pytest

from maillage.consolidation.rapport.blocs import Rapport
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.clause import PLAN as CLAUSE
from maillage.consolidation.rapport.plans.plie import PLAN
from tests.consolidation.rapport.exemple import JOUR, count_2019, make_2018, make_livre
from tests.consolidation.rapport.exemple_clause import make_avant, make_pays


@pytest.fixture(scope="session")
def parties(tmp_path_factory):
    """The cells of the 127 fictitious dispositifs of 2019."""
    return count_2019(tmp_path_factory.mktemp("faits"))


@pytest.fixture(scope="session")
def seul(parties) -> Livre:
    return make_livre(parties)


@pytest.fixture(scope="session")
def livre(parties, seul) -> Livre:
    """2019, with a year to compare it with."""
    return make_livre(parties, precedents=(make_2018(seul),))


@pytest.fixture(scope="session")
def rapport(livre) -> Rapport:
    return compose(PLAN, livre, edite_le=JOUR)


@pytest.fixture(scope="session")
def clause_seule(tmp_path_factory) -> Livre:
    """The cells of twenty fictitious services of the clause."""
    return make_pays(tmp_path_factory.mktemp("clause"))


@pytest.fixture(scope="session")
def clause(clause_seule) -> Livre:
    """With a year to compare it with."""
    return replace(clause_seule, precedents=(make_avant(clause_seule),))


@pytest.fixture(scope="session")
def rapport_clause(clause) -> Rapport:
    return compose(CLAUSE, clause, edite_le=JOUR)
