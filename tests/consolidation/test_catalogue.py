"""The catalogue counts what the live rules of the dashboards count, and what a naive reading of its definitions counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.catalogue.ventilations import CATEGORIES, CONTRAT, FAMILLE, IAE, SECTEUR, TAILLE
from maillage.consolidation.faits.codage import code_faits, make_numero
from maillage.consolidation.faits.tables import TABLES
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.parcours.actions import fill_parcours
from maillage.indicateurs.calcul import compose, compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.mesures import Taux
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.valeurs import derive_exacte
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.queries.indicateurs import list_contacts
from maillage.parcours.queries.pilotage import read_donnees, read_flux
from maillage.parcours.rules.indicateurs import etapes as regles_etapes
from maillage.parcours.rules.indicateurs import flux, nombres, profils, suivi
from maillage.parcours.rules.indicateurs.nombres import Part, Resume
from maillage.parcours.rules.indicateurs.tableau import Donnees, build_lignes
from maillage.parcours.rules.pilotage import find_pendant
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.indicateurs.oracle import count_cellules
from tests.usine import make_acteur

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
ANNEES = (2023, 2024, 2025)
Lues = dict[tuple[str, str, str], Cellule]


def count(dossier: Any, rows: dict[Any, Any], periodes: list[Periode], territoires: list[str]) -> list[Cellule]:
    sources = {}
    for table in TABLES:
        write_parquet(table, rows[table], dossier / f"{table.nom}.parquet")
        sources[table] = [dossier / f"{table.nom}.parquet"]
    with MoteurDuckdb(sources) as moteur:
        return compose(PLIE, compute(PLIE, moteur, periodes, territoires))


# What the live rules say, measure by measure, as (numerator, base, not known).
def list_parts(lue: Donnees, annee: int) -> Iterator[tuple[str, str, str, Part]]:
    faits, etapes, periode = lue.parcours, lue.etapes, nombres.make_annee(annee)
    sorties, entrees = flux.count_sorties(faits, periode), flux.count_entrees(faits, periode)
    for code, part in (
        ("taux_brut", sorties.taux), ("taux_neutralise", sorties.taux_neutralise),
        ("positives_sur_entrees", sorties.compute_sur_entrees(entrees)), ("part_emploi", sorties.part_emploi),
        ("part_formation", sorties.part_formation), ("emploi_sur_sorties", sorties.emploi_sur_sorties),
        ("formation_sur_sorties", sorties.formation_sur_sorties),
    ):  # fmt: skip
        yield code, "", "", part
    for cause, part in sorties.causes.items():
        yield "causes", "cause", cause.value, part
    for cause, part in sorties.causes_sur_sorties.items():
        yield "issues", "issue", cause.value, part
    libelles = {question.libelle.split(" (")[0]: code for code, question in CATEGORIES.questions.items()}
    for nom, part in flux.compute_taux_par_public(faits, periode).items():
        yield "taux_par_public", "categories", libelles[nom], part
    for code, profil in (
        ("entrees", profils.describe_entrees(faits, periode)), ("accompagnes", profils.describe_accompagnes(faits, periode)),
    ):  # fmt: skip
        yield f"{code}.part_femmes", "", "", profil.femmes
        yield f"{code}.part_peu_qualifies", "", "", profil.peu_qualifies
        for public, part in (
            ("brsa", profil.brsa), ("deld", profil.deld), ("boeth", profil.boeth), ("qpv", profil.qpv),
        ):  # fmt: skip
            yield f"{code}.publics", "publics", public, part
        for modalite, part in zip(("moins_26", "26_44", "45_plus"), profil.ages.values(), strict=True):
            yield f"{code}.ages", "age", modalite, part
        for modalite, part in zip(("45_54", "55_59", "60_plus"), profil.ages_detail.values(), strict=True):
            yield f"{code}.ages", "age_fin", modalite, part
    found = regles_etapes.list_etapes(etapes, periode)
    accompagnes = flux.count_accompagnes(faits, periode)
    yield "etapes_par_participant", "", "", regles_etapes.compute_par_participant(found, accompagnes)
    yield "part_sans_etape", "", "", regles_etapes.compute_sans_etape(faits, found, periode)
    yield "part_contrats", "", "", regles_etapes.compute_contrats(found)
    yield "part_iae_emploi", "", "", regles_etapes.compute_iae_dans_emploi(found)
    yield "part_iae", "", "", regles_etapes.compute_iae(found)
    for famille, part in regles_etapes.share_familles(found).items():
        yield "familles", "famille", famille.value, part
    for structure, part in regles_etapes.share_iae(found).items():
        yield "iae", "iae", structure, part
    emplois = suivi.share_emplois(faits, periode)
    for code, nom in (("contrats", "contrat"), ("tailles", "taille"), ("secteurs", "secteur")):
        for modalite, part in emplois[nom].items():
            yield code, nom, modalite, part


def list_effectifs(lue: Donnees, annee: int) -> dict[str, int]:
    faits, etapes, periode = lue.parcours, lue.etapes, nombres.make_annee(annee)
    sorties = flux.count_sorties(faits, periode)
    return {
        "accompagnes": flux.count_accompagnes(faits, periode), "entrees": flux.count_entrees(faits, periode),
        "stock": flux.count_stock(faits, periode.fin), "sorties": sorties.total,
        "sorties_positives": sorties.positives, "emploi_durable": sorties.emploi,
        "formation_validee": sorties.formation, "autres_positives": sorties.autres_positives,
        "sans_suite": sorties.sans_suite, "neutralisees": sorties.neutralisees,
        "file_active": len(suivi.list_file_active(faits, periode.fin)),
        "etp": int(suivi.compute_etp(lue.temps, on=periode.fin) * 100),
        "etapes": len(regles_etapes.list_etapes(etapes, periode)),
    }  # fmt: skip


def list_resumes(lue: Donnees, annee: int) -> Iterator[tuple[str, str, Resume]]:
    """(measure, which of its summaries, the summary)."""
    faits, etapes, periode = lue.parcours, lue.etapes, nombres.make_annee(annee)
    durees, delais = suivi.compute_durees(faits, periode), suivi.compute_delais(faits, etapes, periode)
    for code, resume in (("duree", durees.brute), ("duree_nette", durees.nette)):
        yield f"{code}_moyenne", "moyenne", resume
        yield f"{code}_mediane", "mediane", resume
    for code, resume in (
        ("rdv", delais.premier_rdv), ("commission", delais.commission), ("etape", delais.premiere_etape),
    ):  # fmt: skip
        yield f"delai_{code}_mediane", "mediane", resume
        yield f"delai_{code}_p90", "p90", resume


@pytest.fixture(scope="module")
def faits(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Donnees]]:
    """What the two PLIE of the demonstration count live."""
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        make_demonstration(today=JOUR)
        fill_parcours(graine=GRAINE, today=JOUR)
        found: dict[str, Donnees] = {}
        for dispositif in Dispositif.objects.filter(type=TypeDispositif.PLIE, is_fictif=True).order_by("slug"):
            by = make_acteur(Role.DIRECTEUR, dispositif)
            donnees = read_donnees(by)
            if donnees.parcours:
                found[str(dispositif.uuid)] = donnees
                check_pendant(by, donnees)
        yield found
        transaction.set_rollback(True)


def check_pendant(by: Acteur, donnees: Donnees) -> None:
    """What is read of two years makes the board that everything would make, and less is read; each year's flows too."""
    annees = read_flux(by, today=JOUR)
    assert list(annees) == list(range(JOUR.year, min(fait.entree.year for fait in donnees.parcours) - 1, -1))
    for annee, lu in annees.items():
        fenetre = nombres.make_fenetre(annee, today=JOUR)
        lues = read_donnees(by, pendant=find_pendant(fenetre))
        assert build_lignes(lues, annee, today=JOUR) == build_lignes(donnees, annee, today=JOUR)
        assert (lu.entrees, lu.sorties) == (
            flux.count_entrees(donnees.parcours, fenetre.periode), flux.count_sorties(donnees.parcours, fenetre.periode)
        )  # fmt: skip
    assert len(lues.parcours) < len(donnees.parcours)


