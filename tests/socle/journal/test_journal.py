"""The two journals: one INSERT to write, nothing to change afterwards, a rollback leaves no trace."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.journal import actions, sceaux
from maillage.socle.journal.models import JOURNAUX, Acces, Bloc, Evenement, Purge
from maillage.socle.journal.purge import purge_acces
from maillage.socle.journal.scellement import seal
from maillage.socle.roles import Role
from tests.socle.journal.conftest import write_lignes
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def acteur():
    dispositif = make_dispositif()
    return Acteur(compte=7, role=Role.REFERENT, dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))


class TestEcriture:
    def test_r31_an_entry_holds_who_when_what_and_one_insert(self, acteur):
        cible = make_dispositif()
        with CaptureQueriesContext(connection) as queries:
            entree = actions.write(by=acteur, event="essai", target=cible, du=date(2026, 3, 2), codes={"b"})
        assert [q["sql"].split()[0] for q in queries] == ["INSERT"]
        assert (entree.compte_id, entree.role, entree.cible, entree.cible_cle) == (
            7, "referent", "reseau.dispositif", str(cible.uuid),
        )  # fmt: skip
        assert entree.details == {"du": "2026-03-02", "codes": ["b"]}

    def test_r32_an_entry_is_signed_at_its_creation(self, acteur):
        pk = actions.record_acces(by=acteur, type="essai", mot="é").pk
        row = Acces.objects.values(*sceaux.CONTENU, "adresse").get(pk=pk)
        sceau = Acces.objects.get(pk=pk).sceau
        assert sceaux.is_ligne_intacte("acces", row, sceau)
        assert not sceaux.is_ligne_intacte("acces", row | {"compte_id": 8}, sceau)
        assert not sceaux.is_ligne_intacte("actions", row, sceau)

    def test_a_retired_key_still_verifies_and_no_longer_seals(self, acteur, settings):
        old = actions.record_acces(by=acteur, type="essai")
        settings.JOURNAL_CLES = ["une clé neuve", *settings.JOURNAL_CLES]
        new = actions.record_acces(by=acteur, type="essai")
        assert old.sceau.split("$")[0] != new.sceau.split("$")[0]
        for entree in (old, new):
            row = Acces.objects.values(*sceaux.CONTENU, "adresse").get(pk=entree.pk)
            assert sceaux.is_ligne_intacte("acces", row, entree.sceau)

    @pytest.mark.parametrize("value", [1.5, object()])
    def test_a_journal_refuses_what_would_not_read_back_unchanged(self, acteur, value):
        with pytest.raises(TypeError):
            actions.record_acces(by=acteur, type="essai", value=value)

    def test_r30_une_tentative_anonyme_est_journalisee(self):
        actions.record_acces(by=ANONYME, type="essai")
        assert Acces.objects.get().compte_id is None

    def test_a_rollback_leaves_no_orphan(self, acteur):
        with transaction.atomic():
            actions.write(by=acteur, event="essai", target=make_dispositif())
            transaction.set_rollback(True)
        assert not Evenement.objects.exists()


class TestGardes:
    """R-32: neither the application nor a console may change what was written."""

    @pytest.mark.parametrize("model", JOURNAUX)
    @pytest.mark.parametrize("sealed", [False, True])
    def test_r32_no_entry_is_changed_or_deleted(self, model, sealed):
        write_lignes(model, 12, 2)
        if sealed:
            seal(now=NOW)
        for attempt in (
            lambda: model.objects.update(type="autre"),
            lambda: model.objects.update(rang=9),
            lambda: model.objects.update(bloc=None, rang=None),
            lambda: model.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()
        assert model.objects.filter(type="essai").count() == 2

    def test_r32_no_header_is_changed_or_deleted(self):
        write_lignes(Evenement, 12, 1)
        seal(now=NOW)
        for attempt in (lambda: Bloc.objects.update(nombre=0), lambda: Bloc.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()

    def test_a_purge_needs_a_limit_six_months_back(self):
        write_lignes(Acces, 12, 1)
        seal(now=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            Purge.objects.create(bloc=Bloc.objects.get(), limite=datetime.now(UTC), purge_le=NOW, signature="")

    def test_an_entry_newer_than_the_limit_stays_even_in_a_purged_block(self):
        write_lignes(Acces, 12, 1, le=datetime(2026, 3, 1, tzinfo=UTC))
        seal(now=NOW)
        Purge.objects.create(
            bloc=Bloc.objects.get(), limite=datetime(2026, 1, 1, tzinfo=UTC), purge_le=NOW, signature=""
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            Acces.objects.all().delete()


class TestPurge:
    def test_r34_les_acces_de_plus_de_douze_mois_partent_par_blocs_entiers_et_la_piste_d_audit_reste(self):
        old, recent = datetime(2025, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
        for le in (old, recent):
            write_lignes(Acces, 12, 3, le=le)
            write_lignes(Evenement, 12, 3, le=le)
            seal(now=le)
        limite = datetime(2025, 11, 21, tzinfo=UTC)
        assert purge_acces(limite=limite, now=NOW) == 1
        assert purge_acces(limite=limite, now=NOW) == 0
        assert set(Acces.objects.values_list("horodatage", flat=True)) == {recent}
        assert Evenement.objects.count() == 6
        assert Bloc.objects.count() == 4
