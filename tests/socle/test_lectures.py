"""Reads made together give the very objects that each would have given alone, on both engines."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Window
from django.test.utils import CaptureQueriesContext

from maillage.parcours.models import Entretien, Note, Objectif, Parcours, Positionnement, Quotite
from maillage.participants.models import Personne, Situation
from maillage.socle.journal.models import Evenement
from maillage.socle.lectures import PAR_APPEL, build_rows, read_together
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcours():
    dispositif = make_dispositif()
    found = make_parcours(dispositif, referent=make_referent(dispositif, etp="0.85"))
    common = {"dispositif": dispositif, "parcours": found}
    for jour in (3, 1, 2):
        contact = Entretien.objects.create(
            **common, referent=found.referent, debut=datetime(2026, 10, jour, 8, 30, 0, 123, tzinfo=UTC), emarge=jour == 2,
            themes=["emploi", "santé « é »"], presence="venu", duree=None if jour == 3 else 45,
        )  # fmt: skip
        for rang in range(1, jour):
            Note.objects.create(dispositif=dispositif, entretien=contact, rang=rang, alertes=["nir"])
        Positionnement.objects.create(
            **common, type="FOR-PRE", intitule=f"Étape {jour}", etat="en_cours", propose_le=date(2026, 9, jour),
            heures_realisees=Decimal("12.50"),
        )  # fmt: skip
    objectif = Objectif(**common, du=date(2026, 9, 1))
    objectif.intitule = "Passer le code « B »"
    objectif.save()
    return found


def tell(objet: Any) -> dict[str, Any]:
    """Every column, with its type, and what was read along with it."""
    told = {name: (type(value), value) for name, value in objet.__dict__.items() if not name.startswith("_")}
    for name, other in objet._state.fields_cache.items():
        told[f"→{name}"] = (type(other), tell(other) if other is not None else None)
    return told


def list_lectures(parcours: Any) -> dict[str, Any]:
    written = Exists(Note.objects.filter(entretien=OuterRef("pk")))
    return {
        "annotes": Entretien.objects.filter(parcours=parcours).annotate(ecrites=Count("notes"), is_ecrit=written),
        "tranche": Entretien.objects.select_related("referent__employeur", "parcours__personne").order_by("-debut")[
            1:3
        ],
        "fenetre": Positionnement.objects.annotate(total=Window(Count("pk"))).order_by("-intitule")[:2],
        "differes": Objectif.objects.defer("actions_scelle"),
        "decimaux": Quotite.objects.order_by("du", "pk"),
        "larges": Situation.objects.select_related("personne__dispositif"),
        "personnes": Personne.objects.order_by("nom_naissance", "-pk"),
        "json": Evenement.objects.order_by("horodatage", "pk"),
        "rien": Parcours.objects.none(),
        "vide": Parcours.objects.filter(pk=-1),
    }


def test_ce_qui_est_lu_ensemble_est_ce_qui_serait_lu_seul(parcours):
    Situation.objects.create(
        dispositif=parcours.dispositif, personne=parcours.personne, du=date(2026, 1, 1), ressources=["ass", "aah"]
    )
    with CaptureQueriesContext(connection) as captured:
        lus = read_together(list_lectures(parcours))
    assert len(captured) == 1
    for code, rows in list_lectures(parcours).items():
        alone = list(rows if rows.query.order_by or not rows else rows.order_by("pk"))
        assert [tell(objet) for objet in lus[code]] == [tell(objet) for objet in alone], code
    assert [len(lus[code]) for code in ("annotes", "tranche", "fenetre", "rien", "vide")] == [3, 2, 2, 0, 0]
    assert lus["fenetre"][0].total == 3
    assert lus["differes"][0].intitule == "Passer le code « B »"
    assert lus["differes"][0].get_deferred_fields() == {"actions_scelle"}


def test_une_lecture_plus_large_qu_un_appel_reste_entiere(parcours):
    wide = Parcours.objects.select_related("personne", "referent__compte", "dispositif")
    (found,) = read_together({"large": wide})["large"]
    assert tell(found) == tell(wide.get())
    assert sum(len(one) for one in (found.__dict__, found.personne.__dict__, found.dispositif.__dict__)) > PAR_APPEL


def test_rien_a_lire_ne_demande_rien(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_together({}) == {}
        assert read_together({"rien": Parcours.objects.none()}) == {"rien": []}


def test_django_construit_les_objets_de_lignes_deja_lues_sans_rien_demander(parcours):
    """What `build_rows` leans on: iterators that ask the query for a compiler, and the compiler for rows."""
    rows = Entretien.objects.select_related("referent").annotate(ecrites=Count("notes")).order_by("pk")
    for one in (rows, rows.values_list("uuid", "ecrites"), rows.values_list("uuid", flat=True)):
        compiler = one.query.get_compiler(connection=connection)
        with connection.cursor() as cursor:
            cursor.execute(*compiler.as_sql())
            lues = cursor.fetchall()
        with CaptureQueriesContext(connection) as captured:
            assert build_rows(one, compiler, lues) == list(one.all())
        assert len(captured) == 1, "only the comparison asks"