@pytest.fixture(scope="module")
def rows(faits) -> dict[Any, list[Any]]:
    """The same, as facts."""
    found: dict[Any, list[Any]] = {table: [] for table in TABLES}
    for uuid, lue in faits.items():
        vus = list_contacts(make_acteur(Role.DIRECTEUR, Dispositif.objects.get(uuid=uuid)))
        numero = make_numero(uuid.encode())
        coded = code_faits(uuid, lue.parcours, lue.etapes, lue.temps, contacts=vus, numero=numero)
        for table in found:
            found[table] += coded.lignes[table]
    return found


@pytest.fixture(scope="module")
def lues(faits, rows, tmp_path_factory) -> dict[tuple[str, int], Lues]:
    """Through the catalogue, all years and dispositifs at once."""
    found: dict[tuple[str, int], Lues] = {(uuid, annee): {} for uuid in faits for annee in ANNEES}
    periodes = [make_annee(annee) for annee in ANNEES]
    for cellule in count(tmp_path_factory.mktemp("faits"), rows, periodes, list(faits)):
        key = (cellule.code.removeprefix("plie."), cellule.ventilation, cellule.modalite)
        found[cellule.territoire, int(cellule.periode)][key] = cellule
    return found


def test_la_demonstration_a_de_quoi_compter(faits, lues):
    assert len(faits) == 2
    assert all(len(lue.parcours) > 100 and len(lue.etapes) > 100 for lue in faits.values())
    for code in ("entrees", "sorties_positives", "neutralisees", "etapes", "duree_moyenne", "delai_etape_p90"):
        assert all(sum(lues[uuid, annee][code, "", ""].base for uuid in faits) for annee in ANNEES), code


