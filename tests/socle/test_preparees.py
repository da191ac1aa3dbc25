"""Queries written once answer as those that the ORM writes each time, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, DateField, F, Value
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee
from maillage.parcours.queries import dossiers, suivi
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import write_adresse
from maillage.socle.preparees import Parmi, Preparee
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.socle.test_lectures import tell
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db

ENTRES = Preparee(
    lambda dispositif, le: (
        Parcours.objects.filter(dispositif=dispositif, date_entree__lte=le)
        .select_related("personne", "referent__employeur", "precedent")
        .annotate(dit=Value("entré"))
        .order_by("-date_entree", "pk")
    ),
    dispositif=BigIntegerField(), le=DateField(),
)  # fmt: skip
CHOISIS = Preparee(
    lambda cles: Parcours.objects.filter(Parmi(F("pk"), cles)).order_by("pk").values_list("uuid", flat=True),
    lots=("cles",), cles=BigIntegerField(),
)  # fmt: skip


def make_porteur(referent: Any) -> Acteur:
    return make_acteur(habilitation=referent.compte.habilitations.get())


def test_les_objets_sont_ceux_que_l_orm_aurait_donnes_et_changent_avec_les_valeurs():
    here, there = make_dispositif(), make_dispositif()
    for dispositif in (here, there):
        referent = make_referent(dispositif)
        for jour in (1, 2, 3):
            make_parcours(dispositif, referent=referent, entree=date(2026, 9, jour))
    for dispositif, le in ((here, date(2026, 9, 2)), (there, date(2026, 9, 1)), (here, date(2020, 1, 1))):
        expected = list(ENTRES.build(dispositif.pk, le))
        found = ENTRES.read(dispositif=dispositif.pk, le=le)
        assert [tell(one) for one in found] == [tell(one) for one in expected]
        assert all(one.dit == "entré" for one in found)


def test_une_requete_ecrite_sert_dans_une_autre_ecrite_ou_non():
    here, there = make_dispositif(), make_dispositif()
    rows = [make_parcours(dispositif, entree=date(2026, 9, 1)) for dispositif in (here, here, there)]
    cles = Preparee(
        lambda dispositif, le: ENTRES.build(dispositif, le).order_by().values("pk"),
        dispositif=BigIntegerField(), le=DateField(),
    )  # fmt: skip
    dedans = Preparee(
        lambda dispositif, le: Parcours.objects.filter(pk__in=cles.write(dispositif=dispositif, le=le)).order_by("pk"),
        dispositif=BigIntegerField(), le=DateField(),
    )  # fmt: skip
    for dispositif, expected in ((here, rows[:2]), (there, rows[2:])):
        valeurs = {"dispositif": dispositif.pk, "le": date(2026, 9, 1)}
        assert list(Parcours.objects.filter(pk__in=cles.write(**valeurs)).order_by("pk")) == expected
        assert dedans.read(**valeurs) == expected
    assert dedans.read(dispositif=here.pk, le=date(2020, 1, 1)) == []


def test_un_lot_s_ecrit_pareil_quel_que_soit_son_nombre():
    dispositif = make_dispositif()
    rows = [make_parcours(dispositif) for _ in range(4)]
    with CaptureQueriesContext(connection) as captured:
        assert CHOISIS.read(cles=[]) == []
        assert CHOISIS.read(cles=[rows[2].pk, rows[0].pk]) == [rows[0].uuid, rows[2].uuid]
        assert len(CHOISIS.read(cles=[row.pk for row in rows])) == 4
    assert len(captured) == 3


def test_rien_n_egale_ce_qui_n_est_pas_donne():
    make_parcours(make_dispositif())
    assert ENTRES.read(dispositif=None, le=localdate()) == []


@pytest.mark.parametrize("role", sorted(dossiers.DOSSIERS))
def test_la_portee_ecrite_une_fois_est_celle_du_role(role):
    dispositif, ailleurs = make_dispositif(), make_dispositif()
    mine = make_referent(dispositif)
    acteur = make_porteur(mine) if role == Role.REFERENT else make_acteur(
        role, dispositif
    )  # fmt: skip
    rows = [make_parcours(dispositif, referent=mine), make_parcours(dispositif), make_parcours(ailleurs)]
    reach = set(Parcours.objects.filter(build_portee(acteur, on=localdate())))
    for row in rows:
        if row in reach:
            assert dossiers.get_parcours(acteur, row.uuid, on=localdate()) == row
        else:
            with pytest.raises(Parcours.DoesNotExist):
                dossiers.get_parcours(acteur, row.uuid, on=localdate())
    assert len(reach) == (1 if role == Role.REFERENT else 2)


def test_la_file_lue_et_ses_lignes_disent_les_memes_personnes():
    dispositif = make_dispositif()
    referent = make_referent(dispositif)
    acteur = make_porteur(referent)
    for jours in (10, 50, 100):
        make_parcours(dispositif, referent=referent, entree=localdate() - timedelta(days=jours))
    make_parcours(dispositif)
    found = suivi.read_file(acteur, on=localdate())
    selected = suivi.select_file(acteur, on=localdate())
    assert set(found.raisons) == set(found.noms) == {row.pk for row in selected}
    assert {row.pk: str(row.personne) for row in suivi.select_lignes(found)} == dict(found.noms)


def test_une_adresse_ecrite_vite_est_celle_de_reverse():
    parcours = make_parcours(make_dispositif())
    assert write_adresse("parcours:entretien", parcours.uuid) == f"/dossiers/{parcours.uuid}/entretien/"


def test_le_coordinateur_d_ailleurs_ne_lit_rien():
    parcours = make_parcours(make_dispositif())
    with pytest.raises(Parcours.DoesNotExist):
        dossiers.get_parcours(make_coordinateur(make_dispositif()), parcours.uuid, on=localdate())
