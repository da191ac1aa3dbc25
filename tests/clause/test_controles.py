"""Controls on documents and on site."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.afaire.suivi import list_a_faire
from maillage.clause.models import Controle
from maillage.clause.rules.controles import check_controle
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_suivi import make_lot_engage, set_etat
from tests.parcours.suivi.pages import fill
from tests.usine import make_habilitation

ON = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({}, []),
        ({"le": ON + timedelta(days=1)}, ["le"]),
        ({"ecart": Decimal(-7)}, ["constat"]),
        ({"ecart": Decimal(-7), "constat": "Une absence comptée"}, []),
        ({"suites_avant": ON}, ["suites"]),
        ({"suites": "Corriger", "suites_faites_le": ON - timedelta(days=1)}, ["suites_faites_le"]),
        ({"suites": "Corriger", "suites_faites_le": ON}, []),
    ],
)
def test_un_controle_dit_son_ecart_et_ses_suites(values, attendu):
    said = {"le": ON, "ecart": Decimal(0), "constat": "", "suites": "", "suites_avant": None, "suites_faites_le": None}
    assert [manque.champ for manque in check_controle({**said, **values}, today=ON)] == attendu


@pytest.mark.django_db
def test_un_controle_se_note_se_complete_et_ses_suites_se_rappellent_jusqu_a_ce_qu_elles_soient_faites(client):
    dispositif = make_clause()
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    lot, today = set_etat(make_lot_engage(dispositif), "en_execution"), localdate()
    fill(
        client, f"/lots/{lot.uuid}/controles/nouveau/", type="sur_place", perimetre="Les relevés de mai", ecart="-7",
        constat="Une semaine d’absence comptée", suites="Corriger mai", suites_avant=(today - timedelta(days=1)).isoformat(),
    )  # fmt: skip
    row = Controle.objects.get()
    assert (row.ecart, row.is_ouvert) == (-7, True)
    page = client.get(f"/lots/{lot.uuid}/controles/").content.decode()
    assert "Une semaine d’absence comptée" in page
    acteur = make_facilitateur(dispositif)
    assert f"/clause/controles/{row.uuid}/" in [chose.url for chose in list_a_faire(acteur, today)]
    fill(client, f"/clause/controles/{row.uuid}/", suites_faites_le=today.isoformat())
    assert f"/clause/controles/{row.uuid}/" not in [chose.url for chose in list_a_faire(acteur, today)]
    set_etat(lot, "clos")
    answer = fill(client, f"/clause/controles/{row.uuid}/", suites="Autre")
    assert "Ce lot est clos" in str(answer.context["form"].errors)


@pytest.mark.django_db
def test_un_controle_dont_l_auteur_n_est_pas_connu_se_complete(client):
    dispositif = make_clause()
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    lot = set_etat(make_lot_engage(dispositif), "en_execution")
    fill(client, f"/lots/{lot.uuid}/controles/nouveau/", type="sur_place", perimetre="Les relevés de mai", ecart="0")
    Controle.objects.update(auteur=None)  # as one that was imported
    assert fill(client, f"/clause/controles/{Controle.objects.get().uuid}/", constat="Rien à dire").status_code == 302
    assert Controle.objects.get().constat == "Rien à dire"