@pytest.mark.parametrize("annee", ANNEES)
def test_le_tableau_de_bord_et_le_catalogue_donnent_les_memes_nombres(faits, lues, annee):
    for uuid, lue in faits.items():
        found = lues[uuid, annee]
        assert {code: found[code, "", ""].numerateur for code in list_effectifs(lue, annee)} == list_effectifs(
            lue, annee
        )


@pytest.mark.parametrize("annee", ANNEES)
def test_le_tableau_de_bord_et_le_catalogue_donnent_les_memes_parts(faits, lues, annee):
    for uuid, lue in faits.items():
        for code, ventilation, modalite, part in list_parts(lue, annee):
            cellule = lues[uuid, annee][code, ventilation, modalite]
            assert (cellule.numerateur, cellule.base) == (part.effectif, part.base), (code, modalite)
            assert cellule.non_reponse == part.inconnus, (code, modalite)


@pytest.mark.parametrize("annee", ANNEES)
def test_le_tableau_de_bord_et_le_catalogue_donnent_les_memes_durees(faits, lues, annee):
    for uuid, lue in faits.items():
        for code, nom, resume in list_resumes(lue, annee):
            cellule = lues[uuid, annee][code, "", ""]
            assert cellule.base == resume.base, code
            value = derive_exacte(PLIE.mesures[f"plie.{code}"], cellule)
            expected = getattr(resume, nom)
            assert (value is None) == (expected is None), code
            if value is not None:
                assert abs(value - expected) < 1e-20, code


def test_qui_n_a_pas_ete_vu_est_le_meme_au_tableau_de_bord_et_au_catalogue(faits, rows, tmp_path):
    """The dashboard knows the last contact of today only: it is asked of today."""
    found = {
        (c.territoire, c.code): c
        for c in count(tmp_path, rows, [Periode("jour", date(2026, 1, 1), JOUR)], list(faits))
        if not c.ventilation
    }
    for uuid, lue in faits.items():
        for seuil in (45, 90):
            part = suivi.compute_sans_contact(lue.parcours, JOUR, jours=seuil)
            cellule = found[uuid, f"plie.part_sans_contact_{seuil}"]
            assert 0 < part.effectif < part.base
            assert (cellule.numerateur, cellule.base) == (part.effectif, part.base), seuil


