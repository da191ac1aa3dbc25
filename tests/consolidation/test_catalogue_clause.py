"""The catalogue of the clause counts what the page of the activity counts, and what a naive reading of its definitions counts."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.queries.activite import read_service
from maillage.clause.queries.histoire import read_histoire
from maillage.clause.queries.profils import read_profils
from maillage.clause.queries.sorties import list_dues
from maillage.clause.rules.activite.comptages import BASE_ETP, TPE_PME, count
from maillage.clause.rules.activite.definitions import DEFINITIONS, PAR_FACILITATEUR
from maillage.clause.rules.activite.faits import Comptes, Faits
from maillage.clause.rules.activite.histoire import Histoire
from maillage.clause.rules.activite.repartitions import split_profils
from maillage.clause.rules.activite.valeurs import measure
from maillage.clause.rules.postes import Periode as PeriodeClause
from maillage.clause.rules.sorties import compute_taux
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.faits.codage import make_numero
from maillage.consolidation.faits.codage_clause import code_clause
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.clause import fill_clause
from maillage.indicateurs.calcul import compose, compute, compute_distinctes
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import write_parquet
from maillage.indicateurs.mesures import Somme, Taux
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.valeurs import derive_base, derive_exacte
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.consolidation.usine_histoire import SERVICES, Service, mondes
from tests.indicateurs.oracle import count_cellules
from tests.usine import make_acteur

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
ANNEES = (2024, 2025, 2026)
Lues = dict[tuple[str, str, str], Cellule]
# Of the page's figures, those that count something; hours in hundredths.
NOMBRES: Mapping[str, Any] = {
    "marches": lambda c: c.marches, "lots": lambda c: c.lots, "donneurs": lambda c: c.donneurs,
    "maitres_ouvrage": lambda c: c.maitres_ouvrage, "operations": lambda c: c.operations,
    "entreprises": lambda c: c.entreprises, "heures_engagees": lambda c: c.engagees * 100,
    "heures": lambda c: c.heures * 100, "participants": lambda c: c.participants,
    "contrats_actifs": lambda c: c.contrats_actifs, "contrats_signes": lambda c: c.contrats_signes,
    "marches_avec_heures": lambda c: c.marches_avec_heures, "heures_agregees": lambda c: c.heures_agregees * 100,
    "heures_en_tout": lambda c: c.heures_en_tout * 100, "postes": lambda c: c.postes,
}  # fmt: skip
PARTS: Mapping[str, Any] = {
    "part_siae": lambda c: (c.heures_siae, c.heures), "part_siae_elargie": lambda c: (c.heures_siae_elargie, c.heures),
    "part_tpe_pme": lambda c: (c.heures_tpe_pme, c.heures_effectif_connu),
    "couverture_heures": lambda c: (c.heures, c.heures_en_tout),
}  # fmt: skip
RATIOS = {
    "donneurs": "DONNEURS_ORDRE", "marches": "MARCHES_EN_COURS", "heures": "HEURES", "etp": "ETP",
    "participants": "PARTICIPANTS", "contrats": "CONTRATS_ACTIFS", "entreprises": "ENTREPRISES",
}  # fmt: skip


def open_moteur(dossier: Any, rows: Mapping[Any, Any]) -> MoteurDuckdb:
    sources = {}
    for table in TABLES_CLAUSE:
        write_parquet(table, rows[table], dossier / f"{table.nom}.parquet")
        sources[table] = [dossier / f"{table.nom}.parquet"]
    return MoteurDuckdb(sources)


def count_lignes(
    dossier: Any, rows: Mapping[Any, Any], periodes: list[Periode], territoires: list[str]
) -> list[Cellule]:
    with open_moteur(dossier, rows) as moteur:
        return compose(CLAUSE, compute(CLAUSE, moteur, periodes, territoires))


def lire(cellules: list[Cellule]) -> Lues:
    return {(c.code.removeprefix("clause."), c.ventilation, c.modalite): c for c in cellules}


def make_periode(annee: int) -> PeriodeClause:
    return PeriodeClause(date(annee, 1, 1), date(annee, 12, 31))


def check_activite(comptes: Comptes, lues: Lues, *, contributeurs: Comptes | None = None) -> None:
    """Cell by cell, and the ratios as they are printed: of those that declared a post."""
    for code, read in NOMBRES.items():
        assert lues[code, "", ""].numerateur == read(comptes), code
    for code, read in PARTS.items():
        cellule = lues[code, "", ""]
        assert (cellule.numerateur, cellule.base) == tuple(int(part * 100) for part in read(comptes)), code
    for achat, heures in comptes.heures_par_achat.items():
        assert lues["natures", "achat", achat.value].numerateur == heures * 100
    for donneur, heures in comptes.heures_par_donneur.items():
        assert lues["parts_donneurs", "donneur", donneur.value].numerateur == heures * 100
    page = measure(comptes, contributeurs=contributeurs)
    ecart = Decimal("1e-6") * (comptes.postes + comptes.postes_coordination)  # each post is rounded down to a millionth
    for code in ("etp_facilitateurs", "etp_coordinateurs"):
        value = derive_exacte(CLAUSE.mesures[f"clause.{code}"], lues[code, "", ""])
        assert 0 <= getattr(comptes, code) - (value or 0) <= ecart, code
    etp = derive_exacte(CLAUSE.mesures["clause.etp"], lues["etp", "", ""])
    assert abs((etp or 0) - comptes.etp) < Decimal("1e-20")
    for code, nom in {f"{code}_par_facilitateur": f"{nom}{PAR_FACILITATEUR}" for code, nom in RATIOS.items()}.items():
        found = derive_exacte(CLAUSE.mesures[f"clause.{code}"], lues[code, "", ""])
        expected = page[nom].nombre
        assert (found is None) == (expected is None), code
        if found is not None and expected is not None:
            assert abs(found - expected) <= abs(found) * (ecart / comptes.etp_facilitateurs + Decimal("1e-20")), code


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, tuple[Acteur, Histoire]]]:
    """The services of the demonstration, with what each counts since it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        make_demonstration(today=JOUR)
        fill_clause(graine=GRAINE, today=JOUR)
        found = {}
        for dispositif in Dispositif.objects.filter(type=TypeDispositif.CLAUSE, is_fictif=True).order_by("slug"):
            by = make_acteur(Role.FACILITATEUR, dispositif)
            histoire = read_histoire(by, today=JOUR)
            if histoire.lots or histoire.heures:
                found[str(dispositif.uuid)] = (by, histoire)
        yield found
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def lues(demonstration, tmp_path_factory) -> dict[tuple[str, int], Lues]:
    rows: dict[Any, list[Any]] = {table: [] for table in TABLES_CLAUSE}
    for uuid, (_by, histoire) in demonstration.items():
        coded = code_clause(uuid, histoire, propre=make_numero(uuid.encode()), commun=make_numero(b"commun"))
        for table in rows:
            rows[table] += coded.lignes[table]
    found: dict[tuple[str, int], list[Cellule]] = {(uuid, annee): [] for uuid in demonstration for annee in ANNEES}
    periodes = [make_annee(annee) for annee in ANNEES]
    for cellule in count_lignes(tmp_path_factory.mktemp("faits"), rows, periodes, list(demonstration)):
        found[cellule.territoire, int(cellule.periode)].append(cellule)
    return {key: lire(cellules) for key, cellules in found.items()}


