"""R10 on the real queries: contracts and persons are counted once, whatever their lines, months, lots and corrections."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.clause.models import LigneHeures
from maillage.clause.queries.suivi import read_comptes, read_suivi
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne

pytestmark = pytest.mark.django_db
MOIS = [date(2026, m, 1) for m in (4, 5, 6)]
# One line: which of three persons, of her two contracts, which lot, month, what status, how many hours, taken back or not.
lignes = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.integers(0, 1), st.sampled_from(MOIS),
        st.sampled_from(["declaree", "validee", "rejetee"]), st.integers(0, 120), st.sampled_from(["", "moitie", "tout"]),
    ),
    max_size=12, unique_by=lambda row: row[:4],
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(lignes=lignes)
def test_un_contrat_et_une_personne_comptent_une_fois_s_il_leur_reste_des_heures_validees(lignes):
    dispositif = make_clause()
    lots = [make_lot_notifie(dispositif), make_lot_notifie(dispositif)]
    emplois = {}
    for p in range(3):
        personne = make_personne(dispositif)
        for c in range(2):
            emplois[p, c] = make_emploi(personne, lots=lots, debut=date(2026, 3, 9 + c))
    naif: dict[tuple[int, int], Decimal] = {}
    par_lot: dict[int, Decimal] = {0: Decimal(0), 1: Decimal(0)}
    for p, c, lot, mois, statut, heures, reprise in lignes:
        ligne = make_ligne(emplois[p, c], lots[lot], heures, mois=mois, statut=statut)
        if statut != "validee":
            continue
        reste = Decimal(heures)
        if reprise:
            reste = Decimal(0) if reprise == "tout" else reste / 2
            make_ligne(emplois[p, c], lots[lot], reste - heures, mois=mois, statut="validee", annule=ligne)
        naif[p, c] = naif.get((p, c), Decimal(0)) + reste
        par_lot[lot] += reste
    contrats = {key for key, total in naif.items() if total > 0}
    found = read_comptes(LigneHeures.objects.filter(dispositif=dispositif))
    assert found.contrats.reseau == len(contrats)
    assert found.personnes.reseau == len({p for p, _ in contrats})
    for rang, lot in enumerate(lots):
        suivi = read_suivi(lot, on=date(2026, 12, 1))
        assert suivi.reelles == par_lot[rang]
        assert suivi.reelles == sum(part.validees for part in suivi.mois)
        assert suivi.reelles == sum(part.validees for part in suivi.employeurs)


def test_une_personne_suivie_sur_deux_lots_compte_une_fois_au_total_et_une_fois_sur_chacun():
    dispositif = make_clause()
    lots = [make_lot_notifie(dispositif), make_lot_notifie(dispositif)]
    emploi = make_emploi(make_personne(dispositif), lots=lots)
    for lot in lots:
        make_ligne(emploi, lot, 50, statut="validee")
    assert [read_suivi(lot, on=date(2026, 12, 1)).personnes for lot in lots] == [1, 1]
    assert read_comptes(LigneHeures.objects.all()).personnes.reseau == 1
