"""What a deployment is told before it opens."""

import pytest
from django.core.checks import run_checks

from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.classement import is_publique
from maillage.socle.controles import check_base, check_cles


@pytest.mark.django_db
def test_a_deployment_sealing_its_journals_with_the_common_secret_is_warned(settings):
    settings.JOURNAL_CLES = [settings.SECRET_KEY]
    assert [message.id for message in check_cles()] == ["maillage.W002"]
    settings.JOURNAL_CLES = ["une clé propre"]
    assert check_cles() == []


@pytest.mark.django_db
def test_the_checks_run_with_check_deploy():
    found = {message.id for message in run_checks(include_deployment_checks=True)}
    assert "maillage.W002" in found


@pytest.mark.postgres
def test_the_owner_of_the_tables_is_refused_as_the_application(django_db_setup, django_db_blocker):
    from django.db import connection

    from tests.postgres import PROPRIETAIRE

    with django_db_blocker.unblock():
        outer = connection.settings_dict["USER"]
        connection.close()
        connection.settings_dict["USER"] = PROPRIETAIRE
        try:
            assert [message.id for message in check_base()] == ["maillage.E003"]
        finally:
            connection.close()
            connection.settings_dict["USER"] = outer


def test_only_tables_without_any_person_are_open():
    assert is_publique(Dispositif)
    assert not is_publique(Habilitation)
