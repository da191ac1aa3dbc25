"""Whoever holds several bilans, or reads a page every day, learns of nobody by subtracting: always (05, R-66, R-69, R-75)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre
from maillage.clause.nomenclatures.emplois import TypeContrat
from maillage.clause.rules.arretes import Decidee, find_arret
from maillage.clause.rules.bilans.faits import Contrat, Ligne, subtract
from maillage.clause.rules.bilans.instantane import Instantane, freeze, restrict
from maillage.clause.rules.bilans.periodes import Periode, make_periode
from maillage.clause.rules.bilans.phrases import write_phrase
from maillage.clause.rules.bilans.secret import Publie
from maillage.clause.rules.deductions import Atome, shows_somebody
from tests.clause.usine_bilans import SOCIETES, make_contrat, make_faits, make_ligne, make_lot

JOUR = date(2026, 11, 29)
CINQ = 5
LENT = settings(max_examples=60)


def atomes(*numeros: int, par: int = 1) -> list[Atome]:
    """One line a person, `par` lines to the same one."""
    return [Atome(n, n, n // par, Decimal(10)) for n in numeros]


def test_deux_totaux_se_soustraient():
    assert shows_somebody([atomes(*range(6)), atomes(*range(8))], seuil=CINQ)
    assert not shows_somebody([atomes(*range(6)), atomes(*range(11))], seuil=CINQ)
    assert not shows_somebody([atomes(*range(6)), atomes(*range(6, 20))], seuil=CINQ)


def test_trois_totaux_aussi():
    tout, debut, milieu = atomes(*range(20)), atomes(*range(10)), atomes(*range(10, 18))
    assert shows_somebody([tout, debut, milieu], seuil=CINQ)
    assert not shows_somebody([tout, debut], seuil=CINQ)


def test_deux_petites_regions_inseparables_font_un_groupe():
    """Only one of the two is shared: what is subtracted is always the work of six people."""
    assert not shows_somebody([atomes(0, 1, 2, 3, 4, 5), atomes(3, 4, 5, *range(10, 20))], seuil=CINQ)


def test_une_ligne_et_sa_correction_ne_disent_plus_rien_de_personne():
    annulee = [Atome(1, "l", "p", Decimal(10)), Atome(2, "l", "p", Decimal(-10))]
    assert not shows_somebody([atomes(*range(10, 16)), [*atomes(*range(10, 16)), *annulee]], seuil=CINQ)
    assert shows_somebody([atomes(*range(10, 16)), [*atomes(*range(10, 16)), annulee[0]]], seuil=CINQ)


def test_ce_que_deux_bilans_ne_partagent_pas_est_compte_en_heures_faites():
    une, deux = make_ligne(1, 100), make_ligne(2, 50)
    correction = make_ligne(1, -12)
    found = subtract([une, correction, deux], [une, deux])
    assert [(ligne.contrat, ligne.reelles) for ligne in found] == [(1, 12)]
    assert subtract([une], [une]) == ()


NUMEROS = st.sets(st.integers(0, 23), min_size=5)


def tell(sommes: Sequence[Iterable[Atome]], coefficients: Sequence[int]) -> set[Hashable]:
    """Of whom a combination of these sums tells: line by line, no rank, no region."""
    nets: dict[Hashable, Decimal] = defaultdict(Decimal)
    for somme, coefficient in zip(sommes, coefficients, strict=True):
        for atome in somme:
            nets[atome.cle, atome.personne] += coefficient * atome.heures
    return {cle[1] for cle, heures in nets.items() if heures and isinstance(cle, tuple)}


@LENT
@given(st.lists(NUMEROS, min_size=1, max_size=4), st.integers(1, 3))
def test_aucune_combinaison_de_totaux_acceptes_ne_dit_les_heures_de_quelques_personnes(ensembles, par):
    sommes = [atomes(*sorted(ensemble), par=par) for ensemble in ensembles]
    if shows_somebody(sommes, seuil=CINQ):
        return
    for coefficients in product((-2, -1, 0, 1, 2), repeat=len(sommes)):
        assert not 0 < len(tell(sommes, coefficients)) < CINQ


# A market of two lots over four months, whose lines are validated in some order; bilans handed over one after the other.
LIGNES = st.lists(st.tuples(st.integers(0, 13), st.integers(1, 2), st.integers(1, 4)), min_size=6, max_size=40)
REMISES = st.lists(
    st.tuples(st.sampled_from([(1,), (2,), (1, 2)]), st.integers(1, 4), st.integers(1, 4), st.integers(6, 40)),
    min_size=2, max_size=4,
)  # fmt: skip
TYPES = list(TypeContrat)[:2]


def hand_over(
    lignes: Sequence[Ligne], contrats: Sequence[Contrat], remises: Iterable[tuple[tuple[int, ...], int, int, int]]
) -> list[tuple[Instantane, Publie]]:
    """Each is frozen knowing those handed before; validated lines only add up, in their order."""
    handed: list[tuple[Instantane, Publie]] = []
    for lots, un, autre, combien in sorted(remises, key=lambda remise: remise[3]):
        periode = make_periode(date(2026, min(un, autre), 1), date(2026, max(un, autre), 1))
        connues = [li for li in lignes[:combien] if li.lot in lots and li.mois <= periode.au]
        faits = make_faits(
            [li for li in connues if li.mois in periode], contrats,
            [make_lot(lot, valorisees=sum(li.valorisees for li in connues if li.lot == lot)) for lot in lots],
            anciennes=tuple(li for li in connues if li.mois < periode.du), periode=periode, perimetre=Perimetre.MARCHE,
        )  # fmt: skip
        publies = [publie for lu, publie in handed if lu.get_valeur("HEURES") is not None]
        lu = restrict(freeze(faits, on=JOUR, publies=publies), Lecteur.DIFFUSION)
        is_cumul = lu.get_valeur("HEURES_REALISEES_ENGAGEMENT") is not None
        handed.append((lu, Publie("avant", periode, tuple(connues), is_cumul, faits.contrats, SOCIETES)))
    return handed


def make_marche(tirees: Iterable[tuple[int, int, int]]) -> tuple[list[Ligne], list[Contrat]]:
    contrats = [make_contrat(n, f"p{n}", type=TYPES[n % 2]) for n in range(14)]
    return [make_ligne(n, 7 + n, date(2026, mois, 1), lot=lot) for n, lot, mois in tirees], contrats


@LENT
@given(LIGNES, REMISES)
def test_r69_aucune_combinaison_de_bilans_transmis_ne_dit_les_heures_de_quelques_personnes(tirees, remises):
    lignes, contrats = make_marche(tirees)
    sommes = []
    for lu, publie in hand_over(lignes, contrats, remises):
        faits = make_faits([], contrats)
        if lu.get_valeur("HEURES") is not None:
            sommes.append(faits.list_atomes(publie.dedans))
        if lu.get_valeur("HEURES_REALISEES_ENGAGEMENT") is not None:
            sommes.append(faits.list_atomes(publie.lignes or ()))
    for coefficients in product((-1, 0, 1), repeat=len(sommes)):
        assert not 0 < len(tell(sommes, coefficients)) < CINQ


@LENT
@given(LIGNES, REMISES)
def test_d_un_bilan_transmis_a_l_autre_aucune_case_ne_change_de_quelques_personnes(tirees, remises):
    """Case by case: months, lots, contracts, companies; and the number of people."""
    lignes, contrats = make_marche(tirees)
    handed = hand_over(lignes, contrats, remises)
    par_contrat = {contrat.cle: contrat for contrat in contrats}
    for rang, (apres, ceci) in enumerate(handed):
        for avant, cela in handed[:rang]:
            if not {li.numero for li in ceci.dedans} & {li.numero for li in cela.dedans}:
                continue
            autre = {li.numero for li in ceci.dedans} ^ {li.numero for li in cela.dedans}
            for table, choose in (
                ("CONTRATS", lambda li: par_contrat[li.contrat].type),
                ("LOTS", lambda li: str(li.lot)),
            ):
                for code in list_lues(avant, table) & list_lues(apres, table):
                    people = {li.contrat for li in lignes if li.numero in autre and choose(li) == code}
                    assert not 0 < len(people) < CINQ
            if avant.get_valeur("PARTICIPANTS") is not None and apres.get_valeur("PARTICIPANTS") is not None:
                assert not 0 < len({li.contrat for li in lignes if li.numero in autre}) < CINQ


def test_un_lot_qui_n_a_gagne_qu_une_personne_se_tait_dans_le_bilan_du_marche():
    """The lot's own bilan was handed over first; the market's total may be read, the lot's line may not."""
    tirees = [(n, 2, 1) for n in range(5)] + [(n, 1, 1) for n in range(5, 11)] + [(0, 2, 1)]
    lignes, contrats = make_marche(tirees)
    (premier, _), (marche, _) = hand_over(lignes, contrats, [((2,), 1, 1, 11), ((1, 2), 1, 1, 12)])
    assert list_lues(premier, "CONTRATS") or premier.get_valeur("HEURES") is not None
    assert marche.get_valeur("HEURES") is not None
    assert not list_lues(marche, "LOTS")