def test_la_demonstration_a_de_quoi_compter(demonstration, lues):
    assert len(demonstration) >= 3
    for code in (
        "marches",
        "lots",
        "entreprises",
        "heures",
        "participants",
        "etp_facilitateurs",
        "heures_agregees",
        "sortie_6",
    ):
        assert any(lues[key][code, "", ""].numerateur for key in lues), code
    partages = [histoire for _by, histoire in demonstration.values() if any(not lot.is_pilote for lot in histoire.lots)]
    assert partages, "des lots suivis sans être pilotés"


@pytest.mark.parametrize("annee", ANNEES)
def test_la_page_d_activite_et_le_catalogue_donnent_les_memes_nombres(demonstration, lues, annee):
    for uuid, (by, _histoire) in demonstration.items():
        periode = make_periode(annee)
        check_activite(count(read_service(by, periode=periode), periode), lues[uuid, annee])


@pytest.mark.parametrize("annee", ANNEES)
def test_la_page_d_activite_et_le_catalogue_donnent_les_memes_profils(demonstration, lues, annee):
    for uuid, (by, _histoire) in demonstration.items():
        periode = make_periode(annee)
        faits = read_service(by, periode=periode)
        profils = read_profils({ligne.contrat for ligne in faits.lignes})
        page = split_profils(faits.lignes, profils, periode=periode, avant=periode, seuil=0)
        for part in page.parts:
            cellule = lues[uuid, annee]["profils", "profils", part.code]
            assert (cellule.base, cellule.non_reponse) == (page.total, page.inconnus)
            assert part.nombre is None or cellule.numerateur == part.nombre, part.code
        assert {part.code for part in page.parts} == set(Profil)
        assert not page.total or any(part.nombre for part in page.parts)


@pytest.mark.parametrize("annee", ANNEES)
def test_la_page_des_sorties_et_le_catalogue_donnent_les_memes_taux(demonstration, lues, annee):
    for uuid, (by, _histoire) in demonstration.items():
        for jalon in (6, 12):
            issues = [due.issue for due in list_dues(by, on=JOUR) if due.echeance.jalon == jalon]
            taux = compute_taux(issues, du=date(annee, 1, 1), au=date(annee, 12, 31))
            found = lues[uuid, annee]
            assert [
                found[f"sortie_{jalon}{suite}", "", ""].numerateur for suite in ("", "_repondants", "_positives")
            ] == [taux.cohorte, taux.repondants, taux.positives]


def test_les_seuils_du_catalogue_sont_ceux_des_pages():
    """They are written in the definitions: a dated change of one asks for a new version of the measures."""
    for jour in (date(2014, 1, 1), date(2021, 12, 31), JOUR):
        assert (BASE_ETP.get(on=jour).valeur, TPE_PME.get(on=jour).valeur) == (1607, 200)