jours = st.dates(min_value=date(2024, 6, 1), max_value=date(2026, 3, 1))
reponses = st.sampled_from([True, False, None])
numeros = st.integers(1, 4)
parcours_faits = st.fixed_dictionaries({
    "dispositif": st.sampled_from(["a", "b"]), "parcours": st.just(0), "personne": numeros, "entree": jours,
    "sortie": st.none() | jours, "sexe": st.sampled_from(["f", "h", None]), "age": st.none() | st.integers(16, 70),
    "classe": st.sampled_from(["emploi_durable", "formation", "autre_positive", "sans_suite"]),
    "cause": st.sampled_from(["abandon", "neutre", "autre"]), "niveau": st.none() | st.integers(1, 8),
    "brsa": reponses, "deld": reponses, "boeth": reponses, "qpv": reponses, "prescription": st.none() | jours,
    "premier_rdv": st.none() | jours, "commission": st.none() | jours, "premiere_etape": st.none() | jours,
    "jours_suspendus": st.integers(0, 40), "contrat": st.sampled_from([*CONTRAT.modalites, None]),
    "secteur": st.sampled_from([*SECTEUR.modalites, None]), "taille": st.sampled_from([*TAILLE.modalites, None]),
})  # fmt: skip
etapes_faits = st.fixed_dictionaries({
    "dispositif": st.sampled_from(["a", "b"]), "parcours": numeros, "personne": numeros, "type": st.just("AUT"),
    "famille": st.sampled_from([*FAMILLE.modalites]), "iae": st.sampled_from([*IAE.modalites]),
    "is_contrat": st.booleans(), "is_formation": st.booleans(), "debut": jours, "fin": st.none() | jours,
})  # fmt: skip


suspensions_faits = st.fixed_dictionaries({
    "dispositif": st.sampled_from(["a", "b"]), "parcours": numeros, "du": jours, "repris": st.none() | jours,
})  # fmt: skip
equipe_faits = st.fixed_dictionaries({
    "dispositif": st.sampled_from(["a", "b"]), "referent": numeros, "du": jours, "au": st.none() | jours,
    "centiemes": st.integers(10, 100),
})  # fmt: skip


contacts_faits = st.fixed_dictionaries({
    "dispositif": st.sampled_from(["a", "b"]), "parcours": numeros, "le": jours,
})  # fmt: skip


@st.composite
def faits_quelconques(draw) -> dict[str, list[dict[str, Any]]]:
    rows = draw(st.lists(parcours_faits, max_size=8))
    for rang, row in enumerate(rows):
        row["parcours"] = rang
        if row["sortie"] is None or row["sortie"] < row["entree"]:
            row |= {"sortie": None, "classe": None, "cause": None, "jours_suspendus": None}
        elif row["classe"] != "sans_suite":
            row["cause"] = None
    etapes = draw(st.lists(etapes_faits, max_size=6))
    for row in etapes:
        row["iae"] = row["iae"] if row["famille"] == "iae" else None
    return {
        "parcours": rows, "etapes": etapes, "suspensions": draw(st.lists(suspensions_faits, max_size=4)),
        "equipe": draw(st.lists(equipe_faits, max_size=4)),
        "contacts": draw(st.lists(contacts_faits, max_size=5)),
    }  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=faits_quelconques())
def test_le_catalogue_entier_est_celui_d_une_lecture_naive(tmp_path, rows):
    lignes = {table: list_lignes(table, rows[table.nom]) for table in TABLES}
    periodes = [make_annee(2025)]
    assert count(tmp_path, lignes, periodes, ["a", "b"]) == count_cellules(PLIE, rows, periodes, ["a", "b"])


def test_aucun_libelle_ne_dit_emploi_de_ce_qui_compte_toutes_les_sorties_positives():
    """Domaine 01 § 16, 8: « retour à l’emploi de 47 % » was the rate of all positive exits."""
    for mesure in PLIE.mesures.values():
        if isinstance(mesure, Taux) and mesure.numerateur.code == "plie.sorties_positives":
            assert "emploi" not in mesure.libelle.lower()


def test_chaque_indicateur_du_referentiel_a_sa_mesure_ou_sa_raison():
    """N-1 is known of the deposits."""
    reperes = {mesure.repere for mesure in PLIE.mesures.values()}
    assert {i.value for i in Indicateur} - reperes == {"N-1"}
    assert reperes <= {i.value for i in Indicateur}
