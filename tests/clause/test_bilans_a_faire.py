"""« À faire » of the bilans: those not handed over, those whose hours changed since; the frozen ones stay as they are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.clause.actions.bilans import freeze_bilan, record_transmission, refreeze_bilan
from maillage.clause.afaire.bilans import list_a_faire
from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.queries.bilans_faits import sum_heures
from maillage.clause.queries.changes import list_changes
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.periodes import make_periode
from maillage.participants.models import Adresse
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_emploi, make_ligne, make_personne
from tests.clause.usine_validee import make_bilan, make_lot_fait
from tests.matrice.objets_territoire import make_commune
from tests.usine import make_acteur, make_habilitation

pytestmark = pytest.mark.django_db
FIGES, CHANGES = "Des bilans figés ne sont pas transmis", "Des heures ont changé depuis un bilan"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def tell(by):
    return {chose.titre: chose.detail for chose in list_a_faire(by, localdate())}


def add_heures(lot, heures=12, **values):
    make_ligne(make_emploi(make_personne(lot.dispositif), lots=[lot]), lot, heures, statut="validee", **values)


def test_un_bilan_fige_attend_d_etre_transmis(by, dispositif):
    assert tell(by) == {}
    bilan = make_bilan(dispositif)
    assert tell(by) == {FIGES: "1 bilan à remettre, ou à noter comme remis."}
    record_transmission(by=by, bilan=bilan, le=localdate(), today=localdate())
    assert tell(by) == {}


def test_un_bilan_dont_les_heures_changent_se_dit_et_garde_les_siennes(by, dispositif):
    lot = make_lot_fait(dispositif, (100,) * 6)
    bilan = make_bilan(dispositif, lot)
    record_transmission(by=by, bilan=bilan, le=localdate(), today=localdate())
    add_heures(lot, mois=date(2026, 9, 1))  # out of its period
    assert tell(by) == {}
    add_heures(lot)
    assert "1 bilan, dont 1 transmis : figés, ils gardent leurs chiffres" in tell(by)[CHANGES]
    assert list_changes(by, on=localdate()) == {bilan.pk: 12}
    bilan.refresh_from_db()
    assert bilan.heures == 600
    refreeze_bilan(by=by, bilan=bilan, now=timezone.now())
    assert set(tell(by)) == {FIGES}  # replaced: it is the new one that waits


def test_un_vieux_bilan_ne_se_signale_plus(by, dispositif):
    lot = make_lot_fait(dispositif, (100,))
    make_bilan(dispositif, lot)
    add_heures(lot)
    assert list_changes(by, on=localdate())
    assert not list_changes(by, on=localdate() + timedelta(days=400))


def test_chaque_perimetre_se_suit_comme_il_se_compte(by, dispositif):
    lot = make_lot_fait(dispositif, (100,) * 2)
    make_lot_fait(make_clause(), (50,))
    commune = make_commune("97001")
    personne = lot.emplois.order_by("pk")[0].mise_emploi.personne
    Adresse.objects.create(dispositif=dispositif, personne=personne, du=date(2020, 1, 1), commune=commune)
    type(lot.marche).objects.filter(pk=lot.marche_id).update(lieu_commune=commune)
    cibles = {
        Perimetre.EXECUTION: commune.code,
        Perimetre.LOT: str(lot.uuid), Perimetre.MARCHE: str(lot.marche.uuid), Perimetre.ACHETEUR: str(lot.marche.acheteur.uuid),
        Perimetre.STRUCTURE: "", Perimetre.TERRITOIRE: commune.code,
    }  # fmt: skip
    periode = make_periode(date(2026, 1, 1), date(2026, 6, 1))
    for perimetre, cible in cibles.items():
        portee = find_portee(by, perimetre, cible)
        assert portee is not None
        freeze_bilan(by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=periode, now=timezone.now())
    assert list_changes(by, on=localdate()) == {}
    Adresse.objects.create(dispositif=dispositif, personne=personne, du=date(2026, 1, 1))  # moved before the first day
    add_heures(lot)
    found = list_changes(by, on=localdate())
    for bilan in Bilan.objects.all():
        portee = find_portee(by, Perimetre(bilan.perimetre), bilan.cible)
        assert portee is not None
        now = sum_heures(portee, periode)
        assert found[bilan.pk] == now - bilan.heures
    assert sorted(found.values()) == [-100, 12, 12, 12, 12, 12]


def test_la_liste_montre_ceux_qui_ont_change(client, by, dispositif):
    lot = make_lot_fait(dispositif, (100,))
    change, pareil = make_bilan(dispositif, lot), make_bilan(dispositif)
    add_heures(lot)
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    for value, shown, hidden in (("change", change, pareil), ("pareil", pareil, change)):
        page = client.get("/bilans/", {"depuis": value}).content.decode()
        assert str(shown.uuid) in page
        assert str(hidden.uuid) not in page


def test_qui_ne_fait_pas_les_bilans_n_a_rien_a_faire(dispositif):
    make_bilan(dispositif)
    assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), localdate()) == []
    assert list_a_faire(make_facilitateur(make_clause()), localdate()) == []


def test_il_se_calcule_en_autant_de_requetes_pour_2_et_12_bilans(by, dispositif):
    counts = []
    for combien in (2, 10):
        for _ in range(combien):
            lot = make_lot_fait(dispositif, (100,))
            make_bilan(dispositif, lot)
            add_heures(lot)
        with CaptureQueriesContext(connection) as captured:
            assert len(list_a_faire(by, localdate())) == 2
        counts.append(len(captured))
    assert counts[0] == counts[1]