def list_lues(instantane: Instantane, code: str) -> set[str]:
    table = instantane.find_table(code)
    return {case.code for case in table.cases if case.heures is not None} if table else set()


def test_un_bilan_de_plus_dit_pourquoi_il_se_tait():
    contrats = [make_contrat(n, f"p{n}") for n in range(8)]
    lignes = [make_ligne(n, 10, date(2026, 4 + n // 6, 1)) for n in range(8)]
    [(premier, publie)] = hand_over(lignes, contrats, [((1,), 4, 4, 8)])
    assert premier.get_valeur("HEURES") == 60
    faits = make_faits(
        lignes, contrats, [make_lot(valorisees=80)], periode=Periode(date(2026, 4, 1), date(2026, 5, 31))
    )
    second = restrict(freeze(faits, on=JOUR, publies=[publie]), Lecteur.DIFFUSION)
    assert second.get_valeur("HEURES") is None
    assert second.deduits == ("avant",)
    assert "avec un bilan déjà transmis, elles diraient celles de moins de 5 personnes" in write_phrase(second)
    assert restrict(freeze(faits, on=JOUR), Lecteur.DIFFUSION).get_valeur("HEURES") == 80  # alone, it may be read


@LENT
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 20), st.sampled_from([10, 10, -10])), max_size=40))
def test_qui_lit_la_page_chaque_jour_ne_voit_jamais_bouger_les_heures_de_quelques_personnes(tirees):
    debut = date(2026, 4, 1)
    decidees = [
        Decidee(debut + timedelta(days=jour), Atome(rang, personne, personne, Decimal(heures)))
        for rang, (personne, jour, heures) in enumerate(tirees)
    ]
    montrees: list[date | None] = []
    for jour in range(23):
        today = debut + timedelta(days=jour)
        connues = [d for d in decidees if d.le <= today]  # what is decided later is not known yet
        montrees.append(find_arret(connues, seuil=CINQ, today=today))
    for avant, apres in pairwise(montrees):
        assert avant is None or (apres is not None and apres >= avant)
        if apres is not None and apres != avant:
            bloc = [d.atome for d in decidees if d.le <= apres and (avant is None or d.le > avant)]
            assert len(tell([bloc], [1])) >= CINQ
