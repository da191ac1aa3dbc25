"""Who answers for the engagement of a lot: counted naively, masked, attacked; of a lot without a company, the worst is assumed."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count as count_up

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.clause.nomenclatures.marches import RoleEntreprise
from maillage.clause.rules.activite.histoire import EngagementDate, EntreprisePresente
from maillage.clause.rules.activite.redevables import RedevableDate, date_redevables
from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.catalogue.clause.apports import APPORTS, PARTAGE, RESTE
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.clause.places import (
    ECHUES,
    ENGAGEES,
    EXCEDENT,
    MANQUANTES,
    PILOTEES,
    REALISEES,
    TENUES,
)
from maillage.consolidation.cellules.pesees import share_parts
from maillage.consolidation.faits import tables_clause as t
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.nomenclatures import Cause, Contributeurs, Diffusion
from maillage.consolidation.secret.tableaux import Cle
from maillage.indicateurs.apports import Apport, compute_apports
from maillage.indicateurs.calcul import compute, compute_distinctes
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from tests.consolidation.petit_reseau import INSTANT, hide
from tests.consolidation.petit_reseau_clause import ANNEE, Lignes, count, make_services

RESTREINTE = Diffusion.RESTREINTE
E, P = Contributeurs.ENTREPRISES.value, Contributeurs.PERSONNES.value
REGION = "84"
DU = date(2024, 1, 1)
ROLES = (RoleEntreprise.TITULAIRE_UNIQUE, RoleEntreprise.COTRAITANT, RoleEntreprise.SOUS_TRAITANT)


def engage(lot=1, heures=100, du=DU, au=None) -> EngagementDate:
    return EngagementDate(lot, du, Decimal(heures), au)


def be_present(entreprise, role, du=DU, au=None, lot=1) -> EntreprisePresente:
    return EntreprisePresente(lot, entreprise, RoleEntreprise(role), du, au)


class TestQuiRepond:
    def test_le_mandataire_repond_de_tout_et_une_cotraitante_peut_en_devoir_autant(self):
        presentes = [be_present("a", "mandataire"), be_present("b", "cotraitant"), be_present("c", "sous_traitant")]
        rows = date_redevables([engage()], presentes)
        assert {(row.entreprise, row.is_tete, row.heures) for row in rows} == {("a", True, 100), ("b", False, 100)}

    def test_un_lot_fini_garde_l_entreprise_qui_en_repondait(self):
        [row] = date_redevables([engage()], [be_present("a", "titulaire_unique", au=date(2024, 6, 30))])
        assert (row.entreprise, row.du, row.au) == ("a", DU, None)

    def test_qui_reprend_le_lot_repond_du_jour_ou_elle_arrive(self):
        presentes = [
            be_present("a", "titulaire_unique", au=date(2024, 6, 30)),
            be_present("b", "titulaire_unique", du=date(2024, 7, 1)),
        ]
        rows = date_redevables([engage()], presentes)
        tetes = [(row.entreprise, row.du, row.au) for row in rows if row.is_tete]
        assert tetes == [("a", DU, date(2024, 6, 30)), ("b", date(2024, 7, 1), None)]
        assert {row.entreprise for row in rows if not row.is_tete} == {"a", "b"}

    def test_un_lot_sans_entreprise_en_tete_a_une_ligne_sans_nom(self):
        rows = date_redevables([engage()], [be_present("b", "cotraitant")])
        assert [(row.entreprise, row.is_tete) for row in rows] == [(None, True), ("b", False)]

    @given(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(RoleEntreprise), st.dates(DU, date(2025, 12, 31))), max_size=6),
        st.lists(st.dates(DU, date(2025, 12, 31)), min_size=1, max_size=3, unique=True),
        st.dates(DU, date(2026, 12, 31)),
    )  # fmt: skip
    def test_chaque_jour_une_seule_en_repond(self, presentes, versions, jour):
        versions = sorted(versions)
        engagements = [
            engage(heures=rang, du=du, au=date.fromordinal(suite.toordinal() - 1) if suite else None)
            for rang, (du, suite) in enumerate(zip(versions, [*versions[1:], None], strict=True))
        ]
        rows = date_redevables(engagements, [be_present(nom, role, du) for nom, role, du in presentes])
        du_jour = [row for row in rows if row.du <= jour and (row.au is None or row.au >= jour)]
        assert sum(row.is_tete for row in du_jour) == (jour >= versions[0])
        assert len({row.entreprise for row in du_jour}) == len(du_jour)


# A service drawn at random: lots that end or not in the year, companies that answer, that may owe, or that nobody knows.
lots = st.lists(
    st.fixed_dictionaries({
        "engagees": st.integers(0, 500), "tete": st.none() | st.integers(0, 4), "autres": st.frozensets(st.integers(0, 4), max_size=2),
        "is_fini": st.booleans(), "heures": st.lists(st.tuples(st.none() | st.integers(0, 5), st.integers(0, 300)), max_size=4),
    }),
    min_size=1, max_size=7,
)  # fmt: skip


def make_rows(services):
    """`services`: of each, the lots that it leads."""
    rows: Lignes = {table: [] for table in t.TABLES_CLAUSE}
    model = make_services(nombre=1, lots=1, personnes=1)[0][1][t.LOTS][0]
    numeros = count_up(1)
    for cle, listed in services.items():
        for lot in listed:
            add_lot(rows, model, cle, next(numeros), lot)
    return rows


def add_lot(rows, model, cle, numero, lot, *, role="pilote"):
    own = {"dispositif": cle, "lot": numero}
    fin = date(ANNEE, 6, 30) if lot["is_fini"] else date(ANNEE + 1, 6, 30)
    rows[t.LOTS].append(model | own | {"marche": numero, "fin": fin, "is_pilote": role == "pilote"})
    rows[t.SUIVIS].append(own | {"role": role, "du": DU, "au": None})
    version = own | {"du": DU, "au": None, "centiemes": lot["engagees"]}
    rows[t.ENGAGEMENTS].append(version)
    rows[t.REDEVABLES].append(version | {"entreprise": lot["tete"], "is_tete": True})
    rows[t.REDEVABLES] += [version | {"entreprise": one, "is_tete": False} for one in lot["autres"] - {lot["tete"]}]
    if role == "pilote":
        rows[t.REALISES] += [
            own | {"personne": qui, "mois": date(ANNEE, 2, 1), "centiemes": combien} for qui, combien in lot["heures"]
        ]


def open_rows(rows):
    return MoteurMemoire({table: list_lignes(table, listed) for table, listed in rows.items()})


def read_apports(rows) -> dict[tuple[str, str, str], tuple[int, int]]:
    with open_rows(rows) as moteur:
        found = compute_apports(APPORTS, moteur, make_annee(ANNEE), cle="dispositif")
    return {(cle, one.cas, one.genre): (one.nombre, one.plus_gros) for cle, listed in found.items() for one in listed}


def weigh_lot(lot) -> dict[str, int]:
    """What a lot weighs in each sum, read from its definition."""
    found = {PILOTEES: lot["engagees"]}
    if lot["is_fini"] and lot["engagees"]:
        faites = sum(combien for _, combien in lot["heures"])
        tenues = min(lot["engagees"], faites)
        found |= {
            ECHUES: lot["engagees"], REALISEES: faites, TENUES: tenues, MANQUANTES: lot["engagees"] - tenues,
            EXCEDENT: faites - tenues,
        }  # fmt: skip
    return found


def list_naives(listed):
    """By sum and kind: how many give for certain, what the largest may give, unknown included."""
    sures: dict[tuple[str, str], set[int]] = defaultdict(set)
    possibles: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    inconnues: dict[tuple[str, str], int] = defaultdict(int)

    def add(cle, qui, poids, *, is_sure):
        if not poids:
            return
        if qui is None:
            inconnues[cle] += poids
            return
        possibles[cle][qui] = possibles[cle].get(qui, 0) + poids
        if is_sure:
            sures[cle].add(qui)

    for lot in listed:
        for code, poids in weigh_lot(lot).items():
            add((code, E), lot["tete"], poids, is_sure=True)
            for autre in lot["autres"] - {lot["tete"]}:
                add((code, E), autre, poids, is_sure=False)
        if lot["is_fini"] and lot["engagees"]:
            for qui, combien in lot["heures"]:
                for code in (REALISEES, TENUES):
                    add((code, P), qui, combien, is_sure=True)
    return {
        cle: (max(len(sures[cle]), 1), max(possibles[cle].values(), default=0) + inconnues[cle])
        for cle in {*possibles, *inconnues}
    }


REGLAGES = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


@REGLAGES
@given(listed=lots)
def test_les_contributeurs_sont_ceux_d_une_lecture_naive_des_lots(listed):
    found = read_apports(make_rows({"a": listed}))
    attendus = list_naives(listed)
    for (cle, code, genre), told in found.items():
        if code in {PILOTEES, ECHUES, REALISEES, TENUES, MANQUANTES, EXCEDENT}:
            assert (cle, told) == ("a", attendus.get((code, genre), (0, 0))), (code, genre)
    assert attendus.keys() <= {(code, genre) for _, code, genre in found}


@REGLAGES
@given(listed=lots, autres=lots, chance=st.randoms(use_true_random=False))
def test_quelles_que_soient_les_entreprises_inconnues_il_n_y_en_a_pas_moins_et_aucune_n_est_plus_grosse(
    listed, autres, chance
):
    """Each lot without a company is given one, known or not, of this service or of another; each group shares as it likes."""
    services = {"a": listed, "b": autres}
    found = read_apports(make_rows(services))
    for code in (PILOTEES, ECHUES, TENUES, MANQUANTES):
        reelles: dict[int, int] = defaultdict(int)
        for lot in (*listed, *autres):
            tete = chance.choice([*range(5), 77, 78]) if lot["tete"] is None else lot["tete"]
            reste = weigh_lot(lot).get(code, 0)
            for autre in sorted(lot["autres"] - {tete}):
                part = chance.randint(0, reste - 1) if reste else 0  # who leads keeps some of it
                reelles[autre] += part
                reste -= part
            reelles[tete] += reste
        positives = [poids for poids in reelles.values() if poids]
        if not positives:
            continue
        told = [Apport(code, E, *found[cle, code, E]) for cle in services if found.get((cle, code, E), (0, 0))[1]]
        parts = share_parts(Contributeurs.ENTREPRISES, sum(positives), told)
        assert len(parts) <= len(positives)
        assert max(poids for _, poids in parts) >= max(positives) or len(parts) == 1


@REGLAGES
@given(listed=lots)
def test_ce_que_donnent_les_lots_est_ce_que_comptent_les_mesures(listed):
    with open_rows(make_rows({"a": listed})) as moteur:
        cellules = {c.code: c for c in compute(CLAUSE, moteur, [make_annee(ANNEE)], ["a"]) if not c.ventilation}
    for code in (PILOTEES, ECHUES, REALISEES, TENUES, MANQUANTES, EXCEDENT):
        assert cellules[code].numerateur == sum(weigh_lot(lot).get(code, 0) for lot in listed), code
    finis = [lot for lot in listed if lot["is_fini"] and lot["engagees"]]
    sans = cellules["clause.lots_echus_sans_entreprise"]
    assert (sans.numerateur, sans.base) == (sum(lot["tete"] is None for lot in finis), len(finis))


def test_un_lot_que_deux_services_suivent_n_a_ses_entreprises_qu_une_fois():
    suivi = {"engagees": 900, "tete": 1, "autres": frozenset({2}), "is_fini": False, "heures": []}
    rows = make_rows({"a": [suivi], "b": []})
    model = rows[t.LOTS][0]
    add_lot(rows, model, "b", 1, suivi, role="participante")  # that of « a »
    add_lot(rows, model, "b", 50, suivi | {"engagees": 300, "tete": 3}, role="participante")  # led by nobody here
    nation = dict.fromkeys("ab", "FR")
    with open_rows(rows) as moteur:
        found = compute_apports([PARTAGE], moteur, make_annee(ANNEE), cle="territoire", lieux=nation)["FR"]
        distinctes = compute_distinctes(CLAUSE, moteur, [make_annee(ANNEE)], niveau="france", lieux=nation)
    assert {c.numerateur for c in distinctes if c.code == ENGAGEES} == {1_200}
    assert {one.cas: (one.nombre, one.plus_gros) for one in found} == {ENGAGEES: (2, 1_200), RESTE: (1, 300)}


@pytest.fixture
def domine(racine):
    """Of a region, three services; their lots that end are of one company for `part` percent, of four others for the rest."""

    def make(part, *, sans=0, graine=5):
        services = make_services(graine=graine, lots=8, personnes=40)
        for service, rows in services:
            if service.region_id == REGION:
                give_lots(rows, str(service.uuid), part=part, sans=sans)
        return count(services)

    return make


def give_lots(rows, cle, *, part, sans):
    """Every lot of the service ends in the year; a quarter of each engagement is not held."""
    model = next(row for row in rows[t.LOTS] if row["is_pilote"])
    for table in (t.LOTS, t.SUIVIS, t.ENGAGEMENTS, t.REDEVABLES, t.REALISES, t.ENTREPRISES):
        rows[table] = []
    others = (100 - part - sans) * 10_000 // 4
    weights = [(900, part * 10_000), *((901 + rang, others) for rang in range(4)), (None, sans * 10_000)]
    for rang, (entreprise, engagees) in enumerate(weights):
        heures = [(personne, engagees * 3 // 40) for personne in range(10)]
        lot = {"engagees": engagees, "tete": entreprise, "autres": frozenset(), "is_fini": True, "heures": heures}
        add_lot(rows, model, cle, int(cle[:6], 16) * 100 + rang, lot)


def read_etat(found, code):
    return found.masque.get_etat(Cle(code, str(ANNEE), (("territoire", REGION),)))


@pytest.mark.parametrize(
    ("part", "sans", "cause"), [(60, 0, None), (92, 0, Cause.DOMINANCE), (60, 30, Cause.DOMINANCE)]
)
def test_une_entreprise_qui_domine_cache_ce_qu_elle_doit_et_l_attaque_ne_le_retrouve_pas(domine, part, sans, cause):
    """A third of the hours without a known company may all be hers."""
    found = hide(domine(part, sans=sans), RESTREINTE)
    assert found.is_conforme, found.echecs
    for code in (PILOTEES, ECHUES, TENUES, MANQUANTES):
        etat = read_etat(found, code)
        assert etat.cause is cause, code
        if cause is None:
            continue
        assert etat.lecture.is_masquee
        # Shown all the same, the attack refuses it.
        cle = Cle(code, str(ANNEE), (("territoire", REGION),))
        shown = replace(found.publication, montrees=found.publication.montrees | {cle})
        dossier = write_dossier([shown], found.masque.seuils, diffusion=RESTREINTE)
        assert certify(dossier, now=INSTANT)["verdict"] != CONFORME, code


def test_une_seule_entreprise_qui_manque_a_sa_parole_ne_se_lit_pas_dans_le_taux(racine):
    """Ten hold all of it, one holds half: what is missing is hers, whatever the others weigh."""
    services = make_services(graine=9, lots=8, personnes=40)
    for service, rows in services:
        if service.region_id != REGION:
            continue
        give_lots(rows, str(service.uuid), part=20, sans=0)
        for row in rows[t.REALISES]:
            pourcent = 5 if row["lot"] % 100 == 0 else 10
            engagees = next(one["centiemes"] for one in rows[t.ENGAGEMENTS] if one["lot"] == row["lot"])
            row["centiemes"] = engagees * pourcent // 100
    reseau = count(services)
    found = hide(reseau, RESTREINTE)
    assert found.is_conforme, found.echecs
    assert read_etat(found, MANQUANTES).cause is Cause.CONTRIBUTEURS
    assert read_etat(found, ECHUES).cause is None
    taux = next(
        c for c in reseau.cellules if (c.code, c.niveau, c.territoire) == ("clause.taux_realisation", "region", REGION)
    )
    assert taux.cle in found.masquees


def test_un_reste_qui_n_est_que_d_une_entreprise_cache_ce_que_plusieurs_suivent(racine):
    services = make_services(graine=3, lots=6, personnes=40)
    reseau = count(services)
    entier = hide(reseau, RESTREINTE)
    nation = next(c for c in reseau.cellules if c.code == ENGAGEES and c.niveau == "france")
    assert nation.cle not in entier.masquees  # every lot is led by one of them
    service, rows = services[1]
    model = next(row for row in rows[t.LOTS])
    lot = {"engagees": 700_000, "tete": 950, "autres": frozenset(), "is_fini": False, "heures": []}
    add_lot(rows, model, str(service.uuid), 999_999, lot, role="participante")
    reseau = count(services)
    found = hide(reseau, RESTREINTE)
    assert found.is_conforme, found.echecs
    assert found.masque.get_etat(Cle(f"{RESTE}@france", str(ANNEE))).cause is Cause.CONTRIBUTEURS
    pilotees = next(c for c in reseau.cellules if c.code == PILOTEES and c.niveau == "france")
    assert not {nation.cle[:4], pilotees.cle[:4]} <= {
        c.cle[:4] for c in reseau.cellules if c.niveau == "france" and c.cle not in found.masquees
    }
    regions = [c for c in reseau.cellules if c.code == ENGAGEES and c.niveau != "france"]
    assert regions
    assert found.hors >= {c.cle for c in regions}


def test_une_ligne_qui_ne_dit_personne_est_declaree():
    [row] = date_redevables([engage(lot=7)], [])
    assert row == RedevableDate(7, None, True, DU, Decimal(100), None)
