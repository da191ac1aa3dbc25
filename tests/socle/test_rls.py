"""Row-level security, read from PostgreSQL's own catalogue, then tried (R2)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.controles import check_base, list_non_cloisonnees
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.models import Compartimente
from maillage.socle.roles import Role
from tests.matrice.adresses import Adresse, list_adresses
from tests.matrice.cellules import make_visiteur
from tests.matrice.objets import Pour, load
from tests.usine import make_dispositif, make_habilitation

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def _rows(query: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def _reads_by_row(condition: str) -> bool:
    """True unless each setting is read in a sub-select that reads no table: PostgreSQL answers it once a statement."""
    for found in re.finditer(r"\bcurrent_setting\b", condition):
        _, inside, since = condition[: found.start()].rpartition("SELECT")
        while (closed := re.sub(r"\([^()]*\)", "", since)) != since:
            since = closed
        if not inside or ")" in since or "FROM" in since:
            return True
    return False


def _acteur(dispositif: int | None, compte: int = 0) -> Acteur:
    assert dispositif is not None
    return Acteur(compte=compte, dispositif=dispositif, dispositifs=frozenset({dispositif}))


class TestCatalogue:
    def test_every_table_with_a_dispositif_has_forced_policies(self):
        tables = list_non_cloisonnees()
        assert not tables, f"Ajoutez CloisonnerTable(…) à la migration de : {', '.join(tables)}"

    def test_every_compartmented_model_is_closed(self):
        models = [m._meta.db_table for m in apps.get_models() if issubclass(m, Compartimente)]
        closed = _rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        missing = set(models) - {name for (name,) in closed}
        assert not missing, f"Ajoutez CloisonnerTable(…) à la migration de : {', '.join(sorted(missing))}"

    def test_a_policy_reads_its_settings_once_a_statement(self):
        policies = _rows("SELECT tablename, policyname, concat(qual, ' AND ', with_check) FROM pg_policies")
        faulty = [f"{table} ({name})" for table, name, condition in policies if _reads_by_row(condition)]
        assert any("current_setting" in condition for _, _, condition in policies)
        assert not faulty, f"Écrivez leur condition avec les constantes de socle/cloisons.py : {', '.join(faulty)}"

    def test_the_application_owns_nothing_and_bypasses_nothing(self):
        assert check_base() == []

    def test_the_application_may_not_truncate_what_only_grows(self):
        """The tests' own grant aside, its rights on the journals are to read, to add and to file."""
        granted = _rows(
            "SELECT DISTINCT table_name, privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = current_user AND table_name LIKE 'journal%%' AND privilege_type <> 'TRUNCATE'"
        )
        lasting = {(table, right) for table, right in granted if right not in {"SELECT", "INSERT"}}
        assert lasting <= {("journal_acces", "DELETE"), ("journal_alerte", "UPDATE"), ("journal_alerte", "DELETE")}

    def test_a_seal_is_the_only_column_that_may_be_written_once(self):
        columns = _rows(
            "SELECT table_name, column_name FROM information_schema.column_privileges WHERE grantee = current_user "
            "AND privilege_type = 'UPDATE' AND table_name IN ('journal_evenement', 'journal_acces')"
        )
        assert set(columns) == {(t, c) for t in ("journal_evenement", "journal_acces") for c in ("bloc_id", "rang")}