def test_chaque_chiffre_de_la_page_a_sa_mesure_ou_sa_raison():
    """Equipment is a share of the services of the directory: their files do not say it."""
    reperes = {mesure.repere for mesure in CLAUSE.mesures.values()}
    assert DEFINITIONS.keys() - reperes == {"TAUX_EQUIPEMENT"}
    du_reseau = {
        "TAUX_REALISATION",
        "SORTIE_6",
        "SORTIE_12",
        "HEURES_QPV",
        "PART_SIAE_MARCHE",
        "PART_NATURE",
        "PART_MOA",
    }
    assert du_reseau | {
        "PROFIL_x",
        "REPART_CONTRAT",
        "EMPLOYEURS",
        "I-30",
        "DUREE_CONTRATS",
    } == reperes - DEFINITIONS.keys() - {""}


def test_un_taux_dit_sur_quoi_il_porte_et_sa_base_se_lit_dans_son_unite():
    """Hours and full times are read as such: how finely they are counted is nobody's business."""
    assert not [m.code for m in CLAUSE.mesures.values() if "centièmes d’heure" in m.note or "millionièmes" in m.note]
    for mesure in CLAUSE.mesures.values():
        if isinstance(mesure, Taux):
            assert mesure.base, mesure.code
            if isinstance(mesure.denominateur, Somme):
                cellule = Cellule(
                    mesure.code,
                    mesure.version,
                    "2025",
                    "france",
                    "FR",
                    "",
                    "",
                    1,
                    7 * int(mesure.denominateur.diviseur),
                )
                assert derive_base(mesure, cellule) == 7, mesure.code


# Two services at once, that share lots; the same rows through the catalogue, through the page, and read naively.
ANNEE = make_annee(2025)
REGLAGES = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
NATION = dict.fromkeys(SERVICES, "FR")


def code_monde(monde: Mapping[str, Service]) -> dict[Any, list[Any]]:
    rows: dict[Any, list[Any]] = {table: [] for table in TABLES_CLAUSE}
    for nom, service in monde.items():
        coded = code_clause(nom, service.histoire, propre=make_numero(nom.encode()), commun=make_numero(b"commun"))
        for table in rows:
            rows[table] += coded.lignes[table]
    return rows


@REGLAGES
@given(monde=mondes())
def test_la_page_et_le_catalogue_donnent_les_memes_nombres_quelles_que_soient_les_lignes(tmp_path, monde):
    cellules = count_lignes(tmp_path, code_monde(monde), [ANNEE], list(SERVICES))
    periode = make_periode(2025)
    for nom, service in monde.items():
        comptes = count(service.read(nom, periode), periode)
        check_activite(comptes, lire([cellule for cellule in cellules if cellule.territoire == nom]))


@REGLAGES
@given(monde=mondes())
def test_ce_que_deux_services_partagent_compte_une_fois_pour_tous(tmp_path, monde):
    """As the page of the network counts them together; what belongs to people adds up, service by service."""
    rows, periode = code_monde(monde), make_periode(2025)
    with open_moteur(tmp_path, rows) as moteur:
        seules = compute(CLAUSE, moteur, [ANNEE], list(SERVICES))
        distinctes = compute_distinctes(CLAUSE, moteur, [ANNEE], niveau="france", lieux=NATION)
    lieux = {nom: Lieu() for nom in SERVICES}
    niveaux = add_niveaux(seules, lieux, catalogue=CLAUSE, distinctes=distinctes)
    faits = [service.read(nom, periode) for nom, service in monde.items()]
    tenus = [one for one in faits if any(poste.count_jours(periode) for poste in one.postes)]
    check_activite(
        count(Faits.join(faits), periode), lire([cellule for cellule in niveaux if cellule.niveau == "france"]),
        contributeurs=count(Faits.join(tenus), periode),
    )  # fmt: skip


@settings(REGLAGES, max_examples=8)
@given(monde=mondes())
def test_le_catalogue_entier_est_celui_d_une_lecture_naive(tmp_path, monde):
    rows = code_monde(monde)
    tables = {
        table.nom: [dict(zip(table.types, ligne, strict=True)) for ligne in rows[table]] for table in TABLES_CLAUSE
    }
    with open_moteur(tmp_path, rows) as moteur:
        seules = compute(CLAUSE, moteur, [ANNEE], list(SERVICES))
        distinctes = compute_distinctes(CLAUSE, moteur, [ANNEE], niveau="france", lieux=NATION)
    assert compose(CLAUSE, seules) == count_cellules(CLAUSE, tables, [ANNEE], list(SERVICES))
    found = add_niveaux(seules, {nom: Lieu() for nom in SERVICES}, catalogue=CLAUSE, distinctes=distinctes)
    ensemble = {c.cle: c for c in count_cellules(CLAUSE, tables, [ANNEE], ["FR"], niveau="france", lieux=NATION)}
    for cellule in found:
        if cellule.niveau == "france":
            assert cellule == ensemble.pop(cellule.cle)
    assert not ensemble
