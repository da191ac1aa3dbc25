"""Abnormal consultations: injected scenarios are found, a working year stays quiet (R11)."""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.journal.rules import Consultation, Regle, detect

LUNDI = datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001  local time, as the rules read it
ON = date(2026, 11, 2)


def read(
    count: int, *, du: datetime = LUNDI, pas: timedelta = timedelta(seconds=20), **fields: object
) -> list[Consultation]:
    order = list(range(count))
    random.Random(7).shuffle(order)
    return [Consultation(du + pas * i, f"f{order[i]}", **fields) for i in range(count)]  # type: ignore[arg-type]


def regles(consultations: list[Consultation]) -> set[Regle]:
    return {soupcon.regle for soupcon in detect(consultations, on=ON)}


class TestVolume:
    def test_r14_cent_fiches_en_une_heure_passent_la_cent_unieme_alerte(self):
        assert regles(read(100)) == set()
        assert regles(read(101)) == {Regle.VOLUME}

    def test_relire_dix_fois_les_memes_fiches_n_est_pas_en_lire_dix_fois_plus(self):
        assert regles([c for i in range(10) for c in read(50, du=LUNDI + timedelta(minutes=i))]) == set()

    def test_cent_cinquante_fiches_dans_la_journee_sont_une_grosse_journee(self):
        assert regles(read(150, pas=timedelta(minutes=3))) == set()


class TestAutresDetections:
    @pytest.mark.parametrize("du", [datetime(2026, 11, 2, 22), datetime(2026, 11, 7, 11), datetime(2026, 11, 3, 5)])  # noqa: DTZ001
    def test_r35_une_salve_de_nuit_ou_de_week_end_alerte(self, du):
        assert regles(read(20, du=du)) == {Regle.HORS_HORAIRES}
        assert regles(read(19, du=du)) == set()

    def test_r35_dix_fiches_sans_lien_en_une_heure_alertent(self):
        assert regles(read(10, has_lien=False)) == {Regle.SANS_LIEN}
        assert regles(read(9, has_lien=False)) == set()
        assert regles(read(10, has_lien=False, pas=timedelta(minutes=10))) == set()

    @pytest.mark.parametrize("sens", [1, -1])
    @pytest.mark.parametrize("saut", [1, 2])
    def test_r35_ouvrir_les_fiches_dans_l_ordre_de_leur_creation_alerte(self, sens, saut):
        reads = [
            Consultation(LUNDI + timedelta(seconds=40 * i), f"f{i}", rang=1000 + sens * saut * i) for i in range(15)
        ]
        assert regles(reads) == {Regle.SUITE}
        assert regles(reads[:14]) == set()

    def test_une_file_triee_par_nom_n_est_pas_une_suite(self):
        generator = random.Random(3)
        reads = [
            Consultation(LUNDI + timedelta(seconds=40 * i), f"f{i}", rang=r)
            for i, r in enumerate(generator.sample(range(900), 80))
        ]
        assert regles(reads) == set()


@given(
    st.lists(
        st.builds(
            Consultation,
            st.datetimes(datetime(2026, 11, 2), datetime(2026, 11, 3)),  # noqa: DTZ001
            st.sampled_from([f"f{i}" for i in range(200)]),
            st.booleans(),
            st.none() | st.integers(0, 300),
        ),
        max_size=150,
    )
)
def test_a_suspicion_always_stands_on_enough_readings_within_its_dates(reads):
    for soupcon in detect(reads, on=ON):
        inside = {c.fiche for c in reads if soupcon.debut <= c.le <= soupcon.fin}
        assert soupcon.nombre >= soupcon.seuil
        assert len(inside) >= (soupcon.seuil if soupcon.regle is not Regle.SUITE else 1)


def test_r35_precision_and_recall_on_injected_scenarios():
    """100 professionals over a week of ordinary work, then the same with intrusions: 0 false alert, all found."""
    generator = random.Random(20261121)
    false_alerts = found = injected = 0
    for _ in range(100):
        portefeuille = generator.sample(range(4000), 80)
        for jour in range(5):
            matin = LUNDI + timedelta(days=jour, minutes=generator.randint(-60, 60))
            reads = _journee(generator, matin, portefeuille)
            false_alerts += len(detect(reads, on=ON))
            if generator.random() < 0.2:
                injected += 1
                regle, intrusion = _intrusion(generator, matin)
                found += regle in {s.regle for s in detect([*reads, *intrusion], on=ON)}
    assert injected >= 80
    assert found / injected >= 0.99
    assert false_alerts <= 1, f"{false_alerts} fausses alertes pour 100 professionnels et une semaine"


def _journee(generator: random.Random, matin: datetime, portefeuille: list[int]) -> list[Consultation]:
    """25 to 70 readings over the day, in the order of a list sorted by name, sometimes a colleague's file."""
    le, reads = matin, []
    for _ in range(generator.randint(25, 70)):
        le += timedelta(seconds=generator.expovariate(1 / 400))
        rang = generator.choice(portefeuille)
        reads.append(Consultation(le, f"p{rang}", generator.random() > 0.04, rang))
    return reads


def _intrusion(generator: random.Random, matin: datetime) -> tuple[Regle, list[Consultation]]:
    regle = generator.choice(list(Regle))
    if regle is Regle.VOLUME:
        return regle, read(130, du=matin + timedelta(hours=2))
    if regle is Regle.HORS_HORAIRES:
        return regle, read(25, du=matin.replace(hour=23))
    if regle is Regle.SANS_LIEN:
        return regle, read(14, du=matin + timedelta(hours=1), has_lien=False)
    start = generator.randint(0, 3000)
    night = matin.replace(hour=19, minute=5)
    return regle, [Consultation(night + timedelta(seconds=30 * i), f"s{i}", rang=start + i) for i in range(18)]
