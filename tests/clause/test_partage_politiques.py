"""What hangs on a lot is read by whoever follows it and written by whoever leads it: no table is forgotten."""

import pytest
from django.apps import apps
from django.db import connection

from maillage.clause.models import Lot

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
# Of one structure only: its people, its own time, what it sends to a company.
D_UNE_STRUCTURE = {"EmploiDuLot", "TempsPasse", "Releve"}
AUTREMENT = {"DemandePartage", "SuiviLot", "LigneHeures", "AvisSurPart", "PartEngagement", "LigneEnDouble", "Doublon"}


def test_toute_table_d_un_lot_partage_se_lit_par_qui_le_suit_et_s_ecrit_par_la_pilote():
    tables = {
        model._meta.db_table: model.__name__
        for model in apps.get_app_config("clause").get_models()
        if any(f.related_model is Lot for f in model._meta.concrete_fields) and model.__name__ not in D_UNE_STRUCTURE
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid")
        known: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            known.setdefault(table, set()).add(name)
    for table, model in tables.items():
        wanted = (
            {"lecture"}
            if model == "SuiviLot"
            else {"ecriture"}
            if model == "DemandePartage"
            else {"lecture", "ecriture"}
        )
        assert wanted <= known[table], f"{model} : donnez-lui « lecture » et « ecriture », ou dites ici pourquoi non."
    assert set(tables.values()) >= AUTREMENT
