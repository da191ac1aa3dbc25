"""A year handed to the network: received whole or not at all, once, in versions, explained, signed."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.consolidation.depots.actions.depots import DepotRefuse, explain, receive_agrege, withdraw
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot, Origine
from maillage.consolidation.depots.queries.depots import DepotAltere, read_avant, read_cellules, read_en_vigueur
from maillage.consolidation.depots.recus import is_authentique, write_recu
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.journal.models import Evenement
from maillage.socle.refus import RefusMultiples
from tests.consolidation.depots.test_regles import TOTAUX
from tests.consolidation.depots.usine import (
    NOW,
    count_cellules,
    make_acteur_de,
    make_campagne,
    make_depot,
    receive,
    write_essai,
)
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
PHRASE = "Deux référents sont partis dans l’année."


@pytest.fixture
def campagne(db):
    return make_campagne()


@pytest.fixture
def plie(db):
    return make_dispositif()


def declare(campagne, plie, totaux=TOTAUX, *, vue):
    return receive_agrege(
        by=make_acteur_de(plie), campagne=campagne, dispositif=plie, totaux=totaux, now=NOW, today=campagne.ouverte_le,
        motif="Bilan annuel envoyé le 12/02/2026", vue=vue,
    )  # fmt: skip


def list_etats():
    return list(Depot.objects.order_by("version").values_list("etat", flat=True))


def test_un_depot_recu_compte_et_laisse_une_trace(campagne, plie):
    recu = receive(campagne, plie)
    assert recu.is_nouveau
    assert (recu.depot.version, recu.depot.etat) == (1, EtatDepot.EN_VIGUEUR)
    assert sorted(read_cellules(recu.depot), key=lambda c: c.cle) == sorted(
        count_cellules(str(plie.uuid)), key=lambda c: c.cle
    )
    trace = Evenement.objects.get(type="depots.depot")
    assert (trace.dispositif_id, trace.details["empreinte"]) == (plie.pk, recu.depot.empreinte)


def test_le_meme_contenu_deux_fois_n_en_fait_qu_un_meme_espace_autrement(campagne, plie):
    contenu = write_essai(campagne, plie)
    first = receive(campagne, plie, contenu)
    again = receive(campagne, plie, json.dumps(json.loads(contenu), indent=2).encode())
    assert (again.is_nouveau, again.depot.pk) == (False, first.depot.pk)
    assert Depot.objects.count() == 1


def test_une_correction_prend_la_suite_et_remplace(campagne, plie):
    receive(campagne, plie)
    second = receive(campagne, plie, write_essai(campagne, plie, nombre=45), motif="Cinq dossiers oubliés").depot
    assert (second.version, list_etats()) == (2, ["remplace", "en_vigueur"])
    [lu] = read_en_vigueur(campagne)
    assert lu.depot.pk == second.pk


def test_revenir_a_un_contenu_d_avant_est_une_version_de_plus(campagne, plie):
    receive(campagne, plie)
    receive(campagne, plie, write_essai(campagne, plie, nombre=45))
    third = receive(campagne, plie)
    assert (third.is_nouveau, third.depot.version) == (True, 3)


def test_une_seule_version_compte_a_la_fois_la_base_elle_meme_l_exige(campagne, plie):
    make_depot(campagne, plie)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_depot(campagne, plie)


@pytest.mark.parametrize(
    ("jour", "dit"), [(date(2026, 1, 31), "ouvre le 01/02/2026"), (date(2026, 5, 1), "close depuis le 30/04/2026")]
)
def test_hors_des_dates_rien_n_entre(campagne, plie, jour, dit):
    with pytest.raises(DepotRefuse, match=dit):
        receive(campagne, plie, today=jour)
    assert not Depot.objects.exists()


def test_un_autre_genre_de_dispositif_ou_du_reel_dans_du_fictif(campagne, plie):
    mde = make_dispositif(type=TypeDispositif.MDE)
    with pytest.raises(DepotRefuse, match="celle de l’autre consolidation"):
        receive(campagne, mde, b"{}")
    reel = make_campagne(annee=2024, is_fictive=False)
    with pytest.raises(DepotRefuse, match="ne se mêlent pas"):
        receive(reel, plie, b"{}")


def test_un_fichier_faux_ne_laisse_rien(campagne, plie):
    with pytest.raises(RefusMultiples):
        receive(campagne, plie, write_essai(campagne, plie)[:-40])
    assert not Depot.objects.exists()
    assert not Evenement.objects.filter(type="depots.depot").exists()


class TestEcarts:
    @pytest.fixture
    def avant(self, plie):
        """The year before: three times as many."""
        precedente = make_campagne(annee=2024)
        return receive(precedente, plie, write_essai(precedente, plie, nombre=150)).depot

    def test_un_ecart_attend_son_explication_et_ne_compte_pas(self, campagne, plie, avant):
        assert read_avant(campagne, plie)["plie.entrees"] == 150
        depot = receive(campagne, plie).depot
        assert depot.etat == EtatDepot.A_EXPLIQUER
        assert "plie.entrees" in {saut["cle"] for saut in depot.sauts}
        assert read_en_vigueur(campagne) == []

    def test_une_phrase_par_ecart_puis_il_compte(self, campagne, plie, avant):
        depot = receive(campagne, plie).depot
        by = make_acteur_de(plie)
        with pytest.raises(RefusMultiples) as refus:
            explain(by=by, depot=depot, explications={depot.sauts[0]["cle"]: PHRASE, depot.sauts[1]["cle"]: "bof"})
        assert len(refus.value.manques) == len(depot.sauts) - 1
        explain(by=by, depot=depot, explications={saut["cle"]: PHRASE for saut in depot.sauts})
        [lu] = read_en_vigueur(campagne)
        assert {saut["explication"] for saut in lu.depot.sauts} == {PHRASE}

    def test_un_depot_a_expliquer_ne_remplace_pas_celui_qui_compte(self, campagne, plie, avant):
        first = receive(campagne, plie, write_essai(campagne, plie, nombre=150)).depot
        explain(by=make_acteur_de(plie), depot=first, explications={saut["cle"]: PHRASE for saut in first.sauts})
        receive(campagne, plie)
        [lu] = read_en_vigueur(campagne)
        assert lu.depot.pk == first.pk


class TestRetrait:
    def test_un_retrait_motive_et_le_dispositif_redevient_attendu(self, campagne, plie):
        depot = receive(campagne, plie).depot
        by = make_acteur_de(plie)
        with pytest.raises(DepotRefuse) as refus:
            withdraw(by=by, depot=depot, motif="non", now=NOW, today=campagne.ouverte_le)
        assert refus.value.champ == "motif"
        withdraw(by=by, depot=depot, motif="Extraction faite trop tôt", now=NOW, today=campagne.ouverte_le)
        assert read_en_vigueur(campagne) == []
        with pytest.raises(DepotRefuse, match="déjà « retiré »"):
            withdraw(by=by, depot=depot, motif="Extraction faite trop tôt", now=NOW, today=campagne.ouverte_le)

    def test_apres_la_cloture_on_ne_retire_plus(self, campagne, plie):
        depot = receive(campagne, plie).depot
        apres = campagne.close_le + timedelta(days=1)
        with pytest.raises(DepotRefuse, match="n’est pas ouverte"):
            withdraw(by=make_acteur_de(plie), depot=depot, motif="Extraction faite trop tôt", now=NOW, today=apres)


class TestTotaux:
    def test_les_totaux_d_une_structure_sans_maillage_comptent_avec_leur_raison(self, campagne, plie):
        recu = declare(campagne, plie, vue=0)
        assert recu.depot.origine == Origine.AGREGE
        found = {c.code: c.numerateur for c in read_cellules(recu.depot) if not c.ventilation}
        assert found.items() >= {"plie.entrees": 90, "plie.emploi_durable": 30}.items()

    def test_les_totaux_ne_remplacent_que_ce_qui_a_ete_montre(self, campagne, plie):
        avant = receive(campagne, plie).depot
        with pytest.raises(
            DepotRefuse, match=r"Un dépôt est arrivé .*version 1, le 02/03/2026 à 10:30.* rien n’est enregistré"
        ):
            declare(campagne, plie, vue=0)
        assert list_etats() == [EtatDepot.EN_VIGUEUR]
        attend = make_depot(campagne, plie, etat=EtatDepot.A_EXPLIQUER)  # it would be replaced too
        with pytest.raises(DepotRefuse, match="version 2"):
            declare(campagne, plie, vue=avant.version)
        assert declare(campagne, plie, vue=attend.version).is_nouveau
        assert not declare(campagne, plie, vue=0).is_nouveau  # sent twice: nothing is replaced
        assert list_etats() == [EtatDepot.REMPLACE, EtatDepot.REMPLACE, EtatDepot.EN_VIGUEUR]

    def test_un_depot_retire_pendant_la_saisie_ne_manque_pas(self, campagne, plie):
        avant = receive(campagne, plie).depot
        withdraw(by=make_acteur_de(plie), depot=avant, motif=PHRASE, now=NOW, today=campagne.ouverte_le)
        assert declare(campagne, plie, vue=avant.version).is_nouveau

    def test_des_totaux_qui_se_contredisent_ne_laissent_rien(self, campagne, plie):
        with pytest.raises(RefusMultiples) as refus:
            declare(campagne, plie, TOTAUX | {"plie.sans_suite": 41}, vue=0)
        assert {manque.champ for manque in refus.value.manques} == {"plie.sorties", "plie.sans_suite"}
        assert not Depot.objects.exists()


class TestRecu:
    def test_le_recu_prouve_ce_qui_a_ete_recu(self, campagne, plie):
        recu = write_recu(receive(campagne, plie).depot)
        assert is_authentique(json.loads(json.dumps(recu)))

    @pytest.mark.parametrize("champ", ["empreinte", "recu_le", "version", "cle", "signature"])
    def test_un_recu_modifie_ne_prouve_rien(self, campagne, plie, champ):
        recu = write_recu(receive(campagne, plie).depot)
        assert not is_authentique(recu | {champ: "autre"})
        assert not is_authentique({nom: value for nom, value in recu.items() if nom != champ})

    def test_apres_un_changement_de_secret_les_anciens_recus_tiennent(self, campagne, plie, settings):
        recu = write_recu(receive(campagne, plie).depot)
        ancien, settings.SECRET_KEY = settings.SECRET_KEY, "un autre secret"
        assert not is_authentique(recu)
        settings.SECRET_KEY_FALLBACKS = [ancien]
        assert is_authentique(recu)

    def test_un_depot_modifie_dans_la_base_ne_se_lit_plus(self, campagne, plie):
        depot = receive(campagne, plie).depot
        Depot.objects.update(contenu=depot.contenu.replace('"plie.entrees","","",40', '"plie.entrees","","",41'))
        with pytest.raises(DepotAltere, match="n’est plus celui"):
            read_en_vigueur(campagne)
