"""Where a market made of an annonce enters: a contract already notified is never « Repéré » (domaine 02 § 3 and § 7)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.actions.lots import pass_lot, record_engagement
from maillage.clause.models import SuiviLot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.comptes.models import Compte
from maillage.echanges.reperage.nomenclatures import Source
from maillage.echanges.reperage.rules.etats import find_notification
from maillage.socle.refus import RefusMultiples
from tests.clause.usine import make_clause, make_facilitateur
from tests.echanges.decp.usine import ENTREPRISE
from tests.echanges.reperage.test_decisions import keep
from tests.echanges.reperage.usine import load_marche, make_departements

pytestmark = pytest.mark.django_db
NOTIFIE = date(2025, 3, 2)
SEUL = [{"titulaire": {"id": ENTREPRISE, "typeIdentifiant": "SIRET"}}]


@pytest.fixture
def dispositif():
    make_departements()
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def list_histoire(lot):
    return [(passage.de, passage.vers, passage.le) for passage in lot.passages.order_by("rang")]


def notify(by, lot):
    return pass_lot(by=by, lot=lot, vers=EtatLot.NOTIFIE, le=NOTIFIE, values={}, today=localdate())


def test_un_marche_notifie_entre_attribue_le_jour_de_sa_notification(by, dispositif):
    lot = keep(by, load_marche(by, dispositif, titulaires=SEUL))
    assert lot.etat == "attribue"
    assert list_histoire(lot) == [("", "attribue", NOTIFIE)]
    assert SuiviLot.objects.get(lot=lot).du == date(2025, 1, 2)


def test_il_passe_a_notifie_des_que_ses_heures_et_son_montant_sont_connus(by, dispositif):
    lot = keep(by, load_marche(by, dispositif, titulaires=SEUL))
    with pytest.raises(RefusMultiples) as refus:
        notify(by, lot)
    assert {manque.champ for manque in refus.value.manques} == {"montant_attribue", "engagement"}
    record_engagement(by=by, lot=lot, values={"du": NOTIFIE, "origine": "initial", "heures": Decimal(900)})
    lot.montant_attribue = Decimal(1_200_000)
    lot.save()
    assert notify(by, lot).etat == "notifie"


def test_un_groupement_sans_mandataire_entre_attribue_et_le_mandataire_se_demande_ensuite(by, dispositif):
    lot = keep(by, load_marche(by, dispositif))
    assert lot.etat == "attribue"
    with pytest.raises(RefusMultiples, match="mandataire"):
        notify(by, lot)


def test_un_marche_reserve_a_qui_rien_ne_manque_entre_notifie(client, by, dispositif):
    annonce = load_marche(by, dispositif, titulaires=SEUL)
    client.force_login(get_compte(by))
    page = client.get(f"/annonces/{annonce.uuid}/retenir/")
    told = page.content.decode()
    assert "notifié depuis le 02/03/2025" in told
    jeton = told.split('name="jeton" value="')[1].split('"')[0]
    saisie = {
        "jeton": jeton, "objet": "Gymnase", "donneur": "Ville d’essai", "donneur_type": "commune", "achat": "travaux",
        "engage_le": "2025-01-02", "reference": "2025-042", "titulaire_0": "Atelier", "formes": ["reserve_iae"],
    }  # fmt: skip
    done = client.post(f"/annonces/{annonce.uuid}/retenir/", saisie, follow=True)
    annonce.refresh_from_db()
    assert annonce.lot is not None
    assert (annonce.lot.etat, annonce.lot.montant_attribue) == ("notifie", Decimal("1200000.5"))
    assert list_histoire(annonce.lot) == [("", "attribue", NOTIFIE), ("attribue", "notifie", NOTIFIE)]
    assert "Le marché est « Notifié »" in done.content.decode()


def get_compte(by):
    return Compte.objects.get(pk=by.compte)


def test_une_notification_a_venir_n_en_est_pas_une(by, dispositif):
    demain = localdate() + timedelta(days=1)
    assert keep(by, load_marche(by, dispositif, dateNotification=demain.isoformat())).etat == "repere"


@given(source=st.sampled_from(list(Source)), jour=st.none() | st.dates())
def test_seules_les_donnees_essentielles_disent_une_notification_et_jamais_future(source, jour):
    today = date(2026, 11, 29)
    found = find_notification(source, jour, today=today)
    assert found in (None, jour)
    assert found is None or (source is Source.DECP and found <= today)