class TestContexte:
    @pytest.fixture
    def deux(self) -> list[Habilitation]:
        return [make_habilitation(Role.REFERENT, make_dispositif()) for _ in range(2)]

    def test_without_context_nothing_is_seen(self, deux):
        with open_contexte(ANONYME):
            assert Habilitation.objects.count() == 0

    def test_one_does_not_write_in_another_dispositif(self, deux):
        here, there = deux
        with open_contexte(_acteur(here.dispositif_id)):
            with pytest.raises(DatabaseError), transaction.atomic():
                make_habilitation(Role.REFERENT, there.dispositif, compte=here.compte)
            assert Habilitation.objects.filter(pk=there.pk).update(revue_le=localdate()) == 0
            with pytest.raises(DatabaseError), transaction.atomic():
                Habilitation.objects.filter(pk=here.pk).update(dispositif=there.dispositif_id)

    def test_an_inner_context_closes_with_its_block(self, deux):
        here, there = deux
        with open_contexte(_acteur(here.dispositif_id)):
            with open_service("essai"):
                assert Habilitation.objects.count() == 2
            assert list(Habilitation.objects.all()) == [here]
            with pytest.raises(RuntimeError), open_contexte(_acteur(there.dispositif_id)):
                raise RuntimeError
            assert list(Habilitation.objects.all()) == [here]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_context_reaches_the_next_transaction_of_the_same_connection():
    """`SET LOCAL`: a connection handed to the next request, or by a pooler to another process, knows nobody."""
    here = make_habilitation(Role.REFERENT, make_dispositif())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maillage.portee', '', false)")  # as a fresh connection of the application
    pid = _rows("SELECT pg_backend_pid()")
    for opened in (open_contexte(_acteur(here.dispositif_id)), open_service("essai")):
        with opened:
            assert Habilitation.objects.count() == 1
        assert _rows("SELECT pg_backend_pid()") == pid
        assert Habilitation.objects.count() == 0
    with pytest.raises(RuntimeError), open_service("essai"):
        raise RuntimeError
    assert Habilitation.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maillage.portee', 'service', false)")


class TestMutation:
    """The filters of the code removed, one line for all of them: the policies alone must hold."""

    @pytest.fixture
    def _sans_filtre(self, monkeypatch: pytest.MonkeyPatch) -> None:
        mutated = 0
        for model in apps.get_models():
            queryset = type(model._default_manager.all())
            if "visible_to" in dir(queryset):
                monkeypatch.setattr(queryset, "visible_to", lambda self, acteur: self)
                mutated += 1
        assert mutated

    @pytest.mark.parametrize(
        "role", [r for r in Role if r in {Role.DIRECTEUR, Role.COORDINATEUR, Role.REFERENT, Role.DPD}]
    )
    def test_with_every_filter_removed_no_page_shows_a_foreign_row(self, role: Role, _sans_filtre: None):  # noqa: PT019
        visiteur = make_visiteur(role.value, localdate())
        objets = load()
        etrangers = {
            a.nom: dict(objets[a.nom].make(Pour(visiteur.ailleurs, visiteur.etranger)))
            for a in list_adresses()
            if a.nom in objets and not objets[a.nom].sans_objet and not objets[a.nom].partage
        }
        # A value that one's own object bears too names a kind of object (« reseau.dispositif »), not a foreign one.
        miennes = {str(v) for nom in etrangers for v in objets[nom].make(Pour(visiteur.ici, visiteur.compte)).values()}
        cles = {str(v) for valeurs in etrangers.values() for v in valeurs.values() if len(str(v)) > 8} - miennes
        for adresse in list_adresses():
            for url, opens_foreign in _urls(adresse, etrangers, visiteur):
                reponse = visiteur.play("GET", url)
                shown = [cle for cle in cles if cle.encode() in reponse.corps and cle not in url]
                assert not shown, f"{url} montre {shown}"
                assert not opens_foreign or reponse.statut in {302, 403, 404, 405, 410}, f"{url} : {reponse.statut}"

    def test_rows_of_the_journals_stay_home_without_any_filter(self):
        here, there = make_dispositif(), make_dispositif()
        for model in (Acces, Evenement):
            model.objects.bulk_create(
                model(dispositif_id=d.pk, horodatage="2026-11-01T00:00Z", type="essai", sceau="") for d in (here, there)
            )
            with open_contexte(_acteur(here.pk)):
                assert [row.dispositif_id for row in model.objects.all()] == [here.pk]


def _urls(adresse: Adresse, etrangers: dict[str, dict[str, Any]], visiteur: Any) -> Iterator[tuple[str, bool]]:
    objets = load()
    if not adresse.parametres:
        yield adresse.build({}), False
    elif adresse.nom in objets:
        yield adresse.build(dict(objets[adresse.nom].make(Pour(visiteur.ici, visiteur.compte)))), False
        if adresse.nom in etrangers and visiteur.nom not in objets[adresse.nom].sauf:
            yield adresse.build(etrangers[adresse.nom]), True
